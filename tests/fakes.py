"""Stand-ins for our ports, with their types."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.domain.access import Person, Standing
from bot.domain.messages import Address, Attachment, Message, Modal
from bot.domain.pools import PoolFilter
from bot.domain.runs import Finding, Listing, Run
from bot.domain.windows import Window
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


class StoppedClock(FakeClock):
    """Nobody who sleeps wakes up: for those whose patience is not what is tested."""

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.Event().wait()


class FakeSource:
    """Knows some findings by ids; everything else is not found, or an error."""

    def __init__(
        self,
        known: Mapping[tuple[str, ...], Finding] | None = None,
        error: Exception | None = None,
    ) -> None:
        self.known = dict(known or {})
        self.error = error
        self.asked: list[tuple[str, ...]] = []

    async def find(self, *ids: str) -> Finding:
        self.asked.append(ids)
        if self.error is not None:
            raise self.error
        if ids not in self.known:
            raise NotFoundError("prod has none.", reference="/".join(ids))
        return self.known[ids]


class FakePools:
    """Tells the same runs whatever is asked, or an error; remembers what was asked."""

    def __init__(
        self, listing: Listing[Run] | None = None, error: Exception | None = None
    ) -> None:
        self.listing = listing or Listing()
        self.error = error
        self.asked: list[tuple[PoolFilter, Window]] = []

    async def search(self, wanted: PoolFilter, window: Window) -> Listing[Run]:
        self.asked.append((wanted, window))
        if self.error is not None:
            raise self.error
        return self.listing


class FakePeople:
    """Everybody is the same person."""

    def __init__(self, standing: Standing = Standing.MEMBER, zone: str = "") -> None:
        self.someone = Person(standing, zone)

    async def person(self, user: str, workspace: str) -> Person:
        del user, workspace
        return self.someone


class FakeMessenger:
    """Keeps what was said; the next words of any kind may fail.

    `windows` has what was shown in each window that was opened and not closed.
    """

    def __init__(self, *failures: Exception | None) -> None:
        self.failures = list(failures)
        self.replies: list[tuple[Address, Message]] = []
        self.shares: list[tuple[Address, Message, str]] = []
        self.posts: list[tuple[Address, Message, str]] = []
        self.tried: list[datetime | None] = []
        self.files: list[tuple[Address, Attachment]] = []
        self.windows: dict[str, list[Modal]] = {}
        self.triggers: list[str] = []
        self.homes: list[tuple[str, Message]] = []

    async def reply(self, address: Address, message: Message) -> None:
        self._fail()
        self.replies.append((address, message))

    async def share(self, address: Address, message: Message, post_id: str) -> str:
        self._fail()
        self.shares.append((address, message, post_id))
        return f"100.{len(self.shares)}"

    async def post(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> str:
        self.tried.append(tried)
        self._fail()
        self.posts.append((address, message, post_id))
        return f"200.{len(self.posts)}"

    async def attach(
        self, address: Address, file: Attachment, post_id: str, tried: datetime | None
    ) -> str:
        del post_id, tried
        self._fail()
        self.files.append((address, file))
        return f"F{len(self.files)}"

    async def open(self, trigger: str, key: str, modal: Modal) -> None:
        self._fail()
        self.triggers.append(trigger)
        self.windows[key] = [modal]

    async def publish(self, user: str, home: Message) -> None:
        self._fail()
        self.homes.append((user, home))

    async def update(self, key: str, modal: Modal) -> bool:
        self._fail()
        if key not in self.windows:
            return False
        self.windows[key].append(modal)
        return True

    def _fail(self) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure


class SlowPeople(FakePeople):
    """Takes longer to answer than the fake clock lets anybody wait."""

    async def person(self, user: str, workspace: str) -> Person:
        for _ in range(5):
            await asyncio.sleep(0)
        return await super().person(user, workspace)
