"""People and sweeps who wait for turns, and a clock that a test moves by hand."""

import asyncio
import heapq
from collections import Counter
from datetime import datetime, timedelta
from typing import Self

from bot.adapters.cloud.pace import Lane, NoTurnError, Pace, Turn
from tests.adapters.cloud.wire import settle
from tests.fakes import NINE


class HandClock:
    """Sleepers sleep until the test has moved the clock far enough."""

    def __init__(self) -> None:
        self.time = NINE
        self._sleeping: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._count = 0

    @property
    def sleepers(self) -> int:
        return sum(not future.done() for _, _, future in self._sleeping)

    @property
    def next_waking(self) -> datetime | None:
        """When the next sleeper wakes."""
        while self._sleeping and self._sleeping[0][2].done():
            heapq.heappop(self._sleeping)
        return self._sleeping[0][0] if self._sleeping else None

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        until = self.time + timedelta(seconds=seconds)
        self._count += 1
        heapq.heappush(self._sleeping, (until, self._count, future))
        await future

    def move(self, seconds: float) -> None:
        """Move on; whoever should have woken by then wakes."""
        self.time += timedelta(seconds=seconds)
        while (waking := self.next_waking) is not None and waking <= self.time:
            heapq.heappop(self._sleeping)[2].set_result(None)


class Queue:
    """Everybody who asks one pace for turns, named "people 0", "sweeps 1" and so on."""

    def __init__(self, pace: Pace, hand: HandClock) -> None:
        self.pace = pace
        self.hand = hand
        self.given: list[str] = []
        self.times: list[datetime] = []
        self.turns: list[Turn] = []
        self.refused: dict[str, float | None] = {}
        self._names: Counter[Lane] = Counter()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self.pace._handing_out is not None:
            self.pace._handing_out.cancel()
            await asyncio.wait({self.pace._handing_out})

    async def join(self, lane: Lane, count: int) -> None:
        for _ in range(count):
            name = f"{lane.value} {self._names[lane]}"
            self._names[lane] += 1
            self._tasks[name] = asyncio.create_task(self._one(name, lane))
        await settle()

    @property
    def joined(self) -> list[str]:
        return list(self._tasks)

    async def leave(self, name: str) -> None:
        if name in self._tasks:
            self._tasks[name].cancel()
        await settle()

    async def wait(self, seconds: float) -> None:
        """Move the clock on, stopping wherever somebody wakes."""
        end = self.hand.time + timedelta(seconds=seconds)
        while (waking := self.hand.next_waking) is not None and waking <= end:
            self.hand.move((waking - self.hand.time) / timedelta(seconds=1))
            await settle()
        self.hand.move((end - self.hand.time) / timedelta(seconds=1))
        await settle()

    async def empty(self) -> None:
        """Take what turns there are."""
        await self.join(Lane.PEOPLE, 5)
        assert len(self.given) == 5
        self.given.clear()
        self._names.clear()
        self._tasks.clear()

    async def _one(self, name: str, lane: Lane) -> None:
        try:
            turn = await self.pace.turn(lane)
        except NoTurnError as exc:
            self.refused[name] = exc.seconds
            return
        self.given.append(name)
        self.turns.append(turn)
        self.times.append(self.hand.time)
