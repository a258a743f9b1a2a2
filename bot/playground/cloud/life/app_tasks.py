"""The living tasks of application servers: A1, A2 and A3."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.playground.cloud.life.causes import Family
from bot.playground.cloud.life.chance import new_id
from bot.playground.cloud.life.fates import Fates
from bot.playground.cloud.life.pace import DAY, Pace
from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.runs import Firing, RecentRun, Run
from bot.playground.cloud.life.shelves import Shelves, put_in_front, take_out
from bot.playground.cloud.life.troubles import Troubles
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.apps import AppRun
from bot.playground.cloud.world.fleet import ZONE, server
from bot.playground.cloud.world.times import local_time, wire_time

# Rows begin so long after their run.
_LEAD = 1.858


class AppKind(NamedTuple):
    """What is done to servers, how often, and how long that takes."""

    name: str
    task_type: str
    scheduled_type: str
    period: float
    seconds: float


APP_KINDS = (
    AppKind("nightly-restart", "RESTART_SERVER", "DAY", DAY, 279),
    AppKind("morning-start", "START_SERVER", "DAY", DAY, 95),
    AppKind("evening-stop", "STOP_SERVER", "DAY", DAY, 60),
    AppKind("weekly-reinstall", "REINSTALL_OS", "WEEK", 7 * DAY, 1_100),
)


@dataclass(frozen=True, slots=True)
class AppTask:
    """One task on servers whose numbers follow one another."""

    row: Row
    kind: AppKind
    first: int
    size: int
    pace: Pace
    troubles: Troubles

    def run(self, firing: Firing) -> Run:
        numbers = range(self.first, self.first + self.size)
        met = self.troubles.at(firing.at, Family.SERVER)
        fates = Fates(firing.luck, Family.SERVER, met, self.kind.seconds)
        targets = [server(number) for number in numbers]
        endings = fates.of([number - 1 for number in numbers], targets)
        plan = Plan(firing.begun, _LEAD, self.pace.played(firing.at, endings))
        return ServerRun(self.row, new_id("", firing.luck), plan, self.first)

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Let the A1 row tell of the latest run, and of the next."""
        self.row["next_execution_time"] = local_time(again, ZONE)
        self.row["last_status"] = shelves.tables.app_runs[self.row["id"]][0]["status"]


@dataclass(frozen=True, slots=True)
class ServerRun:
    """One run of it."""

    task: Row
    id: str
    plan: Plan = field(repr=False)
    first: int

    @property
    def begun(self) -> datetime:
        return self.plan.begun

    def next_change(self, now: datetime) -> datetime | None:
        return self.plan.next_change(now)

    def write(self, shelves: Shelves, now: datetime) -> None:
        run = AppRun(self.task, self.id, self.begun, self.plan.at(now), self.first)
        put_in_front(shelves.tables.app_runs[self.task["id"]], run.row())
        shelves.tables.app_rows[self.id] = run.details()

    def erase(self, shelves: Shelves) -> None:
        take_out(shelves.tables.app_runs[self.task["id"]], self.id)
        del shelves.tables.app_rows[self.id]

    def recent(self, now: datetime) -> RecentRun:
        name, command = self.task["task_name"], f"/runs app {self.id}"
        return RecentRun.of(self.begun, name, self.plan.statuses(now), command)


def app_task(number: int, servers: int, pace: Pace, troubles: Troubles) -> AppTask:
    """The task with this number: kinds and parts of the servers take turns."""
    kind = APP_KINDS[number % len(APP_KINDS)]
    size = min(servers, 6 + 3 * (number % 4))
    first = 1 + (7 * number) % (servers - size + 1)
    return AppTask(_row(number, kind, pace.start), kind, first, size, pace, troubles)


def _row(number: int, kind: AppKind, start: datetime) -> Row:
    made = wire_time(start - timedelta(days=90 + number))
    row: Row = {
        "id": f"6b0d51f2-94c7-4e1a-b3d5-{number:012x}",
        "task_name": f"{kind.name}-aps-{number + 1:02d}",
        "last_status": "WAITING",
        "task_type": kind.task_type,
        "task_cron": f"0 {number % 60} 3 * * ?",
        "next_execution_time": "",
        "schedule_task_policy": {"enforcement_enable": number % 2 == 0},
        "scheduled_type": kind.scheduled_type,
        "time_zone": ZONE.key,
        "scheduled_time": f"03:{number % 60:02d}:00",
        "expire_time": wire_time(start + timedelta(days=300)),
        "description": "",
        "is_enable": True,
        "create_time": made,
        "update_time": made,
    }
    return {**row, "week_list": "1"} if kind.scheduled_type == "WEEK" else row
