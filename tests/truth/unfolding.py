"""Clouds in which something happens step by step.

Runs are listed at one step and their targets end at later ones. Hints are honest: the
list of tasks names another next time whenever a run has been added to one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from bot.playground.cloud.tables import Row, Tables
from tests.truth.sweeping import TOLD
from tests.truth.worlds import SCRIPT_WORDS, Builder, Built, Firing, TaskPlan, World

# The key of an execution, and what hides its row.
Hidden = tuple[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Ending:
    """One target: its word until a step, and the one from then on."""

    before: str
    word: str
    step: int

    def at(self, step: int) -> str:
        return self.word if step >= self.step else self.before


@dataclass(frozen=True, slots=True)
class Unfolding:
    """One run: how many hours ago it began, when it is listed, how its targets end."""

    hours: int
    step: int
    endings: tuple[Ending, ...]

    def at(self, step: int) -> Firing:
        return Firing(self.hours, tuple(one.at(step) for one in self.endings))


@dataclass(frozen=True, slots=True)
class UnfoldingTask:
    """A scheduled task, and the runs that it will have had."""

    triggered: bool
    script: bool
    runs: tuple[Unfolding, ...]

    def at(self, step: int) -> TaskPlan:
        return TaskPlan(self.triggered, self.script, "", _listed(self.runs, step))


@dataclass(frozen=True, slots=True)
class Story:
    """All that will happen in one cloud.

    Attributes:
        late: steps at which the rows of what has just ended are counted, not yet shown.
        unlisted: steps at which new runs of tasks are shown by their scripts alone.
    """

    tasks: tuple[UnfoldingTask, ...] = ()
    pools: tuple[Unfolding, ...] = ()
    scripts: tuple[Unfolding, ...] = ()
    apps: tuple[tuple[Unfolding, ...], ...] = ()
    orders: tuple[Unfolding, ...] = ()
    late: frozenset[int] = frozenset()
    unlisted: frozenset[int] = frozenset()

    def shown(self, step: int, now: datetime) -> Built:
        """What the cloud shows at that step, and what of it is true."""
        world, before = self._at(step), self._at(step - 1)
        built = Builder(world, now).build()
        if step in self.late:
            _keep_back(built, world, Builder(before, now).build())
        if step in self.unlisted:
            _unlist(built, world, before)
        _announce(built.tables, now)
        return built

    def _at(self, step: int) -> World:
        orders = _listed(self.orders, step)
        return World(
            tasks=tuple(task.at(step) for task in self.tasks),
            pools=_listed(self.pools, step),
            scripts=_listed(self.scripts, step),
            apps=tuple(_listed(runs, step) for runs in self.apps),
            orders=tuple((order.hours, (order.words,)) for order in orders),
        )


def _listed(runs: Sequence[Unfolding], step: int) -> tuple[Firing, ...]:
    """The runs so far; the first come first, so that each keeps its id."""
    ordered = sorted(runs, key=lambda run: run.step)
    return tuple(run.at(step) for run in ordered if run.step <= step)


def _announce(tables: Tables, now: datetime) -> None:
    """Tell when each task runs next: another time after each run."""
    for task, runs in chain(
        ((task, tables.task_runs[task["id"]]) for task in tables.tasks),
        ((task, tables.app_runs[task["id"]]) for task in tables.app_tasks),
    ):
        due = now + timedelta(days=1, hours=len(runs))
        task["next_execution_time"] = f"{due:%Y-%m-%dT%H:%M:%SZ}"


def _keep_back(built: Built, world: World, before: Built) -> None:
    """Hide the rows of what has just failed or was skipped, and what is true of it."""
    for key, hide in _young_rows(world, built.tables):
        outcome = built.truth.get(key)
        if outcome in TOLD and before.truth.get(key) is not outcome:
            hide()
            del built.truth[key]


def _young_rows(world: World, tables: Tables) -> Iterator[Hidden]:
    """What hides each row of runs so young that it may still come."""
    for number, task in enumerate(world.tasks):
        for place in _young(task.firings):
            ids = f"st-{number}", f"rec-{number}-{place}"
            yield from _hidden(tables.task_rows[ids], f"prod/task/{'/'.join(ids)}/dt-")
    for number, runs in enumerate(world.apps):
        for place in _young(runs):
            run = f"eh-{number}-{place}"
            yield from _hidden(tables.app_rows[run], f"prod/app/{run}/srv-")
    pools = (f"pt-{place}" for place in _young(world.pools))
    yield from _hidden_records(tables, pools, "prod/pool/{}/dt-")
    own = (f"own-{place}" for place in _young(world.scripts))
    yield from _hidden_records(tables, own, "prod/script/{}-rec")


def _hidden(rows: list[Row], key: str) -> Iterator[Hidden]:
    for n, row in enumerate(list(rows)):
        yield f"{key}{n}", partial(rows.remove, row)


def _hidden_records(tables: Tables, tasks: Iterable[str], key: str) -> Iterator[Hidden]:
    for task in tasks:
        records = [one for one in tables.script_rows if one.startswith(f"{task}-rec")]
        for n, record in enumerate(records):
            yield f"{key.format(task)}{n}", partial(tables.script_rows.pop, record)


def _young(firings: Sequence[Firing]) -> list[int]:
    return [place for place, firing in enumerate(firings) if not firing.hours]


def _unlist(built: Built, world: World, before: World) -> None:
    """Let new runs of tasks be known by the records of their scripts alone."""
    for number, (task, was) in enumerate(zip(world.tasks, before.tasks, strict=True)):
        known = len(was.firings)
        del built.tables.task_runs[f"st-{number}"][known:]
        for place in range(known, len(task.firings)):
            for n, word in enumerate(task.firings[place].words):
                key = f"prod/task/st-{number}/rec-{number}-{place}/dt-{n}"
                built.truth.pop(key, None)
                outcome = SCRIPT_WORDS[word]
                if task.script and outcome is not None:
                    record = f"stk-{number}-{place}-rec{n}"
                    built.truth[f"prod/script/{record}"] = outcome
