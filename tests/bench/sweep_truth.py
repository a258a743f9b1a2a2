"""What failed or was skipped in the simulated fleet, as references would name it."""

from collections.abc import Iterator

from tests.bench.sweep_names import host, script_task_id, target, task_id
from tests.bench.sweep_orders import instance_id, order_uuid
from tests.bench.sweep_world import Firing, World, batches

Told = tuple[tuple[str, ...], str]


def truth(world: World, days: int = 1) -> Iterator[Told]:
    """Source and ids of each such execution of the last `days`, and its outcome.

    Each stands there once, under its owner.
    """
    for series in world.series:
        for run in series.runs(days):
            if run.bad:
                yield from _of_order(run) if series.name == "order" else _of(world, run)


def _of(world: World, run: Firing) -> Iterator[Told]:
    for row in range(run.size):
        if (outcome := run.outcome(row)) != "succeeded":
            yield _ids(world.desktops, run, row), outcome


def _ids(desktops: int, run: Firing, row: int) -> tuple[str, ...]:
    match run.series.name:
        case "alone":
            return "script", f"srr-{run.name}-{row:06d}"
        case "app":
            return "app", f"his-{run.name}", host("aps", run, row)[0]
        case "pool":
            return "pool", script_task_id(run), target(desktops, run, row)[0]
        case _:
            desktop, _ = target(desktops, run, row)
            return "task", task_id(run), f"rec-{run.name}", desktop


def _of_order(run: Firing) -> Iterator[Told]:
    for batch in batches(run):
        for row in range(batch.size):
            if batch.outcome(row) == "failed":
                ids = order_uuid(run), f"{batch.number}", f"{instance_id(batch, row)}"
                yield ("order", *ids), "failed"
