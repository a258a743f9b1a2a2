"""All the work of the living fleet: what is done again and again, and how often."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.cloud.life import tides, updates
from bot.playground.cloud.life.app_tasks import app_task
from bot.playground.cloud.life.catalogue import COMMANDS, SCRIPTS, SHELL_COMMANDS
from bot.playground.cloud.life.chance import chance
from bot.playground.cloud.life.orders import order_works
from bot.playground.cloud.life.pace import DAY, HOUR, Pace
from bot.playground.cloud.life.places import Group, Places
from bot.playground.cloud.life.pool_runs import PoolWork, pool_row
from bot.playground.cloud.life.runs import Firing, Run, Trade
from bot.playground.cloud.life.script_tasks import ScriptWork
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.tasks import desktop_task
from bot.playground.cloud.life.troubles import Troubles

_FEW_GROUPS = 10


@dataclass(slots=True)
class Work:
    """A trade, when it is plied, and the runs of it that are still known.

    Attributes:
        phase: when it fires as number 0, in fleet time.
        is_new: whether it has no past: number 0 is its first firing.
        runs: with their numbers, the latest last.
    """

    number: int
    trade: Trade
    period: float
    phase: float
    is_new: bool = False
    runs: deque[tuple[int, Run]] = field(default_factory=deque, repr=False)

    def at(self, number: int) -> float:
        """When it fires as this number, in fleet time."""
        return self.phase + number * self.period

    def latest(self, moment: float) -> int:
        """The number of the latest firing at this fleet time."""
        return int((moment - self.phase) // self.period)

    def earliest(self, moment: float) -> int:
        """The number of its first firing after this fleet time."""
        number = self.latest(moment) + 1
        return max(0, number) if self.is_new else number

    @property
    def last(self) -> int:
        """The number of its latest run."""
        return self.runs[-1][0]

    def outdated(self, kept: int, oldest: float) -> Iterator[Run]:
        """Take out the runs before the latest ones, and those before this time."""
        while len(self.runs) > kept or self.at(self.runs[0][0]) < oldest:
            yield self.runs.popleft()[1]

    def knows(self, run: Run) -> bool:
        """Whether the run is still kept."""
        return any(kept is run for _, kept in self.runs)

    def firing(self, number: int, pace: Pace, seed: int) -> Firing:
        """What is to be known of one firing."""
        at = self.at(number)
        luck = chance(seed, self.number, number)
        return Firing(number, at, pace.wall(at), luck)


def all_works(
    places: Places, pace: Pace, seed: int, shelves: Shelves
) -> Iterator[Work]:
    """Every piece of work; its W1, W8 and A1 rows are put into the tables."""
    troubles = Troubles(seed, places)
    trades = [*_trades(places, pace, troubles, shelves)]
    for number, (trade, period) in enumerate(trades):
        luck = chance(seed, "phase", number)
        yield Work(number, trade, period, luck.random() * period)
    check = tides.shift_check(places.groups, pace, troubles)
    yield Work(len(trades), check, tides.PERIOD, tides.PHASE, is_new=True)
    update = updates.windows_update(places.groups, pace, troubles)
    number = len(trades) + 1
    yield Work(number, update, updates.PERIOD, updates.PHASE, is_new=True)


def _trades(
    places: Places, pace: Pace, troubles: Troubles, shelves: Shelves
) -> Iterator[tuple[Trade, float]]:
    tables = shelves.tables
    for number in range(places.fleet.tasks):
        task = desktop_task(number, places.groups, pace, troubles)
        tables.tasks.append(task.row)
        tables.task_runs[task.row["id"]] = []
        yield task, task.kind.period
    for group in places.groups:
        tables.pools.append(pool_row(group, pace.start))
        yield from _on_pool(group, places, pace, troubles)
    yield from order_works(places.hosts, pace, troubles)
    for number in range(3 + places.fleet.tasks // 100):
        app = app_task(number, places.servers, pace, troubles)
        tables.app_tasks.append(app.row)
        tables.app_runs[app.row["id"]] = []
        yield app, app.kind.period
    for _ in range(2 + len(places.groups) // 10):
        yield ScriptWork(places.groups, pace, troubles), 5 * HOUR


def _on_pool(
    group: Group, places: Places, pace: Pace, troubles: Troubles
) -> Iterator[tuple[PoolWork, float]]:
    period = 8 * HOUR if len(places.groups) <= _FEW_GROUPS else DAY
    script = SCRIPTS[group.number % len(SCRIPTS)]
    kind = "SHELL" if group.linux else "POWERSHELL"
    yield PoolWork(group, script, (kind, ""), pace, troubles), period
    if group.number % 2 == 0:
        commands = SHELL_COMMANDS if group.linux else COMMANDS
        command = commands[group.number // 2 % len(commands)]
        yield PoolWork(group, None, command, pace, troubles), 1.5 * period
