"""One source of one cloud, read for the ledger."""

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.references import SourceName
from bot.domain.runs import Run
from bot.domain.sweeping import (
    KEPT_FOR,
    Batch,
    SeenWork,
    SweptRun,
    WorkNote,
    awaited,
    is_fine,
    must_read,
    must_read_rows,
)
from bot.errors import NotFoundError, SourceError
from bot.ports import Clock, SweepLedger, SweptRuns
from bot.services.recording import Recorder
from bot.services.spreading import spread
from bot.services.swept_rows import RowsReader

_MOST_GAPS = 12
# Texts that differ by an id are as many as a fleet has desktops.
_KEPT_GAPS = 50


@dataclass(slots=True)
class Progress:
    """How far the reading of a source has come, and what is missing so far."""

    works: int = 0
    runs: int = 0
    _gaps: dict[str, None] = field(default_factory=dict)
    _countless: bool = False

    def missing(self, gaps: Collection[str]) -> None:
        for gap in gaps:
            if gap in self._gaps or len(self._gaps) < _KEPT_GAPS:
                self._gaps[gap] = None
            else:
                self._countless = True

    @property
    def gaps(self) -> tuple[str, ...]:
        """Each once, at most a dozen, and how many more there are."""
        gaps = tuple(self._gaps)
        more = len(gaps) - _MOST_GAPS
        many = "More than " if self._countless else ""
        last = (f"{many}{more:,} more things could not be read.",) if more > 0 else ()
        return (*gaps[:_MOST_GAPS], *last)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSweep:
    """One reading of a source.

    Attributes:
        cloud, name, source: what is read.
        since: runs that began earlier are not wanted.
        begun: when the sweep began; runs that began later are the next one's.
        walk: whether hints are not to be trusted.
        width: how many lists are read at the same time.
    """

    cloud: str
    name: SourceName
    source: SweptRuns
    ledger: SweepLedger
    recorder: Recorder
    clock: Clock
    since: datetime
    begun: datetime
    walk: bool
    width: int
    progress: Progress = field(default_factory=Progress)

    async def read(self) -> None:
        """Read what can have changed; what could not be read is in `progress`.

        Raises:
            LedgerError: alone, or in a group.
        """
        works = self.source.works()
        if works is None:
            await spread(self._troubled(), self._rows, self.width)
        else:
            await spread(self._moved(works), self._work, self.width)
        await self.recorder.flush()

    async def _moved(
        self, works: AsyncGenerator[Batch[SeenWork], None]
    ) -> AsyncGenerator[tuple[SeenWork, WorkNote | None], None]:
        """The work that may have run."""
        try:
            async with aclosing(works):
                async for batch in works:
                    self.progress.missing(batch.gaps)
                    for seen, note in await self._noted(batch.rows):
                        if self.walk or must_read(seen, note, self.clock.now()):
                            yield seen, note
        except (NotFoundError, SourceError) as error:
            self.progress.missing([str(error)])

    async def _noted(
        self, works: Sequence[SeenWork]
    ) -> list[tuple[SeenWork, WorkNote | None]]:
        ids = [seen.work.id for seen in works]
        notes = await self.ledger.notes(self.cloud, self.name, ids)
        return [(seen, notes.get(seen.work.id)) for seen in works]

    async def _work(self, moved: tuple[SeenWork, WorkNote | None]) -> None:
        """The runs of one piece of work, and the rows of those that need it."""
        seen, note = moved
        newest: datetime | None = None
        is_open = False
        try:
            async with aclosing(self.source.runs(seen, self.since)) as batches:
                async for batch in batches:
                    self.progress.missing(batch.gaps)
                    begun = [newest, *map(_begun, batch.rows)]
                    newest = max(filter(None, begun), default=None)
                    is_open |= bool(batch.gaps) or any(map(_under_way, batch.rows))
                    for run in await self._unknown(batch.rows):
                        is_open |= not await self._settled(run)
        except (NotFoundError, SourceError) as error:
            self.progress.missing([str(error)])
            is_open = True
        due = seen.due
        if note and awaited(note, newest, self.clock.now()):
            # It is waited for until it is listed, though the next one is announced.
            due, is_open = note.due, True
        self.progress.works += 1
        kept = WorkNote(id=seen.work.id, hint=seen.hint, due=due, open=is_open)
        await self.recorder.add(works=[(self.name, kept)])

    async def _troubled(self) -> AsyncGenerator[SweptRun, None]:
        """The runs, of all work, whose rows have to be read."""
        try:
            async with aclosing(self.source.runs(None, self.since)) as batches:
                async for batch in batches:
                    self.progress.missing(batch.gaps)
                    for run in await self._unknown(batch.rows):
                        yield run
        except (NotFoundError, SourceError) as error:
            self.progress.missing([str(error)])

    async def _rows(self, run: SweptRun) -> None:
        await self._settled(run)

    async def _settled(self, run: SweptRun) -> bool:
        gaps = await RowsReader(self.source, self.recorder, self.clock).read(run)
        self.progress.missing(gaps)
        return not gaps

    async def _unknown(self, listed: Sequence[SweptRun]) -> list[SweptRun]:
        """Those whose rows have to be read; the fine ones are kept as they are."""
        runs = [run for run in listed if self._wanted(run.run)]
        self.progress.runs += len(runs)
        await self.recorder.add(runs=[run for run in runs if is_fine(run.run)])
        doubtful = [run for run in runs if not is_fine(run.run)]
        if not doubtful:
            return []
        known = await self.ledger.known(doubtful)
        return [
            run
            for run in doubtful
            if must_read_rows(run, known.get(run.key), self.cloud, walk=self.walk)
        ]

    def _wanted(self, run: Run) -> bool:
        """Not what began long before, nor what the next sweep reads with its owner."""
        at = run.started.at if run.started else None
        if at is None:
            return True
        if self.name is SourceName.SCRIPT and at > self.begun:
            return False
        oldest = self.begun - KEPT_FOR if run.under_way else self.since
        return at >= oldest


def _begun(run: SweptRun) -> datetime | None:
    return run.run.started.at if run.run.started else None


def _under_way(run: SweptRun) -> bool:
    return run.run.under_way
