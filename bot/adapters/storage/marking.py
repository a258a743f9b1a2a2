"""What people said of causes."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import RowMapping, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.digest_tables import MARKS
from bot.adapters.storage.filters import Condition
from bot.domain.marks import Mark, MarkKind


class SqlMarks:
    """`Marks` over a database whose schema is up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, mark: Mark) -> None:
        async def put(there: AsyncConnection) -> None:
            await there.execute(delete(MARKS).where(_is(mark)))
            await there.execute(insert(MARKS), asdict(mark))

        await self._database.write(put)

    async def take(
        self, kind: MarkKind, cause: str, channel: str, subscription: str
    ) -> Mark | None:
        of = _key(kind, cause, channel, subscription)

        async def taken(there: AsyncConnection) -> Mark | None:
            row = (await there.execute(select(MARKS).where(of))).mappings().first()
            await there.execute(delete(MARKS).where(of))
            return _mark(row) if row else None

        return await self._database.write(taken)

    async def of(
        self, channel: str, subscription: str, now: datetime
    ) -> tuple[Mark, ...]:
        scopes = MARKS.c.subscription.in_(["", subscription])
        holding = MARKS.c.channel == channel, scopes, MARKS.c.until > now
        found = select(MARKS).where(*holding).order_by(MARKS.c.until, MARKS.c.cause)

        async def listed(there: AsyncConnection) -> tuple[Mark, ...]:
            return tuple(map(_mark, (await there.execute(found)).mappings()))

        return await self._database.read(listed)


async def end(connection: AsyncConnection, marks: Collection[Mark]) -> None:
    """Let these hold no more."""
    for mark in marks:
        await connection.execute(delete(MARKS).where(_is(mark)))


def _is(mark: Mark) -> Condition:
    return _key(mark.kind, mark.cause, mark.channel, mark.subscription)


def _key(kind: MarkKind, cause: str, channel: str, subscription: str) -> Condition:
    return and_(
        MARKS.c.kind == kind,
        MARKS.c.cause == cause,
        MARKS.c.channel == channel,
        MARKS.c.subscription == subscription,
    )


def _mark(row: RowMapping) -> Mark:
    return Mark(**{**row, "kind": MarkKind(row["kind"])})
