"""What the bot does unasked: a few jobs of APScheduler."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeAlias

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import LedgerError
from bot.ports import Clock
from bot.services.digests import Digests
from bot.services.sweeps import Sweeps
from bot.services.watching import Watching

_WALK_TICK = timedelta(minutes=1)
_FORGET_EVERY = timedelta(hours=1)
_END_WITHIN = 1.5

_Work: TypeAlias = Callable[[], Awaitable[object]]

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
    work: list[tuple[str, _Work, timedelta]] = [
        ("sweep", partial(sweeps.sweep, every), every),
        ("walk", sweeps.walk, min(every, _WALK_TICK)),
        ("forget", sweeps.forget, _FORGET_EVERY),
    ]
    begin = clock.now() + timedelta(seconds=first)
    async with _scheduled(work, begin, sweeps.close):
        yield


@asynccontextmanager
async def digesting(
    digests: Digests, clock: Clock, every: timedelta
) -> AsyncIterator[None]:
    """Deliver digests while inside; what is under way at the end is gone on with later.

    Args:
        digests: of all subscriptions.
        clock: says when now is.
        every: how often it is looked what is due.
    """
    work = [("digests", digests.tick, every)]
    async with _scheduled(work, clock.now(), digests.close):
        yield


@asynccontextmanager
async def watching(
    watched: Watching, clock: Clock, every: timedelta
) -> AsyncIterator[None]:
    """Look at what people watch while inside; what is under way at the end goes on later.

    Args:
        watched: by everybody.
        clock: says when now is.
        every: how often it is looked what is due.
    """
    work = [("watches", watched.tick, every)]
    async with _scheduled(work, clock.now(), watched.close):
        yield


@asynccontextmanager
async def _scheduled(
    work: Sequence[tuple[str, _Work, timedelta]],
    begin: datetime,
    close: Callable[[], Awaitable[None]],
) -> AsyncIterator[None]:
    """Each piece of work again and again, the first one at `begin`."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    jobs = _Jobs()
    for number, (name, one, span) in enumerate(work):
        scheduler.add_job(
            jobs.job(name, one),
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
        scheduler.pause()
        await asyncio.sleep(0)  # what has not begun yet would be cancelled unheard
        scheduler.shutdown(wait=False)
        await asyncio.gather(jobs.ended(), close())


class _Jobs:
    """Work that the scheduler begins; at the end it cancels it and does not wait."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None] | None] = set()

    def job(self, name: str, work: _Work) -> Callable[[], Awaitable[None]]:
        """The next one tries again what the database did not answer."""

        async def job() -> None:
            task = asyncio.current_task()
            self._under_way.add(task)
            try:
                await work()
            except LedgerError as error:
                _log.warning("job_failed", job=name, why=str(error))
            except asyncio.CancelledError:
                # Only at the end: the scheduler would log it as a mistake of the job.
                return
            finally:
                self._under_way.discard(task)

        return job

    async def ended(self) -> None:
        """Return once none is under way, or nobody can wait any longer."""
        if tasks := [task for task in self._under_way if task is not None]:
            await asyncio.wait(tasks, timeout=_END_WITHIN)
