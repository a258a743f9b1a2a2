"""Subscriptions that were made in Slack, and what holds for all of them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.digest_tables import (
    MADE,
    MARKS,
    SUBSCRIPTIONS,
    TOLD,
    TROUBLES,
)
from bot.adapters.storage.scopes import (
    Version,
    scope_of,
    scope_text,
    versions_of,
    versions_text,
)
from bot.domain.deliveries import Scope
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Pause, Subscription

# Nothing that is older is told, whatever was asked for then.
_OLDEST = timedelta(days=30)


class SqlSubscriptions:
    """`Subscriptions` over a database whose schema is up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def made(self) -> tuple[Subscription, ...]:
        return await self._database.read(_made)

    async def add(self, one: Subscription) -> bool:
        return await self._database.write(lambda there: _add(there, one))

    async def change(self, one: Subscription) -> bool:
        return await self._database.write(lambda there: _change(there, one))

    async def remove(self, name: str) -> bool:
        return await self._database.write(lambda there: _remove(there, name))

    async def pause(self, subscription: str, pause: Pause | None) -> None:
        of = update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == subscription)
        paused = of.values(
            paused_by=pause.by if pause else "",
            paused_at=pause.at if pause else None,
            paused_why=pause.why if pause else "",
        )
        await self._database.write(lambda there: there.execute(paused))

    async def pauses(self) -> Mapping[str, Pause]:
        return await self._database.read(_pauses)


async def ask(
    connection: AsyncConnection, subscription: str, scope: Scope, now: datetime
) -> None:
    """Note what it is about from now on, where that has changed."""
    of = SUBSCRIPTIONS.c.id == subscription
    known = versions_of(await versions(connection, subscription))
    if known and scope_text(known[0].scope) == scope_text(scope):
        return
    text = versions_text([Version(now, scope), *_still_told(known, now)])
    await connection.execute(update(SUBSCRIPTIONS).where(of).values(asked=text))


async def versions(connection: AsyncConnection, subscription: str) -> str:
    """What it was about, as it is kept; "" where nobody noted that."""
    of = select(SUBSCRIPTIONS.c.asked).where(SUBSCRIPTIONS.c.id == subscription)
    return (await connection.scalar(of)) or ""


def _still_told(known: list[Version], now: datetime) -> list[Version]:
    """Those of whose time anything can still be told."""
    recent = [place for place, one in enumerate(known) if one.since > now - _OLDEST]
    return known[: len(recent) + 1]


async def _made(connection: AsyncConnection) -> tuple[Subscription, ...]:
    pauses = await _pauses(connection)
    rows = await connection.execute(select(MADE).order_by(MADE.c.name))
    return tuple(_subscription(row, pauses) for row in rows)


async def _add(connection: AsyncConnection, one: Subscription) -> bool:
    if await _is_there(connection, one.name):
        return False
    await connection.execute(insert(MADE), _row(one))
    return True


async def _change(connection: AsyncConnection, one: Subscription) -> bool:
    before = await _row_of(connection, one.name)
    if before is None:
        return False
    if before.channel != one.channel:
        await _forget(connection, f"{before.channel}/{one.name}")
    of = update(MADE).where(MADE.c.name == one.name)
    await connection.execute(of.values(_row(one)))
    return True


async def _remove(connection: AsyncConnection, name: str) -> bool:
    before = await _row_of(connection, name)
    if before is None:
        return False
    await connection.execute(delete(MADE).where(MADE.c.name == name))
    await _forget(connection, f"{before.channel}/{name}")
    return True


async def _forget(connection: AsyncConnection, subscription: str) -> None:
    """A new beginning for whoever takes the name; deliveries go with the row."""
    for statement in (
        delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == subscription),
        delete(TOLD).where(TOLD.c.subscription == subscription),
        delete(TROUBLES).where(TROUBLES.c.subscription == subscription),
        delete(MARKS).where(MARKS.c.subscription == subscription),
    ):
        await connection.execute(statement)


async def _is_there(connection: AsyncConnection, name: str) -> bool:
    return await _row_of(connection, name) is not None


async def _row_of(
    connection: AsyncConnection, name: str
) -> Row[*tuple[Any, ...]] | None:
    return (await connection.execute(select(MADE).where(MADE.c.name == name))).first()


async def _pauses(connection: AsyncConnection) -> Mapping[str, Pause]:
    of = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.paused_at.is_not(None))
    return {
        row.id: Pause(by=row.paused_by, at=row.paused_at, why=row.paused_why)
        for row in await connection.execute(of)
    }


def _row(one: Subscription) -> dict[str, object]:
    return {
        "name": one.name,
        "channel": one.channel,
        "owner": one.owner,
        "schedule": one.schedule.crontab,
        "time_zone": str(one.zone),
        "scope": scope_text(Scope(clouds=one.clouds, wanted=one.wanted)),
        "posts_empty": one.posts_empty,
        "mention": json.dumps(one.mention),
    }


def _subscription(
    row: Row[*tuple[Any, ...]], pauses: Mapping[str, Pause]
) -> Subscription:
    scope = scope_of(row.scope)
    return Subscription(
        name=row.name,
        channel=row.channel,
        schedule=Schedule.parse(row.schedule),
        zone=ZoneInfo(row.time_zone),
        clouds=scope.clouds,
        wanted=scope.wanted,
        posts_empty=row.posts_empty,
        mention=tuple(json.loads(row.mention)),
        owner=row.owner,
        pause=pauses.get(f"{row.channel}/{row.name}"),
    )
