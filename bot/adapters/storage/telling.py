"""What a delivery tells: gathered first, so that it is told by nobody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.answers import Asked
from bot.adapters.storage.digest_tables import DELIVERIES, PARTS, TOLD
from bot.adapters.storage.filters import Condition, matching
from bot.adapters.storage.lasting import lasting
from bot.adapters.storage.looking_back import before, read
from bot.adapters.storage.scopes import (
    BEGAN,
    acknowledged,
    muted,
    versions_of,
    wanted_now,
    wanted_then,
)
from bot.adapters.storage.subscribing import versions
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.domain.deliveries import Delivery, Scope, Told
from bot.domain.digests import Trouble, TroubleKey
from bot.domain.executions import Named
from bot.domain.filing import Sent
from bot.domain.references import SourceName

_MOST_ROWS, _MOST_CAUSES = 10_000, 12
# What was told is remembered for longer: nothing is told once more at the end.
_OLDEST = timedelta(days=30)


async def gather(
    connection: AsyncConnection, delivery: Delivery, scope: Scope, now: datetime
) -> None:
    """Claim what it is to tell: all that was not told to this subscription before.

    Whoever goes on with it before it was planned may know more; after that it stays.
    """
    of = DELIVERIES.c.id == delivery.id, DELIVERIES.c.planned_at.is_(None)
    unplanned = update(DELIVERIES).where(*of).values(gathered=True)
    if (await connection.execute(unplanned)).rowcount != 1:
        return
    these = await _these(connection, delivery, scope, now)
    fresh = select(
        literal(delivery.subscription), ROW.c.key, literal(delivery.id), literal(now)
    ).where(*these)
    columns = ["subscription", "execution", "delivery", "at"]
    await connection.execute(insert(TOLD).from_select(columns, fresh))


async def told(connection: AsyncConnection, delivery: Delivery, scope: Scope) -> Told:
    """What was gathered, as it stands in the ledger now."""
    return await _told(connection, delivery, [told_by(delivery.id)], scope)


async def untold(
    connection: AsyncConnection, delivery: Delivery, scope: Scope, now: datetime
) -> Told:
    """What `gather` would claim."""
    these = await _these(connection, delivery, scope, now)
    return await _told(connection, delivery, these, scope)


async def within(connection: AsyncConnection, delivery: Delivery, scope: Scope) -> Told:
    """All in its window, whether it was told or not."""
    these = matching(scope.clouds, scope.wanted, delivery.window)
    return await _told(connection, delivery, these, scope)


async def sent(connection: AsyncConnection, delivery: str) -> Sent | None:
    """What one delivery told, as it stands in the ledger now."""
    root = PARTS.c.delivery == DELIVERIES.c.id, PARTS.c.number == 0
    found = select(DELIVERIES.c.subscription, DELIVERIES.c.slot, PARTS.c.ts)
    of = found.join(PARTS, and_(*root)).where(DELIVERIES.c.id == delivery)
    row = (await connection.execute(of)).first()
    if row is None:
        return None
    rows = Asked([told_by(delivery)], 0, _MOST_ROWS, 0)
    return Sent(
        subscription=row.subscription,
        slot=row.slot,
        ts=row.ts,
        failures=await rows.answer(connection),
    )


def told_by(delivery: str) -> Condition:
    """Whether an execution was told by this delivery."""
    # Asked the other way round, SQLite looks through all of them for each execution.
    return ROW.c.key.in_(select(TOLD.c.execution).where(TOLD.c.delivery == delivery))


async def _told(
    connection: AsyncConnection,
    delivery: Delivery,
    these: Sequence[Condition],
    scope: Scope,
) -> Told:
    listed = [*these, ROW.c.cause.not_in(muted(scope))]
    asked = Asked(listed, 0, _MOST_ROWS, _MOST_CAUSES, acknowledged(scope))
    return Told(
        failures=await asked.answer(connection),
        troubles=await _troubles(connection, these),
        lasting=await lasting(connection, delivery.subscription),
        muted=await _muted(connection, these, scope),
        before=await before(connection, delivery.subscription),
        read=await read(connection, scope, delivery.window),
    )


async def _muted(
    connection: AsyncConnection, these: Sequence[Condition], scope: Scope
) -> int:
    """How many executions are not listed."""
    causes = muted(scope)
    if not causes:
        return 0
    count = select(func.coalesce(func.sum(ROW.c.stands_for), 0))
    return int(
        await connection.scalar(count.where(*these, ROW.c.cause.in_(causes))) or 0
    )


async def _these(
    connection: AsyncConnection, delivery: Delivery, scope: Scope, now: datetime
) -> list[Condition]:
    """All of them hold for what is to be told."""
    asked = versions_of(await versions(connection, delivery.subscription))
    return [*wanted_now(scope), *wanted_then(asked), *_untold(delivery, now)]


def _untold(delivery: Delivery, now: datetime) -> list[Condition]:
    known = TOLD.c.subscription == delivery.subscription, TOLD.c.execution == ROW.c.key
    return [
        max(delivery.told_from, now - _OLDEST) <= BEGAN,
        ~select(TOLD.c.execution).where(*known).exists(),
    ]


async def _troubles(
    connection: AsyncConnection, these: Sequence[Condition]
) -> tuple[Trouble, ...]:
    """By work and cause; orders happen once and are no such work."""
    by = RUNS.c.work_ref, ROW.c.cause
    grouped = (
        select(
            *by,
            func.max(RUNS.c.work_id).label("work_id"),
            func.max(RUNS.c.work_name).label("work_name"),
            func.max(RUNS.c.source).label("source"),
            func.min(ROW.c.at).label("since"),
            func.max(RUNS.c.at).label("last"),
            func.sum(ROW.c.stands_for).label("executions"),
        )
        .join(RUNS, RUNS.c.key == ROW.c.run)
        .where(*these, RUNS.c.source != SourceName.ORDER)
        .group_by(*by)
        .order_by(*by)
    )
    return tuple(map(_trouble, await connection.execute(grouped)))


def _trouble(row: Row[*tuple[Any, ...]]) -> Trouble:
    return Trouble(
        key=TroubleKey(work_ref=row.work_ref, cause=row.cause),
        work=Named(row.work_id, row.work_name),
        source=SourceName(row.source),
        since=row.since,
        last=row.last,
        count=int(row.executions),
    )
