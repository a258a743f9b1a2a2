"""From rows of the tables to failures that people are shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.filters import Condition
from bot.adapters.storage.standing import clouds_of
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.adapters.storage.texts import reference_of
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Moment, Named, Outcome
from bot.domain.failures import Failure

_OF_RUN = (RUNS.c.work_id, RUNS.c.work_name, RUNS.c.place_id, RUNS.c.place_name)


async def newest(
    connection: AsyncConnection,
    conditions: Sequence[Condition],
    limit: int,
    offset: int = 0,
) -> tuple[Failure, ...]:
    """Some of those that match."""
    # Their runs are looked up once it is known which ones they are.
    found = select(ROW).where(*conditions).order_by(ROW.c.at.desc(), ROW.c.key)
    page = found.limit(limit).offset(offset).subquery()
    of_runs = select(page, *_OF_RUN).join(RUNS, RUNS.c.key == page.c.run)
    rows = await connection.execute(of_runs.order_by(page.c.at.desc(), page.c.key))
    return tuple(map(_failure, rows))


def _failure(row: Row[*tuple[Any, ...]]) -> Failure:
    clouds = clouds_of(row.clouds)
    return Failure(
        execution=_execution(row, clouds[0]),
        work=Named(row.work_id, row.work_name),
        place=Named(row.place_id, row.place_name),
        clouds=clouds,
        cause=row.cause,
        count=row.stands_for,
        hidden=row.hidden,
    )


def _execution(row: Row[*tuple[Any, ...]], cloud: str) -> Execution:
    return Execution(
        reference=reference_of(row.reference, cloud),
        outcome=Outcome(row.outcome),
        raw_status=row.raw_status,
        target=Named(row.target_id, row.target_name),
        id=row.row_id,
        script=Named(row.script_id, row.script_name),
        kind=row.kind,
        target_kind=row.target_kind,
        run_id=row.run_id,
        batch=Batch(row.batch) if row.batch else None,
        started=_moment(row.started_raw, row.started_at, exact=row.started_exact),
        ended=_moment(row.ended_raw, row.ended_at, exact=row.ended_exact),
        cause=Cause(row.code, row.reason),
    )


def _moment(raw: str | None, at: Any, *, exact: bool | None) -> Moment | None:  # noqa: ANN401
    return None if raw is None else Moment(raw, at, exact=bool(exact))
