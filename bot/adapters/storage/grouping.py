"""What failed or was skipped, by target or by script."""

from collections.abc import Sequence

from sqlalchemy import Column, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.filters import Condition
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.domain.executions import Named
from bot.domain.failures import By, Group

_THINGS: dict[By, tuple[Column[str], Column[str]]] = {
    By.TARGET: (ROW.c.target_id, ROW.c.target_name),
    By.SCRIPT: (ROW.c.script_id, ROW.c.script_name),
}


async def groups(
    connection: AsyncConnection, conditions: Sequence[Condition], by: By, most: int
) -> tuple[tuple[Group, ...], int]:
    """The largest groups of what matches, and how many there are in all.

    What names no target, or no script, is in none.
    """
    id_, name = _THINGS[by]
    # A name alone is enough where there is no id.
    key = func.coalesce(func.nullif(id_, ""), func.nullif(name, ""))
    count, last = func.sum(ROW.c.stands_for), func.max(ROW.c.at)
    grouped = (
        select(
            func.max(id_).label("id"),
            func.max(name).label("name"),
            count.label("executions"),
            func.count(distinct(ROW.c.cause)).label("causes"),
            last.label("last"),
            func.count().over().label("groups"),
        )
        .where(*conditions, key.is_not(None))
        .group_by(key)
        .order_by(count.desc(), last.desc(), key)
        .limit(most)
    )
    rows = (await connection.execute(grouped)).all()
    found = [
        Group(
            thing=Named(row.id, row.name),
            count=int(row.executions),
            causes=row.causes,
            last=row.last,
        )
        for row in rows
    ]
    return tuple(found), rows[0].groups if rows else 0
