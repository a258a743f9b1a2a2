"""The options of a search of pool runs, as people type them."""

from bot.domain.commandline import COMMAND, echo
from bot.domain.executions import Outcome
from bot.domain.option_words import ANY, CLOUD, Keys, Options
from bot.domain.pools import PoolFilter, PoolQuery, PoolTaskType
from bot.domain.references import is_id
from bot.errors import InvalidQueryError

POOL_KEYS: Keys = {
    "pool": ANY,
    "script": ANY,
    "name": ANY,
    "status": tuple(Outcome),
    "type": tuple(PoolTaskType),
    "task": ANY,
    "since": ANY,
    "until": ANY,
    **CLOUD,
}


def pool_query(options: Options) -> PoolQuery:
    """What the options ask for.

    Raises:
        InvalidQueryError: one of them has a value that there cannot be.
    """
    return PoolQuery(
        wanted=PoolFilter(
            pools=options.values("pool"),
            scripts=options.values("script"),
            names=options.values("name"),
            outcomes=options.outcomes("status"),
            tasks=tuple(map(_task, options.values("task"))),
            type=_type(options.chosen("type")),
        ),
        since=options.text("since"),
        until=options.text("until"),
        cloud=options.cloud,
    )


def _type(words: frozenset[str]) -> PoolTaskType | None:
    """Both types together are as good as none."""
    return PoolTaskType(next(iter(words))) if len(words) == 1 else None


def _task(text: str) -> str:
    if not is_id(text):
        raise InvalidQueryError(
            f"`{echo(text)}` cannot be a task id: those are up to 128 letters, digits "
            "and . _ ~ : -",
            suggestion=f"{COMMAND} help pool",
        )
    return text
