"""What failed or was skipped, as a file for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC

from bot.blocks.text import clean
from bot.domain.executions import Moment, Outcome
from bot.domain.failures import Failure

_COLUMNS = (
    "number",
    "outcome",
    "target",
    "target id",
    "work",
    "script",
    "pool",
    "code",
    "reason",
    "started",
    "ended",
    "clouds",
    "source",
    "reference",
    "executions",
)
# A cell that begins so is calculated; the wide signs are where people write Chinese.
# https://owasp.org/www-community/attacks/CSV_Injection
_SIGNS = r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]"
_CALCULATED = re.compile(rf"{_SIGNS}|[\t\n]")
# Whole rows are looked at first, as few have such cells.
_EDGE = "\N{BOX DRAWINGS LIGHT VERTICAL}"
_SUSPECT = re.compile(_EDGE + _SIGNS)
_SECONDS = len("2026-01-15T08:31:00")


def failures_csv(rows: Iterable[Failure]) -> str:
    """All rows, numbered from 1, below their titles; as RFC 4180 has it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    writer.writerows(_safe(_cells(number, row)) for number, row in enumerate(rows, 1))
    return written.getvalue()


def _cells(number: int, row: Failure) -> tuple[str, ...]:
    """A cell for each column."""
    execution = row.execution
    return (
        str(number),
        _outcome(row),
        execution.target.label,
        execution.target.id,
        row.work.label,
        execution.script.label,
        row.place.label,
        execution.cause.code,
        execution.cause.reason,
        _time(execution.started),
        _time(execution.ended),
        " ".join(row.clouds or (execution.reference.cloud,)),
        execution.reference.source,
        str(execution.reference),
        str(row.count),
    )


def _outcome(row: Failure) -> str:
    """Where that is unknown, as the source wrote it, too."""
    outcome, raw = row.execution.outcome, row.execution.raw_status
    return f"{outcome} ({raw})" if outcome is Outcome.UNKNOWN and raw else outcome


def _time(moment: Moment | None) -> str:
    """ISO 8601 in UTC; what is no time that we know stays as it was written."""
    if moment is None or moment.at is None:
        return moment.raw if moment else ""
    return f"{moment.at.astimezone(UTC).isoformat()[:_SECONDS]}Z"


def _safe(cells: Sequence[str]) -> Iterable[str]:
    """Cells that no spreadsheet takes for formulas."""
    row = _EDGE + _EDGE.join(cells)
    if row.isprintable() and not _SUSPECT.search(row):
        return cells
    return map(_safe_cell, cells)


def _safe_cell(text: str) -> str:
    shown = clean(text)
    return f"'{shown}" if _CALCULATED.match(shown) else shown
