"""What is too old for any question goes, a little at a time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Column, Delete, Table, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import ColumnElement

from bot.adapters.storage.database import Database
from bot.adapters.storage.digest_tables import DELIVERIES, MARKS, TOLD, TROUBLES
from bot.adapters.storage.tables import EXECUTIONS, REQUESTS, RUNS, WORKS
from bot.adapters.storage.thread_tables import TAKEN, THREADS

_AT_ONCE = 1_000
# A thread that has ended says so for a while.
_ENDED_THREADS = timedelta(days=365)


async def forget(database: Database, before: datetime) -> int:
    """Delete it; others may read and write in between."""
    gone = 0
    for statement in _statements(before):
        while deleted := await database.write(partial(_delete, statement)):
            gone += deleted
    return gone


async def _delete(statement: Delete, connection: AsyncConnection) -> int:
    return (await connection.execute(statement)).rowcount


def _statements(before: datetime) -> Iterator[Delete]:
    yield _oldest(EXECUTIONS, EXECUTIONS.c.at < before)
    has_rows = select(EXECUTIONS.c.key).where(EXECUTIONS.c.run == RUNS.c.key).exists()
    yield _oldest(RUNS, (RUNS.c.at < before) & ~has_rows)
    # Whatever has not been on a list for so long is not work any more.
    yield _oldest(WORKS, WORKS.c.read_at < before)
    yield _oldest(REQUESTS, REQUESTS.c.at < before)
    yield _oldest(TOLD, TOLD.c.at < before)
    # Those that never ended, too: their subscription may be gone.
    yield _oldest(DELIVERIES, DELIVERIES.c.slot < before)
    yield _oldest(TROUBLES, TROUBLES.c.last < before)
    yield _oldest(MARKS, MARKS.c.until < before)
    yield _oldest(TAKEN, TAKEN.c.at < before)
    yield _oldest(THREADS, THREADS.c.used_at < before - _ENDED_THREADS)


def _oldest(table: Table, too_old: ColumnElement[bool]) -> Delete:
    keys: list[Column[str]] = list(table.primary_key)
    some = select(*keys).where(too_old).limit(_AT_ONCE)
    return delete(table).where(tuple_(*keys).in_(some))
