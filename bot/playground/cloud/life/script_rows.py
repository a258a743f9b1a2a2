"""Scripts and commands on living desktops: the W6 rows, without output."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.life.pace import lasting
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target
from bot.playground.cloud.world.script_runs import DEFAULT_ORDER, GRAY, NOT_GRAY
from bot.playground.cloud.world.times import wire_time


@dataclass(frozen=True, slots=True)
class ScriptRows:
    """One script, or one command, on several desktops; the first is the canary.

    Attributes:
        task_id: what the rows carry as script_task_id: a W5 id, or a W9 id.
    """

    task_id: str
    script: Target
    begun: datetime
    targets: Sequence[Target]

    def ids(self) -> list[str]:
        """The rows' ids."""
        return [self._id(number) for number in range(1, len(self.targets) + 1)]

    def at(self, endings: Sequence[Ending]) -> list[Row]:
        """The rows, as far as the endings are known."""
        start = wire_time(self.begun)
        pairs = zip(self.targets, endings, strict=True)
        return [self._row(n, *pair, start) for n, pair in enumerate(pairs, 1)]

    def _row(self, number: int, target: Target, end: Ending, start: str) -> Row:
        first = GRAY if number == 1 else NOT_GRAY
        row: Row = {
            "id": self._id(number),
            "script_id": self.script.id,
            "script_name": self.script.name,
            "script_task_id": self.task_id,
            "resource_id": target.id,
            "resource_name": target.name,
            "resource_type": "DESKTOP",
            "start_time": start,
        }
        if end.seconds is not None:
            ended = self.begun + timedelta(seconds=lasting(end))
            row["end_time"] = wire_time(ended)
        row["status"] = end.status
        row["execute_order"] = first if len(self.targets) > 1 else DEFAULT_ORDER
        row["result_code"] = end.code
        row["reason"] = end.reason
        return row

    def _id(self, number: int) -> str:
        """The task's own id, with another beginning and the number as its end."""
        return f"srr-{self.task_id[4:28]}{number:012d}"
