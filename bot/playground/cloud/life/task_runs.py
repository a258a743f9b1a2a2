"""Runs of scheduled desktop tasks: W3 and W4; of those with scripts W5 and W6, too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.runs import RecentRun
from bot.playground.cloud.life.script_rows import ScriptRows
from bot.playground.cloud.life.shelves import Shelves, put_in_front, take_out
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target
from bot.playground.cloud.world.script_runs import script_tasks
from bot.playground.cloud.world.task_runs import TaskRun

# Rows begin a second after their run.
LEAD = 1.0


@dataclass(frozen=True, slots=True)
class _ToldOnce(TaskRun):
    """Its rows are made once, though they are counted and shown."""

    told: list[Row] = field(default_factory=list)

    def details(self) -> list[Row]:
        if not self.told:
            self.told.extend(TaskRun.details(self))
        return self.told


@dataclass(frozen=True, slots=True)
class DesktopRun:
    """One run of a task.

    Attributes:
        task: its W1 row.
        zone: in which its times are written; None: UTC.
        script: what it executes, and the W5 id, if it is about a script.
    """

    task: Row
    id: str
    plan: Plan
    targets: Sequence[Target]
    zone: ZoneInfo | None
    script: Target | None = None
    script_task_id: str = ""

    @property
    def begun(self) -> datetime:
        return self.plan.begun

    def next_change(self, now: datetime) -> datetime | None:
        return self.plan.next_change(now)

    def write(self, shelves: Shelves, now: datetime) -> None:
        endings = self.plan.at(now)
        run = self._run(endings)
        put_in_front(shelves.tables.task_runs[self.task["id"]], run.row())
        shelves.tables.task_rows[self.task["id"], self.id] = run.details()
        if self.script is not None:
            rows = self._script_rows(self.script).at(endings)
            shelves.script_tasks.put(self.script_task_id, *script_tasks(rows))
            shelves.tables.script_rows |= {row["id"]: row for row in rows}

    def erase(self, shelves: Shelves) -> None:
        take_out(shelves.tables.task_runs[self.task["id"]], self.id)
        del shelves.tables.task_rows[self.task["id"], self.id]
        if self.script is not None:
            shelves.script_tasks.drop(self.script_task_id)
            for row_id in self._script_rows(self.script).ids():
                del shelves.tables.script_rows[row_id]

    def recent(self, now: datetime) -> RecentRun:
        name, command = (
            self.task["task_name"],
            f"/runs task {self.task['id']} {self.id}",
        )
        return RecentRun.of(self.begun, name, self.plan.statuses(now), command)

    def _run(self, endings: Sequence[Ending]) -> TaskRun:
        more = {}
        if self.script is not None:
            more = {
                "execute_task_id": self.script_task_id,
                "execute_object_type": "DESKTOP",
            }
        return _ToldOnce(
            self.task,
            self.id,
            self.begun,
            [_as_task(ending) for ending in endings],
            lambda number: self.targets[number - 1],
            zone=self.zone,
            script_id="" if self.script is None else self.script.id,
            row_ids=f"det-{self.id[4:12]}-",
            more=more,
        )

    def _script_rows(self, script: Target) -> ScriptRows:
        begun = self.begun + timedelta(seconds=LEAD)
        return ScriptRows(self.script_task_id, script, begun, self.targets)


def _as_task(ending: Ending) -> Ending:
    """In the words of tasks, where a failure is FAIL (section 3)."""
    return ending._replace(status="FAIL") if ending.status == "FAILED" else ending
