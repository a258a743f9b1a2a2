"""A ledger without a database, with our ports' types."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.audit import Request
from bot.domain.background import Background, Subject
from bot.domain.executions import Outcome
from bot.domain.failures import (
    By,
    Failure,
    FailureFilter,
    Failures,
    Group,
    SourceGlance,
)
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.sweeping import (
    Coverage,
    KnownRun,
    Record,
    SweptExecution,
    SweptRun,
    WorkNote,
    is_fine,
)
from bot.domain.windows import Window
from bot.errors import LedgerError

_RANK = {SourceName.TASK: 0, SourceName.POOL: 1}
_LAST = 2


@dataclass(slots=True)
class _Kept:
    run: SweptRun
    known: KnownRun
    rows: dict[str, tuple[datetime, SweptExecution]] = field(default_factory=dict)


@dataclass(slots=True)
class MemoryLedger:
    """Keeps everything that the ports say, and nothing else.

    `broken` makes every call fail, `full` those that would keep something; who asked what is
    kept once `slow` is set; `told` is what the questions of people get.
    """

    runs: dict[str, _Kept] = field(default_factory=dict)
    works: dict[tuple[str, SourceName, str], WorkNote] = field(default_factory=dict)
    covered: dict[tuple[str, SourceName], Coverage] = field(default_factory=dict)
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    asked: list[tuple[FailureFilter, Window, int]] = field(default_factory=list)
    told: Failures = field(default_factory=Failures)
    glances: tuple[SourceGlance, ...] = ()
    grouped: tuple[Group, ...] = ()
    around: Background = field(default_factory=Background)
    subjects: list[Subject] = field(default_factory=list)
    forgotten: list[datetime] = field(default_factory=list)
    broken: bool = False
    full: bool = False
    slow: asyncio.Event | None = None

    @property
    def executions(self) -> dict[str, tuple[Outcome, int]]:
        """Outcome and count of every execution that is kept, by key."""
        return {
            key: (row.execution.outcome, row.count)
            for kept in self.runs.values()
            for key, (_, row) in kept.rows.items()
        }

    async def notes(
        self, cloud: str, source: SourceName, ids: Collection[str]
    ) -> Mapping[str, WorkNote]:
        self._work()
        known = ((one, self.works.get((cloud, source, one))) for one in ids)
        return {one: note for one, note in known if note is not None}

    async def known(self, runs: Collection[SweptRun]) -> Mapping[str, KnownRun]:
        self._work()
        known = {}
        for run in runs:
            kept = self.runs.get(run.key)
            if self._has_owner(run):
                known[run.key] = KnownRun(owned=True)
            elif kept is not None:
                known[run.key] = kept.known
        return known

    async def record(self, record: Record) -> None:
        self._work()
        self.records.append(record)
        settled = {one.key for one in record.settled}
        for run in record.runs:
            self._run(run, record.cloud, fine=run.key not in settled)
        for key, row in record.rows:
            if key in self.runs:
                self.runs[key].rows[row.key] = (record.at, row)
        for one in record.settled:
            if one.key not in self.runs:
                continue
            kept = self.runs[one.key]
            kept.known = replace(kept.known, state=one.state, short=one.short)
            kept.rows = {
                key: (at, row)
                for key, (at, row) in kept.rows.items()
                if at >= one.since
            }
        for source, note in record.works:
            self.works[record.cloud, source, note.id] = note

    async def coverage(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        self._work()
        return tuple(
            one for (cloud, _), one in sorted(self.covered.items()) if cloud in clouds
        )

    async def cover(self, coverage: Coverage) -> None:
        self._work()
        if self.full:
            raise LedgerError("The disk is full.")
        self.covered[coverage.cloud, coverage.source] = coverage

    async def lease(
        self, name: str, holder: str, now: datetime, lasts: timedelta
    ) -> bool:
        self._work()
        held, until = self.leases.get(name, (holder, now))
        if held != holder and until > now:
            return False
        self.leases[name] = (holder, now + lasts)
        return True

    async def release(self, name: str, holder: str) -> None:
        self._work()
        if self.leases.get(name, ("", None))[0] == holder:
            del self.leases[name]

    async def forget(self, before: datetime) -> int:
        self._work()
        self.forgotten.append(before)
        return 0

    async def failures(
        self,
        clouds: Collection[str],  # noqa: ARG002  all are told the same
        wanted: FailureFilter,
        window: Window,
        *,
        offset: int = 0,
        limit: int = 10,
        causes: int = 5,
    ) -> Failures:
        self._work()
        self.asked.append((wanted, window, offset))
        return replace(
            self.told,
            rows=self.told.rows[offset : offset + limit],
            causes=self.told.causes[:causes],
        )

    async def groups(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        by: By,
        most: int,
    ) -> tuple[tuple[Group, ...], int]:
        del clouds, wanted, window, by
        self._work()
        return self.grouped[:most], len(self.grouped)

    async def background(
        self, clouds: Collection[str], of: Subject, window: Window
    ) -> Background:
        del clouds, window
        self._work()
        self.subjects.append(of)
        return self.around

    async def glance(
        self,
        clouds: Collection[str],  # noqa: ARG002  as above
        window: Window,  # noqa: ARG002  as above
    ) -> tuple[SourceGlance, ...]:
        self._work()
        return self.glances

    async def find(
        self,
        clouds: Collection[str],  # noqa: ARG002  as above
        text: str,
        limit: int,
    ) -> tuple[Failure, ...]:
        self._work()
        return tuple(
            row for row in self.told.rows if text in row.execution.target.name
        )[:limit]

    async def note(self, requests: Sequence[Request]) -> None:
        self._work()
        if self.slow is not None:
            await self.slow.wait()
        self.requests += requests

    async def check(self) -> None:
        self._work()
        if self.full:
            raise LedgerError("The disk is full.")

    async def reached(self) -> bool:
        return not self.broken

    def _work(self) -> None:
        if self.broken:
            raise LedgerError("I cannot reach my own memory.")

    def _run(self, run: SweptRun, cloud: str, *, fine: bool) -> None:
        if self._has_owner(run):
            return
        for key in [key for key, kept in self.runs.items() if _owns(run, kept.run)]:
            del self.runs[key]
        kept = self.runs.setdefault(run.key, _Kept(run, KnownRun()))
        kept.run = run
        kept.known = replace(kept.known, clouds=kept.known.clouds | {cloud})
        if fine and is_fine(run.run):
            kept.known = replace(kept.known, state=run.state, short=False)
            kept.rows.clear()

    def _has_owner(self, run: SweptRun) -> bool:
        return any(_owns(kept.run, run) for kept in self.runs.values())


def _owns(run: SweptRun, other: SweptRun) -> bool:
    same = run.script_task and run.script_task == other.script_task
    mine, theirs = run.run.reference, other.run.reference
    if not same or mine.cloud != theirs.cloud:
        return False
    return _RANK.get(mine.source, _LAST) < _RANK.get(theirs.source, _LAST)


def counted(**counts: int) -> Counts:
    """Counters by the outcome's word."""
    return Counts({Outcome(name): count for name, count in counts.items()})
