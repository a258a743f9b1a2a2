"""Names that were seen, for whoever has to choose from them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from bot.adapters.storage.database import Database
from bot.adapters.storage.tables import EXECUTIONS, RUNS
from bot.domain.lookup_form import Ask, Name
from bot.domain.references import SourceName


class SqlNames:
    """`Names` over a database whose schema is up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, kind: Ask, since: datetime, most: int) -> Sequence[Name]:
        of = _QUERIES[kind](since).limit(most)
        rows = await self._database.read(lambda there: there.execute(of))
        return tuple(Name(row.id, row.name or row.id) for row in rows)


def _pools(since: datetime) -> Select[str, str]:
    of = RUNS.c.source == SourceName.POOL
    return _named(RUNS.c.place_id, RUNS.c.place_name, of, since)


def _tasks(since: datetime) -> Select[str, str]:
    of = RUNS.c.source == SourceName.TASK
    return _named(RUNS.c.work_id, RUNS.c.work_name, of, since)


def _scripts(since: datetime) -> Select[str, str]:
    """Of those that only succeeded nothing is kept."""
    of = EXECUTIONS.c.script_id != ""
    id_, name = EXECUTIONS.c.script_id, EXECUTIONS.c.script_name
    return _named(id_, name, of, since)


_QUERIES = {Ask.POOL: _pools, Ask.TASK: _tasks, Ask.SCRIPT: _scripts}


def _named(
    id_: ColumnElement[str],
    name: ColumnElement[str],
    of: ColumnElement[bool],
    since: datetime,
) -> Select[str, str]:
    """Each id once, with one of its names, the latest seen first."""
    at = id_.table.c.at
    return (
        select(id_.label("id"), func.max(name).label("name"))
        .where(of, id_ != "", at >= since)
        .group_by(id_)
        .order_by(func.max(at).desc(), id_)
    )
