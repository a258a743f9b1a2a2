"""The options of the lists of tasks, apps and orders, as people type them."""

from bot.domain.executions import Outcome
from bot.domain.option_words import ANY, CLOUD, Keys, Options
from bot.domain.references import SourceName
from bot.domain.works import OrdersQuery, WorkFilter, WorksQuery

# What the clouds can say of a latest run (W1 and A1 `last_status`).
_TASK_LAST = (Outcome.FAILED, Outcome.SKIPPED, Outcome.SUCCEEDED)
_APP_LAST = (Outcome.FAILED, Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING)

TASK_KEYS: Keys = {"name": ANY, "type": ANY, "last": _TASK_LAST, **CLOUD}
APP_KEYS: Keys = {"name": ANY, "type": ANY, "last": _APP_LAST, **CLOUD}
ORDER_KEYS: Keys = {"status": tuple(Outcome), "since": ANY, "until": ANY, **CLOUD}


def works_query(source: SourceName, options: Options) -> WorksQuery:
    """The work of one source that the options ask for.

    Raises:
        InvalidQueryError: one of them has a value that there cannot be.
    """
    return WorksQuery(
        source=source,
        wanted=WorkFilter(
            names=options.values("name"),
            kinds=options.values("type"),
            last=options.outcomes("last"),
        ),
        cloud=options.cloud,
    )


def orders_query(options: Options) -> OrdersQuery:
    """What the options ask for.

    Raises:
        InvalidQueryError: one of them has a value that there cannot be.
    """
    return OrdersQuery(
        outcomes=options.outcomes("status"),
        since=options.text("since"),
        until=options.text("until"),
        cloud=options.cloud,
    )
