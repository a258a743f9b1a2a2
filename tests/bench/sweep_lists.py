"""The lists of the simulated fleet's desktops and servers, with their filters."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from tests.bench import sweep_app_rows as app_rows
from tests.bench import sweep_rows as rows
from tests.bench.sweep_names import task_id
from tests.bench.sweep_pages import TASKS_PAGE, Body, Newest, Query, Refused, Rows, only
from tests.bench.sweep_world import BEGAN, NOW, Firing, Series, World

_PAGING = ("offset", "limit")
_WINDOW = ("execute_time_start", "execute_time_end")
_TASKS = ("scheduled_tasks", "total_count")
_TASK_RUNS = ("tasks_records", "total_count")
_TASK_ROWS = ("tasks_records_details", "total_count")
_POOL_RUNS = ("script_execution_tasks", "total_count")
_ITEMS = ("items", "count")


class Lists:
    """What Workspace and App Streaming are asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._series = {series.name: series for series in world.series}
        self._scripts = Newest(world.script_runs())
        self._pools = Newest(world.pools.runs())

    def tasks(self, query: Query) -> Body:
        """W1: triggered tasks come only when they are asked for."""
        only(query, *_PAGING, "scheduled_type")
        day, cycle = self._world.tasks
        triggered = query.get("scheduled_type") == "LIFE_CYCLE"
        listed = _works(cycle if triggered else day, rows.scheduled_task)
        return listed.page(query, *_TASKS, TASKS_PAGE)

    def task_runs(self, query: Query, task: str) -> Body:
        """W3."""
        only(query, *_PAGING)
        return self._runs_of(task, rows.task_run).page(query, *_TASK_RUNS)

    def task_rows(self, query: Query, task: str, record: str) -> Body:
        """W4."""
        only(query, *_PAGING)
        run = self._run(record)
        if task_id(run) != task:
            raise Refused("the scheduled task does not exist")
        row = partial(rows.task_row, self._world.desktops, run)
        return Rows(run.size, row).page(query, *_TASK_ROWS)

    def script_tasks(self, query: Query) -> Body:
        """W5."""
        only(query, *_PAGING, *_WINDOW)
        row = partial(rows.script_task, self._world.desktops)
        return _in_window(self._scripts, query, row).page(
            query, "script_tasks", "count"
        )

    def script_rows(self, query: Query) -> Body:
        """W6."""
        only(query, *_PAGING, *_WINDOW, "script_task_id")
        row = partial(rows.script_row, self._world.desktops)
        if "script_task_id" in query:
            run = self._run(query["script_task_id"])
            listed = Rows(run.size, partial(row, run))
        else:
            places = self._scripts.rows(self._scripts.between(*_window(query)))
            at = self._scripts.row
            listed = Rows(len(places), lambda n: row(*at(places[n])))
        return listed.page(query, "script_records", "count")

    def pool_runs(self, query: Query) -> Body:
        """W9."""
        only(query, *_PAGING, *_WINDOW)
        return _in_window(self._pools, query, rows.pool_run).page(query, *_POOL_RUNS)

    def apps(self, query: Query) -> Body:
        """A1."""
        only(query, *_PAGING)
        return _works(self._world.apps, app_rows.app_task).page(query, *_ITEMS)

    def app_runs(self, query: Query, task: str) -> Body:
        """A2."""
        only(query, *_PAGING)
        return self._runs_of(task, app_rows.app_run).page(query, *_ITEMS)

    def app_rows(self, query: Query, history: str) -> Body:
        """A3."""
        only(query, *_PAGING)
        run = self._run(history)
        return Rows(run.size, partial(app_rows.app_row, run)).page(query, *_ITEMS)

    def _runs_of(self, task: str, row: Callable[[Firing], Body]) -> Rows:
        kind, _, work = task.split("-")
        series = self._series[kind.removesuffix("task")]
        last = series.firings - 1
        return Rows(series.firings, lambda n: row(Firing(series, int(work), last - n)))

    def _run(self, name: str) -> Firing:
        """The run whose name stands in this id."""
        _, series, _, work, nth = name.split("-")
        return Firing(self._series[series], int(work), int(nth))


def _works(series: Series, row: Callable[[Firing], Body]) -> Rows:
    """Each piece of work by its latest run."""
    last = series.firings - 1
    return Rows(series.works, lambda n: row(Firing(series, n, last)))


def _in_window(known: Newest, query: Query, row: Callable[[Firing], Body]) -> Rows:
    places = known.between(*_window(query))
    return Rows(len(places), lambda n: row(known.runs[places[n]]))


def _window(query: Query) -> Iterator[float]:
    for name, default in zip(_WINDOW, (BEGAN, NOW), strict=True):
        at = datetime.fromisoformat(query[name]) if name in query else default
        yield (at - BEGAN).total_seconds()
