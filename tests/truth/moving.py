"""Clouds that change while they are read."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from bot.domain.executions import Outcome
from bot.playground.cloud.tables import Row, Tables
from tests.truth.worlds import Truth, shuffled

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Mover:
    """Lets something happen before each request, as a living cloud does.

    Rows are hidden at first and appear later; new runs come in front of others; the
    order of lists is another each time.
    """

    tables: Tables
    truth: Truth
    luck: Random
    hidden: list[tuple[list[Row], Row]] = field(default_factory=list)
    inserted: int = 0
    still: bool = False

    def hide(self, share: float) -> None:
        """Keep some rows of runs back, until they appear."""
        for rows in (*self.tables.task_rows.values(), *self.tables.app_rows.values()):
            for row in list(rows):
                if self.luck.random() < share:
                    rows.remove(row)
                    self.hidden.append((rows, row))

    def settle(self) -> None:
        """Let all that was hidden appear, and nothing happen any more."""
        for rows, row in self.hidden:
            rows.append(row)
        self.hidden.clear()
        self.still = True

    def catch_up(self, now: datetime) -> None:
        if self.still:
            return
        roll = self.luck.random()
        happens: list[Callable[[datetime], None]] = [
            self._insert,
            self._appear,
            self._shuffle,
        ]
        if roll < 0.5:
            self.luck.choice(happens)(now)

    def _insert(self, now: datetime) -> None:
        """A new run of a pool, the newest of all, with one desktop that failed."""
        self.inserted += 1
        id_ = f"new-{self.inserted}"
        at = f"{now.replace(microsecond=0, minute=0):%Y-%m-%dT%H:%M:%SZ}"
        row = {
            "id": id_,
            "desktop_pool_id": "pool-1",
            "desktop_pool_name": "one",
            "scripts": [],
            "command_content": "whoami",
            "start_time": at,
            "status": "FAILED",
            "success_num": 0,
            "failed_num": 1,
            "skip_num": 0,
        }
        record = f"{id_}-rec"
        self.tables.script_rows[record] = {
            "id": record,
            "script_task_id": id_,
            "resource_id": "dt-1",
            "resource_name": "DESK-1",
            "start_time": at,
            "status": "FAILED",
            "output": "",
        }
        self.tables.pool_tasks.insert(0, row)
        self.truth[f"prod/pool/{id_}/dt-1"] = Outcome.FAILED

    def _appear(self, _: datetime) -> None:
        if self.hidden:
            rows, row = self.hidden.pop(self.luck.randrange(len(self.hidden)))
            rows.insert(self.luck.randint(0, len(rows)), row)

    def _shuffle(self, _: datetime) -> None:
        for rows in shuffled(self.tables):
            self.luck.shuffle(rows)
