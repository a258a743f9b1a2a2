"""Very many failures at once, on demand."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.playground.cloud.life.causes import (
    AGENT_OFFLINE,
    BUSY_STATE,
    NO_ADDRESS,
    UNAVAILABLE,
)
from bot.playground.cloud.life.chance import chance, new_id
from bot.playground.cloud.life.pace import lasting
from bot.playground.cloud.life.places import Places
from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.task_runs import LEAD, DesktopRun
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import ZONE, Ending, Target
from bot.playground.cloud.world.times import local_time

TASK = "st-5e9a7c10-3b42-4d86-8f17-ffffffffffff"
_KEPT = 5
# Where the numbers of made-up desktops begin.
_MADE_UP = 10_000
_LONGEST = 20.0
_SHARES = (NO_ADDRESS, NO_ADDRESS, NO_ADDRESS, BUSY_STATE, UNAVAILABLE, AGENT_OFFLINE)


@dataclass(slots=True)
class Bursts:
    """Runs of one task in which every desktop fails.

    Attributes:
        runs: the latest of them.
    """

    shelves: Shelves
    places: Places
    seed: int
    runs: deque[DesktopRun] = field(default_factory=deque)
    _made: int = 0

    def make(self, count: int, now: datetime) -> DesktopRun:
        """One more, which ends now."""
        self._made += 1
        luck = chance(self.seed, "burst", self._made)
        targets = self._everybody(count)
        endings = tuple(_ending(luck, target) for target in targets)
        begun = now - timedelta(seconds=LEAD + _LONGEST)
        plan = Plan(begun, LEAD, endings)
        run = DesktopRun(self._task(now), new_id("rec-", luck), plan, targets, ZONE)
        run.write(self.shelves, now)
        self.runs.append(run)
        if len(self.runs) > _KEPT:
            self.runs.popleft().erase(self.shelves)
        return run

    def _task(self, now: datetime) -> Row:
        """The task's row, which tells that it has just been due."""
        tables = self.shelves.tables
        if TASK not in tables.task_runs:
            tables.task_runs[TASK] = []
            tables.tasks.append(_task_row(now))
        row = next(row for row in tables.tasks if row["id"] == TASK)
        row["next_execution_time"] = local_time(now, ZONE)
        return row

    def _everybody(self, count: int) -> list[Target]:
        """The fleet's desktops, and made-up further ones where they aren't enough."""
        groups = self.places.groups
        known = [target for group in groups for target in group.desktops()]
        more = range(max(0, count - len(known)))
        return [*known[:count], *(groups[0].desktop(_MADE_UP + n) for n in more)]


def _task_row(now: datetime) -> Row:
    return {
        "id": TASK,
        "task_name": "restart-everything-now",
        "task_type": "REBOOT",
        "scheduled_type": "FIXED_TIME",
        "last_status": "FAIL",
        "next_execution_time": "",
        "expire_time": f"{now.year + 1}-12-31 23:59:59",
        "enable": True,
        "description": "Restart every desktop after a power cut",
        "time_zone": ZONE.key,
        "extra_params": "{}",
    }


def _ending(luck: Random, target: Target) -> Ending:
    ending = luck.choice(_SHARES).ending(luck, target.name)
    return ending._replace(seconds=round(min(_LONGEST, lasting(ending)), 3))
