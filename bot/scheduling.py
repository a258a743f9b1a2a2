"""What the bot does unasked: a few jobs of APScheduler."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import LedgerError
from bot.ports import Clock
from bot.services.sweeps import Sweeps

_WALK_TICK = timedelta(minutes=1)
_FORGET_EVERY = timedelta(hours=1)

_log = structlog.get_logger()


@asynccontextmanager
async def sweeping(
    sweeps: Sweeps, clock: Clock, every: timedelta, first: float
) -> AsyncIterator[None]:
    """Sweep on a schedule while inside; what is under way at the end is cancelled.

    Args:
        sweeps: of all clouds.
        clock: says when now is.
        every: how often what can have changed is read.
        first: in so many seconds that begins.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    begin = clock.now() + timedelta(seconds=first)
    for number, (job, span) in enumerate(
        [
            (_swept(sweeps), every),
            (_watched("walk", sweeps.walk), min(every, _WALK_TICK)),
            (_watched("forget", sweeps.forget), _FORGET_EVERY),
        ]
    ):
        scheduler.add_job(
            job,
            IntervalTrigger(seconds=span.total_seconds(), timezone=UTC),
            next_run_time=begin + timedelta(seconds=number),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await sweeps.close()


def _swept(sweeps: Sweeps) -> Callable[[], Awaitable[None]]:
    async def job() -> None:
        sweeps.sweep()

    return job


def _watched(
    name: str, work: Callable[[], Awaitable[object]]
) -> Callable[[], Awaitable[None]]:
    """The job; the next one tries again what the database did not answer."""

    async def job() -> None:
        try:
            await work()
        except LedgerError as error:
            _log.warning("job_failed", job=name, why=str(error))

    return job
