"""One digest whose bot is killed again and again, and what its channel has read then."""

import asyncio
import random
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.adapters.storage.digest_tables import DELIVERIES
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import LEASES
from bot.app import tell
from bot.demo import SCOPES
from bot.domain.executions import Outcome
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import (
    CHANNEL,
    Fault,
    Hang,
    LocalSlack,
    Post,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
    ServerErrorAfterStoring,
)
from bot.settings import Settings
from bot.settings.model import DatabaseSettings
from tests.journeys.reading import first_line, rows, standing
from tests.journeys.test_digests import NIGHT
from tests.journeys.town import (
    CALM,
    GRANTED,
    cloud_settings,
    local_slack,
    settings_between,
    simulated,
)
from tests.kill.reaping import AtCloud, AtSlack, Kill, Steps
from tests.kill.victim import live
from tests.truth.worlds import Builder, Firing, TaskPlan, World

# So many requests a digest takes where nothing goes wrong; each of them can be the last.
STEPS = 17
SOON = 60.0
_TICK, _LOCKED = 0.2, 1.0
_PATIENCE = replace(CALM, tick=timedelta(seconds=_TICK))
# So many rounds are played with all other tests.
_USUAL = 20
_AGAIN = "this may be here twice"
_TOLD = {Outcome.FAILED, Outcome.SKIPPED}
_WEATHER: tuple[Fault, ...] = (
    ResetAfterStoring(),
    ServerErrorAfterStoring(),
    ResetBefore(),
    ServerError(),
    RateLimited(1),
)
WORLD = World(
    tasks=(
        TaskPlan(
            triggered=False,
            script=False,
            zone="Asia/Singapore",
            firings=(Firing(3, ("FAIL", "SKIP", "SUCCESS")), Firing(5, ("FAIL",))),
        ),
    ),
    pools=(Firing(4, ("FAILED", "SUCCESS", "SKIP")),),
    apps=((Firing(3, ("FAILED", "SUCCESS")),),),
    orders=((6, (("ABNORMAL", "FINISHED"),)),),
)
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.kill.victim"])


@dataclass(frozen=True, slots=True)
class Round:
    """What goes wrong in one round; all of it follows from its number.

    Attributes:
        postgresql: whether it is on PostgreSQL, with two replicas; else on SQLite.
        history: whether the bot may read the channel's.
        kills: by the number of the request at which processes die.
        weather: what becomes of calls of Slack, by their number.
        outages: seconds after which the database is gone for a moment.
    """

    number: int
    postgresql: bool
    history: bool
    kills: Mapping[int, Kill]
    weather: Mapping[int, Fault]
    outages: tuple[float, ...]

    @classmethod
    def of(cls, number: int) -> "Round":
        """The first death goes through all steps, the last ones first, in both ways."""
        turn, chance = number // 2, _chance(number)
        more = [chance.randrange(2 * STEPS) for _ in range(chance.randrange(3))]
        kills = {step: Kill(*_two(chance)) for step in more}
        first, (_, everybody) = STEPS - 1 - turn // 2 % STEPS, _two(chance)
        return cls(
            number,
            postgresql=bool(number % 2),
            history=turn % 4 != 3,
            kills={**kills, first: Kill(after=bool(turn % 2), everybody=everybody)},
            weather=_weather(number, chance),
            outages=tuple(2 * chance.random() for _ in range(chance.randrange(2))),
        )

    @property
    def replicas(self) -> int:
        """How many processes there are at once."""
        return 2 if self.postgresql else 1


def _weather(number: int, chance: random.Random) -> dict[int, Fault]:
    """One round in eleven hangs, which takes so long that the first have none of it."""
    calls = [chance.randrange(5) for _ in range(chance.randrange(3))]
    hangs = (
        {chance.randrange(1, 4): Hang()} if number > _USUAL and not number % 11 else {}
    )
    return {call: chance.choice(_WEATHER) for call in calls} | hangs


def _chance(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311  the same round has the same number


def _two(chance: random.Random) -> tuple[bool, bool]:
    return bool(chance.getrandbits(1)), bool(chance.getrandbits(1))


@dataclass(slots=True)
class Fleet:
    """The processes of the bot, of which there are always as many as there should be."""

    settings: Settings
    size: int
    log: Path
    deaths: int = 0
    alive: list[ForkServerProcess] = field(default_factory=list)

    def fill(self) -> int:
        """Start what is missing; how many that were."""
        self.alive = [one for one in self.alive if one.is_alive()]
        missing = self.size - len(self.alive)
        for _ in range(missing):
            one = _FORKS.Process(target=live, args=(self.settings, _PATIENCE, self.log))
            one.start()
            self.alive.append(one)
        return missing

    def kill(self, kill: Kill) -> None:
        """Kill all of them, or one after the other each time."""
        alive = [one for one in self.alive if one.is_alive()]
        chosen = alive if kill.everybody else alive[:1]
        for one in chosen:
            one.kill()
            one.join()
        self.alive = self.alive[::-1]  # the next time it is another one's turn
        self.deaths += len(chosen)

    def end(self) -> None:
        """Kill those that are left; nobody counts them."""
        for one in self.alive:
            one.kill()
            one.join()


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a round.

    Attributes:
        truth: the targets of what failed or was skipped.
        told: how often each stands in the channel.
        marked: how often each stands in a message that says that it may be there twice.
        titles: of digests, in order; of those that are marked, too.
        sure: how many of those are not marked.
        deaths: how many processes were killed.
        requests: how many were made in all.
    """

    truth: frozenset[str]
    told: Counter[str]
    marked: Counter[str]
    titles: tuple[str, ...]
    sure: int
    deaths: int


async def play(one: Round, url: str, folder: Path) -> Played:
    """Play the round with the empty database that is there."""
    scopes = GRANTED if one.history else SCOPES
    async with simulated() as cloud, local_slack(scopes) as slack:
        truth = _happened(cloud)
        settings = _settings(slack, cloud, url)
        fleet = Fleet(settings, one.replicas, folder / f"{one.number}.log")
        steps = Steps(one.kills, fleet.kill)
        cloud.faults.always(AtCloud(steps))
        slack.faults.always(AtSlack(steps, one.weather))
        async with _database(url) as engine:
            await _subscribed(engine)
            await _delivered(fleet, engine, one.outages)
        await _rest_told(settings, slack)
        return _played(truth, slack, fleet.deaths)


async def _rest_told(settings: Settings, slack: LocalSlack) -> None:
    """Let `runwatch digest` tell what the first digest did not, and nothing else."""
    slack.faults.always(None)
    slack.mode = settings.slack.mode
    assert await tell(settings, NIGHT.name, None)


def _happened(cloud: SimulatedCloud) -> frozenset[str]:
    """Let the world be what the cloud tells; the targets of what is to be told of it."""
    built = Builder(WORLD, SystemClock().now()).build()
    cloud.tables, cloud.records = built.tables, {}
    for (_, run), of_tasks in built.tables.task_rows.items():
        for row in of_tasks:
            row["desktop_name"] = f"{run}/{row['desktop_id']}"
    for run, of_apps in built.tables.app_rows.items():
        for row in of_apps:
            row["server_name"] = f"{run}/{row['server_id']}"
    for row in built.tables.script_rows.values():
        row["resource_name"] = f"{row['script_task_id']}/{row['resource_id']}"
    told = [key for key, outcome in built.truth.items() if outcome in _TOLD]
    return frozenset(_target(key) for key in told)


def _target(key: str) -> str:
    """The run and the target; a host goes by its own id alone."""
    _, source, *_, run, target = key.split("/")
    return f"ecs-{target}" if source == "order" else f"{run}/{target}"


def _settings(slack: LocalSlack, cloud: SimulatedCloud, url: str) -> Settings:
    settings = settings_between(slack, {"prod": cloud_settings(cloud)})
    database = DatabaseSettings(url=SecretStr(url))
    return settings.model_copy(update={"digests": [NIGHT], "database": database})


@asynccontextmanager
async def _database(url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        await engine.dispose()


async def _subscribed(engine: AsyncEngine) -> None:
    """Let the channel have been told everything up to a day ago."""
    then = SystemClock().now() - timedelta(days=1)
    deliveries = SqlLedger(engine).deliveries
    await deliveries.subscribe(f"{CHANNEL}/{NIGHT.name}", then, then)


async def _delivered(
    fleet: Fleet, engine: AsyncEngine, outages: tuple[float, ...]
) -> None:
    """Return once all of it is there, and some ticks later."""
    with _running(fleet):
        troubles = [asyncio.create_task(_outage(engine, at)) for at in outages]
        async with asyncio.timeout(SOON):
            while not await _ended(engine):
                if fleet.fill():
                    await _forget_the_dead(engine)
                await asyncio.sleep(0.05)
            await asyncio.gather(*troubles)
        await asyncio.sleep(2 * _TICK)


@contextmanager
def _running(fleet: Fleet) -> Iterator[None]:
    fleet.fill()
    try:
        yield
    finally:
        fleet.end()


async def _ended(engine: AsyncEngine) -> bool:
    ended = select(func.count()).where(DELIVERIES.c.ended_at.is_not(None))
    try:
        async with engine.connect() as connection:
            return bool(await connection.scalar(ended))
    except DBAPIError:
        return False  # it is gone for a moment


async def _forget_the_dead(engine: AsyncEngine) -> None:
    """Let leases have ended, of which nobody would wait for the end."""
    past = SystemClock().now() - timedelta(seconds=1)
    try:
        async with engine.begin() as connection:
            await connection.execute(update(DELIVERIES).values(leased_until=past))
            await connection.execute(update(LEASES).values(until=past))
    except DBAPIError:
        await asyncio.sleep(0.2)
        await _forget_the_dead(engine)


async def _outage(engine: AsyncEngine, after: float) -> None:
    """Hang up on everybody; of SQLite, let nobody else write for a while."""
    await asyncio.sleep(after)
    if engine.dialect.name == "sqlite":
        await asyncio.to_thread(_lock, str(engine.url.database))
        return
    try:
        async with engine.begin() as connection:
            await connection.execute(text(_HANG_UP))
    except DBAPIError:
        return  # it hung up on us, too


def _lock(file: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(_LOCKED)
        database.execute("ROLLBACK")


_HANG_UP = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _played(truth: frozenset[str], slack: LocalSlack, deaths: int) -> Played:
    public = [post for post in slack.posts if post.visible_to is None]
    again = [post for post in public if _AGAIN in standing(post)]
    roots = [post for post in public if _is_root(post)]
    return Played(
        truth,
        told=_listed(public),
        marked=_listed(again),
        titles=tuple(first_line(standing(post)) for post in roots),
        sure=sum(post not in again for post in roots),
        deaths=deaths,
    )


def _is_root(post: Post) -> bool:
    return not post.message.get("thread_ts")


def _listed(posts: list[Post]) -> Counter[str]:
    """The targets of the rows of these messages."""
    said = rows(*map(standing, posts))
    return Counter(name.partition(",")[0] for _, name in said)
