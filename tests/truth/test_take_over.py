"""What one replica leaves undone, another one does."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.clock import SystemClock
from bot.playground.cloud import SimulatedCloud, Slow
from bot.services.sweeps import LEASE
from tests.adapters.storage.conftest import Place
from tests.journeys.town import simulated
from tests.truth.gates import Gate
from tests.truth.replica import LaterClock, replica
from tests.truth.sweeping import covered, kept
from tests.truth.worlds import Builder, Firing, TaskPlan, Truth, World

ROOT = Path(__file__).parents[2]
SOON = 60.0
PROD = ["prod"]
AT_ONCE = Slow(0)


def one_task(*words: str) -> World:
    """A task that ran once, three hours ago."""
    firing = Firing(3, words)
    task = TaskPlan(triggered=False, script=False, zone="", firings=(firing,))
    return World(tasks=(task,))


def show(cloud: SimulatedCloud, world: World) -> Truth:
    """Let the cloud be like `world` from now on; what is true then."""
    built = Builder(world, SystemClock().now()).build()
    cloud.tables, cloud.records = built.tables, {}
    return built.truth


@asynccontextmanager
async def process(cloud: str, database: str) -> AsyncIterator[Process]:
    """One that sweeps; if it has not been killed before, it is in the end."""
    program = [sys.executable, "-m", "tests.truth.replica", cloud, database]
    started = await asyncio.create_subprocess_exec(*program, cwd=ROOT)
    try:
        yield started
    finally:
        await killed(started)


async def killed(running: Process) -> None:
    if running.returncode is None:
        running.kill()
    await running.wait()


async def some_are_kept(engine: AsyncEngine) -> None:
    while not await kept(engine):  # noqa: ASYNC110  the other process tells nobody
        await asyncio.sleep(0.05)


async def test_what_was_killed_amid_a_long_list_is_read_again(place: Place) -> None:
    """Some of its rows are in the ledger then, and nothing says that it has them all."""
    gate = Gate()
    async with place.emptied() as engine, simulated() as cloud:
        truth = show(cloud, one_task(*["FAIL"] * 1_100))
        cloud.faults.at("W4").next(AT_ONCE, times=8)
        cloud.faults.at("W4").always(gate)
        async with process(cloud.url, place.url) as dying, asyncio.timeout(SOON):
            await gate.reached.wait()
            await some_are_kept(engine)
            await killed(dying)
        cloud.faults.at("W4").always(None)

        found = await kept(engine)
        assert found.keys() < truth.keys()
        assert "task" not in await covered(engine)
        async with replica(cloud.url, place.url, ahead=LEASE) as sweeps:
            assert await sweeps.fresh(PROD, SOON)
        assert await kept(engine) == truth
        assert len(await covered(engine)) == 5


async def test_whoever_waits_for_one_that_is_killed_sweeps_instead(
    place: Place,
) -> None:
    gate, clock = Gate(), LaterClock()
    async with place.emptied() as engine, simulated() as cloud:
        truth = show(cloud, one_task("FAIL", "SKIP"))
        cloud.faults.at("W4").next(gate)
        async with (
            process(cloud.url, place.url) as dying,
            replica(cloud.url, place.url, clock=clock) as waiting,
            asyncio.timeout(SOON),
        ):
            await gate.reached.wait()
            asking = asyncio.create_task(waiting.fresh(PROD, None))
            while not waiting.elsewhere(PROD):  # noqa: ASYNC110  it tells nobody
                await asyncio.sleep(0.02)
            await killed(dying)
            assert "task" not in await covered(engine)

            clock.ahead = LEASE

            assert await asking
        assert await kept(engine) == truth
        assert len(await covered(engine)) == 5


async def test_who_wakes_up_after_that_does_no_harm(place: Place) -> None:
    """Its machine stood still; it has old answers, and does not know it."""
    gate, clock = Gate(), LaterClock()
    async with place.emptied() as engine, simulated() as cloud:
        show(cloud, one_task("RUNNING", "WAITING", "FAIL"))
        cloud.faults.at("W4").next(gate)
        async with replica(cloud.url, place.url, clock=clock) as sleeping:
            asking = asyncio.create_task(sleeping.fresh(PROD, None))
            await asyncio.wait_for(gate.reached.wait(), SOON)
            truth = show(cloud, one_task("FAIL", "SUCCESS", "FAIL"))
            async with replica(cloud.url, place.url, ahead=LEASE) as other:
                assert await other.fresh(PROD, SOON)
            assert await kept(engine) == truth

            clock.ahead = 2 * LEASE
            gate.opened.set()
            assert await asking
            assert await kept(engine) == truth
