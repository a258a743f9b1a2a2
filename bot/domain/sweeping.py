"""What a sweep reads of a cloud, and what of it has to be read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic

from bot.domain.executions import WRONG, Execution, Named, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Counts, Row_co, Run

# Runs, and rows of runs, appear late; nobody documents how late.
LATE = timedelta(hours=1)
# What is wrong with an execution that nobody has to look at.
FINE = frozenset({Outcome.SUCCEEDED, Outcome.CANCELED})
KEPT_FOR = timedelta(days=35)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWork:
    """Work as its list shows it (W1, A1).

    Attributes:
        work: its id and name.
        hint: changes when it may have run: the list's words on its latest and next run.
        due: when it runs next, in UTC, as far as that is known.
        unannounced: runs without a `due` (LIFE_CYCLE).
    """

    work: Named
    hint: str
    due: datetime | None = None
    unannounced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkNote:
    """What the ledger knows of work whose runs were read.

    Attributes:
        id: of the work.
        hint, due: as they were then.
        open: whether a run was under way, missing, or not readable to its end.
    """

    id: str
    hint: str
    due: datetime | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SweptRun:
    """A run as a sweep read it.

    Attributes:
        key: the ledger knows it by; nothing else has the same.
        run: as the source's list shows it.
        work: what runs again and again; its id tells it from other work of the source.
        script_task: the id that rows of W6 carry for it; "" where it has none.
    """

    key: str
    run: Run
    work: Named
    script_task: str = ""

    @property
    def state(self) -> str:
        """Changes whenever the list tells something else about how it goes."""
        run, counts = self.run, self.run.counts
        told = sorted(f"{one}={count}" for one, count in counts.by_outcome.items())
        ended = run.ended.raw if run.ended else ""
        return " ".join([run.raw_status, ended, f"total={counts.total}", *told])


@dataclass(frozen=True, slots=True, kw_only=True)
class SweptExecution:
    """An execution as a sweep read it; `count` of them where rows are missing."""

    key: str
    execution: Execution
    count: int = 1


@dataclass(frozen=True)  # no slots, for the reason that `Listing` tells
class Batch(Generic[Row_co]):
    """Some rows of a list while it is read: a page, or less.

    Attributes:
        rows: what was read; a row may come again in a later batch, then newer.
        gaps: a sentence for each thing that is missing, with the last batch.
    """

    rows: tuple[Row_co, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRun:
    """What the ledger knows of a run.

    Attributes:
        state: as of `SweptRun` when all its rows were read; "" if they never were.
        short: whether rows were missing then.
        owned: whether other work owns its executions: a task's come before a pool's,
            and a pool's before those of a script alone.
        clouds: those that have listed it.
    """

    state: str = ""
    short: bool = False
    owned: bool = False
    clouds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A run whose rows were read.

    Attributes:
        key: of the run.
        state: what the ledger is to remember of it, as of `SweptRun`.
        since: when its rows began to be read; what is older of it is gone.
        short: whether rows are missing, which count as one stand-in.
    """

    key: str
    state: str
    since: datetime
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the ledger takes in at once, or not at all.

    Attributes:
        cloud: that was read.
        runs: as the lists show them.
        rows: executions that are not fine, with the key of their run.
        settled: runs of which every such row is in this record or an earlier one.
        works: whose runs are all in this record or an earlier one.
        at: when it was put together, in UTC; later than anything in it was read.
        lease, holder: whoever lost the lease meanwhile has read what is old by now; ""
            for none.
    """

    cloud: str
    at: datetime
    lease: str = ""
    holder: str = ""
    runs: tuple[SweptRun, ...] = ()
    rows: tuple[tuple[str, SweptExecution], ...] = ()
    settled: tuple[Settled, ...] = ()
    works: tuple[tuple[SourceName, WorkNote], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of one source of one cloud the ledger knows.

    Attributes:
        cloud, source: of what.
        since: from when on, in UTC; None: nothing yet.
        until: up to when; everything visible then is in the ledger.
        tried: when a sweep last began to read it.
        gaps: a sentence for each thing that the latest sweep could not read.
        failing_since: since when there are gaps; None where there are none.
        walked: when the latest full walk that was complete began.
    """

    cloud: str
    source: SourceName
    since: datetime | None = None
    until: datetime | None = None
    tried: datetime | None = None
    gaps: tuple[str, ...] = ()
    failing_since: datetime | None = None
    walked: datetime | None = None

    def reaches(self, since: datetime) -> bool:
        """Whether everything from `since` on was read, up to some time."""
        return self.since is not None and self.since <= since


def must_read(seen: SeenWork, note: WorkNote | None, now: datetime) -> bool:
    """Whether work may have run, or gone on, since its runs were read."""
    if note is None or note.open or seen.unannounced or note.hint != seen.hint:
        return True
    due = note.due
    return due is not None and due <= now < due + 2 * LATE


def awaited(before: WorkNote | None, newest: datetime | None, now: datetime) -> bool:
    """Whether a run that was due is not listed yet, and may still come."""
    due = before.due if before else None
    if due is None or not due <= now < due + 2 * LATE:
        return False
    return newest is None or newest < due - timedelta(minutes=1)


def must_read_rows(
    swept: SweptRun, known: KnownRun | None, cloud: str, *, walk: bool
) -> bool:
    """Whether the ledger lacks executions of a run that is not fine.

    Args:
        swept: as the list shows it now.
        known: what the ledger has of it.
        cloud: that lists it.
        walk: whether hints are not to be trusted.
    """
    if known is None:
        return True
    if known.owned:
        return False
    if known.state != swept.state or cloud not in known.clouds:
        return True
    # Without counters a list does not tell that something in the run has moved on.
    untold = swept.run.under_way and not swept.run.counts.by_outcome
    return untold or (walk and (known.short or swept.run.under_way))


def is_fine(run: Run) -> bool:
    """Whether nothing in it can be failed, skipped or unfinished."""
    counts = run.counts
    if run.under_way or run.outcome not in FINE:
        return False
    return not (counts.of(Outcome.FAILED) or counts.of(Outcome.SKIPPED))


@dataclass(slots=True)
class Held:
    """The failed and skipped executions of one run that were read."""

    _keys: dict[Outcome, set[str]] = field(default_factory=dict)

    def add(self, rows: Iterable[SweptExecution]) -> None:
        for row in rows:
            outcome = row.execution.outcome
            for keys in self._keys.values():
                keys.discard(row.key)
            if outcome in WRONG:
                self._keys.setdefault(outcome, set()).add(row.key)

    def missing(self, counts: Counts) -> dict[Outcome, int]:
        """How many the run counts beyond those, by outcome."""
        short = {
            outcome: counts.of(outcome) - len(self._keys.get(outcome, ()))
            for outcome in (Outcome.FAILED, Outcome.SKIPPED)
        }
        return {outcome: count for outcome, count in short.items() if count > 0}
