"""What a delivery tells: gathered once, so that it is told by nobody else."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.answers import Asked
from bot.adapters.storage.digest_tables import DELIVERIES, TOLD
from bot.adapters.storage.filters import Condition, matching
from bot.adapters.storage.lasting import lasting
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.domain.deliveries import Delivery, Told
from bot.domain.digests import Trouble, TroubleKey
from bot.domain.executions import Named
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.windows import Window

_MOST_ROWS, _MOST_CAUSES = 10_000, 12
# What was told is remembered for longer: nothing is told once more at the end.
_OLDEST = timedelta(days=30)


async def gather(
    connection: AsyncConnection,
    delivery: Delivery,
    clouds: Collection[str],
    wanted: FailureFilter,
    now: datetime,
) -> None:
    """Claim what it is to tell: all that was not told to this subscription before.

    Nothing happens where that was done already.
    """
    of = DELIVERIES.c.id == delivery.id, DELIVERIES.c.gathered.is_(False)
    first = update(DELIVERIES).where(*of).values(gathered=True)
    if (await connection.execute(first)).rowcount != 1:
        return
    fresh = select(
        literal(delivery.subscription), ROW.c.key, literal(delivery.id), literal(now)
    ).where(*matching(clouds, wanted, Window()), *_untold(delivery, now))
    columns = ["subscription", "execution", "delivery", "at"]
    await connection.execute(insert(TOLD).from_select(columns, fresh))


async def told(connection: AsyncConnection, delivery: Delivery) -> Told:
    """What was gathered, as it stands in the ledger now."""
    return await _told(connection, delivery, [_of(delivery.id)])


async def untold(
    connection: AsyncConnection,
    delivery: Delivery,
    clouds: Collection[str],
    wanted: FailureFilter,
    now: datetime,
) -> Told:
    """What `gather` would claim."""
    these = [*matching(clouds, wanted, Window()), *_untold(delivery, now)]
    return await _told(connection, delivery, these)


async def within(
    connection: AsyncConnection,
    delivery: Delivery,
    clouds: Collection[str],
    wanted: FailureFilter,
) -> Told:
    """All in its window, whether it was told or not."""
    these = matching(clouds, wanted, delivery.window)
    return await _told(connection, delivery, these)


async def _told(
    connection: AsyncConnection, delivery: Delivery, these: Sequence[Condition]
) -> Told:
    asked = Asked(these, 0, _MOST_ROWS, _MOST_CAUSES)
    return Told(
        failures=await asked.answer(connection),
        troubles=await _troubles(connection, these),
        lasting=await lasting(connection, delivery.subscription),
    )


def _untold(delivery: Delivery, now: datetime) -> list[Condition]:
    known = TOLD.c.subscription == delivery.subscription, TOLD.c.execution == ROW.c.key
    began = func.coalesce(ROW.c.started_at, ROW.c.at)
    return [
        began >= max(delivery.told_from, now - _OLDEST),
        ~select(TOLD.c.execution).where(*known).exists(),
    ]


def _of(delivery: str) -> Condition:
    of = TOLD.c.execution == ROW.c.key, TOLD.c.delivery == delivery
    return select(TOLD.c.execution).where(*of).exists()


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
