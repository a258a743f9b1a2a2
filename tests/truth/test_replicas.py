"""Several processes over one database, some of which die."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.clock import SystemClock
from bot.playground.cloud import Hang, SimulatedCloud
from bot.services.sweeps import LEASE
from tests.adapters.storage.conftest import Place
from tests.journeys.town import simulated
from tests.truth.replica import replica
from tests.truth.sweeping import covered, kept
from tests.truth.worlds import Builder, Firing, TaskPlan, Truth, World

ROOT = Path(__file__).parents[2]
SOON = 30.0
PROD = ["prod"]
WORLD = World(
    tasks=(
        TaskPlan(
            triggered=False,
            script=True,
            zone="Asia/Singapore",
            firings=(Firing(3, ("FAIL", "SKIP", "SUCCESS")), Firing(5, ("FAIL",))),
        ),
        TaskPlan(
            triggered=True, script=False, zone="", firings=(Firing(2, ("FAIL",) * 3),)
        ),
    ),
    pools=(Firing(4, ("FAILED", "SUCCESS")),),
    scripts=(Firing(6, ("FAILED", "SKIP")),),
    apps=((Firing(3, ("FAILED", "SUCCESS")),),),
    orders=((3, (("ABNORMAL", "FINISHED"),)),),
)


@asynccontextmanager
async def cloud_of_the_world() -> AsyncIterator[tuple[SimulatedCloud, Truth]]:
    """A cloud of which nothing changes, and what has to be in the ledger."""
    async with simulated() as cloud:
        built = Builder(WORLD, SystemClock().now()).build()
        cloud.tables, cloud.records = built.tables, {}
        yield cloud, built.truth


async def killed_at(endpoint: str, cloud: SimulatedCloud, database: str) -> None:
    """Let a process sweep until it asks there, and kill it."""
    cloud.faults.at(endpoint).always(Hang())
    program = [sys.executable, "-m", "tests.truth.replica", cloud.url, database]
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT)
    async with asyncio.timeout(SOON):
        while endpoint not in {one.endpoint for one in cloud.requests}:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.02)
    process.kill()
    await process.wait()
    cloud.faults.at(endpoint).always(None)


@pytest.mark.parametrize("endpoint", ["W4", "W6", "C5"])
async def test_what_dies_in_a_sweep_loses_nothing(place: Place, endpoint: str) -> None:
    async with place.emptied() as engine, cloud_of_the_world() as (cloud, truth):
        await killed_at(endpoint, cloud, place.url)

        found, sources = await kept(engine), await covered(engine)
        assert found.items() <= truth.items()
        missing = truth.keys() - found.keys()
        assert not {one.split("/")[1] for one in missing} & sources

        async with replica(cloud.url, place.url, ahead=LEASE) as sweeps:
            assert await sweeps.fresh(PROD, SOON)
        assert await kept(engine) == truth
        assert len(await covered(engine)) == 5


async def test_until_the_lease_of_the_dead_has_ended_nobody_sweeps(
    place: Place,
) -> None:
    async with place.emptied() as engine, cloud_of_the_world() as (cloud, _):
        await killed_at("W1", cloud, place.url)
        asked = len(cloud.requests)

        async with replica(cloud.url, place.url) as sweeps:
            assert not await sweeps.fresh(PROD, 0.3)
            (said,) = sweeps.progress("prod")
            assert said.endswith("until a moment ago: ask again in a minute.")

        assert (len(cloud.requests), await kept(engine)) == (asked, {})


async def test_replicas_that_sweep_at_the_same_time_sweep_once(place: Place) -> None:
    async with place.emptied(), cloud_of_the_world() as (cloud, _):
        async with replica(cloud.url, place.url) as alone:
            await alone.fresh(PROD, SOON)
        once = len(cloud.requests)

    async with place.emptied() as engine, cloud_of_the_world() as (cloud, truth):
        async with (
            replica(cloud.url, place.url) as one,
            replica(cloud.url, place.url) as other,
        ):
            ended = await asyncio.gather(one.fresh(PROD, SOON), other.fresh(PROD, SOON))

        assert all(ended)
        assert len(cloud.requests) == once
        assert await kept(engine) == truth


async def test_whoever_comes_later_sweeps_what_has_changed(place: Place) -> None:
    async with place.emptied() as engine, cloud_of_the_world() as (cloud, truth):
        async with replica(cloud.url, place.url) as first:
            await first.fresh(PROD, SOON)
        before = len(cloud.requests)
        later = timedelta(minutes=10)

        async with replica(cloud.url, place.url, ahead=later) as second:
            await second.fresh(PROD, SOON)

        asked = {one.endpoint for one in cloud.requests[before:]}
        assert not asked & {"A3", "C4", "C5", "W4", "W6"}
        assert await kept(engine) == truth
