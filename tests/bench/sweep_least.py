"""How many requests walks of the simulated fleet need, counted without walking.

Each endpoint's lists and their lengths follow from the fleet, and so do their pages.
"""

from collections import Counter
from collections.abc import Iterable

from tests.bench.sweep_pages import PAGE, TASKS_PAGE
from tests.bench.sweep_world import Firing, Series, World, batches

Requests = dict[str, int]


def least(world: World) -> Requests:
    """The least that the endpoints allow for one day, without knowing anything.

    Tasks tell their runs only by W3 and A2, each in a list of its own, orders their
    counters only by C3. Rows are read of bad runs alone; only C5 can be asked for the
    failed ones.
    """
    bad = {series.name: _bad(series) for series in world.series}
    tasks = [run for series in world.tasks for run in bad[series.name]]
    scripts = [*bad["alone"], *bad["pool"]]
    troubled = [batch for run in bad["order"] for batch in batches(run) if batch.failed]
    return _lists(world, days=1) | {
        "W4": _pages(run.size for run in tasks),
        "W6": _pages(run.size for run in scripts),
        "A3": _pages(run.size for run in bad["app"]),
        "C3": world.orders.works,
        "C5": _pages(batch.failed for batch in troubled),
    }


def naive(world: World, *, days: int, share: int = 1) -> Requests:
    """Every row of every run; of lists that can be asked for them the last `days`.

    Details are read of each `share`-th piece of work, so that a part can be walked.
    """
    tasks, apps = [_all(series, share) for series in (*world.tasks,)], world.apps
    scripts = (run for run in world.script_runs(days) if run.work % share == 0)
    pools = (run for run in world.pools.runs(days) if run.work % share == 0)
    orders = [run for run in world.orders.runs(days) if run.work % share == 0]
    return _lists(world, days, share) | {
        "W4": sum(_pages(run.size for run in each) for each in tasks),
        "W6": _pages(run.size for run in (*scripts, *pools)),
        "A3": _pages(run.size for run in _all(apps, share)),
        "C4": len(orders),
        "C5": _pages(batch.size for run in orders for batch in batches(run)),
    }


def _lists(world: World, days: int, share: int = 1) -> Requests:
    """The lists of work and of runs."""
    pools, orders = (each.a_day * each.works for each in (world.pools, world.orders))
    return {
        "W1": sum(_of(series.works, TASKS_PAGE) for series in world.tasks),
        "W3": sum(_run_pages(series, share) for series in world.tasks),
        "W5": _of(sum(1 for _ in world.script_runs(days))),
        "W9": _of(pools * days),
        "A1": _of(world.apps.works),
        "A2": _run_pages(world.apps, share),
        "C1": _of(orders * days),
    }


def _run_pages(series: Series, share: int) -> int:
    return -(-series.works // share) * _of(series.firings)


def _bad(series: Series) -> list[Firing]:
    return [run for run in series.runs(days=1) if run.bad]


def _all(series: Series, share: int) -> Iterable[Firing]:
    return (run for run in series.runs() if run.work % share == 0)


def _pages(counts: Iterable[int]) -> int:
    """Of so many lists; one tells that it is empty by a page, too."""
    of_length = Counter(counts)
    return sum(_of(length) * times for length, times in of_length.items())


def _of(length: int, page: int = PAGE) -> int:
    return max(-(-length // page), 1)
