"""Where hints are honest, quick sweeps alone keep the ledger as true as the cloud is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import EXECUTIONS, RUNS, WORKS
from bot.playground.cloud import SimulatedCloud
from bot.services.sweep import Plan, Sweeper
from tests.adapters.storage.conftest import Place
from tests.journeys.town import simulated
from tests.truth.stories import LAST, stories
from tests.truth.sweeping import TOLD, kept, sweeping
from tests.truth.unfolding import Story
from tests.truth.worlds import Truth

QUICK = Plan()
LISTS = {"A1", "C1", "W1", "W5", "W9"}
# When a list was read that said the same again.
_READ = {RUNS.c.read_at, RUNS.c.settled_at, WORKS.c.read_at}


@dataclass(frozen=True, slots=True)
class Telling:
    """A story on its way through a cloud into a ledger."""

    story: Story
    cloud: SimulatedCloud
    sweeper: Sweeper
    engine: AsyncEngine
    began: datetime

    async def swept(self, step: int) -> Truth:
        """Sweep what the cloud shows at that step; what is true then."""
        built = self.story.shown(step, self.began)
        self.cloud.tables = built.tables
        await self.sweeper.sweep(QUICK)
        return built.truth

    async def asked(self) -> set[str]:
        """Sweep once more; where the cloud was asked."""
        before = len(self.cloud.requests)
        await self.sweeper.sweep(QUICK)
        return {one.endpoint for one in self.cloud.requests[before:]}

    async def written(self) -> list[list[tuple[Any, ...]]]:
        """All that the ledger remembers of the cloud."""
        found = []
        async with self.engine.connect() as connection:
            for table in (RUNS, EXECUTIONS, WORKS):
                columns = [one for one in table.columns if one not in _READ]
                rows = await connection.execute(select(*columns).order_by(*columns))
                found.append([tuple(row) for row in rows])
        return found


@asynccontextmanager
async def told(story: Story, place: Place) -> AsyncIterator[Telling]:
    async with place.emptied() as engine, simulated() as cloud:
        cloud.records = {}
        async with sweeping(cloud, SqlLedger(engine)) as sweeper:
            yield Telling(story, cloud, sweeper, engine, SystemClock().now())
        assert cloud.misuse == []


@given(story=stories)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_each_step_every_failure_that_is_shown_is_there_once(
    place: Place, story: Story
) -> None:
    async def steps() -> list[tuple[Truth, Truth]]:
        async with told(story, place) as telling:
            return [
                (await telling.swept(step), await kept(telling.engine, TOLD))
                for step in range(LAST + 1)
            ]

    for truth, found in asyncio.run(steps()):
        assert found == {key: one for key, one in truth.items() if one in TOLD}


@given(story=stories)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_once_all_has_ended_nothing_is_read_or_written_but_lists(
    place: Place, story: Story
) -> None:
    async def ended() -> None:
        async with told(story, place) as telling:
            for step in range(LAST):
                await telling.swept(step)
            truth = await telling.swept(LAST)
            assert await kept(telling.engine) == truth
            before = await telling.written()

            asked = await telling.asked()

            assert await telling.written() == before
            # Nothing announces runs of triggered tasks.
            triggered = any(task.triggered for task in story.tasks)
            assert asked <= LISTS | ({"W3"} if triggered else set())

    asyncio.run(ended())
