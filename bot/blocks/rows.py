"""Executions and runs as rows of a list."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.cells import execution_cells, run_cells
from bot.blocks.paging import RowLine
from bot.blocks.row_parts import (
    name_said,
    option_text,
    row_said,
    status_said,
    took_said,
    when_said,
)
from bot.blocks.text import blank, one_line
from bot.blocks.words import outcomes, so_far, what_ran, why_in_short
from bot.domain.executions import Execution
from bot.domain.runs import Run


def execution_row(
    number: int, execution: Execution, zone: tzinfo, *, script: bool = False
) -> RowLine:
    """What happened on one target, in one or two lines; with the script if asked to."""
    name = one_line(execution.target.label, limits.ROW_NAME) or "no target named"
    ran = one_line(execution.script.label, limits.ROW_NAME) if script else ""
    named = [one for one in (name, ran) if one]
    return RowLine(
        *row_said(
            number,
            [
                status_said(execution.outcome, execution.raw_status),
                *map(name_said, named),
            ],
            [*when_said(execution.started, zone), *took_said(execution.duration)],
            why_in_short(execution),
        ),
        option=option_text(number, execution.outcome, named),
        reference=execution.reference,
        cells=execution_cells(number, execution, zone, script=script),
    )


def run_row(number: int, run: Run, zone: tzinfo, *, clouds: bool) -> RowLine:
    """One run, in one or two lines; with its cloud where there are several."""
    names = list(_names(run, clouds=clouds))
    status = status_said(run.outcome, run.raw_status, so_far(run))
    return RowLine(
        *row_said(
            number,
            [status, *map(name_said, names)],
            [*when_said(run.started, zone), *took_said(run.duration)],
            outcomes(run.counts),
        ),
        option=option_text(number, run.outcome, names),
        reference=run.reference,
        cells=run_cells(number, run, zone, clouds=clouds),
    )


def _names(run: Run, *, clouds: bool) -> Iterator[str]:
    cloud = run.reference.cloud if clouds else ""
    named = (what_ran(run), run.place.name, cloud)
    yield from (one_line(one, limits.ROW_NAME) for one in named if not blank(one))
