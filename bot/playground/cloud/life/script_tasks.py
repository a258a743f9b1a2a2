"""Single script executions that stand for themselves: W5, W6 and W7."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.playground.cloud.life.catalogue import SCRIPTS
from bot.playground.cloud.life.causes import Family
from bot.playground.cloud.life.chance import new_id
from bot.playground.cloud.life.fates import Fates
from bot.playground.cloud.life.pace import Pace
from bot.playground.cloud.life.places import Group
from bot.playground.cloud.life.plans import Plan
from bot.playground.cloud.life.printing import printed
from bot.playground.cloud.life.runs import Firing, RecentRun, Run
from bot.playground.cloud.life.script_rows import ScriptRows
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.troubles import Troubles
from bot.playground.cloud.world.fleet import Target
from bot.playground.cloud.world.script_runs import script_tasks


@dataclass(frozen=True, slots=True)
class ScriptWork:
    """Somebody runs some script on some desktop."""

    groups: Sequence[Group]
    pace: Pace
    troubles: Troubles
    size: int = 1

    def run(self, firing: Firing) -> Run:
        luck = firing.luck
        task_id = new_id("stk-", luck)
        group, script = luck.choice(self.groups), luck.choice(SCRIPTS)
        number = luck.randrange(group.size)
        target = group.desktop(number)
        met = self.troubles.at(firing.at, Family.SCRIPT, script.name)
        fates = Fates(luck, Family.SCRIPT, met, script.seconds)
        endings = fates.of([group.first + number], [target])
        plan = Plan(firing.begun, 0, self.pace.played(firing.at, endings))
        return SingleRun(task_id, script.target, plan, target)

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Nothing tells when somebody will do it again."""


@dataclass(frozen=True, slots=True)
class SingleRun:
    """One script on one desktop; `id` is that of its W5 row."""

    id: str
    script: Target
    plan: Plan
    target: Target

    @property
    def begun(self) -> datetime:
        return self.plan.begun

    def next_change(self, now: datetime) -> datetime | None:
        return self.plan.next_change(now)

    def write(self, shelves: Shelves, now: datetime) -> None:
        rows = self._rows().at(self.plan.at(now))
        shelves.script_tasks.put(self.id, *script_tasks(rows))
        for row in rows:
            shelves.records[row["id"]] = {**row, "output": printed(row)}

    def erase(self, shelves: Shelves) -> None:
        shelves.script_tasks.drop(self.id)
        for row_id in self._rows().ids():
            del shelves.records[row_id]

    def recent(self, now: datetime) -> RecentRun:
        name = f"{self.script.name} on {self.target.name}"
        command = f"/runs script {self._rows().ids()[0]}"
        return RecentRun.of(self.begun, name, self.plan.statuses(now), command)

    def _rows(self) -> ScriptRows:
        return ScriptRows(self.id, self.script, self.begun, [self.target])
