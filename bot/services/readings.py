"""What the clouds said to one question, before anybody looks at a page of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from bot.domain.executions import Execution, Outcome
from bot.domain.ordering import newest_first, worst_first
from bot.domain.runs import Finding, Listing, Run, Runs, WholeRun
from bot.domain.windows import Window

_A_UNIT = 2_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found, in the order in which it is shown, and when.

    Several findings are one a cloud. Of a run's rows those with these `outcomes` are
    shown; none means all.
    """

    found: tuple[Finding | Listing[Run], ...]
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo
    window: Window = field(default_factory=Window)
    outcomes: frozenset[Outcome] = frozenset()

    @property
    def rows(self) -> int:
        return sum(len(_rows(one)) for one in self.found)

    @property
    def weight(self) -> int:
        """What keeping it costs: one for each row, and for every 2,000 characters."""
        return self.rows + sum(map(_length, self.found)) // _A_UNIT


def in_order(found: Finding | Listing[Run]) -> Finding | Listing[Run]:
    """What was found, its executions worst first or its runs newest first.

    Once for all of its pages: a reading may have many rows.
    """
    match found:
        case WholeRun(run, executions):
            return WholeRun(run, replace(executions, rows=worst_first(executions.rows)))
        case Runs(reference, listing):
            return Runs(reference, replace(listing, rows=newest_first(listing.rows)))
        case Listing(rows):
            return replace(found, rows=newest_first(rows))
    return found


def _rows(found: Finding | Listing[Run]) -> tuple[Execution | Run, ...]:
    match found:
        case Execution() as execution:
            return (execution,)
        case WholeRun(_, executions):
            return executions.rows
        case Runs(_, listing):
            return listing.rows
        case Listing(rows):
            return rows


def _length(found: Finding | Listing[Run]) -> int:
    """How many characters its long texts have."""
    whole = [found.run] if isinstance(found, WholeRun) else []
    return sum(len(text) for one in (*whole, *_rows(found)) for text in _texts(one))


def _texts(row: Execution | Run) -> Iterator[str]:
    if isinstance(row, Execution):
        yield from (row.output.text, row.output.end, row.cause.reason)
    yield from (detail.text for detail in row.details)
