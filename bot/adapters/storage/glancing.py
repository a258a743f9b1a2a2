"""Each source at a glance."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.filters import listed_by, within
from bot.adapters.storage.tables import EXECUTIONS, RUNS
from bot.domain.executions import Outcome
from bot.domain.failures import SourceGlance
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.windows import Window


async def glance(
    connection: AsyncConnection, clouds: Collection[str], window: Window
) -> tuple[SourceGlance, ...]:
    """Those of which there is something in `window`."""
    runs = await _runs(connection, clouds, window)
    counts = await _counts(connection, clouds, window)
    return tuple(
        SourceGlance(
            source=source, counts=Counts(counts[source]), runs=runs.get(source, 0)
        )
        for source in SourceName
        if source in runs or source in counts
    )


async def _runs(
    connection: AsyncConnection, clouds: Collection[str], window: Window
) -> dict[SourceName, int]:
    of = listed_by(RUNS.c.clouds, clouds), *within(RUNS.c.at, window)
    counted = select(RUNS.c.source, func.count()).where(*of).group_by(RUNS.c.source)
    rows = await connection.execute(counted)
    return {SourceName(source): count for source, count in rows}


async def _counts(
    connection: AsyncConnection, clouds: Collection[str], window: Window
) -> defaultdict[SourceName, dict[Outcome, int]]:
    row = EXECUTIONS.c
    grouped = row.source, row.outcome
    of = listed_by(row.clouds, clouds), *within(row.at, window)
    counted = select(*grouped, func.sum(row.stands_for)).where(*of).group_by(*grouped)
    counts: defaultdict[SourceName, dict[Outcome, int]] = defaultdict(dict)
    for source, outcome, count in await connection.execute(counted):
        counts[SourceName(source)][Outcome(outcome)] = int(count)
    return counts
