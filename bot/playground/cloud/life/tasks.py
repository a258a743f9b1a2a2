"""The living scheduled tasks of desktops: their W1 rows, and what each does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.playground.cloud.life.catalogue import (
    CLEANUP,
    DOMAIN,
    PATCHES,
    SCRIPTS,
    Script,
)
from bot.playground.cloud.life.causes import Family
from bot.playground.cloud.life.chance import new_id
from bot.playground.cloud.life.fates import Fates
from bot.playground.cloud.life.pace import DAY, HOUR, Pace
from bot.playground.cloud.life.places import Group
from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.runs import Firing, Run
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.task_runs import LEAD, DesktopRun
from bot.playground.cloud.life.troubles import Troubles
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Target
from bot.playground.cloud.world.times import local_time

_CERTS, _ROTATE, _OFFICE = SCRIPTS[3], SCRIPTS[4], SCRIPTS[5]
_MONTH = 30 * DAY
_ONE_IN_UTC = 5
_CREATED = "POST_CREATE_DESKTOP_SUCCESS"
# Past this number the names of new desktops begin again.
_NEW_DESKTOPS = 200
# Which part of its group a task is about: the first task of each is about all.
_SHARES = (1, 3, 4, 6, 5)


class Kind(NamedTuple):
    """A kind of task: what it does, how often, and how long that takes."""

    name: str
    task_type: str
    scheduled_type: str = "DAY"
    period: float = DAY
    seconds: float = 129
    script: Script | None = None


KINDS = (
    Kind("nightly-reboot", "REBOOT"),
    Kind("patch-check", "EXECUTE_SCRIPT", script=PATCHES),
    Kind("evening-stop", "STOP", seconds=40),
    Kind("morning-start", "START", seconds=75),
    Kind("join-domain-of-new", "EXECUTE_SCRIPT", "LIFE_CYCLE", 5 * HOUR, script=DOMAIN),
    Kind("nightly-reboot", "REBOOT"),
    Kind("disk-cleanup", "EXECUTE_SCRIPT", script=CLEANUP),
    Kind("lunch-hibernate", "HIBERNATE", seconds=55),
    Kind("weekly-snapshot", "CREATE_SNAPSHOT", "WEEK", 7 * DAY, 400),
    Kind("cert-renewal", "EXECUTE_SCRIPT", script=_CERTS),
    Kind("office-update", "EXECUTE_SCRIPT", "WEEK", 7 * DAY, script=_OFFICE),
    Kind("monthly-rebuild", "REBUILD", "MONTH", _MONTH, 1500),
    Kind("log-rotate", "EXECUTE_SCRIPT", script=_ROTATE),
)


@dataclass(frozen=True, slots=True)
class DesktopTask:
    """One task on the first desktops of a group."""

    row: Row
    kind: Kind
    group: Group
    count: int
    pace: Pace
    troubles: Troubles
    zone: ZoneInfo | None
    targets: tuple[Target, ...] = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.targets)

    def run(self, firing: Firing) -> Run:
        run_id = new_id("rec-", firing.luck)
        script_task_id = new_id("stk-", firing.luck)
        first, targets = self._on(firing.number)
        places = range(first, first + len(targets))
        fates = self._fates(firing).of(places, targets)
        plan = Plan(firing.begun, LEAD, self.pace.played(firing.at, fates))
        script = self.kind.script
        if script is None:
            return DesktopRun(self.row, run_id, plan, targets, self.zone)
        return DesktopRun(
            self.row, run_id, plan, targets, self.zone, script.target, script_task_id
        )

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Let the W1 row tell of the latest run, and of the next."""
        if self.kind.scheduled_type != "LIFE_CYCLE":
            zone = ZoneInfo(self.row["time_zone"])
            self.row["next_execution_time"] = local_time(again, zone)
        runs = shelves.tables.task_runs[self.row["id"]]
        ended = (row["status"] for row in runs if row["status"] != "RUNNING")
        self.row["last_status"] = next(ended, "")

    def _on(self, number: int) -> tuple[int, Sequence[Target]]:
        if self.kind.scheduled_type != "LIFE_CYCLE":
            return self.group.first, self.targets
        new = self.group.size + number % _NEW_DESKTOPS
        return self.group.first, (self.group.desktop(new),)

    def _fates(self, firing: Firing) -> Fates:
        script = self.kind.script
        family = Family.POWER if script is None else Family.SCRIPT
        name = "" if script is None else script.name
        met = self.troubles.at(firing.at, family, name)
        seconds = self.kind.seconds if script is None else script.seconds
        return Fates(firing.luck, family, met, seconds)


def desktop_task(
    number: int, groups: Sequence[Group], pace: Pace, troubles: Troubles
) -> DesktopTask:
    """The task with this number: kinds and groups take turns."""
    group = groups[number % len(groups)]
    turn = number // len(groups)
    kind = KINDS[(turn + 3 * group.number) % len(KINDS)]
    count = max(1, group.size // _SHARES[turn % len(_SHARES)])
    if kind.scheduled_type == "LIFE_CYCLE":
        count = 1
    # The service writes either form: which one isn't settled (section 4).
    zone = group.zone if (number + 1) % _ONE_IN_UTC else None
    row = _row(number, kind, group, pace.start)
    targets = group.desktops(count)
    return DesktopTask(row, kind, group, count, pace, troubles, zone, targets)


def _row(number: int, kind: Kind, group: Group, start: datetime) -> Row:
    row: Row = {
        "id": f"st-5e9a7c10-3b42-4d86-8f17-{number:012x}",
        "task_name": f"{kind.name}-{group.name}",
        "task_type": kind.task_type,
        "scheduled_type": kind.scheduled_type,
        "last_status": "",
        "enable": True,
        "description": f"{kind.name} on desktops of {group.name}",
        "time_zone": group.zone.key,
        "extra_params": "{}",
    }
    if kind.scheduled_type != "LIFE_CYCLE":
        return {**row, "expire_time": f"{start.year + 1}-12-31 23:59:59"}
    return {
        **row,
        "life_cycle_type": _CREATED,
        "life_cycle_exec_period": 1440,
        "priority": 1,
        "wait_time": 5,
    }
