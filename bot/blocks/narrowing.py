"""The command lines that ask for more of what an answer tells."""

from collections.abc import Iterable, Iterator

from bot.blocks import limits
from bot.domain.commandline import COMMAND, LONGEST
from bot.domain.executions import Named
from bot.domain.failure_words import FAILURE_KEYS
from bot.domain.failures import By, FailureFilter
from bot.domain.windows import Window
from bot.domain.words import Words, joined, split
from bot.errors import InvalidQueryError

_VERB = "failures"
# What a value may hold and still be one value.
_OR = ","


def all_failures(line: str) -> str:
    """The failures of the last 24 hours in the clouds that `line` is about."""
    known = _options(line)
    cloud = known.get("cloud", "") if known else ""
    return _line({"since": "24h", **({"cloud": cloud} if cloud else {})})


def of_cause(line: str, cause: str) -> str:
    """Those of the failures of `line` that have this cause; "" where none asks so."""
    known = _options(line)
    if known is None or not cause or _OR in cause:
        return ""
    return _line({**known, "cause": cause})


def of_thing(line: str, by: By, thing: Named) -> str:
    """Those of the failures of `line` of this target, or script; "" where none asks so.

    By cause again: of one thing that is what there is to know.
    """
    known = _options(line)
    wanted = thing.id or thing.name
    if known is None or not wanted.strip() or _OR in wanted:
        return ""
    kept = {key: value for key, value in known.items() if key != "by"}
    return _line({**kept, str(by): wanted})


def failures_of(wanted: FailureFilter, window: Window, cloud: str = "") -> str:
    """What `wanted` means, short enough to be shown.

    What cannot be typed is not asked for: the answer may hold more, never less.
    """
    options: dict[str, str] = {}
    for key, values in [*_times(window), ("cloud", [cloud]), *_filters(wanted)]:
        told = _OR.join(filter(None, values))
        longer = _line({**options, key: told})
        if told and 0 < len(longer) <= limits.COMMAND:
            options[key] = told
    return _line(options)


def _times(window: Window) -> Iterator[tuple[str, list[str]]]:
    for key, at in (("since", window.since), ("until", window.until)):
        if at is not None:
            yield key, [f"{at:%Y-%m-%dT%H:%M:%SZ}"]


def _filters(wanted: FailureFilter) -> Iterator[tuple[str, Iterable[str]]]:
    """Only those whose values would be read as they are meant."""
    texts = {
        "target": wanted.targets,
        "script": wanted.scripts,
        "pool": wanted.pools,
        "name": wanted.names,
        "cause": wanted.causes,
    }
    yield "source", sorted(wanted.sources)
    if wanted.outcomes != FailureFilter().outcomes:
        yield "outcome", sorted(wanted.outcomes)
    for key, values in texts.items():
        if not any(_OR in one or one != one.strip() for one in values):
            yield key, values


def _options(line: str) -> dict[str, str] | None:
    try:
        return split(line, FAILURE_KEYS).options
    except InvalidQueryError:
        return None


def _line(options: dict[str, str]) -> str:
    """The line, unless it would not be read as it is meant."""
    line = joined(Words((COMMAND, _VERB), options))
    return line if len(line) <= LONGEST and _options(line) == options else ""
