"""Whenever a sweep dies, it has claimed nothing too much, and the next one finds all."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.adapters.storage.ledger import SqlLedger
from bot.domain.sweeping import Coverage, Record
from bot.playground.cloud import SimulatedCloud
from bot.services.sweep import Plan
from tests.adapters.storage.conftest import Place
from tests.journeys.town import simulated
from tests.truth.stories import LAST, stories
from tests.truth.sweeping import covered, kept, sweeping
from tests.truth.unfolding import Story

QUICK = Plan()


class HastyClock(SystemClock):
    """A second has passed whenever somebody looks: every handful is due at once."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        self._ahead += timedelta(seconds=1)
        return super().now() + self._ahead


class MortalLedger(SqlLedger):
    """Takes so much; from then on, whoever writes hangs, as before a dead server."""

    def __init__(self, engine: AsyncEngine, writes: int) -> None:
        super().__init__(engine)
        self._left = writes
        self.ended = asyncio.Event()

    async def record(self, record: Record) -> None:
        await self._count()
        await super().record(record)

    async def cover(self, coverage: Coverage) -> None:
        await self._count()
        await super().cover(coverage)

    async def _count(self) -> None:
        if not self._left:
            self.ended.set()
            await asyncio.Event().wait()
        self._left -= 1


async def swept_until(
    writes: int, cloud: SimulatedCloud, engine: AsyncEngine, clock: HastyClock
) -> None:
    """A sweep that dies after so many writes, unless it has ended before."""
    ledger = MortalLedger(engine, writes)
    async with sweeping(cloud, ledger, clock) as sweeper:
        works = asyncio.create_task(sweeper.sweep(QUICK))
        dies = asyncio.create_task(ledger.ended.wait())
        await asyncio.wait([works, dies], return_when=asyncio.FIRST_COMPLETED)
        for task in (works, dies):
            task.cancel()
        await asyncio.gather(works, dies, return_exceptions=True)


@given(story=stories, early=st.integers(0, LAST), writes=st.integers(0, 25))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_write_it_may_die(
    place: Place, story: Story, early: int, writes: int
) -> None:
    story = replace(story, late=frozenset(), unlisted=frozenset())

    async def died_and_swept() -> None:
        clock, began = HastyClock(), SystemClock().now()
        async with place.emptied() as engine, simulated() as cloud:
            cloud.records, cloud.tables = {}, story.shown(early, began).tables
            async with sweeping(cloud, SqlLedger(engine), clock) as sweeper:
                await sweeper.sweep(QUICK)
            built, begun = story.shown(LAST, began), clock.now()
            cloud.tables = built.tables

            await swept_until(writes, cloud, engine, clock)
            wrong = built.truth.items() ^ (await kept(engine)).items()
            sources = {key.split("/")[1] for key, _ in wrong}
            assert not sources & await covered(engine, begun)

            async with sweeping(cloud, SqlLedger(engine), clock) as sweeper:
                await sweeper.sweep(QUICK)
            assert await kept(engine) == built.truth
            assert len(await covered(engine, begun)) == 5

    asyncio.run(died_and_swept())
