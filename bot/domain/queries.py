"""The grammar of `/runs`: what a person may ask, and the nearest right form."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.commandline import COMMAND, LONGEST, echo
from bot.domain.lookup_words import closest_line, is_option, line_for, look_up
from bot.domain.lookups import SHAPES, LookUpQuery, Shape, may_be_looked_up
from bot.domain.pool_words import OPTIONS, pool_query
from bot.domain.pools import PoolQuery
from bot.domain.references import SourceName, is_id
from bot.domain.words import Words, joined, nearest, split
from bot.errors import InvalidQueryError

_CLOUD = frozenset({"cloud"})


@dataclass(frozen=True, slots=True)
class HelpQuery:
    """`/runs help [TOPIC]`; an empty topic is everything."""

    topic: str = ""


Query = HelpQuery | LookUpQuery | PoolQuery


def parse(text: str) -> Query:
    """Read what follows `/runs`.

    Raises:
        InvalidQueryError: with a sentence, and where there is one the nearest right form.
    """
    # Buttons repeat the command in front of what was typed.
    if len(text.removeprefix(f"{COMMAND} ")) > LONGEST:
        raise InvalidQueryError(
            f"That is {len(text):,} characters long; {LONGEST:,} is the most I read. "
            "Send the command and one id."
        )
    known = _VERBS.get(first_verb(text))
    words = split(text, known.options if known else _CLOUD)
    plain = words.plain[1:] if words.plain[:1] == (COMMAND,) else words.plain
    if not plain:
        return HelpQuery()
    verb, rest = plain[0], Words(plain[1:], words.options)
    reader = _VERBS.get(verb.lower())
    if reader is None:
        raise _unknown(verb, rest)
    return reader.read(rest)


def verbs() -> tuple[str, ...]:
    """Every verb that `parse` knows, in the order of the help."""
    return tuple(_VERBS)


def first_verb(text: str) -> str:
    """The verb that `text` begins with, or "" when it begins with none."""
    plain = split(text[: LONGEST + len(COMMAND) + 1], ()).plain
    words = (word.lower() for word in plain if word != COMMAND)
    first = next((word for word in words if ":" not in word), "")
    return first if first in _VERBS else ""


def _help(words: Words) -> HelpQuery:
    topic = " ".join(words.plain).lower()
    if topic and topic not in _VERBS:
        raise InvalidQueryError(
            f"There is no help on `{echo(topic)}`.", suggestion=f"{COMMAND} help"
        )
    return HelpQuery(topic)


def _pool(words: Words) -> Query:
    """Ids or a reference open one run; options search."""
    shape = SHAPES[SourceName.POOL]
    if not words.plain:
        return pool_query(words)
    searching = sorted(words.options.keys() - _CLOUD)
    if searching:
        raise InvalidQueryError(
            f"Either a task id, or options like `{searching[0]}:`; with both I cannot "
            "tell what you mean.",
            suggestion=f"{COMMAND} help pool",
        )
    return look_up(shape, words)


@dataclass(frozen=True, slots=True)
class _Verb:
    read: Callable[[Words], Query]
    options: frozenset[str] = field(default=_CLOUD)


def _by_ids(shape: Shape) -> _Verb:
    return _Verb(lambda words: look_up(shape, words))


_VERBS: dict[str, _Verb] = {
    "script": _by_ids(SHAPES[SourceName.SCRIPT]),
    "task": _by_ids(SHAPES[SourceName.TASK]),
    "pool": _Verb(_pool, OPTIONS),
    "order": _by_ids(SHAPES[SourceName.ORDER]),
    "app": _by_ids(SHAPES[SourceName.APP]),
    "help": _Verb(_help),
}


def _unknown(verb: str, rest: Words) -> InvalidQueryError:
    if is_option(verb):
        return InvalidQueryError(
            f"`{echo(verb)}` is an option of `pool`; put that in front.",
            suggestion=_corrected("pool", Words((verb, *rest.plain), rest.options)),
        )
    meant = nearest(verb, _VERBS)
    if not meant and _looks_like_id(verb):
        return InvalidQueryError(
            f"`{echo(verb)}` looks like an id; say what it is of.",
            suggestion=line_for(verb, rest.options),
        )
    line = _corrected(meant, rest) if meant else f"{COMMAND} help"
    return InvalidQueryError(f"I don't know `{echo(verb)}`.", suggestion=line)


def _corrected(meant: str, rest: Words) -> str:
    """What was typed but for its verb, or as much of it as can be read."""
    lines = [f"{COMMAND} {meant} {joined(rest)}".strip()]
    if meant in set(SourceName):
        lines.append(closest_line(SHAPES[SourceName(meant)], rest))
    return next(filter(_can_be_read, lines), f"{COMMAND} help")


def _can_be_read(line: str) -> bool:
    try:
        parse(line)
    except InvalidQueryError:
        return False
    return True


def _looks_like_id(text: str) -> bool:
    """A reference, or an id with a digit: words that people make up have none."""
    has_digit = any(map(str.isdigit, text))
    return may_be_looked_up(text) and (has_digit or not is_id(text))
