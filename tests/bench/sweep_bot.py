"""What of the bot sweeps and remembers, on its own: no Slack, no rate, an empty ledger."""

import asyncio
import resource
import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.adapters.cloud.pace import Pace
from bot.adapters.http_session import outbound
from bot.adapters.storage.ledger import SqlLedger
from bot.app.clouds import Entrance, OpenCloud
from bot.app.storing import ledger_of
from bot.app.sweeping import swept_runs
from bot.blocks.answers import render
from bot.domain.failures import FailureQuery
from bot.domain.queries import parse
from bot.ports import Clock
from bot.services.remembering import Remembering, Waits
from bot.services.sweep import Plan, Sweeper
from bot.services.sweeps import Sweeps, Times
from bot.settings.model import CloudSettings, DatabaseSettings, EndpointSettings
from tests.bench.figures import Figures, milliseconds
from tests.bench.sweep_cloud import COUNTS
from tests.bench.sweep_world import NOW

CLOUD, PROJECT = "bench", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
WIDTH, ASKED, WARM_UP = 32, 100, 10
FAILURES = "failures"


class WorldClock:
    """The world's time, which passes as ours does; `skip` passes some at once."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._skipped = timedelta()

    def now(self) -> datetime:
        elapsed = timedelta(seconds=time.monotonic() - self._begun)
        return NOW + self._skipped + elapsed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def skip(self, span: timedelta) -> None:
        self._skipped += span


class NoPace(Pace):
    """Turns for everybody at once, though three services share the host."""

    def __init__(self, _: float, clock: Clock) -> None:
        super().__init__(1_000_000, clock)

    def slow_down_to(self, rate: float) -> None:
        """Not here."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What sweeps, and what is measured of it."""

    cloud: OpenCloud
    ledger: SqlLedger
    clock: WorldClock
    http: aiohttp.ClientSession

    async def swept(self, plan: Plan) -> dict[str, Any]:
        """What one sweep takes, and what it asks for."""
        sources = swept_runs(self.cloud)
        sweeper = Sweeper(
            CLOUD, sources, self.ledger, self.clock, report=_unheard, width=WIDTH
        )
        await self.requests()
        figures = await timed(sweeper.sweep(plan))
        gaps = [g for one in await self.ledger.coverage([CLOUD]) for g in one.gaps]
        if gaps:
            raise SystemExit(f"the sweep is not whole: {gaps[0]}")
        return {**figures, "requests": await self.requests()}

    async def requests(self) -> dict[str, int]:
        """What the cloud was asked since it last told."""
        async with self.http.get(COUNTS) as answer:
            told: dict[str, int] = await answer.json()
        return told

    async def failures(self) -> Figures:
        """Milliseconds of `/runs failures`, from its words to the message; of CPU, too."""
        sweeps = Sweeps(
            {}, self.ledger, self.clock, Times(), holder="bench", report=_unheard
        )
        sources = {CLOUD: self.cloud.settings.sources}
        memory = Remembering(self.ledger, sweeps, sources, self.clock, waits=Waits())
        taken, cpu = [], []
        for _ in range(WARM_UP + ASKED):
            begun, worked = time.perf_counter(), time.process_time()
            query = parse(FAILURES)
            assert isinstance(query, FailureQuery)
            reading = await memory.read([CLOUD], query, UTC)
            render(await memory.failures(reading, FAILURES, 1))
            taken.append((time.perf_counter() - begun) * 1_000)
            cpu.append((time.process_time() - worked) * 1_000)
        worked = statistics.median(cpu[WARM_UP:])
        return {**milliseconds(taken[WARM_UP:]), "cpu_ms": round(worked, 2)}


async def timed(work: Awaitable[None]) -> Figures:
    begun, cpu = time.perf_counter(), time.process_time()
    await work
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {"wall_s": wall, "cpu_s": cpu, "memory_mb": memory()}


def memory() -> float:
    """The most that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@asynccontextmanager
async def opened(origin: str) -> AsyncIterator[Bench]:
    """An empty ledger, and the cloud without a rate."""
    clock = WorldClock()
    settings = CloudSettings(
        region="ap-southeast-3",
        project_id=PROJECT,
        access_key=SecretStr("BENCHACCESSKEY"),
        secret_key=SecretStr("bench-secret-key"),
        endpoints=EndpointSettings(workspace=origin, appstream=origin, coc=origin),
        time_zone="Asia/Singapore",
    )
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = SecretStr(f"sqlite+aiosqlite:///{folder / 'ledger.db'}")
        database = ledger_of(DatabaseSettings(url=url))
        ledger = await stack.enter_async_context(database)
        entrance = Entrance(stack, outbound("none", None), clock, 20, NoPace)
        hosts = await entrance.hosts(CLOUD, settings)
        http = await stack.enter_async_context(aiohttp.ClientSession(origin))
        yield Bench(OpenCloud(CLOUD, settings, hosts), ledger, clock, http)


def _unheard(event: str, **facts: object) -> None:
    raise SystemExit(f"{event}: {facts}")
