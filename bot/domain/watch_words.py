"""`/runs watch …` as people type it."""

from bot.domain.commandline import COMMAND, echo
from bot.domain.lookups import SHAPES, reference_in
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.watches import WatchQuery, WatchVerb
from bot.domain.words import Words
from bot.errors import InvalidQueryError

_LIST = f"{COMMAND} watch list"
_HELP = f"{COMMAND} help watch"


def watch_query(words: Words) -> WatchQuery:
    """What the words after `watch` ask for.

    Raises:
        InvalidQueryError: with the nearest right form.
    """
    first, *rest = words.plain or (WatchVerb.LIST,)
    match first.lower():
        case WatchVerb.LIST:
            _require_none(rest)
            return WatchQuery()
        case WatchVerb.STOP:
            return WatchQuery(WatchVerb.STOP, _only(rest, "watch stop"))
    return WatchQuery(WatchVerb.BEGIN, _only([first, *rest], "watch"))


def watch_line(reference: Reference) -> str:
    """The command that begins to watch it."""
    return f"{COMMAND} watch {reference}"


def stop_line(reference: Reference) -> str:
    """The command that ends watching it."""
    return f"{COMMAND} watch stop {reference}"


def is_one_run(reference: Reference) -> bool:
    """Whether it can mean one run or execution; a scheduled task has many runs."""
    return reference.source is not SourceName.TASK or len(reference.ids) > 1


def _require_none(rest: list[str]) -> None:
    if rest:
        raise InvalidQueryError(
            f"`watch list` stands alone; `{echo(rest[0])}` cannot follow it.",
            suggestion=_LIST,
        )


def _only(words: list[str], verb: str) -> Reference:
    """The one reference that follows `verb`."""
    if not words:
        raise InvalidQueryError(
            f"`{verb}` needs the reference of a run or an execution.", suggestion=_LIST
        )
    text, *more = words
    reference = reference_in(text)
    if reference is None:
        raise _no_reference(text, verb)
    if more:
        raise InvalidQueryError(
            f"`{verb}` takes one reference at a time.",
            suggestion=f"{COMMAND} {verb} {reference}",
        )
    if not is_one_run(reference):
        thing = SHAPES[reference.source].a_thing
        raise InvalidQueryError(
            f"That reference means {thing}, which has many runs. Open one of them, and "
            "watch that.",
            suggestion=f"{COMMAND} {reference.source} {reference}",
        )
    return reference


def _no_reference(text: str, verb: str) -> InvalidQueryError:
    """A bare id could be of anything: finding it tells its reference."""
    found = f"{COMMAND} find {text}" if is_id(text) else _HELP
    return InvalidQueryError(
        f"`{echo(text)}` is no reference of a run or an execution; `{verb}` needs one "
        "such as `prod/task/TASK_ID/RECORD_ID`.",
        suggestion=found,
    )
