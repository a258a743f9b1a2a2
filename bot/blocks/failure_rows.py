"""What failed or was skipped, as rows of a list."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.cells import name_cell, number_cell, outcome_cell, time_cell
from bot.blocks.paging import RowLine
from bot.blocks.row_parts import (
    Said,
    name_said,
    option_text,
    row_said,
    status_said,
    when_said,
)
from bot.blocks.tables import NUMBER, WHY, Cells, cell
from bot.blocks.text import one_line
from bot.blocks.words import SIGNS, kind_words, why_in_short
from bot.domain.executions import Moment
from bot.domain.failures import Failure

_UNNAMED = "no target named"
_NOT_READABLE = "(rows not readable)"
_SEVERAL = " + "


def failure_row(
    number: int, failure: Failure, zone: tzinfo, *, clouds: bool
) -> RowLine:
    """What happened where, in one or two lines; with its clouds if there are several."""
    execution = failure.execution
    names = [_target(failure), _what(failure), _clouds(failure) if clouds else ""]
    named = [one for one in names if one]
    return RowLine(
        *row_said(
            number,
            [_status(failure), *map(name_said, named)],
            when_said(_at(failure), zone),
            why_in_short(execution),
        ),
        option=option_text(number, execution.outcome, named),
        reference=execution.reference,
        cells=_cells(number, failure, names, zone),
    )


def _cells(number: int, failure: Failure, names: Sequence[str], zone: tzinfo) -> Cells:
    execution = failure.execution
    target, what, clouds = names
    one = outcome_cell(execution.outcome, execution.raw_status)
    many = cell(_several(failure), limits.ROW_NAME)
    return {
        NUMBER: number_cell(number),
        "Outcome": one if failure.count == 1 else many,
        "Target": name_cell(target),
        "What": name_cell(what),
        "Cloud": name_cell(clouds),
        "When": time_cell(_at(failure), zone),
        WHY: cell(why_in_short(execution), limits.ROW_WHY),
    }


def _target(failure: Failure) -> str:
    """The target; a row that stands for several has none."""
    named = one_line(failure.execution.target.label, limits.ROW_NAME)
    return named or (_UNNAMED if failure.count == 1 else _NOT_READABLE)


def _what(failure: Failure) -> str:
    execution = failure.execution
    what = failure.work.label or execution.script.label or kind_words(execution.kind)
    return one_line(what, limits.ROW_NAME)


def _clouds(failure: Failure) -> str:
    clouds = failure.clouds or (failure.execution.reference.cloud,)
    return one_line(_SEVERAL.join(clouds), limits.ROW_NAME)


def _status(failure: Failure) -> Said:
    if failure.count == 1:
        return status_said(failure.execution.outcome, failure.execution.raw_status)
    return _several(failure), _several(failure)


def _several(failure: Failure) -> str:
    """Such as "✖ 3 failed"."""
    outcome = failure.execution.outcome
    return f"{SIGNS[outcome]} {failure.count:,} {outcome}"


def _at(failure: Failure) -> Moment | None:
    """What the ledger goes by: its end, else its start."""
    return failure.execution.ended or failure.execution.started
