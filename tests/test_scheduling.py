"""What the bot does unasked, and that it ends with the bot."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
import structlog
from structlog.testing import capture_logs

from bot.adapters.clock import SystemClock
from bot.errors import LedgerError
from bot.scheduling import sweeping, watching

if TYPE_CHECKING:
    from bot.services.sweeps import Sweeps
    from bot.services.watching import Watching


@dataclass(slots=True)
class FakeSweeps:
    """Counts what it is told to do; `error` comes of all that asks the database."""

    error: LedgerError | None = None
    swept: int = 0
    walked: int = 0
    forgot: int = 0
    closed: bool = False
    intervals: set[timedelta] = field(default_factory=set)
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def sweep(self, every: timedelta) -> None:
        self.intervals.add(every)
        self.swept += 1
        if self.swept > 2:
            self.enough.set()

    async def walk(self) -> None:
        self.walked += 1
        if self.error is not None:
            raise self.error

    async def forget(self) -> int:
        self.forgot += 1
        return 0

    async def close(self) -> None:
        self.closed = True


@dataclass(slots=True)
class HangingSweeps(FakeSweeps):
    """The database does not answer it; remembers what came to its end all the same."""

    walking: asyncio.Event = field(default_factory=asyncio.Event)
    ended: list[str] = field(default_factory=list)

    async def walk(self) -> None:
        await self._hang("walk")

    async def forget(self) -> int:
        self.walking.set()
        await self._hang("forget")
        return 0

    async def _hang(self, name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            self.ended = sorted([*self.ended, name])


@dataclass(slots=True)
class FakeWatching:
    """Counts how often it looks."""

    looked: int = 0
    closed: bool = False
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def tick(self) -> None:
        self.looked += 1
        if self.looked > 2:
            self.enough.set()

    async def close(self) -> None:
        self.closed = True


async def scheduled(
    fake: FakeSweeps,
    until: Callable[[], Awaitable[object]],
    every: timedelta = timedelta(seconds=0.1),
    first: float = 0.0,
) -> None:
    clock = SystemClock()
    async with sweeping(cast("Sweeps", fake), clock, every, first):
        await until()


async def test_sweeps_come_again_and_again_and_end_with_the_bot() -> None:
    fake = FakeSweeps()

    async with asyncio.timeout(10):
        await scheduled(fake, fake.enough.wait)
    swept = fake.swept
    await asyncio.sleep(0.3)

    assert fake.swept == swept == 3
    assert fake.closed


async def test_the_walk_follows_the_first_sweep_at_once() -> None:
    fake = FakeSweeps()

    await scheduled(fake, lambda: asyncio.sleep(1.3), timedelta(minutes=10))

    assert (fake.swept, fake.walked) == (1, 1)


async def test_nothing_begins_before_its_time() -> None:
    fake = FakeSweeps()

    await scheduled(fake, lambda: asyncio.sleep(0.2), first=3_600)

    assert (fake.swept, fake.walked, fake.forgot) == (0, 0, 0)


async def test_what_ends_with_the_bot_is_no_mistake(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake = HangingSweeps()

    await scheduled(fake, fake.walking.wait, timedelta(minutes=10))
    await asyncio.sleep(0.1)

    assert (fake.ended, fake.closed) == (["forget", "walk"], True)
    assert [one.getMessage() for one in caplog.records if one.exc_info] == []


async def test_a_database_that_is_gone_is_told_and_tried_again() -> None:
    fake = FakeSweeps(error=LedgerError("no database"))
    structlog.reset_defaults()

    with capture_logs() as told:
        await scheduled(fake, lambda: asyncio.sleep(1.3))

    assert fake.walked > 1
    assert told[0] == {
        "event": "job_failed",
        "job": "walk",
        "why": "no database",
        "log_level": "warning",
    }


async def test_watches_are_looked_at_until_the_bot_ends() -> None:
    fake, often = FakeWatching(), timedelta(seconds=0.1)

    async with (
        asyncio.timeout(10),
        watching(cast("Watching", fake), SystemClock(), often),
    ):
        await fake.enough.wait()

    assert fake.looked >= 3
    assert fake.closed
