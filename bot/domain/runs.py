"""One firing of work across its targets, as every source tells it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.executions import (
    FINISHED,
    UNDER_WAY,
    Detail,
    Execution,
    Moment,
    Named,
    Outcome,
    between,
)
from bot.domain.references import Reference

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many executions of a run ended how, by whoever counted them.

    Attributes:
        by_outcome: only what was counted; an outcome that is missing is not known.
        total: of all outcomes, None where it is not known. Never a sum of the others.
    """

    by_outcome: Mapping[Outcome, int] = field(default_factory=dict)
    total: int | None = None

    def of(self, outcome: Outcome) -> int:
        """The count, 0 where it is not known."""
        return self.by_outcome.get(outcome, 0)

    def knows(self, *outcomes: Outcome) -> bool:
        return all(outcome in self.by_outcome for outcome in outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One firing of work; texts are the source's own and are not to be trusted.

    Attributes:
        reference: opens this run.
        outcome: what status and counters say together; failed as soon as one failed.
        raw_status: the source's word, "" where it has none.
        work: what ran: a script, a command's beginning, an order's script.
        scripts: all of them, where one run has several.
        kind: the source's word for what was done, such as REBOOT.
        place: the pool or task that it ran for, as far as the source names it.
        started, ended: as the source wrote them.
        counts: as the source counts.
        details: everything else that it tells.
        under_way: whether the source says that it has not ended.
    """

    reference: Reference
    outcome: Outcome
    raw_status: str = ""
    work: Named = field(default_factory=Named)
    scripts: tuple[Named, ...] = ()
    kind: str = ""
    place: Named = field(default_factory=Named)
    started: Moment | None = None
    ended: Moment | None = None
    counts: Counts = field(default_factory=Counts)
    details: tuple[Detail, ...] = ()
    under_way: bool = False

    @property
    def duration(self) -> timedelta | None:
        """As of `between`."""
        return between(self.started, self.ended)

    @property
    def finished(self) -> bool:
        return self.outcome in FINISHED and not self.under_way

    @property
    def at(self) -> datetime | None:
        """When it ended, else when it began; None where neither is known."""
        moments = (self.ended, self.started)
        return next((one.at for one in moments if one and one.at), None)


# No slots: with them `Listing[Run]()` fails on Python 3.11, as the class is frozen.
# https://github.com/python/cpython/issues/116669
@dataclass(frozen=True)
class Listing(Generic[Row_co]):
    """Rows that were read.

    Attributes:
        rows: all of them, each once.
        total: how many there are, as the source says; None where it does not.
        gaps: a sentence for each thing that is missing, and why.
    """

    rows: tuple[Row_co, ...] = ()
    total: int | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeRun:
    """A run with what happened on each of its targets."""

    run: Run
    executions: Listing[Execution]


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one piece of work."""

    reference: Reference
    listing: Listing[Run]


Finding = Execution | WholeRun | Runs


def tally(executions: Iterable[Execution]) -> Counts:
    """What we count ourselves where the source does not."""
    counted = Counter(execution.outcome for execution in executions)
    return Counts(dict(counted))


def overall(counts: Counts, *, complete: bool) -> Outcome:
    """The outcome of a run of which only its executions are known.

    One that is still under way is no success yet, and neither is one of which rows are
    missing.
    """
    if counts.of(Outcome.FAILED):
        return Outcome.FAILED
    if under_way(counts):
        return _progress(counts)
    order = (Outcome.UNKNOWN, Outcome.SKIPPED, Outcome.CANCELED)
    worst = next((outcome for outcome in order if counts.of(outcome)), None)
    if worst is not None:
        return worst
    clean = complete and counts.of(Outcome.SUCCEEDED)
    return Outcome.SUCCEEDED if clean else Outcome.UNKNOWN


def under_way(counts: Counts) -> bool:
    """Whether something in it has not ended."""
    return any(map(counts.of, UNDER_WAY))


def _progress(counts: Counts) -> Outcome:
    if counts.of(Outcome.RUNNING):
        return Outcome.RUNNING
    begun = any(map(counts.of, FINISHED))
    if counts.of(Outcome.PAUSED):
        return Outcome.PAUSED
    return Outcome.RUNNING if begun else Outcome.WAITING
