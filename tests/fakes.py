"""Stand-ins for our ports, with their types."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.domain.access import Person, Standing
from bot.domain.executions import Execution
from bot.domain.messages import Address, Message
from bot.errors import NotFoundError

NINE = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until somebody sleeps; remembers how long."""

    def __init__(self, now: datetime = NINE) -> None:
        self.time = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class FakeSource:
    """Knows some executions by id; everything else is not found, or an error."""

    def __init__(
        self,
        known: Mapping[tuple[str, ...], Execution] | None = None,
        error: Exception | None = None,
    ) -> None:
        self.known = dict(known or {})
        self.error = error
        self.asked: list[tuple[str, ...]] = []

    async def execution(self, *ids: str) -> Execution:
        self.asked.append(ids)
        if self.error is not None:
            raise self.error
        if ids not in self.known:
            raise NotFoundError("prod has none.", reference="/".join(ids))
        return self.known[ids]


class FakePeople:
    """Everybody is the same person."""

    def __init__(self, standing: Standing = Standing.MEMBER, zone: str = "") -> None:
        self.someone = Person(standing, zone)

    async def person(self, user: str, workspace: str) -> Person:
        del user, workspace
        return self.someone


class FakeMessenger:
    """Keeps what was said; the next replies may fail."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.replies: list[tuple[Address, Message]] = []

    async def reply(self, address: Address, message: Message) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.replies.append((address, message))


class SlowPeople(FakePeople):
    """Takes longer to answer than the fake clock lets anybody wait."""

    async def person(self, user: str, workspace: str) -> Person:
        for _ in range(5):
            await asyncio.sleep(0)
        return await super().person(user, workspace)
