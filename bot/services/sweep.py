"""One sweep of one cloud: what failed, was skipped or is unfinished, into the ledger."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.references import SourceName
from bot.domain.sweeping import KEPT_FOR, Coverage
from bot.errors import LedgerError
from bot.ports import Clock, Report, SweepLedger, SweptRuns
from bot.services.recording import Recorder
from bot.services.swept_source import Progress, SourceSweep

# A day, and a minute for the question that the first sweep keeps waiting.
FIRST = timedelta(hours=24, minutes=1)
# Whose executions these may list as well: their owners have to be known before.
_OWNERS = {
    SourceName.POOL: (SourceName.TASK,),
    SourceName.SCRIPT: (SourceName.TASK, SourceName.POOL),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How far a sweep goes.

    Attributes:
        walk: every list over 35 days, trusting no hint; else what can have changed.
        lookback: how long before the time in question runs may have begun.
        lease, holder: what is kept only as long as it is held; "" for none.
    """

    walk: bool = False
    lookback: timedelta = timedelta(hours=48)
    lease: str = ""
    holder: str = ""

    def since(self, known: Coverage, now: datetime) -> datetime:
        """From when on runs are wanted."""
        if self.walk:
            return now - KEPT_FOR
        return max((known.until or now - FIRST) - self.lookback, now - KEPT_FOR)

    def covered(
        self, known: Coverage, gaps: tuple[str, ...], begun: datetime
    ) -> Coverage:
        """What is known after a sweep that began then, and missed `gaps`."""
        failing = (known.failing_since or begun) if gaps else None
        said = Coverage(
            cloud=known.cloud,
            source=known.source,
            since=known.since,
            until=known.until,
            tried=max(filter(None, (known.tried, begun))),
            gaps=gaps,
            failing_since=failing,
            walked=known.walked,
        )
        return said if gaps else self._complete(said, begun)

    def _complete(self, said: Coverage, begun: datetime) -> Coverage:
        reach = begun - KEPT_FOR + self.lookback if self.walk else begun - FIRST
        return Coverage(
            cloud=said.cloud,
            source=said.source,
            since=max(min(filter(None, (said.since, reach))), begun - KEPT_FOR),
            until=max(filter(None, (said.until, begun))),
            tried=said.tried,
            walked=begun if self.walk else said.walked,
        )


class Sweeper:
    """Reads the sources of one cloud.

    Attributes:
        cloud: its name.
        sources: what is read.
        progress: of each source while a sweep is under way; else empty.

    `report` hears of what nobody foresaw.
    """

    def __init__(
        self,
        cloud: str,
        sources: Mapping[SourceName, SweptRuns],
        ledger: SweepLedger,
        clock: Clock,
        *,
        report: Report,
        width: int = 4,
    ) -> None:
        self.cloud = cloud
        self.progress: dict[SourceName, Progress] = {}
        self.sources = sources
        self._ledger = ledger
        self._clock = clock
        self._report = report
        self._width = width

    async def sweep(self, plan: Plan) -> None:
        """Read every source; what one of them does not tell is a gap of its coverage.

        Raises:
            LedgerError: the ledger could not be read, or did not keep what was read.
        """
        begun = self._clock.now()
        read = {source: asyncio.Event() for source in self.sources}
        try:
            async with asyncio.TaskGroup() as group:
                for source in self.sources:
                    group.create_task(self._in_turn(source, plan, begun, read))
        except* LedgerError as errors:
            raise _first(errors) from errors

    async def _in_turn(
        self,
        source: SourceName,
        plan: Plan,
        begun: datetime,
        read: Mapping[SourceName, asyncio.Event],
    ) -> None:
        """After those that own what this source may list as well."""
        for owner in _OWNERS.get(source, ()):
            if owner in read:
                await read[owner].wait()
        try:
            await self._read(source, plan, begun)
        finally:
            read[source].set()

    async def _read(self, source: SourceName, plan: Plan, begun: datetime) -> None:
        known = await self._known(source)
        progress = self.progress[source] = Progress()
        sweep = SourceSweep(
            cloud=self.cloud,
            name=source,
            source=self.sources[source],
            ledger=self._ledger,
            recorder=Recorder(
                self._ledger,
                self._clock,
                self.cloud,
                lease=plan.lease,
                holder=plan.holder,
            ),
            clock=self._clock,
            since=plan.since(known, begun),
            begun=begun,
            walk=plan.walk,
            width=self._width,
            progress=progress,
        )
        try:
            await sweep.read()
        except* LedgerError:
            raise
        except* Exception as errors:  # noqa: BLE001  one source must not cost the others
            self._report("source_not_read", cloud=self.cloud, exc_info=errors)
            mistake = f"{self.cloud} {source} was not read: I made a mistake with it."
            progress.missing([mistake])
        finally:
            self.progress.pop(source, None)
        # A walk and a quick sweep may both be under way: nothing of the other is lost.
        latest = await self._known(source)
        await self._ledger.cover(plan.covered(latest, progress.gaps, begun))

    async def _known(self, source: SourceName) -> Coverage:
        for one in await self._ledger.coverage([self.cloud]):
            if one.source is source:
                return one
        return Coverage(cloud=self.cloud, source=source)


def _first(errors: BaseExceptionGroup[LedgerError]) -> LedgerError:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
