"""How fast a channel takes messages."""

import asyncio
from datetime import datetime, timedelta
from operator import itemgetter

from bot.adapters.slack.pace import Pace
from tests.fakes import NINE, FakeClock


class SteppedClock(FakeClock):
    """Wakes sleepers only when it is told how much time has passed."""

    def __init__(self) -> None:
        super().__init__()
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self.time + timedelta(seconds=seconds), woken))
        await woken.wait()

    async def step(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        due = [one for one in self._sleepers if one[0] <= self.time]
        self._sleepers = [one for one in self._sleepers if one[0] > self.time]
        for _, woken in sorted(due, key=itemgetter(0)):
            woken.set()
        for _ in range(10):
            await asyncio.sleep(0)


class Turns:
    """Some who post at once, and in which second after nine each of them went."""

    def __init__(self, *channels: str) -> None:
        self.clock = SteppedClock()
        self.went: list[tuple[str, float]] = []
        self._pace = Pace(self.clock)
        self._all = [asyncio.create_task(self.one(each)) for each in channels]

    async def one(self, channel: str) -> None:
        await self._pace.turn(channel)
        self.went.append((channel, (self.clock.time - NINE).total_seconds()))

    async def over(self, *steps: float) -> list[tuple[str, float]]:
        for seconds in steps:
            await self.clock.step(seconds)
        await asyncio.gather(*self._all)
        return self.went


async def test_each_has_a_turn_a_second_after_the_one_before() -> None:
    turns = Turns("C1", "C1", "C2", "C1")

    went = await turns.over(0, 1, 1)

    assert went == [("C1", 0), ("C2", 0), ("C1", 1), ("C1", 2)]


async def test_turns_that_came_together_are_a_second_apart_again() -> None:
    turns = Turns("C1", "C1", "C1", "C1")

    went = await turns.over(0, 5, 1, 1)

    assert went == [("C1", 0), ("C1", 5), ("C1", 6), ("C1", 7)]


async def test_whoever_comes_after_a_standstill_waits_for_those_before() -> None:
    turns = Turns("C1", "C1", "C1")
    await turns.clock.step(0)
    await turns.clock.step(5)
    late = asyncio.create_task(turns.one("C1"))

    went = await turns.over(0, 1, 1)
    await late

    assert went == [("C1", 0), ("C1", 5), ("C1", 6), ("C1", 7)]
