"""Runs of scheduled tasks: W3 rows, and the W4 row of every desktop in each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import ZONE, Ending, Target, desktop, of_kind
from bot.playground.cloud.world.times import local_time, wire_time


@dataclass(frozen=True, slots=True)
class TaskRun:
    """One firing of a scheduled task; its counters are those of its rows.

    Attributes:
        status: the run's word, when it isn't the one that follows from the rows.
        zone: which wall clock the times are read from; None writes them in UTC
            (whether the service does one or the other isn't settled).
        row_ids: how the rows' ids begin; a number of two digits follows.
        same_ids: the row, the run and the desktop share one id, as in the example of
            seed 001.
        more: further fields of the W3 row.
    """

    task: Row
    id: str
    begun: datetime
    endings: Sequence[Ending]
    target: Callable[[int], Target] = desktop
    status: str = ""
    zone: ZoneInfo | None = ZONE
    script_id: str = ""
    row_ids: str = ""
    same_ids: bool = False
    more: Row = field(default_factory=dict)

    def row(self) -> Row:
        """The W3 row."""
        rows = self.details()
        task = self.task
        row = {
            "id": self.id,
            "start_time": self._time(self.begun),
            "task_type": task["task_type"],
            "scheduled_type": task["scheduled_type"],
            "status": self.status or _status(rows),
            "success_num": of_kind(rows, "exec_status", "SUCCESS"),
            "failed_num": of_kind(rows, "exec_status", "FAIL", "FAILED"),
            "skip_num": of_kind(rows, "exec_status", "SKIP"),
            "time_zone": task["time_zone"],
            "extra_params": "{}",
        }
        for name in ("life_cycle_type", "expire_time"):
            if name in task:
                row[name] = task[name]
        return {**row, **self.more}

    def details(self) -> list[Row]:
        """The W4 rows."""
        return [self._detail(n, ending) for n, ending in enumerate(self.endings, 1)]

    def _detail(self, number: int, ending: Ending) -> Row:
        target = self.target(number)
        begun = self.begun + timedelta(seconds=1)
        waits = ending.status == "WAITING"
        row_id = f"{self.row_ids or f'det-{self.id[-4:]}-'}{number:02d}"
        return {
            "id": self.id if self.same_ids else row_id,
            "record_id": self.id,
            "desktop_id": self.id if self.same_ids else target.id,
            "desktop_name": target.name,
            "exec_status": ending.status,
            "exec_script_id": self.script_id,
            "result_code": ending.code,
            "fail_reason": ending.reason,
            "start_time": "" if waits else self._time(begun),
            "end_time": self._end(begun, ending.seconds),
            "time_zone": self.task["time_zone"],
        }

    def _end(self, begun: datetime, seconds: float | None) -> str:
        if seconds is None:
            return ""
        return self._time(begun + timedelta(seconds=seconds))

    def _time(self, moment: datetime) -> str:
        return local_time(moment, self.zone) if self.zone else wire_time(moment)


def _status(rows: list[Row]) -> str:
    for words, status in (
        (("WAITING", "RUNNING"), "RUNNING"),
        (("FAIL", "FAILED"), "FAIL"),
        (("SKIP",), "SKIP"),
    ):
        if of_kind(rows, "exec_status", *words):
            return status
    return "SUCCESS"
