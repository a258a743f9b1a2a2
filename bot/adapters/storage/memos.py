"""The small tables: what is known of work, coverage, leases, requests."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.tables import COVERAGE, LEASES, REQUESTS, WORKS
from bot.adapters.storage.texts import NAME, bounded
from bot.adapters.storage.writing import handfuls, insert
from bot.domain.audit import Request
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage, WorkNote

_SENTENCE, _LINE = 500, 4_000


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds what, and how long."""

    name: str
    holder: str
    until: datetime


async def notes(
    connection: AsyncConnection, cloud: str, source: SourceName, ids: Collection[str]
) -> dict[str, WorkNote]:
    """What is known of the work with these ids, by id."""
    asked = {bounded(one, NAME): one for one in ids}
    known = {}
    for handful in handfuls(asked):
        of = WORKS.c.cloud == cloud, WORKS.c.source == source, WORKS.c.id.in_(handful)
        for row in await connection.execute(select(WORKS).where(*of)):
            one = asked[row.id]
            known[one] = WorkNote(id=one, hint=row.hint, due=row.due, open=row.open)
    return known


async def coverage(
    connection: AsyncConnection, clouds: Collection[str]
) -> tuple[Coverage, ...]:
    """What is covered of these clouds."""
    of = select(COVERAGE).where(COVERAGE.c.cloud.in_(clouds))
    rows = await connection.execute(of.order_by(COVERAGE.c.cloud, COVERAGE.c.source))
    return tuple(map(_coverage, rows))


async def cover(connection: AsyncConnection, said: Coverage, dialect: str) -> None:
    """Replace what was said of that source of that cloud."""
    into = insert(COVERAGE, dialect)
    told = {
        "since": said.since,
        "until": said.until,
        "tried": said.tried,
        "gaps": json.dumps([bounded(gap, _SENTENCE) for gap in said.gaps]),
        "failing_since": said.failing_since,
        "walked": said.walked,
    }
    row = {"cloud": said.cloud, "source": str(said.source), **told}
    upsert = into.on_conflict_do_update(index_elements=["cloud", "source"], set_=told)
    await connection.execute(upsert, row)


async def lease(
    connection: AsyncConnection, wanted: Lease, now: datetime, dialect: str
) -> bool:
    """Take or renew it in one statement, so that no two ever have it."""
    holds = {"holder": wanted.holder, "until": wanted.until}
    into = insert(LEASES, dialect).values(name=wanted.name, **holds)
    free = or_(LEASES.c.holder == wanted.holder, LEASES.c.until <= now)
    taken = into.on_conflict_do_update(
        index_elements=["name"], set_=holds, where=free
    ).returning(LEASES.c.name)
    return (await connection.execute(taken)).first() is not None


async def holds(connection: AsyncConnection, name: str, holder: str) -> bool:
    """Whether nobody else has taken the lease, be it over or not."""
    held = LEASES.c.name == name, LEASES.c.holder == holder
    return (await connection.execute(select(LEASES).where(*held))).first() is not None


async def release(connection: AsyncConnection, name: str, holder: str) -> None:
    """Give the lease back, if `holder` has it."""
    held = LEASES.c.name == name, LEASES.c.holder == holder
    await connection.execute(delete(LEASES).where(*held))


async def note(
    connection: AsyncConnection, requests: Sequence[Request], dialect: str
) -> None:
    """Keep who asked what, each once."""
    into = insert(REQUESTS, dialect).on_conflict_do_nothing(index_elements=["id"])
    await connection.execute(into, [_row(request) for request in requests])


def _row(request: Request) -> dict[str, object]:
    return {
        "id": bounded(request.id, NAME),
        "at": request.at,
        "user_id": bounded(request.user, NAME),
        "workspace": bounded(request.workspace, NAME),
        "channel": bounded(request.channel, NAME),
        "line": bounded(request.line, _LINE),
        "result": bounded(request.result, NAME),
        "seconds": request.seconds,
    }


def _coverage(row: Row[*tuple[object, ...]]) -> Coverage:
    return Coverage(
        cloud=row.cloud,
        source=SourceName(row.source),
        since=row.since,
        until=row.until,
        tried=row.tried,
        gaps=tuple(json.loads(row.gaps)),
        failing_since=row.failing_since,
        walked=row.walked,
    )
