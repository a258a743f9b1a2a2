"""Troubles that last: which were open, and which have ended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, case, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.digest_tables import TROUBLES
from bot.adapters.storage.tables import RUNS
from bot.domain.digests import Trouble, TroubleKey
from bot.domain.executions import Named, Outcome
from bot.domain.references import SourceName
from bot.domain.troubles import History

FINISHED = RUNS.c.under_way.is_(False)
DIRTY = or_(
    RUNS.c.outcome.not_in([Outcome.SUCCEEDED, Outcome.CANCELED]),
    func.coalesce(RUNS.c.failed, 0) > 0,
    func.coalesce(RUNS.c.skipped, 0) > 0,
)


@dataclass(frozen=True, slots=True)
class _After:
    """Finished runs of a trouble's work since its last failure."""

    clean: int
    dirty: int


async def lasting(
    connection: AsyncConnection, subscription: str
) -> tuple[tuple[Trouble, History], ...]:
    """Each open trouble of the subscription, with how its work went on."""
    of = select(TROUBLES).where(TROUBLES.c.subscription == subscription)
    rows = (await connection.execute(of.order_by(TROUBLES.c.since))).all()
    after = await _after(connection, subscription)
    usual = await _usual(connection, {row.work_ref for row in rows})
    return tuple(
        (_trouble(row), _history(row, after, usual.get(row.work_ref))) for row in rows
    )


async def keep(
    connection: AsyncConnection, subscription: str, troubles: Collection[Trouble]
) -> None:
    """Let exactly these be open."""
    of = delete(TROUBLES).where(TROUBLES.c.subscription == subscription)
    await connection.execute(of)
    rows = [_row(subscription, one) for one in troubles]
    if rows:
        await connection.execute(insert(TROUBLES), rows)


async def _after(
    connection: AsyncConnection, subscription: str
) -> Mapping[tuple[str, str], _After]:
    later = and_(
        RUNS.c.work_ref == TROUBLES.c.work_ref, RUNS.c.at > TROUBLES.c.last, FINISHED
    )
    counted = (
        select(
            TROUBLES.c.work_ref,
            TROUBLES.c.cause,
            func.count().label("runs"),
            func.sum(case((DIRTY, 1), else_=0)).label("dirty"),
        )
        .join(RUNS, later)
        .where(TROUBLES.c.subscription == subscription)
        .group_by(TROUBLES.c.work_ref, TROUBLES.c.cause)
    )
    return {
        (row.work_ref, row.cause): _After(row.runs - row.dirty, row.dirty)
        for row in await connection.execute(counted)
    }


async def _usual(
    connection: AsyncConnection, works: Collection[str]
) -> Mapping[str, Row[*tuple[Any, ...]]]:
    """The first and the latest finished run of each, and how many there are."""
    counted = (
        select(
            RUNS.c.work_ref,
            func.min(RUNS.c.at).label("first"),
            func.max(RUNS.c.at).label("latest"),
            func.count().label("runs"),
        )
        .where(RUNS.c.work_ref.in_(sorted(works)), FINISHED)
        .group_by(RUNS.c.work_ref)
    )
    return {row.work_ref: row for row in await connection.execute(counted)}


def _history(
    row: Row[*tuple[Any, ...]],
    after: Mapping[tuple[str, str], _After],
    usual: Row[*tuple[Any, ...]] | None,
) -> History:
    since = after.get((row.work_ref, row.cause), _After(0, 0))
    latest = usual.latest if usual else row.last
    runs = usual.runs if usual else 1
    span = usual.latest - usual.first if usual else latest - latest
    return History(
        clean=since.clean,
        dirty=since.dirty,
        latest=latest,
        interval=span / (runs - 1) if runs > 1 else span,
    )


def _trouble(row: Row[*tuple[Any, ...]]) -> Trouble:
    return Trouble(
        key=TroubleKey(work_ref=row.work_ref, cause=row.cause),
        work=Named(row.work_id, row.work_name),
        source=SourceName(row.source),
        since=row.since,
        last=row.last,
        count=row.executions,
    )


def _row(subscription: str, one: Trouble) -> dict[str, object]:
    return {
        "subscription": subscription,
        "work_ref": one.key.work_ref,
        "cause": one.key.cause,
        "work_id": one.work.id,
        "work_name": one.work.name,
        "source": str(one.source),
        "since": one.since,
        "last": one.last,
        "executions": one.count,
    }
