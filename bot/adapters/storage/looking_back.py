"""What subscriptions were told, as people look back at it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.digest_tables import DELIVERIES, HEAD, PARTS, TOLD
from bot.adapters.storage.failing import newest
from bot.adapters.storage.filters import Condition, listed_by, matching, within
from bot.adapters.storage.scopes import muted
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.domain.deliveries import Delivered, Scope, ToldCause
from bot.domain.digests import Read, ToldBefore
from bot.domain.executions import Outcome
from bot.domain.runs import Counts
from bot.domain.windows import Window

_CHARTED = 19
_ROOT = and_(PARTS.c.delivery == DELIVERIES.c.id, PARTS.c.number == 0)


async def delivered(
    connection: AsyncConnection, subscription: str, most: int
) -> tuple[Delivered, ...]:
    """Its last deliveries, the newest first."""
    of = (
        select(*HEAD, PARTS.c.ts)
        .outerjoin(PARTS, _ROOT)
        .where(DELIVERIES.c.subscription == subscription)
        .order_by(DELIVERIES.c.slot.desc())
        .limit(most)
    )
    return tuple(map(_delivered, await connection.execute(of)))


async def before(
    connection: AsyncConnection, subscription: str
) -> tuple[ToldBefore, ...]:
    """What its last digests told, the oldest first."""
    of = DELIVERIES.c.subscription == subscription, DELIVERIES.c.failed.is_not(None)
    found = select(*HEAD).where(*of).order_by(DELIVERIES.c.slot.desc())
    rows = (await connection.execute(found.limit(_CHARTED))).all()
    return tuple(filter(None, map(_told_before, reversed(rows))))


async def read(connection: AsyncConnection, scope: Scope, window: Window) -> Read:
    """How much ran in the window, failed or not."""
    of = [listed_by(RUNS.c.clouds, scope.clouds), *within(RUNS.c.at, window)]
    if scope.wanted.sources:
        of.append(RUNS.c.source.in_(sorted(scope.wanted.sources)))
    executions = func.coalesce(func.sum(RUNS.c.total), 0)
    row = (await connection.execute(select(func.count(), executions).where(*of))).one()
    return Read(runs=row[0], executions=int(row[1]))


async def causes(
    connection: AsyncConnection, subscription: str, most: int
) -> tuple[ToldCause, ...]:
    """What it was told of, by cause, the latest first."""
    last = func.max(ROW.c.at)
    grouped = (
        select(ROW.c.cause, func.sum(ROW.c.stands_for).label("count"), last)
        .where(_told_to(subscription))
        .group_by(ROW.c.cause)
        .order_by(last.desc(), ROW.c.cause)
        .limit(most)
    )
    rows = (await connection.execute(grouped)).all()
    return tuple([await _told_cause(connection, subscription, row) for row in rows])


async def counted(
    connection: AsyncConnection, scope: Scope, windows: Sequence[Window]
) -> tuple[Counts, ...]:
    """How many executions ended in each window, by outcome."""
    return tuple([await _counts(connection, scope, one) for one in windows])


async def _counts(connection: AsyncConnection, scope: Scope, window: Window) -> Counts:
    these = matching(scope.clouds, scope.wanted, window)
    listed = ROW.c.cause.not_in(muted(scope))
    grouped = select(ROW.c.outcome, func.sum(ROW.c.stands_for).label("count"))
    found = grouped.where(*these, listed).group_by(ROW.c.outcome)
    rows = await connection.execute(found)
    return Counts({Outcome(outcome): int(count) for outcome, count in rows})


async def _told_cause(
    connection: AsyncConnection, subscription: str, row: Row[*tuple[Any, ...]]
) -> ToldCause:
    cause, count, last = row
    of_it = [ROW.c.cause == cause, _told_to(subscription)]
    (example,) = await newest(connection, of_it, 1)
    return ToldCause(
        id=cause, cause=example.execution.cause, count=int(count), last=last
    )


def _told_to(subscription: str) -> Condition:
    told = select(TOLD.c.execution).where(TOLD.c.subscription == subscription)
    return ROW.c.key.in_(told)


def _delivered(row: Row[*tuple[Any, ...]]) -> Delivered:
    return Delivered(
        slot=row.slot, told=_told_before(row), ended=row.ended_at, ts=row.ts or ""
    )


def _told_before(row: Row[*tuple[Any, ...]]) -> ToldBefore | None:
    if row.failed is None:
        return None
    return ToldBefore(slot=row.slot, failed=row.failed, skipped=row.skipped)
