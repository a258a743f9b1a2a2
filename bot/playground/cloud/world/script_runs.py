"""Scripts run on many desktops at once: W7 rows, and W5 rows that count them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.outputs import (
    CLEANUP_OUTPUT,
    COMMAND_OUTPUT,
    JOIN_OUTPUT,
    PATCH_SUCCESS,
)
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target, of_kind
from bot.playground.cloud.world.times import wire_time

DEFAULT_ORDER, GRAY, NOT_GRAY = 0, 1, 2

PATCH_CHECK = Target("scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401", "patch-check")
DISK_CLEANUP = Target("scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000402", "disk-cleanup")
JOIN_DOMAIN = Target("scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000403", "join-domain")
# What a command's rows say of their script (W9's `scripts` may be empty, too).
NO_SCRIPT = Target("", "")
_OUTPUTS = {
    PATCH_CHECK.name: PATCH_SUCCESS,
    DISK_CLEANUP.name: CLEANUP_OUTPUT,
    JOIN_DOMAIN.name: JOIN_OUTPUT,
    NO_SCRIPT.name: COMMAND_OUTPUT,
}

WENT_WELL = Ending("SUCCESS", seconds=84.357)
EXITED = Ending(
    "FAILED", "WKS.00010032", "The script exited with a non-zero code", 85.357
)
AGENT_OFFLINE = Ending("FAILED", "WKS.00129901", "The desktop agent is offline", 300)
DESKTOP_OFF = Ending("SKIP", "WKS.000x", "Desktop is not running")


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """One script, or one command, on several desktops.

    Attributes:
        task_id: what the rows carry as script_task_id: a W5 id, or a W9 id.
        row_ids: how the rows' ids begin; a number of two digits follows.
    """

    task_id: str
    row_ids: str
    script: Target
    begun: datetime
    targets: Sequence[Target]
    endings: Sequence[Ending]

    def rows(self) -> list[Row]:
        """The W7 rows, the first desktop being the canary when there are several."""
        many = len(self.targets) > 1
        pairs = zip(self.targets, self.endings, strict=True)
        return [self._row(n, *pair, many=many) for n, pair in enumerate(pairs, 1)]

    def _row(self, number: int, target: Target, end: Ending, *, many: bool) -> Row:
        order = (GRAY if number == 1 else NOT_GRAY) if many else DEFAULT_ORDER
        row: Row = {
            "id": f"{self.row_ids}{number:02d}",
            "script_id": self.script.id,
            "script_name": self.script.name,
            "script_task_id": self.task_id,
            "resource_id": target.id,
            "resource_name": target.name,
            "resource_type": "DESKTOP",
            "start_time": wire_time(self.begun),
        }
        if end.seconds is not None:
            ended = self.begun + timedelta(seconds=end.seconds)
            row["end_time"] = wire_time(ended)
        return {
            **row,
            "status": end.status,
            "execute_order": order,
            "result_code": end.code,
            "reason": end.reason,
            "output": _output(self.script, end),
        }


def script_tasks(rows: Iterable[Row]) -> list[Row]:
    """The W5 rows of these records: one for each script task, counting its rows."""
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(row["script_task_id"], []).append(row)
    return [_script_task(task, rows) for task, rows in by_task.items()]


def _script_task(task_id: str, rows: list[Row]) -> Row:
    ends = [row["end_time"] for row in rows if "end_time" in row]
    script = {"id": rows[0]["script_id"], "name": rows[0]["script_name"]}
    canaries = [row["resource_id"] for row in rows if row["execute_order"] == GRAY]
    failed = of_kind(rows, "status", "FAILED")
    task = {
        "id": task_id,
        "task_scripts": [script],
        "resource_type": "DESKTOP",
        "resource_ids": [row["resource_id"] for row in rows],
        "gray_resource_ids": canaries,
        "success_num": of_kind(rows, "status", "SUCCESS"),
        "failed_num": failed,
        "skip_num": of_kind(rows, "status", "SKIP"),
        "start_time": min(row["start_time"] for row in rows),
    }
    if len(ends) < len(rows):
        return {**task, "status": "RUNNING"}
    status = "FAILED" if failed else "SUCCESS"
    return {**task, "end_time": max(ends), "status": status}


def _output(script: Target, end: Ending) -> str:
    if end.status == "SUCCESS":
        return _OUTPUTS[script.name]
    return f"{end.reason}\nexit 1" if end is EXITED else ""
