"""Time that passes only while everybody sleeps."""

import asyncio
import heapq
from collections.abc import Coroutine
from datetime import datetime, timedelta
from itertools import count

from tests.fakes import NINE

# Steps of the loop in which everybody who is awake gets as far as they can.
_STEPS = 20


class Timeline:
    """A clock for several who wait at once, without sockets: it wakes them in order."""

    def __init__(self) -> None:
        self.time = NINE
        self._numbers = count()
        self._asleep: list[tuple[datetime, int, asyncio.Event]] = []

    def now(self) -> datetime:
        return self.time

    @property
    def second(self) -> float:
        """Seconds since the beginning."""
        return (self.time - NINE).total_seconds()

    async def sleep(self, seconds: float) -> None:
        alarm = asyncio.Event()
        wake = self.time + timedelta(seconds=seconds)
        heapq.heappush(self._asleep, (wake, next(self._numbers), alarm))
        await alarm.wait()

    async def run(self, *work: Coroutine[None, None, object]) -> list[object]:
        """What each of them returns, in order, once time has passed for all."""
        tasks = [asyncio.create_task(each) for each in work]
        while not all(task.done() for task in tasks):
            for _ in range(_STEPS):
                await asyncio.sleep(0)
            if self._asleep:
                self.time, _, alarm = heapq.heappop(self._asleep)
                alarm.set()
        return [task.result() for task in tasks]
