"""How far causes reach."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, case, distinct, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.counting import Counted
from bot.adapters.storage.failing import newest_of_each
from bot.adapters.storage.filters import Condition
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.domain.failures import BlastRadius, Failure
from bot.domain.references import SourceName

_EXAMPLES, _POOLS = 2, 5


def _told(*columns: Any) -> Any:  # noqa: ANN401  SQL's own types
    """The first of them that is not empty."""
    return func.coalesce(*(func.nullif(one, "") for one in columns))


_POOL_NAME = _told(RUNS.c.place_name, RUNS.c.place_id)
_POOL = _told(RUNS.c.place_id, RUNS.c.place_name)
# A row that stands for many names no target.
_TARGET = _told(ROW.c.target_id, ROW.c.target_name)
_OF_RUNS = RUNS.c.key == ROW.c.run
_REACH = (
    select(
        ROW.c.cause,
        ROW.c.outcome,
        func.count(distinct(_TARGET)).label("targets"),
        func.count(distinct(ROW.c.run)).label("runs"),
        func.count(distinct(RUNS.c.work_ref)).label("works"),
        func.count(distinct(_POOL)).label("pools"),
        *(
            func.max(case((ROW.c.source == source, 1), else_=0)).label(f"of_{source}")
            for source in SourceName
        ),
    )
    .join(RUNS, _OF_RUNS)
    .group_by(ROW.c.cause, ROW.c.outcome)
)
_POOL_NAMES = (
    select(_POOL_NAME)
    .select_from(ROW.join(RUNS, _OF_RUNS))
    .where(_POOL_NAME.is_not(None))
    .distinct()
    .order_by(_POOL_NAME)
    .limit(_POOLS)
)


async def blasts(
    connection: AsyncConnection,
    conditions: Sequence[Condition],
    counted: Sequence[Counted],
) -> tuple[BlastRadius, ...]:
    """How far each of these reaches, of what matches."""
    if not counted:
        return ()
    of_these = or_(*map(_is, counted))
    rows = await connection.execute(_REACH.where(*conditions, of_these))
    reach = {(row.cause, row.outcome): row for row in rows}
    kinds = [[*conditions, _is(one)] for one in counted]
    examples: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for one in await newest_of_each(connection, kinds, _EXAMPLES):
        examples[one.cause, one.execution.outcome].append(one)
    found = []
    for counts, of in zip(counted, kinds, strict=True):
        key = counts.cause, counts.outcome
        pools = await _pools(connection, of, reach[key])
        found.append(_blast(counts, reach[key], examples[key], pools))
    return tuple(found)


async def _pools(
    connection: AsyncConnection, of: Sequence[Condition], reach: Row[*tuple[Any, ...]]
) -> Sequence[str]:
    """Names of up to five."""
    if not reach.pools:
        return ()
    return (await connection.scalars(_POOL_NAMES.where(*of))).all()


def _blast(
    counted: Counted,
    reach: Row[*tuple[Any, ...]],
    examples: Sequence[Failure],
    pools: Sequence[str],
) -> BlastRadius:
    return BlastRadius(
        id=counted.cause,
        cause=examples[0].execution.cause,
        outcome=counted.outcome,
        count=counted.count,
        targets=reach.targets,
        runs=reach.runs,
        works=reach.works,
        sources=tuple(one for one in SourceName if getattr(reach, f"of_{one}")),
        pools=tuple(pools),
        pool_count=reach.pools,
        first=counted.first,
        last=counted.last,
        examples=tuple(examples),
    )


def _is(counted: Counted) -> Condition:
    return and_(ROW.c.cause == counted.cause, ROW.c.outcome == counted.outcome)
