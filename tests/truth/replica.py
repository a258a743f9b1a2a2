"""One replica of what sweeps, over a database that others may use as well.

As a program it sweeps once: `python -m tests.truth.replica CLOUD DATABASE`.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, cast

import structlog

from bot.adapters.clock import SystemClock
from bot.adapters.cloud.pace import Pace
from bot.adapters.http_session import outbound
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.app.clouds import Entrance, OpenCloud
from bot.app.sweeping import sweeps_of
from bot.ports import Clock
from bot.services.sweeps import Sweeps
from bot.settings.model import SweepSettings
from tests.journeys.town import cloud_settings


class LaterClock(SystemClock):
    """Goes as ours does, but is ahead; how far may be changed at any time."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return super().now() + self.ahead


class _At:
    """All that settings want to know of a cloud that another process has."""

    def __init__(self, url: str) -> None:
        self.url = url


@asynccontextmanager
async def replica(
    cloud: str,
    database: str,
    ahead: timedelta = timedelta(),
    clock: Clock | None = None,
) -> AsyncIterator[Sweeps]:
    """Sweeps of the cloud there, as a process of its own would make them."""
    clock = clock or LaterClock(ahead)
    async with AsyncExitStack() as stack:
        settings = cloud_settings(cast("Any", _At(cloud)))
        entrance = Entrance(
            stack, outbound("none", None), clock, 60, pace=lambda _, at: Pace(5_000, at)
        )
        opened = OpenCloud("prod", settings, await entrance.hosts("prod", settings))
        engine = open_engine(database)
        stack.push_async_callback(engine.dispose)
        sweeps = sweeps_of([opened], SqlLedger(engine), clock, SweepSettings())
        stack.push_async_callback(sweeps.close)
        yield sweeps


async def main(cloud: str, database: str) -> None:
    async with replica(cloud, database) as sweeps:
        await sweeps.fresh(["prod"], None)


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(main(*sys.argv[1:]))
