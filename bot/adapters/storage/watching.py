"""What people watch."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.filters import Condition
from bot.adapters.storage.watch_table import WATCHES
from bot.domain.executions import Outcome
from bot.domain.references import Reference
from bot.domain.runs import Counts
from bot.domain.watches import Added, Ending, Seen, Watch

# As they are in the row.
_PLAIN = (
    "id",
    "workspace",
    "channel",
    "begun",
    "seen_at",
    "unread",
    "failing_since",
    "place",
    "ts",
    "tried",
    "due",
    "word_tried",
)
_LATEST_FIRST = WATCHES.c.begun.desc(), WATCHES.c.id


class SqlWatches:
    """`Watches` over a database whose schema is up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, watch: Watch, holder: str, until: datetime, most: int) -> Added:
        row = {**_row(watch), "holder": holder, "held_until": until}

        async def add(there: AsyncConnection) -> Added:
            mine = await _listed(there, _of(watch.user, watch.workspace))
            place = watch.reference, watch.channel
            if any((one.reference, one.channel) == place for one in mine):
                return Added.SAME
            if len(mine) >= most:
                return Added.FULL
            await there.execute(insert(WATCHES), row)
            return Added.NEW

        return await self._database.write(add)

    async def of(self, user: str, workspace: str) -> tuple[Watch, ...]:
        whose = _of(user, workspace)
        return await self._database.read(lambda there: _listed(there, whose))

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int
    ) -> tuple[Watch, ...]:
        free = and_(WATCHES.c.due <= now, WATCHES.c.held_until <= now)
        first = select(WATCHES).where(free).order_by(WATCHES.c.due).limit(most)

        async def claimed(there: AsyncConnection) -> tuple[Watch, ...]:
            rows = (await there.execute(first)).mappings().all()
            these = WATCHES.c.id.in_([row["id"] for row in rows])
            held = update(WATCHES).where(these).values(holder=holder, held_until=until)
            await there.execute(held)
            return tuple(map(_watch, rows))

        # Most of the time there is nothing, and writers would wait for each other.
        if not await self._database.read(lambda there: _any(there, free)):
            return ()
        return await self._database.write(claimed)

    async def keep(self, watch: Watch, holder: str, until: datetime) -> bool:
        mine = and_(WATCHES.c.id == watch.id, WATCHES.c.holder == holder)
        kept = update(WATCHES).where(mine).values(**_row(watch), held_until=until)

        async def keep(there: AsyncConnection) -> bool:
            return (await there.execute(kept)).rowcount == 1

        return await self._database.write(keep)

    async def remove(self, id_: str) -> bool:
        gone = delete(WATCHES).where(WATCHES.c.id == id_)

        async def remove(there: AsyncConnection) -> bool:
            return (await there.execute(gone)).rowcount == 1

        return await self._database.write(remove)


async def _any(there: AsyncConnection, which: Condition) -> bool:
    found = select(WATCHES.c.id).where(which).limit(1)
    return (await there.execute(found)).first() is not None


async def _listed(there: AsyncConnection, which: Condition) -> tuple[Watch, ...]:
    found = select(WATCHES).where(which).order_by(*_LATEST_FIRST)
    return tuple(map(_watch, (await there.execute(found)).mappings()))


def _of(user: str, workspace: str) -> Condition:
    return and_(WATCHES.c.user_id == user, WATCHES.c.workspace == workspace)


def _row(watch: Watch) -> dict[str, Any]:
    return {
        **{name: getattr(watch, name) for name in _PLAIN},
        "user_id": watch.user,
        "reference": str(watch.reference),
        "seen": _packed(watch.seen),
        "pause": int(watch.pause.total_seconds()),
        "ending": watch.ending.name if watch.ending else "",
    }


def _watch(row: RowMapping) -> Watch:
    return Watch(
        **{name: row[name] for name in _PLAIN},
        user=row["user_id"],
        reference=Reference.parse(row["reference"]),
        seen=_unpacked(row["seen"]),
        pause=timedelta(seconds=row["pause"]),
        ending=Ending[row["ending"]] if row["ending"] else None,
    )


def _packed(seen: Seen) -> str:
    return json.dumps(
        {
            "headline": seen.headline,
            "outcome": seen.outcome,
            "by_outcome": dict(seen.counts.by_outcome),
            "total": seen.counts.total,
            "finished": seen.finished,
        }
    )


def _unpacked(text: str) -> Seen:
    seen = json.loads(text)
    by_outcome = {Outcome(name): many for name, many in seen["by_outcome"].items()}
    return Seen(
        headline=seen["headline"],
        outcome=Outcome(seen["outcome"]),
        counts=Counts(by_outcome, seen["total"]),
        finished=seen["finished"],
    )
