"""Which of several runs owns executions that more than one source lists."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.tables import RUNS
from bot.adapters.storage.texts import as_key
from bot.adapters.storage.writing import handfuls
from bot.domain.references import SourceName
from bot.domain.sweeping import SweptRun

_RANKS = {SourceName.TASK: 0, SourceName.POOL: 1}
_LAST = 2

K = TypeVar("K", bound=Hashable)


async def give_way(
    connection: AsyncConnection, cloud: str, runs: Mapping[str, SweptRun]
) -> list[str]:
    """Delete what runs that are kept own of others; the keys of `runs` that are owned."""
    tasks = {as_key(one.script_task) for one in runs.values() if one.script_task}
    if not tasks:
        return []
    kept = [row for row in await _of_tasks(connection, tasks) if row.cloud == cloud]
    ranks = [(row.script_task, rank(SourceName(row.source)), row.key) for row in kept]
    mine = [
        (as_key(one.script_task), rank(one.run.reference.source), key)
        for key, one in runs.items()
        if one.script_task
    ]
    first = _first([(task, place) for task, place, _ in [*ranks, *mine]])
    gone = [key for task, place, key in ranks if place > first[task]]
    for handful in handfuls(gone):
        await connection.execute(delete(RUNS).where(RUNS.c.key.in_(handful)))
    return [key for task, place, key in mine if place > first[task]]


async def owned(
    connection: AsyncConnection, runs: Mapping[str, SweptRun]
) -> frozenset[str]:
    """The keys of those that other runs of their cloud own."""
    tasks = {as_key(one.script_task) for one in runs.values() if one.script_task}
    kept = await _of_tasks(connection, tasks)
    first = _first(
        [((row.cloud, row.script_task), rank(SourceName(row.source))) for row in kept]
    )
    return frozenset(
        key
        for key, one in runs.items()
        if one.script_task
        and first.get((one.run.reference.cloud, as_key(one.script_task)), _LAST)
        < rank(one.run.reference.source)
    )


def rank(source: SourceName) -> int:
    """Lower goes first."""
    return _RANKS.get(source, _LAST)


def _first(ranks: list[tuple[K, int]]) -> dict[K, int]:
    first: dict[K, int] = {}
    for task, place in ranks:
        first[task] = min(place, first.get(task, _LAST))
    return first


async def _of_tasks(
    connection: AsyncConnection, tasks: set[str]
) -> list[Row[*tuple[object, ...]]]:
    wanted = select(RUNS.c.key, RUNS.c.cloud, RUNS.c.source, RUNS.c.script_task)
    rows: list[Row[*tuple[object, ...]]] = []
    for handful in handfuls(sorted(tasks)):
        of = wanted.where(RUNS.c.script_task.in_(handful))
        rows += (await connection.execute(of)).all()
    return rows
