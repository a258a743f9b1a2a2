"""Executions and runs as rows of a list."""

from collections.abc import Iterable, Iterator
from datetime import timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.cells import execution_cells, run_cells
from bot.blocks.paging import RowLine
from bot.blocks.text import blank, code, cut_escaped, escape, one_line
from bot.blocks.times import date_token, span, spoken
from bot.blocks.words import SIGNS, outcomes, so_far, what_ran, why_in_short
from bot.domain.executions import Execution, Moment, Outcome
from bot.domain.runs import Run

# The same twice: as mrkdwn, and as escaped plain text.
_Said = tuple[str, str]


def execution_row(
    number: int, execution: Execution, zone: tzinfo, *, script: bool = False
) -> RowLine:
    """What happened on one target, in one or two lines; with the script if asked to."""
    name = one_line(execution.target.label, limits.ROW_NAME) or "no target named"
    ran = one_line(execution.script.label, limits.ROW_NAME) if script else ""
    named = [one for one in (name, ran) if one]
    return RowLine(
        *_row(
            number,
            [_status(execution.outcome, execution.raw_status), *map(_name, named)],
            [*_when(execution.started, zone), *_took(execution.duration)],
            why_in_short(execution),
        ),
        option=_option(number, execution.outcome, named),
        reference=execution.reference,
        cells=execution_cells(number, execution, zone, script=script),
    )


def run_row(number: int, run: Run, zone: tzinfo, *, clouds: bool) -> RowLine:
    """One run, in one or two lines; with its cloud where there are several."""
    names = list(_names(run, clouds=clouds))
    status = _status(run.outcome, run.raw_status, so_far(run))
    return RowLine(
        *_row(
            number,
            [status, *map(_name, names)],
            [*_when(run.started, zone), *_took(run.duration)],
            outcomes(run.counts),
        ),
        option=_option(number, run.outcome, names),
        reference=run.reference,
        cells=run_cells(number, run, zone, clouds=clouds),
    )


def _option(number: int, outcome: Outcome, names: Iterable[str]) -> str:
    """How a select calls a row: without times, which each reader has in another zone."""
    return " ".join([str(number), SIGNS[outcome], outcome.value, *names])


def _row(
    number: int, first: Iterable[_Said], rest: Iterable[_Said], below: str
) -> _Said:
    """Markup and text of a row: what and where, when and how long, and why."""
    (status, word), *names = first
    more = list(rest)
    markup = " · ".join(
        [
            "  ".join([str(number), status, *(one for one, _ in names)]),
            *(one for one, _ in more),
        ]
    )
    plain = [one for _, one in names]
    begin = " ".join([f"{number}.", word, *plain[:1]])
    text = ", ".join([begin, *plain[1:], *(one for _, one in more)])
    if blank(below):
        return markup, text
    why = cut_escaped(escape(one_line(below, limits.ROW_WHY)), limits.ROW_WHY)
    return f"{markup}\n{why}", f"{text}: {why}"


def _status(outcome: Outcome, raw: str, added: str = "") -> _Said:
    word = f"{SIGNS[outcome]} {outcome.value}{added}"
    if outcome is not Outcome.UNKNOWN or blank(raw):
        return word, word
    shown = one_line(raw, limits.ROW_NAME)
    return f"{word} ({code(shown, limits.ROW_NAME)})", f"{word} ({escape(shown)})"


def _names(run: Run, *, clouds: bool) -> Iterator[str]:
    cloud = run.reference.cloud if clouds else ""
    named = (what_ran(run), run.place.name, cloud)
    yield from (one_line(one, limits.ROW_NAME) for one in named if not blank(one))


def _name(name: str) -> _Said:
    return code(name, limits.ROW_NAME), escape(name)


def _when(started: Moment | None, zone: tzinfo) -> Iterator[_Said]:
    if started is not None:
        yield date_token(started, zone), escape(spoken(started, zone))


def _took(duration: timedelta | None) -> Iterator[_Said]:
    if duration:
        yield span(duration), span(duration)
