"""500 digests of one fleet at nine, beside one of it; and how one is made."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.adapters.clock import SystemClock
from bot.adapters.storage.digest_tables import DELIVERIES
from bot.adapters.storage.engine import open_engine
from bot.app.storing import ledger_of
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import BOT_USER, OPERATOR, Channel, LocalSlack
from bot.settings import Settings
from bot.settings.model import DigestSettings
from tests.bench.figures import Figures, Goal
from tests.bench.processes import measured
from tests.bench.standing import memory
from tests.journeys.town import (
    CALM,
    cloud_settings,
    local_slack,
    settings_between,
    simulated,
)
from tests.kill.victim import live
from tests.truth.worlds import Builder, Firing, TaskPlan, World

MANY, FAILED = 500, 30
# https://docs.slack.dev/apis/web-api/rate-limits: some hundred messages a minute.
A_MINUTE, LEEWAY, PATIENCE = 300, 60.0, 600.0
ONE, ALL, BUILDING = "one", "many", "building"


async def measure() -> dict[str, Any]:
    return {
        ONE: await _posted(1),
        ALL: await _posted(MANY),
        BUILDING: await measured("tests.bench.digests_building"),
    }


async def _posted(count: int) -> Figures:
    """What it takes from the start of the bot until all digests are there."""
    digests = [_digest(number) for number in range(count)]
    async with _between(digests) as (slack, cloud, settings):
        begun = time.monotonic()
        process = get_context("forkserver").Process(
            target=live, args=(settings, CALM, Path("/dev/null"))
        )
        process.start()
        try:
            await _ended(settings, count)
            seconds = time.monotonic() - begun
            memories = memory(process.pid or 0)
        finally:
            process.kill()
            process.join()
        messages = sum(post.visible_to is None for post in slack.posts)
        return {
            "digests": count,
            "requests": len(cloud.requests),
            "messages": messages,
            "seconds": round(seconds, 1),
            "least_s": round(60 * messages / A_MINUTE, 1),
            "rss_mb": memories["Rss"],
        }


def _digest(number: int) -> DigestSettings:
    """Of a channel of its own; its slot was some hours ago."""
    hour = (SystemClock().now() - timedelta(hours=6)).hour
    return DigestSettings(
        name=f"d{number}", channel=f"C0PLACE{number:04}", schedule=f"0 {hour} * * *"
    )


@asynccontextmanager
async def _between(
    digests: Sequence[DigestSettings],
) -> AsyncIterator[tuple[LocalSlack, SimulatedCloud, Settings]]:
    """A fleet of which 30 executions failed, and channels that know of none of them."""
    firing = Firing(2, ("FAILED",) * FAILED)
    task = TaskPlan(triggered=False, script=False, zone="UTC", firings=(firing,))
    async with simulated() as cloud, local_slack() as slack:
        built = Builder(World(tasks=(task,)), SystemClock().now()).build()
        cloud.tables, cloud.records = built.tables, {}
        members = {OPERATOR, BOT_USER}
        slack.channels |= {
            one.channel: Channel(one.channel, one.name, members) for one in digests
        }
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        settings = settings.model_copy(update={"digests": list(digests)})
        await _subscribed(settings)
        yield slack, cloud, settings


async def _subscribed(settings: Settings) -> None:
    then = SystemClock().now() - timedelta(days=1)
    async with ledger_of(settings.database) as ledger:
        for one in settings.digests:
            name = f"{one.channel}/{one.name}"
            await ledger.deliveries.subscribe(name, then, then)


async def _ended(settings: Settings, count: int) -> None:
    engine = open_engine(settings.database.url.get_secret_value())
    ended = select(func.count()).where(DELIVERIES.c.ended_at.is_not(None))
    async with asyncio.timeout(PATIENCE):
        while True:
            async with engine.connect() as connection:
                if (await connection.scalar(ended) or 0) >= count:
                    break
            await asyncio.sleep(0.1)
    await engine.dispose()


def table(figures: dict[str, Any]) -> list[str]:
    heads = "digests requests messages  seconds   least  RSS MB"
    rows = [
        f"{one['digests']:>25}{one['requests']:>9}{one['messages']:>9}"
        f"{one['seconds']:>9.1f}{one['least_s']:>8.1f}{one['rss_mb']:>8.1f}"
        for one in (figures[ONE], figures[ALL])
    ]
    made = figures[BUILDING]
    said = f"{made['rows']:,} rows made in {made['ms']} ms, {made['added_mb']} MB more"
    return [f"{'digests':18}{heads}", *rows, said, ""]


def goals(figures: dict[str, Any]) -> list[Goal]:
    one, many, made = figures[ONE], figures[ALL], figures[BUILDING]
    return [
        Goal(f"requests of {MANY} digests", many["requests"], one["requests"]),
        Goal(
            f"seconds until {MANY} are there",
            many["seconds"],
            many["least_s"] + LEEWAY,
        ),
        Goal("digest of 10,000 rows, ms", made["ms"], 300),
        Goal("digest of 10,000 rows, MB more", made["added_mb"], 100),
    ]
