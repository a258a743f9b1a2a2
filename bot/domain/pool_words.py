"""The options of a search of pool runs, as people type them."""

from bot.domain.commandline import COMMAND, LONGEST, echo
from bot.domain.executions import Outcome
from bot.domain.lookup_words import SEARCHES, cloud_of
from bot.domain.pools import PoolFilter, PoolQuery, PoolTaskType
from bot.domain.references import is_id
from bot.domain.words import Words, joined, nearest, split
from bot.errors import InvalidQueryError

OPTIONS = SEARCHES | {"cloud"}
_WORDS = {"status": tuple(Outcome), "type": tuple(PoolTaskType)}


def pool_query(words: Words) -> PoolQuery:
    """What the options ask for.

    Raises:
        InvalidQueryError: one of them has a value that there cannot be.
    """
    try:
        return _read(words.options)
    except InvalidQueryError as refused:
        refused.suggestion = refused.suggestion or _corrected(words.options)
        raise


def _read(options: dict[str, str]) -> PoolQuery:
    return PoolQuery(
        wanted=PoolFilter(
            pools=_values(options, "pool"),
            scripts=_values(options, "script"),
            names=_values(options, "name"),
            outcomes=frozenset(map(Outcome, _known(options, "status"))),
            tasks=tuple(map(_task, _values(options, "task"))),
            type=_type(_known(options, "type")),
        ),
        since=options.get("since", ""),
        until=options.get("until", ""),
        cloud=cloud_of(options),
    )


def _values(options: dict[str, str], key: str) -> tuple[str, ...]:
    parts = (part.strip() for part in options.get(key, "").split(","))
    values = tuple(part for part in parts if part)
    if key in options and not values:
        raise InvalidQueryError(f"`{key}:` needs a value right after the colon.")
    return values


def _known(options: dict[str, str], key: str) -> frozenset[str]:
    values, words = _values(options, key), _WORDS[key]
    wrong = next((value for value in values if value.lower() not in words), "")
    if wrong:
        raise InvalidQueryError(
            f"`{key}:` cannot be `{echo(wrong)}`. It is one of: {', '.join(words)}."
        )
    return frozenset(map(str.lower, values))


def _type(words: frozenset[str]) -> PoolTaskType | None:
    """Both types together are as good as none."""
    return PoolTaskType(next(iter(words))) if len(words) == 1 else None


def _corrected(options: dict[str, str]) -> str:
    """The search with its words put right, or those alone if more is wrong, or ""."""
    right = {key: _put_right(key, value) for key, value in options.items()}
    changed = {key: value for key, value in right.items() if value != options[key]}
    return next(filter(_can_be_read, map(_line, (right, changed))), "")


def _put_right(key: str, value: str) -> str:
    """The value with the words that were meant, as far as they can be guessed."""
    words = _WORDS.get(key)
    if words is None:
        return value
    parts = filter(None, map(str.strip, value.split(",")))
    return ",".join(nearest(part, words) or part for part in parts)


def _line(options: dict[str, str]) -> str:
    return joined(Words((COMMAND, "pool"), options))


def _can_be_read(line: str) -> bool:
    """Whether it searches, typed as it is: quotes within quotes do not."""
    try:
        words = split(line, OPTIONS)
        _read(words.options)
    except InvalidQueryError:
        return False
    searches = words.plain == (COMMAND, "pool") and words.options
    return bool(searches) and len(line.removeprefix(f"{COMMAND} ")) <= LONGEST


def _task(text: str) -> str:
    if not is_id(text):
        raise InvalidQueryError(
            f"`{echo(text)}` cannot be a task id: those are up to 128 letters, digits "
            "and . _ ~ : -",
            suggestion=f"{COMMAND} help pool",
        )
    return text
