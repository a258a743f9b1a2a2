"""The grammar of `/runs`: what a person may ask, and the nearest right form."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.domain.about import AboutQuery, AboutVerb, about_query
from bot.domain.bare_words import bare_query
from bot.domain.commandline import COMMAND, LONGEST, after_command, echo
from bot.domain.digest_queries import DigestQuery
from bot.domain.digest_words import digest_query
from bot.domain.failure_words import failure_query
from bot.domain.failures import FailureQuery
from bot.domain.find_words import find_query
from bot.domain.guesses import guesses
from bot.domain.lookup_words import RUN_KEYS, look_up
from bot.domain.lookups import SHAPES, LookUpQuery
from bot.domain.option_words import CLOUD, Options
from bot.domain.pool_words import pool_query
from bot.domain.pools import PoolQuery
from bot.domain.references import SourceName
from bot.domain.verbs import (
    VERBS,
    require_fitting,
    taken_apart,
)
from bot.domain.watch_words import watch_query
from bot.domain.watches import WatchQuery
from bot.domain.words import Words, nearest, open_quote
from bot.domain.work_words import orders_query, works_query
from bot.domain.works import (
    FindQuery,
    GlanceQuery,
    HealthQuery,
    OrdersQuery,
    WorksQuery,
)
from bot.errors import InvalidQueryError


@dataclass(frozen=True, slots=True)
class HelpQuery:
    """`/runs help [TOPIC]`; an empty topic is everything."""

    topic: str = ""


Query = (
    GlanceQuery
    | FailureQuery
    | FindQuery
    | LookUpQuery
    | PoolQuery
    | WorksQuery
    | OrdersQuery
    | DigestQuery
    | WatchQuery
    | AboutQuery
    | HealthQuery
    | HelpQuery
)


def parse(text: str) -> Query:
    """Read what follows `/runs`.

    Raises:
        InvalidQueryError: with a sentence, and where there is one the nearest right form.
    """
    if _is_too_long(text):
        raise InvalidQueryError(
            f"That is {len(text):,} characters long; {LONGEST:,} is the most I read. "
            "Send the command and one id."
        )
    try:
        return _read(text)
    except InvalidQueryError as refused:
        if not refused.suggestion:
            refused.suggestion = next(filter(_can_be_read, guesses(text)), "")
        raise


def verbs() -> tuple[str, ...]:
    """Every verb that `parse` knows, in the order of the help."""
    return tuple(VERBS)


def _read(line: str) -> Query:
    text = after_command(line)
    opened = open_quote(text)
    if opened:
        raise InvalidQueryError(f"The quote at `{echo(opened)}` is never closed.")
    verb, words = taken_apart(text)
    if not verb:
        return bare_query(words)
    require_fitting(verb, words.plain)
    return _READERS[verb](words)


def _help(words: Words) -> HelpQuery:
    topic = " ".join(words.plain).lower()
    if topic and topic not in VERBS:
        raise InvalidQueryError(
            f"There is no help on `{echo(topic)}`.",
            suggestion=f"{COMMAND} help {nearest(topic, VERBS)}".strip(),
        )
    return HelpQuery(topic)


def _pool(words: Words) -> Query:
    """Ids or a reference open one run; options search."""
    if not words.plain:
        return pool_query(_options("pool", words))
    chosen = {*CLOUD, *RUN_KEYS[SourceName.POOL]}
    searching = sorted(words.options.keys() - chosen)
    if searching:
        raise InvalidQueryError(
            f"Either a task id, or options like `{searching[0]}:`; with both I cannot "
            "tell what you mean.",
            suggestion=f"{COMMAND} help pool",
        )
    return look_up(SHAPES[SourceName.POOL], words)


def _health(_: Words) -> HealthQuery:
    return HealthQuery()


def _options(verb: str, words: Words) -> Options:
    return Options(words.options, VERBS[verb].keys)


_READERS: dict[str, Callable[[Words], Query]] = {
    "failures": lambda words: failure_query(_options("failures", words)),
    "find": find_query,
    "script": partial(look_up, SHAPES[SourceName.SCRIPT]),
    "task": partial(look_up, SHAPES[SourceName.TASK]),
    "tasks": lambda words: works_query(SourceName.TASK, _options("tasks", words)),
    "pool": _pool,
    "order": partial(look_up, SHAPES[SourceName.ORDER]),
    "orders": lambda words: orders_query(_options("orders", words)),
    "app": partial(look_up, SHAPES[SourceName.APP]),
    "apps": lambda words: works_query(SourceName.APP, _options("apps", words)),
    "watch": watch_query,
    "digest": digest_query,
    "why": partial(about_query, AboutVerb.WHY),
    "history": partial(about_query, AboutVerb.HISTORY),
    "output": partial(about_query, AboutVerb.OUTPUT),
    "health": _health,
    "help": _help,
}


def _can_be_read(line: str) -> bool:
    try:
        _read(line)
    except InvalidQueryError:
        return False
    return not _is_too_long(line)


def _is_too_long(text: str) -> bool:
    """Buttons repeat the command in front of what was typed."""
    return len(after_command(text)) > LONGEST
