"""Scripts and commands on living desktop pools: W9 and W6."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.life.catalogue import Script
from bot.playground.cloud.life.causes import Family
from bot.playground.cloud.life.chance import new_id
from bot.playground.cloud.life.fates import Fates
from bot.playground.cloud.life.pace import Pace
from bot.playground.cloud.life.places import Group
from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.runs import Firing, RecentRun, Run
from bot.playground.cloud.life.script_rows import ScriptRows
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.troubles import Troubles
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Target, of_kind
from bot.playground.cloud.world.script_runs import NO_SCRIPT
from bot.playground.cloud.world.times import second_time, wire_time

_LEAD = 2.0
_COMMAND_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class PoolWork:
    """One script, or one command, on all desktops of a pool.

    Attributes:
        command: its type and its text, when there is no script.
    """

    group: Group
    script: Script | None
    command: tuple[str, str]
    pace: Pace
    troubles: Troubles

    @property
    def size(self) -> int:
        return self.group.size

    @property
    def target(self) -> Target:
        """What the rows say of the script."""
        return NO_SCRIPT if self.script is None else self.script.target

    def run(self, firing: Firing) -> Run:
        targets = self.group.desktops()
        task_id = new_id("pst-", firing.luck)
        places = range(self.group.first, self.group.first + len(targets))
        met = self.troubles.at(firing.at, Family.SCRIPT, self.target.name)
        seconds = _COMMAND_SECONDS if self.script is None else self.script.seconds
        fates = Fates(firing.luck, Family.SCRIPT, met, seconds).of(places, targets)
        plan = Plan(firing.begun, _LEAD, self.pace.played(firing.at, fates))
        return PoolTask(self, task_id, plan, targets)

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Pools tell nothing of what comes next."""


@dataclass(frozen=True, slots=True)
class PoolTask:
    """One run of it."""

    work: PoolWork
    id: str
    plan: Plan
    targets: Sequence[Target]

    @property
    def begun(self) -> datetime:
        return self.plan.begun

    def next_change(self, now: datetime) -> datetime | None:
        return self.plan.next_change(now)

    def write(self, shelves: Shelves, now: datetime) -> None:
        rows = self._rows().at(self.plan.at(now))
        shelves.pool_tasks.put(self.id, self._row(rows))
        shelves.tables.script_rows |= {row["id"]: row for row in rows}

    def erase(self, shelves: Shelves) -> None:
        shelves.pool_tasks.drop(self.id)
        for row_id in self._rows().ids():
            del shelves.tables.script_rows[row_id]

    def recent(self, now: datetime) -> RecentRun:
        name = f"{self.work.target.name or 'command'} on {self.work.group.name}"
        command = f"/runs pool {self.id}"
        return RecentRun.of(self.begun, name, self.plan.statuses(now), command)

    def _rows(self) -> ScriptRows:
        begun = self.begun + timedelta(seconds=_LEAD)
        return ScriptRows(self.id, self.work.target, begun, self.targets)

    def _row(self, rows: list[Row]) -> Row:
        script, (kind, command) = self.work.script, self.work.command
        scripts = [] if script is None else [{"id": script.id, "name": script.name}]
        row = {
            "id": self.id,
            "desktop_pool_id": self.work.group.pool_id,
            "desktop_pool_name": self.work.group.name,
            "scripts": scripts,
            "command_content": "" if scripts else command,
            "command_type": kind,
            "start_time": second_time(self.begun),
            "status": _status(rows),
            "success_num": of_kind(rows, "status", "SUCCESS"),
            "failed_num": of_kind(rows, "status", "FAILED"),
            "skip_num": of_kind(rows, "status", "SKIP"),
        }
        if row["status"] in ("FINISH", "FAILED"):
            row["end_time"] = second_time(self.plan.last_end())
        return row


def pool_row(group: Group, start: datetime) -> Row:
    """The W8 row of a group of desktops."""
    return {
        "id": group.pool_id,
        "name": group.name,
        "type": "DYNAMIC" if group.linux else "STATIC",
        "description": "",
        "created_time": wire_time(start - timedelta(days=100 + group.number)),
        "charging_mode": "1",
        "desktop_count": group.size,
        "desktop_used": group.size - group.size // 10,
        "image_os_type": "Linux" if group.linux else "Windows",
        "status": "STEADY",
        "enterprise_project_id": "0",
        "in_maintenance_mode": False,
    }


def _status(rows: list[Row]) -> str:
    """FINISH hides failures; FAILED is said only where nothing went well (trap 21)."""
    if of_kind(rows, "status", "WAITING"):
        return "INIT"
    if of_kind(rows, "status", "RUNNING"):
        return "RUNNING"
    return "FAILED" if of_kind(rows, "status", "FAILED") == len(rows) else "FINISH"
