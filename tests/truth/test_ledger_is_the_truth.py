"""Whatever a cloud is like, after a full walk the ledger holds what is true in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any, cast

import stamina
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.adapters.storage.ledger import SqlLedger
from bot.playground.cloud import SimulatedCloud, Status
from bot.services.sweep import Plan, Sweeper
from tests.adapters.storage.conftest import Place
from tests.journeys.town import simulated
from tests.truth.moving import Mover
from tests.truth.sweeping import kept, sweeping
from tests.truth.worlds import Builder, Truth, World, worlds

WALK, QUICK = Plan(walk=True), Plan()


@asynccontextmanager
async def swept(
    world: World, engine: AsyncEngine, seed: int
) -> AsyncIterator[tuple[SimulatedCloud, Sweeper, Mover]]:
    """A cloud that is like `world`, and what sweeps it."""
    async with simulated() as cloud:
        built = Builder(world, SystemClock().now()).build()
        cloud.tables, cloud.records = built.tables, {}
        mover = Mover(built.tables, built.truth, Random(seed))  # noqa: S311  no secret
        cloud.life = cast("Any", mover)
        async with sweeping(cloud, SqlLedger(engine)) as sweeper:
            yield cloud, sweeper, mover


@given(world=worlds, seed=st.integers(0, 10_000))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_a_full_walk_it_is_the_truth(
    place: Place, world: World, seed: int
) -> None:
    """Whatever moved, came late or failed before."""

    async def walked() -> tuple[Truth, Truth]:
        async with (
            place.emptied() as engine,
            swept(world, engine, seed) as (cloud, sweeper, mover),
        ):
            cloud.page_cap = 1 + seed % 4
            mover.hide(0.3)
            for endpoint in ("W4", "W6", "A2", "C3"):
                cloud.faults.at(endpoint).next(Status(500), times=seed % 5)
            await sweeper.sweep(QUICK)
            await sweeper.sweep(WALK)
            mover.settle()
            await sweeper.sweep(WALK)
            assert cloud.misuse == []
            return await kept(engine), mover.truth

    with stamina.set_testing(True, attempts=3):
        found, truth = asyncio.run(walked())

    assert found == truth


def test_a_quick_sweep_after_nothing_changed_reads_lists_alone(place: Place) -> None:
    async def endpoints() -> list[str]:
        async with place.emptied() as engine:
            world = World()
            async with swept(world, engine, 1) as (cloud, sweeper, mover):
                mover.settle()
                await sweeper.sweep(QUICK)
                before = len(cloud.requests)
                await sweeper.sweep(QUICK)
                return sorted(one.endpoint for one in cloud.requests[before:])

    assert asyncio.run(endpoints()) == ["A1", "C1", "W1", "W1", "W5", "W9"]
