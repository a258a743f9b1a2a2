"""Who asks which clouds."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.domain.access import Actor, Person, Standing
from bot.domain.references import SourceName
from bot.ports import Clock
from bot.services.answer import AnswerService
from bot.services.clouds import Cloud
from bot.services.explaining import Explaining
from bot.services.finding import Finds
from bot.services.following import FollowUps
from bot.services.listing import LiveLists
from bot.services.remembering import Remembering, Waits
from bot.services.roster import Roster
from bot.services.row_files import RowFiles
from bot.services.sweeps import Sweeps, Times
from tests.conversations import MemoryThreads
from tests.fakes import FakePools, FakeSource
from tests.ledgers import MemoryLedger

NO_DIGESTS: Any = None  # nobody asks about them here


def actor(
    standing: Standing = Standing.MEMBER,
    zone: str = "",
    *,
    user: str = "U1",
    workspace: str = "T1",
    channel: str = "C1",
) -> Actor:
    person = Person(standing, zone)
    return Actor(user=user, workspace=workspace, channel=channel, person=person)


def task_cloud(source: FakeSource) -> Cloud:
    """A cloud that has scheduled tasks and nothing else."""
    return Cloud({SourceName.TASK: source})


def pool_cloud(pools: FakePools, zone: str = "") -> Cloud:
    """A cloud whose pools' runs can be searched."""
    return Cloud({SourceName.POOL: FakeSource()}, zone, pools)


def answers(
    clouds: Mapping[str, Cloud], clock: Clock, ledger: MemoryLedger | None = None
) -> AnswerService:
    """Answers from these clouds and this ledger, which no sweep fills."""
    ledger = ledger or MemoryLedger()
    sweeps = Sweeps({}, ledger, clock, Times(), holder="test", report=_silent)
    sources = {name: tuple(cloud.sources) for name, cloud in clouds.items()}
    memory = Remembering(ledger, sweeps, sources, clock, waits=Waits())
    return AnswerService(
        clouds,
        clock,
        NO_DIGESTS,
        memory=memory,
        lists=LiveLists({}, clock),
        finds=Finds(ledger, {}, clock),
        explaining=Explaining(memory, clock),
    )


def follow_ups(
    answering: AnswerService,
    clock: Clock,
    threads: MemoryThreads | None = None,
    roster: Roster | None = None,
) -> FollowUps:
    """Goes on with conversations for thirty days; no digest comes anywhere."""
    return FollowUps(
        threads or MemoryThreads(),
        answering,
        roster or NO_DIGESTS,
        RowFiles(answering, clock),
        clock,
        lifetime=timedelta(days=30),
    )


def _silent(event: str, **facts: object) -> None:
    raise AssertionError(event, facts)
