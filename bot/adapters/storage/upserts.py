"""Rows go in where there are none, and replace older ones where there are."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, case, func
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.rows import Values
from bot.adapters.storage.tables import EXECUTIONS, RUNS, WORKS
from bot.adapters.storage.texts import NAME, bounded
from bot.adapters.storage.writing import Insert, insert
from bot.domain.sweeping import Record

_HINT = 1_000


async def keep_runs(
    connection: AsyncConnection, rows: Sequence[Values], dialect: str
) -> None:
    """Once its time is known, a run counts for that; until then, for its first sight."""
    if rows:
        await connection.execute(_upsert(RUNS, dialect), rows)


async def keep_executions(
    connection: AsyncConnection, rows: Sequence[Values], dialect: str
) -> None:
    """As for runs."""
    if rows:
        await connection.execute(_upsert(EXECUTIONS, dialect), rows)


async def keep_works(connection: AsyncConnection, record: Record, dialect: str) -> None:
    """What is known of the work whose runs were read."""
    rows = {
        (source, note.id): {
            "cloud": record.cloud,
            "source": str(source),
            "id": bounded(note.id, NAME),
            "hint": bounded(note.hint, _HINT),
            "due": note.due,
            "open": note.open,
            "read_at": record.at,
        }
        for source, note in record.works
    }
    if rows:
        await connection.execute(_upsert(WORKS, dialect), list(rows.values()))


@cache  # making it takes longer than keeping some rows
def _upsert(table: Table, dialect: str) -> Insert:
    into = insert(table, dialect)
    keys = [column.name for column in table.primary_key]
    told: dict[str, ColumnElement[Any]] = {
        column.name: into.excluded[column.name]
        for column in table.columns
        if column.name not in {*keys, "first_seen"}
    }
    if "at" in told:
        told["at"] = case((_is_timed(into), into.excluded.at), else_=table.c.at)
    newer = into.excluded.read_at >= table.c.read_at
    return into.on_conflict_do_update(index_elements=keys, set_=told, where=newer)


def _is_timed(into: Insert) -> ColumnElement[bool]:
    new = into.excluded
    if "timed" in new:
        return new.timed
    return func.coalesce(new.ended_at, new.started_at).is_not(None)
