"""Scripts and commands run on desktop pools: W9, and the W6 rows of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target, desktop, of_kind
from bot.playground.cloud.world.pools import POOL_NAMES
from bot.playground.cloud.world.script_runs import PATCH_CHECK, ScriptRun
from bot.playground.cloud.world.times import second_time


@dataclass(frozen=True, slots=True)
class PoolRun:
    """One script, or one command, on desktops of one pool; counters are the rows'."""

    id: str
    pool: str
    begun: datetime
    endings: Sequence[Ending]
    target: Callable[[int], Target] = desktop
    script: Target = PATCH_CHECK
    status: str = "FINISH"
    more: Row = field(default_factory=dict)

    def row(self) -> Row:
        """The W9 row; one that isn't over has no end_time."""
        rows = self.rows()
        row = {
            "id": self.id,
            "desktop_pool_id": self.pool,
            "desktop_pool_name": POOL_NAMES[self.pool],
            "scripts": [{"id": self.script.id, "name": self.script.name}],
            "command_content": "",
            "command_type": "POWERSHELL",
            "start_time": second_time(self.begun),
            "end_time": second_time(self._end()),
            "status": self.status,
            "success_num": of_kind(rows, "status", "SUCCESS"),
            "failed_num": of_kind(rows, "status", "FAILED"),
            "skip_num": of_kind(rows, "status", "SKIP"),
            **self.more,
        }
        if self.status in ("INIT", "RUNNING"):
            del row["end_time"]
        return row

    def rows(self) -> list[Row]:
        """The W7 rows, which carry the id of this task as script_task_id."""
        return ScriptRun(
            self.id,
            f"srr-{self.id[-4:]}6a10-2f11-4df0-a5b7-8b00000009",
            self.script,
            self.begun,
            [self.target(number) for number in range(1, len(self.endings) + 1)],
            self.endings,
        ).rows()

    def _end(self) -> datetime:
        longest = max((end.seconds or 0 for end in self.endings), default=0)
        return self.begun + timedelta(seconds=longest + 120)
