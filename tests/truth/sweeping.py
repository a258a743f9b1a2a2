"""What sweeps a made-up cloud in the tests, and what it has kept."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.adapters.cloud.pace import Pace
from bot.adapters.http_session import outbound
from bot.adapters.storage.ledger import SqlLedger
from bot.app.clouds import Entrance, OpenCloud
from bot.app.sweeping import swept_runs
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.windows import Window
from bot.playground.cloud import SimulatedCloud
from bot.ports import Clock, SweepLedger
from bot.services.sweep import Sweeper
from tests.journeys.town import cloud_settings
from tests.truth.worlds import Truth

TOLD = frozenset({Outcome.FAILED, Outcome.SKIPPED})


@asynccontextmanager
async def sweeping(
    cloud: SimulatedCloud, ledger: SweepLedger, clock: Clock | None = None
) -> AsyncIterator[Sweeper]:
    """What sweeps the cloud into the ledger, and remembers nothing of earlier ones."""
    clock, of = clock or SystemClock(), cloud_settings(cloud)
    async with AsyncExitStack() as stack:
        entrance = Entrance(
            stack,
            outbound("none", None),
            SystemClock(),
            30,
            pace=lambda _, at: Pace(5_000, at),
        )
        opened = OpenCloud("prod", of, await entrance.hosts("prod", of))
        yield Sweeper("prod", swept_runs(opened), ledger, clock, report=_unforeseen)


async def kept(
    engine: AsyncEngine, outcomes: frozenset[Outcome] = frozenset(Outcome)
) -> Truth:
    """Every execution in the ledger, each once, by what opens it."""
    wanted = FailureFilter(outcomes=outcomes)
    found = await SqlLedger(engine).failures(["prod"], wanted, Window(), limit=5_000)
    told = {str(row.execution.reference): row.execution.outcome for row in found.rows}
    assert len(told) == len(found.rows)
    return told


async def covered(engine: AsyncEngine, since: datetime | None = None) -> set[str]:
    """The sources of which the ledger says that it knows all, since then or ever."""
    known = await SqlLedger(engine).coverage(["prod"])
    return {
        str(one.source)
        for one in known
        if one.until and not one.gaps and one.until >= (since or one.until)
    }


def _unforeseen(event: str, **facts: object) -> None:
    raise AssertionError(event, facts)
