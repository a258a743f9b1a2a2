"""Threads, and the messages in them that were taken up."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.digest_tables import DELIVERIES, PARTS
from bot.adapters.storage.filters import Condition
from bot.adapters.storage.thread_states import packed, unpacked, unpacked_opening
from bot.adapters.storage.thread_tables import TAKEN, THREADS
from bot.adapters.storage.writing import insert
from bot.domain.messages import Posted
from bot.domain.threads import Claim, Step, Thread

# Slack repeats what it is not sure to have told after a minute, when whoever has it may
# still be at work, and after five.
_TAKEN_FOR = timedelta(minutes=4)


class SqlThreads:
    """`Threads` over a database whose schema is up to date."""

    def __init__(self, database: Database, dialect: str) -> None:
        self._database = database
        self._dialect = dialect

    async def get(self, place: Posted) -> Thread | None:
        return await self._database.read(lambda there: _thread(there, place))

    async def keep(self, place: Posted, thread: Thread) -> bool:
        return await self._database.write(
            lambda there: _keep(there, place, thread, self._dialect)
        )

    async def take(self, message: Posted, now: datetime) -> Claim | None:
        return await self._database.write(
            lambda there: _take(there, message, now, self._dialect)
        )

    async def done(self, message: Posted) -> None:
        of = update(TAKEN).where(_is_message(message)).values(done=True)
        await self._database.write(lambda there: there.execute(of))


async def _thread(there: AsyncConnection, place: Posted) -> Thread | None:
    of = THREADS.c.channel == place.channel, THREADS.c.ts == place.ts
    row = (await there.execute(select(THREADS).where(*of))).first()
    if row is None:
        return await _of_digest(there, place)
    return Thread(**unpacked(row.state), used=row.used_at, version=row.version)


async def _of_digest(there: AsyncConnection, place: Posted) -> Thread | None:
    """What the digest there told; nobody has asked on yet."""
    root = PARTS.c.delivery == DELIVERIES.c.id, PARTS.c.number == 0
    found = select(DELIVERIES).join(PARTS, and_(*root))
    whose = DELIVERIES.c.subscription.startswith(f"{place.channel}/", autoescape=True)
    of = found.where(PARTS.c.ts == place.ts, whose, DELIVERIES.c.opening != "")
    row = (await there.execute(of)).first()
    if row is None:
        return None
    opening = unpacked_opening(row.opening)
    return Thread(
        steps=(Step(opening.line),),
        rows=opening.rows,
        digest=row.subscription.partition("/")[2],
        delivery=row.id,
        used=row.planned_at,
    )


async def _keep(
    there: AsyncConnection, place: Posted, thread: Thread, dialect: str
) -> bool:
    state = {"state": packed(thread), "used_at": thread.used}
    if not thread.version:
        row = {"channel": place.channel, "ts": place.ts, "version": 1, **state}
        into = insert(THREADS, dialect).values(row)
        new = into.on_conflict_do_nothing().returning(THREADS.c.version)
        return (await there.execute(new)).first() is not None
    of = THREADS.c.channel == place.channel, THREADS.c.ts == place.ts
    changed = update(THREADS).where(*of, THREADS.c.version == thread.version)
    done = await there.execute(changed.values(version=thread.version + 1, **state))
    return done.rowcount == 1


async def _take(
    there: AsyncConnection, message: Posted, now: datetime, dialect: str
) -> Claim | None:
    before = select(TAKEN.c.at).where(_is_message(message))
    tried = (await there.execute(before)).scalar()
    row = {"channel": message.channel, "ts": message.ts, "at": now, "done": False}
    left = and_(TAKEN.c.done.is_(False), TAKEN.c.at <= now - _TAKEN_FOR)
    into = insert(TAKEN, dialect).values(row)
    first = into.on_conflict_do_update(
        index_elements=["channel", "ts"], set_={"at": now}, where=left
    ).returning(TAKEN.c.ts)
    ours = (await there.execute(first)).first() is not None
    return Claim(tried) if ours else None


def _is_message(message: Posted) -> Condition:
    return and_(TAKEN.c.channel == message.channel, TAKEN.c.ts == message.ts)
