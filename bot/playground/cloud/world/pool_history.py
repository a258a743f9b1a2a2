"""Nine days of work on the desktop pools."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.playground.cloud.outputs import COMMAND
from bot.playground.cloud.world.fleet import Ending, agent_desktop, workstation
from bot.playground.cloud.world.pool_runs import PoolRun
from bot.playground.cloud.world.pools import POOL, POOL_HOSTILE, POOL_LINUX
from bot.playground.cloud.world.script_runs import (
    AGENT_OFFLINE,
    DESKTOP_OFF,
    DISK_CLEANUP,
    EXITED,
    NO_SCRIPT,
    WENT_WELL,
)
from bot.playground.cloud.world.times import night

POOL_TASK = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000601"
POOL_TASK_CLEAN = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000602"
POOL_TASK_RUNNING = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000603"
POOL_TASK_WAITING = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000604"
POOL_TASK_FAILED = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000605"
POOL_COMMAND = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000606"

_RUNNING = Ending("RUNNING", seconds=None)


def pool_runs(now: datetime) -> Iterator[PoolRun]:
    """Nine days of work on the pools, the latest first."""
    yield PoolRun(
        POOL_TASK_WAITING, POOL, now - timedelta(minutes=1), (), status="INIT"
    )
    yield PoolRun(
        POOL_TASK_RUNNING,
        POOL,
        now - timedelta(minutes=9),
        (WENT_WELL, WENT_WELL, _RUNNING, _RUNNING, _RUNNING),
        script=DISK_CLEANUP,
        status="RUNNING",
    )
    yield _command(now - timedelta(hours=2), POOL_COMMAND, (WENT_WELL,) * 3 + (EXITED,))
    yield PoolRun(
        POOL_TASK_FAILED,
        POOL_HOSTILE,
        now - timedelta(hours=5),
        (AGENT_OFFLINE,) * 4,
        agent_desktop,
        status="FAILED",
    )
    latest = night(now, minutes=70.6)
    yield PoolRun(POOL_TASK, POOL, latest, (WENT_WELL, EXITED, DESKTOP_OFF))
    yield PoolRun(POOL_TASK_CLEAN, POOL, latest - timedelta(days=1), (WENT_WELL,) * 3)
    yield from _earlier(now)


def _earlier(now: datetime) -> Iterator[PoolRun]:
    for back in range(1, 9):
        number = 700 + 10 * back
        latest = night(now, back)
        last = EXITED if back % 3 == 0 else WENT_WELL
        cleaned = (*(WENT_WELL,) * 5, last)
        yield PoolRun(_id(number), POOL, latest, cleaned, script=DISK_CLEANUP)
        yield _command(
            latest - timedelta(hours=2),
            _id(number + 1),
            (WENT_WELL,) * 4 + ((DESKTOP_OFF,) if back % 4 == 0 else ()),
        )
        first = AGENT_OFFLINE if back % 5 == 0 else WENT_WELL
        checked = (first, WENT_WELL)
        earlier = latest - timedelta(hours=4)
        yield PoolRun(_id(number + 2), POOL_HOSTILE, earlier, checked, agent_desktop)


def _command(begun: datetime, task_id: str, endings: Sequence[Ending]) -> PoolRun:
    """A command on the Linux pool: no scripts, the text instead."""
    more = {"scripts": [], "command_content": COMMAND, "command_type": "SHELL"}
    return PoolRun(
        task_id, POOL_LINUX, begun, endings, workstation, NO_SCRIPT, more=more
    )


def _id(number: int) -> str:
    return f"{POOL_TASK[:-4]}{number:04d}"
