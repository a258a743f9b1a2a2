"""Channels that are told digests, and whoever tells them, who may die of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import METADATA
from bot.domain.deliveries import Content
from bot.domain.digests import Digest
from bot.domain.failures import FailureFilter
from bot.domain.marks import Mark, MarkKind
from bot.domain.messages import Address, Attachment, Message
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Pause, Subscription
from bot.domain.sweeping import KEPT_FOR, Coverage
from bot.domain.windows import Window
from bot.errors import MessengerError
from bot.services.delivering import Delivering, Voice
from bot.services.digest_facts import Facts
from bot.services.digests import Digests
from bot.services.refusals import Refusals
from bot.services.remembering import Remembering, Waits
from bot.services.roster import Roster
from bot.services.sweeps import Sweeps, Times
from tests.adapters.storage.records import fine, record, row, run
from tests.fakes import NINE, FakeClock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = Subscription(
    name="night",
    channel="C1",
    schedule=Schedule.parse("0 1 * * *"),  # nine o'clock in Singapore, as NINE is
    zone=ZoneInfo("UTC"),
    clouds=("prod",),
)


class DeadError(BaseException):
    """The process was killed here."""


@dataclass(slots=True)
class Life:
    """Ends with the n-th thing that is done, `before` it or right after it."""

    steps: int | None = None
    before: bool = True

    async def do(self, work: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
        if self.steps is None:
            return await work(*given)
        self.steps -= 1
        if self.steps < 0 and self.before:
            raise DeadError
        done = await work(*given)
        if self.steps < 0:
            raise DeadError
        return done


class Mortal:
    """Does what another one does, as long as the life lasts."""

    def __init__(self, inner: object, life: Life) -> None:
        self._inner, self._life = inner, life

    def __getattr__(self, name: str) -> Callable[..., Any]:
        work = getattr(self._inner, name)
        return lambda *given: self._life.do(work, *given)


@dataclass(slots=True)
class Channel:
    """What everybody sees there.

    `failures` are what the next posts meet; nothing is taken before `taking` is set.
    """

    posts: list[tuple[str, str, str]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    failures: list[Exception | None] = field(default_factory=list)
    taking: asyncio.Event | None = None
    takes_files: bool = True

    async def post(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> str:
        return await self._show(address, message.text, post_id, tried)

    async def attach(
        self, address: Address, file: Attachment, post_id: str, tried: datetime | None
    ) -> str:
        if not self.takes_files:
            raise MessengerError("no", permanent=True, code="missing_scope")
        return await self._show(address, f"[{file.name}]", post_id, tried)

    async def _show(
        self, address: Address, text: str, post_id: str, tried: datetime | None
    ) -> str:
        if self.taking is not None:
            await self.taking.wait()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        if tried is None or post_id not in self.ids:
            self.ids[post_id] = f"{len(self.posts) + 1}.0"
            self.posts.append((address.channel, address.thread, text))
        return self.ids[post_id]


@dataclass(slots=True)
class Mailbox:
    """A `Messenger` that only tells people something."""

    told: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = False

    async def reply(self, address: Address, message: Message) -> None:
        if self.closed:
            raise MessengerError("no", permanent=True)
        self.told.append((address.user, message.text))


def said(digest: Digest, delivery: str) -> Sequence[Content]:  # noqa: ARG001  a port
    """How many there are, then each target in a message of its own; a file is a file."""
    head = f"{digest.of} of {digest.name}" + (", late" if digest.late else "")
    if digest.muted:
        head += f", {digest.muted} muted"
    if not digest.is_whole:
        head += ", PARTIAL"
    targets = sorted(one.execution.target.id for one in digest.rows)
    return [Content(Message(head)), *map(_content, targets)]


def _content(target: str) -> Content:
    file = Attachment(target, "rows", "") if target.endswith(".csv") else None
    return Content(Message(target), file)


def marked(content: Content) -> Content:
    text = f"{content.message.text} (may repeat)"
    return replace(content, message=replace(content.message, text=text))


def notice(one: Subscription, pause: Pause) -> Message:
    return Message(f"{one.name} is paused: {pause.why}")


@dataclass(frozen=True, slots=True)
class SlowFacts(Facts):
    """As slow as the town's sweeps are."""

    town: "Town"

    async def fresh(
        self,
        one: Subscription,  # noqa: ARG002  all of them are slow
        seconds: float | None,
        since: datetime | None = None,  # noqa: ARG002  nothing is swept here
    ) -> bool:
        if not self.town.sweep_takes:
            return True
        self.town.sweep_takes.pop()
        await self.town.clock.sleep(seconds or 0)
        return False


@dataclass(slots=True)
class Town:
    """A ledger, a channel and a clock; processes come and go.

    Whoever waits for a sweep waits in vain as often as `sweep_takes` says.
    """

    ledger: SqlLedger
    clock: FakeClock = field(default_factory=lambda: FakeClock(NINE - HOUR))
    channel: Channel = field(default_factory=Channel)
    mailbox: Mailbox = field(default_factory=Mailbox)
    managers: tuple[str, ...] = ()
    reports: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    processes: int = 0
    sweep_takes: list[bool] = field(default_factory=list)

    def process(
        self, subscription: Subscription = NIGHT, life: Life | None = None
    ) -> Digests:
        """One that has just been started."""
        self.processes += 1
        name, lasts = f"process {self.processes}", life or Life()
        sweeps = Sweeps(
            {}, self.ledger, self.clock, Times(), holder=name, report=self.report
        )
        sources = {"prod": tuple(SourceName)}
        memory = Remembering(self.ledger, sweeps, sources, self.clock, waits=Waits())
        deliveries: Any = Mortal(self.ledger.deliveries, lasts)
        poster: Any = Mortal(self.channel, lasts)
        delivering = Delivering(
            deliveries,
            self.ledger.marks,
            SlowFacts(memory, sweeps, self.clock, self),
            Voice(poster, said, marked),
            refusals=self.refusals,
            holder=name,
            report=self.report,
        )
        filed = [] if subscription.owner else [subscription]
        return Digests(
            Roster(filed, self.ledger.subscriptions, ["prod"]),
            deliveries,
            delivering,
            self.clock,
            holder=name,
            report=self.report,
        )

    @property
    def refusals(self) -> Refusals:
        mailbox: Any = self.mailbox
        return Refusals(
            self.ledger.subscriptions,
            mailbox,
            self.clock,
            managers=self.managers,
            notice=notice,
            report=self.report,
        )

    async def ticked(self, process: Digests) -> None:
        """One tick, and all that it begins to its end."""
        await process.tick()
        for task in process._under_way.values():
            await task

    async def fail(self, *targets: str, ago: timedelta = HOUR) -> None:
        """Let the ledger have a run in which these failed."""
        now = self.clock.now()
        of = run("T", f"R{now:%d%H%M}{ago.seconds}", at=now - ago)
        rows = [row(of, target, at=now - ago) for target in targets]
        await self.ledger.record(record(of, rows=rows, at=now))

    async def succeed(self) -> None:
        """Let the same work have a clean run."""
        now = self.clock.now()
        clean = fine(run("T", f"R{now:%d%H%M}", at=now - HOUR))
        await self.ledger.record(record(clean, at=now))

    async def causes(self) -> set[str]:
        """Of all that failed."""
        found = await self.ledger.failures(["prod"], FailureFilter(), Window())
        return {one.cause for one in found.rows}

    async def mark(self, kind: MarkKind, cause: str) -> None:
        """For the night's digest and two days."""
        now = self.clock.now()
        mark = Mark(
            kind=kind,
            cause=cause,
            label="offline",
            channel=NIGHT.channel,
            subscription=NIGHT.id,
            by="U1",
            at=now,
            until=now + 2 * DAY,
            why="known",
        )
        await self.ledger.marks.put(mark)

    async def cover(self, **more: Any) -> None:  # noqa: ANN401
        """Let everything be read up to now."""
        now = self.clock.now()
        for source in SourceName:
            known = Coverage(cloud="prod", source=source, since=now - KEPT_FOR)
            await self.ledger.cover(replace(known, until=now, tried=now, **more))

    def report(self, event: str, **facts: object) -> None:
        self.reports.append((event, facts))

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.channel.posts]


@asynccontextmanager
async def town() -> AsyncIterator[Town]:
    """With a subscription that has begun an hour before nine."""
    engine = open_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    try:
        one = Town(SqlLedger(engine))
        await one.ticked(one.process())
        one.clock.time = NINE
        await one.cover()
        yield one
    finally:
        await engine.dispose()
