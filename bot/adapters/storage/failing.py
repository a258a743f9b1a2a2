"""From rows of the tables to failures that people are shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, select, union_all
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
# Made once: to make it takes as long as to ask it.
_ROWS = select(ROW, *_OF_RUN).join(RUNS, RUNS.c.key == ROW.c.run)


async def newest(
    connection: AsyncConnection,
    conditions: Sequence[Condition],
    limit: int,
    offset: int = 0,
    *,
    last: Sequence[str] = (),
) -> tuple[Failure, ...]:
    """Some of those that match; those of the causes with ids in `last` come last."""
    order = _order(last)
    # Their runs are looked up once it is known which ones they are.
    found = select(ROW.c.key).where(*conditions).order_by(*order)
    page = ROW.c.key.in_(found.limit(limit).offset(offset))
    rows = await connection.execute(_ROWS.where(page).order_by(*order))
    return tuple(map(_failure, rows))


async def newest_of_each(
    connection: AsyncConnection, several: Sequence[Sequence[Condition]], limit: int
) -> tuple[Failure, ...]:
    """The newest few of each of several kinds, read in one go."""
    order = _order([])
    found = [
        select(ROW.c.key).where(*one).order_by(*order).limit(limit).subquery()
        for one in several
    ]
    keys = union_all(*(select(one.c.key) for one in found))
    rows = await connection.execute(_ROWS.where(ROW.c.key.in_(keys)).order_by(*order))
    return tuple(map(_failure, rows))


def _order(last: Sequence[str]) -> list[ColumnElement[Any]]:
    return [*coming_last(ROW.c.cause, last), ROW.c.at.desc(), ROW.c.key]


def coming_last(
    cause: ColumnElement[str], last: Sequence[str]
) -> list[ColumnElement[Any]]:
    """What to order by first; nothing where no cause is to come last."""
    return [case((cause.in_(last), 1), else_=0)] if last else []


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
