"""Work on the application servers: A1 tasks, A2 runs and the A3 row of every server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import ZONE, Ending, of_kind, server
from bot.playground.cloud.world.times import local_time, night, wire_time

_IDS = "3f0c2d55-8a31-4f3e-9b0e-c1000000"
APP_TASK = f"{_IDS}0801"
APP_TASK_UTC = f"{_IDS}0802"
APP_RUN = f"{_IDS}0901"
APP_RUN_CLEAN = f"{_IDS}0902"
APP_BIG_RUN = f"{_IDS}0903"
APP_RUN_RUNNING = f"{_IDS}0904"

# No IANA id, though the field is meant to hold one (section 4, trap 3).
_UTC_NAME = "Coordinated Universal Time"

_OK = Ending("SUCCESS", seconds=279)
_FAILED = Ending("FAILED", "WKS.00129901", "Service unavailable for this request", 399)
_RUNNING = Ending("RUNNING", seconds=None)
_WAITING = Ending("WAITING", seconds=None)
# Seed 004 shows a row that waits and carries a code all the same.
_WAITING_WITH_CODE = Ending(
    "WAITING", "WKS.00129901", "Service unavailable for this request", None
)


@dataclass(frozen=True, slots=True)
class AppRun:
    """One run of an app task; its counters are those of its rows."""

    task: Row
    id: str
    begun: datetime
    endings: Sequence[Ending]
    first: int = 1

    def row(self) -> Row:
        """The A2 row, with the misspelt counter that is on the wire."""
        rows = self.details()
        row = {
            "id": self.id,
            "task_id": self.task["id"],
            "task_type": self.task["task_type"],
            "status": _status(rows),
            "scheduled_type": self.task["scheduled_type"],
            "total_count": len(rows),
            "success_count": of_kind(rows, "status", "SUCCESS"),
            "failed_count": of_kind(rows, "status", "FAILED"),
            "excuting_count": of_kind(rows, "status", "RUNNING"),
            "time_zone": self.task["time_zone"],
            "begin_time": wire_time(self.begun + timedelta(seconds=0.12)),
            "create_time": wire_time(self.begun),
        }
        ends = [row["end_time"] for row in rows if "end_time" in row]
        return {**row, "end_time": max(ends)} if len(ends) == len(rows) else row

    def details(self) -> list[Row]:
        """The A3 rows."""
        return [self._detail(n, end) for n, end in enumerate(self.endings, self.first)]

    def _detail(self, number: int, end: Ending) -> Row:
        target = server(number)
        row: Row = {
            "id": f"{_IDS[:-4]}{self.id[-4:]}{1000 + number}",
            "execute_id": self.id,
            "server_id": target.id,
            "server_name": target.name,
            "status": end.status,
            "task_type": self.task["task_type"],
            "time_zone": self.task["time_zone"],
        }
        if self.id == APP_RUN:
            row["id"] = f"{_IDS}{1000 + number}"
        begun = self.begun + timedelta(seconds=1.858)
        if end.status != "WAITING":
            row["begin_time"] = wire_time(begun)
        if end.seconds is not None:
            row["end_time"] = wire_time(begun + timedelta(seconds=end.seconds))
        if end.code:
            row.update(result_code=end.code, result_message=end.reason)
        return row


def app_tasks(now: datetime) -> list[Row]:
    """The A1 rows."""
    at = night(now, minutes=60)
    weekday = at.astimezone(ZONE).isoweekday() % 7 + 1
    clock = local_time(at, ZONE).partition(" ")[2]
    weekly = {
        "id": APP_TASK,
        "task_name": "weekly-restart-aps",
        "last_status": "FAILED",
        "task_type": "RESTART_SERVER",
        "task_cron": f"0 {at.minute} {int(clock[:2])} ? * {weekday}",
        "next_execution_time": local_time(at + timedelta(days=7), ZONE),
        "schedule_task_policy": {"enforcement_enable": False},
        "scheduled_type": "WEEK",
        "week_list": str(weekday),
        "time_zone": ZONE.key,
        "scheduled_time": clock,
        "expire_time": wire_time(now + timedelta(days=350)),
        "description": "",
        "is_enable": True,
        "create_time": wire_time(now - timedelta(days=106)),
        "update_time": wire_time(now - timedelta(days=106)),
    }
    once = {
        **weekly,
        "id": APP_TASK_UTC,
        "task_name": "reinstall-imaging-aps",
        "last_status": "RUNNING",
        "task_type": "REINSTALL_OS",
        "scheduled_type": "FIXED_TIME",
        "time_zone": _UTC_NAME,
        "scheduled_date": f"{now:%Y-%m-%d}",
        "scheduled_time": f"{now - timedelta(minutes=12):%H:%M:00}",
        "description": "New golden image",
        "create_time": wire_time(now - timedelta(days=1)),
        "update_time": wire_time(now - timedelta(days=1)),
    }
    for name in ("week_list", "task_cron", "next_execution_time"):
        del once[name]
    return [weekly, once]


def app_runs(tasks: dict[str, Row], now: datetime) -> Iterator[AppRun]:
    """The runs, the latest of each task first."""
    task, once = tasks[APP_TASK], tasks[APP_TASK_UTC]
    big = [_OK] * 64
    big[8], big[40], big[41] = _FAILED, _FAILED, _FAILED
    yield AppRun(task, APP_RUN, night(now, 0, 60), (_OK, _FAILED))
    yield AppRun(task, APP_RUN_CLEAN, night(now, 7, 60), (_OK, _OK))
    yield AppRun(task, APP_BIG_RUN, night(now, 14, 60), big)
    running = (_OK, _RUNNING, _RUNNING, _WAITING, _WAITING_WITH_CODE)
    yield AppRun(once, APP_RUN_RUNNING, now - timedelta(minutes=12), running, first=33)


def _status(rows: list[Row]) -> str:
    if of_kind(rows, "status", "RUNNING", "WAITING"):
        return "RUNNING"
    return "FAILED" if of_kind(rows, "status", "FAILED") else "SUCCESS"
