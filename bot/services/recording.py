"""What a sweep reads goes to the ledger in handfuls, in the order of reading."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

from bot.domain.references import SourceName
from bot.domain.sweeping import Record, Settled, SweptExecution, SweptRun, WorkNote
from bot.ports import Clock, SweepLedger

_HANDFUL = 500
_LONGEST = timedelta(seconds=1)


class Recorder:
    """Collects what was read of one cloud; `flush` when nothing more comes."""

    def __init__(
        self,
        ledger: SweepLedger,
        clock: Clock,
        cloud: str,
        *,
        lease: str = "",
        holder: str = "",
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._cloud = cloud
        self._lease = lease
        self._holder = holder
        self._one_by_one = asyncio.Lock()
        self._flushed = clock.now()
        self._empty()

    async def add(
        self,
        *,
        runs: Iterable[SweptRun] = (),
        rows: Iterable[tuple[str, SweptExecution]] = (),
        settled: Iterable[Settled] = (),
        works: Iterable[tuple[SourceName, WorkNote]] = (),
    ) -> None:
        """Keep these, with the next handful.

        Raises:
            LedgerError: the handful was not kept.
        """
        self._runs += runs
        self._rows += rows
        self._settled += settled
        self._works += works
        if self._is_due():
            async with self._one_by_one:
                if self._is_due():  # or somebody else has taken it along meanwhile
                    await self._give()

    async def flush(self) -> None:
        """Give the ledger what has come so far; raises as `add` does."""
        async with self._one_by_one:
            await self._give()

    async def _give(self) -> None:
        record = self._record()
        self._empty()
        if record.runs or record.rows or record.settled or record.works:
            await self._ledger.record(record)

    def _is_due(self) -> bool:
        read = len(self._runs) + len(self._rows)
        size = read + len(self._settled) + len(self._works)
        return size >= _HANDFUL or self._clock.now() - self._flushed >= _LONGEST

    def _empty(self) -> None:
        self._runs: list[SweptRun] = []
        self._rows: list[tuple[str, SweptExecution]] = []
        self._settled: list[Settled] = []
        self._works: list[tuple[SourceName, WorkNote]] = []
        self._flushed = self._clock.now()

    def _record(self) -> Record:
        return Record(
            cloud=self._cloud,
            at=self._clock.now(),
            lease=self._lease,
            holder=self._holder,
            runs=tuple(self._runs),
            rows=tuple(self._rows),
            settled=tuple(self._settled),
            works=tuple(self._works),
        )
