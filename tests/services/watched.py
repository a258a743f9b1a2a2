"""A run that is watched: its cloud, what keeps watches, and Slack."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.access import Actor
from bot.domain.executions import Named, Outcome
from bot.domain.messages import Address, Message, Posted
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Finding, Listing, Run, WholeRun
from bot.domain.watches import (
    Added,
    Watch,
    WatchAnswer,
    WatchQuery,
    WatchToldAnswer,
    WatchVerb,
)
from bot.services.boards import Speaking
from bot.services.clouds import Cloud
from bot.services.sightings import Sightings
from bot.services.watch_rounds import Rounds
from bot.services.watching import Watching
from tests.conversations import MemoryThreads
from tests.fakes import FakeClock, FakeMessenger, FakePeople, FakeSource
from tests.services.asking import actor, task_cloud

RUN = Reference("prod", SourceName.TASK, ("t-1", "r-1"))
OTHER = Reference("prod", SourceName.TASK, ("t-1", "r-2"))
ME = actor(user="U100")
_TURNS = 50


class MemoryWatches:
    """`Watches` in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, Watch] = {}
        self.held: dict[str, tuple[str, datetime]] = {}

    async def add(self, watch: Watch, holder: str, until: datetime, most: int) -> Added:
        mine = await self.of(watch.user, watch.workspace)
        place = watch.reference, watch.channel
        if place in [(one.reference, one.channel) for one in mine]:
            return Added.SAME
        if len(mine) >= most:
            return Added.FULL
        self.kept[watch.id], self.held[watch.id] = watch, (holder, until)
        return Added.NEW

    async def of(self, user: str, workspace: str) -> tuple[Watch, ...]:
        whose = user, workspace
        mine = [one for one in self.kept.values() if (one.user, one.workspace) == whose]
        return tuple(sorted(mine, key=lambda one: one.begun, reverse=True))

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int
    ) -> tuple[Watch, ...]:
        due = [one for one in self.kept.values() if one.due <= now]
        free = [one for one in due if self.held[one.id][1] <= now][:most]
        self.held |= {one.id: (holder, until) for one in free}
        return tuple(free)

    async def keep(self, watch: Watch, holder: str, until: datetime) -> bool:
        if watch.id not in self.kept or self.held[watch.id][0] != holder:
            return False
        self.kept[watch.id], self.held[watch.id] = watch, (holder, until)
        return True

    async def remove(self, id_: str) -> bool:
        return self.kept.pop(id_, None) is not None


class Voice(FakeMessenger):
    """Slack, in which messages change; `gone` are those that cannot be changed."""

    def __init__(self, *failures: Exception | None) -> None:
        super().__init__(*failures)
        self.boards: list[tuple[str, str, datetime | None]] = []
        self.shown: list[Message] = []
        self.gone = False

    async def put(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> Posted:
        self.boards.append((address.channel, post_id.partition(".")[2], tried))
        self._fail()
        self.shown.append(message)
        channel = "D1" if address.channel.startswith("U") else address.channel
        return Posted(channel=channel, ts="100.1")

    async def change(self, posted: Posted, message: Message) -> bool:
        del posted
        self._fail()
        if not self.gone:
            self.shown.append(message)
        return not self.gone


class Slow(FakeSource):
    """A cloud that takes `seconds` for each answer."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self.seconds = 0.0

    async def find(self, *ids: str) -> Finding:
        await self._clock.sleep(self.seconds)
        return await super().find(*ids)


@dataclass(slots=True)
class Place:
    """One bot and what is around it."""

    clock: FakeClock = field(default_factory=FakeClock)
    source: Slow = field(init=False)
    watches: MemoryWatches = field(default_factory=MemoryWatches)
    threads: MemoryThreads = field(default_factory=MemoryThreads)
    voice: Voice = field(default_factory=Voice)
    people: FakePeople = field(default_factory=FakePeople)
    reports: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = Slow(self.clock)

    def bot(
        self,
        holder: str = "me",
        most: int = 10,
        clouds: Mapping[str, Cloud] | None = None,
    ) -> Watching:
        known = {"prod": task_cloud(self.source)} if clouds is None else clouds
        speaking = Speaking(
            self.watches,
            self.threads,
            self.voice,
            self.clock,
            holder=holder,
            report=self.report,
        )
        rounds = Rounds(self.watches, speaking, self.people, self.clock, self.report)
        return Watching(
            self.watches,
            Sightings(known),
            speaking,
            rounds,
            self.clock,
            most=most,
            holder=holder,
            report=self.report,
        )

    def report(self, event: str, **facts: object) -> None:
        del facts
        self.reports.append(event)

    def stands(
        self, reference: Reference = RUN, *, finished: bool = False, **counts: int
    ) -> None:
        """Let the cloud say so of the run from now on."""
        by_outcome = {Outcome(name): many for name, many in counts.items()}
        failed = Outcome.FAILED if by_outcome.get(Outcome.FAILED) else None
        done = failed or Outcome.SUCCEEDED
        run = Run(
            reference=reference,
            outcome=done if finished else Outcome.RUNNING,
            kind="REBOOT",
            work=Named("", "patch"),
            counts=Counts(by_outcome, 41),
            under_way=not finished,
        )
        self.source.known[reference.ids] = WholeRun(run, Listing())

    async def begins(
        self, bot: Watching, asker: Actor = ME, reference: Reference = RUN
    ) -> WatchAnswer:
        """What somebody is told who begins to watch."""
        return await bot.answer(asker, WatchQuery(WatchVerb.BEGIN, reference))

    async def looks(self, bot: Watching, seconds: float = 0) -> None:
        """Let time pass, and all that is due be looked at."""
        await self.clock.sleep(seconds)
        await bot.tick()
        for _ in range(_TURNS):  # nothing here waits for anything else
            await asyncio.sleep(0)

    @property
    def board(self) -> str:
        """What the message about it says now."""
        return self.voice.shown[-1].text

    @property
    def words(self) -> list[str]:
        """What was said in threads."""
        return [message.text for _, message, _ in self.voice.posts]

    @property
    def only(self) -> Watch:
        """The one watch that there is."""
        (one,) = self.watches.kept.values()
        return one


def said(answer: WatchAnswer) -> str:
    assert isinstance(answer, WatchToldAnswer)
    return answer.said


def elsewhere(channel: str) -> Actor:
    return replace(ME, channel=channel)
