"""From one command line to the next: what a follow-up makes of it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from bot.domain.commandline import COMMAND, LONGEST
from bot.domain.failures import By
from bot.domain.lookup_words import RUN_KEYS
from bot.domain.option_words import listed
from bot.domain.references import SourceName
from bot.domain.verbs import VERBS, taken_apart
from bot.domain.windows import window
from bot.domain.words import Words, joined
from bot.errors import InvalidQueryError

_USUAL = {"failures": "24h", "orders": "24h"}
_DAY = timedelta(days=1)


def narrowed(line: str, options: Mapping[str, str]) -> str:
    """`line` with these options; of one that it has already, the new value counts.

    Raises:
        InvalidQueryError: its command knows no such option.
    """
    verb, words = _asked(line)
    known = VERBS[verb]
    named = {known.called(key): value for key, value in options.items()}
    strange = next((key for key in named if key not in known.keys), "")
    if strange or (words.plain and not _chooses(verb, named)):
        option = next(iter(options))
        raise InvalidQueryError(_refusal(verb, words, strange or option))
    return _line(verb, words, {**words.options, **named})


def regrouped(line: str, by: By) -> str:
    """`line`, grouped by that.

    Raises:
        InvalidQueryError: its command groups nothing.
    """
    verb, words = _asked(line)
    if "by" not in VERBS[verb].keys:
        raise InvalidQueryError("Only a list of failures can be grouped.")
    others = {key: value for key, value in words.options.items() if key != "by"}
    return _line(verb, words, others if by is By.CAUSE else {**others, "by": str(by)})


def day_before(line: str, now: datetime, zone: tzinfo) -> str:
    """`line` for the same time of the day before, by the clocks of `zone`.

    Raises:
        InvalidQueryError: it is about no time, or its times cannot be read.
    """
    verb, words = _asked(line)
    given = words.options
    since = given.get("since", "") or _USUAL.get(verb, "")
    if "since" not in VERBS[verb].keys or words.plain or not since:
        raise InvalidQueryError(
            "There is no time here to move; ask that of a list with `since:`."
        )
    span = window(since, given.get("until", ""), now, zone)
    begins, ends = span.since or now, span.until or now
    moved = {"since": _before(begins, zone), "until": _before(ends, zone)}
    return _line(verb, words, {**given, **moved})


def _asked(line: str) -> tuple[str, Words]:
    """Its command and what stands after that; a glance is one of failures."""
    verb, words = taken_apart(line)
    return verb or "failures", words


def _chooses(verb: str, options: Iterable[str]) -> bool:
    """Whether the rows of one run are chosen by all of these."""
    keys = RUN_KEYS.get(SourceName(verb), {}) if verb in list(SourceName) else {}
    return all(key in keys for key in options)


def _line(verb: str, words: Words, options: Mapping[str, str]) -> str:
    line = joined(Words((COMMAND, verb, *words.plain), dict(options)))
    if len(line) > LONGEST:
        raise InvalidQueryError("That would be too long a command.")
    return line


def _refusal(verb: str, words: Words, key: str) -> str:
    if words.plain:
        return f"What is shown here is not narrowed by `{key}:`; a list of failures is."
    known = [one for one in VERBS[verb].keys if one != "cloud"]
    if not known:
        return f"`{verb}` cannot be narrowed."
    return f"`{verb}` is not narrowed by `{key}:`, only by {listed(known)}."


def _before(at: datetime, zone: tzinfo) -> str:
    """A day earlier on the clock, as commands take it."""
    there = at.astimezone(zone).replace(tzinfo=None) - _DAY
    return f"{there.replace(tzinfo=zone).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
