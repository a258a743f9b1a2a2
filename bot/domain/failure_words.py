"""The options of a search of failures, as people type them."""

from bot.domain.executions import Outcome
from bot.domain.failures import By, FailureFilter, FailureQuery
from bot.domain.option_words import ANY, CLOUD, Keys, Options
from bot.domain.references import SourceName
from bot.errors import InvalidQueryError

FAILURE_KEYS: Keys = {
    "since": ANY,
    "until": ANY,
    "source": tuple(SourceName),
    "target": ANY,
    "script": ANY,
    "pool": ANY,
    "name": ANY,
    "cause": ANY,
    "outcome": tuple(Outcome),
    "by": tuple(By),
    **CLOUD,
}


def failure_query(options: Options) -> FailureQuery:
    """What the options ask for.

    Raises:
        InvalidQueryError: one of them has a value that there cannot be.
    """
    outcomes = options.outcomes("outcome")
    return FailureQuery(
        wanted=FailureFilter(
            sources=frozenset(map(SourceName, options.chosen("source"))),
            targets=options.values("target"),
            scripts=options.values("script"),
            pools=options.values("pool"),
            names=options.values("name"),
            causes=options.values("cause"),
            outcomes=outcomes or FailureFilter().outcomes,
        ),
        since=options.text("since"),
        until=options.text("until"),
        cloud=options.cloud,
        by=_by(options),
    )


def _by(options: Options) -> By:
    chosen = options.chosen("by") or {By.CAUSE}
    if len(chosen) > 1:
        raise InvalidQueryError("`by:` takes one word: cause, target or script.")
    return By(next(iter(chosen)))
