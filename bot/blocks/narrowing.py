"""The command lines that ask for more of what an answer tells."""

from bot.domain.commandline import COMMAND, LONGEST
from bot.domain.failure_words import FAILURE_KEYS
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


def _options(line: str) -> dict[str, str] | None:
    try:
        return split(line, FAILURE_KEYS).options
    except InvalidQueryError:
        return None


def _line(options: dict[str, str]) -> str:
    """The line, unless it would not be read as it is meant."""
    line = joined(Words((COMMAND, _VERB), options))
    return line if len(line) <= LONGEST and _options(line) == options else ""
