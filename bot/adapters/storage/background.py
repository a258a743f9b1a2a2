"""What the ledger knows around one execution."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, Row, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.blasts import blasts
from bot.adapters.storage.counting import sums
from bot.adapters.storage.failing import newest
from bot.adapters.storage.filters import Condition, listed_by, within
from bot.adapters.storage.lasting import DIRTY, FINISHED
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.domain.background import Background, Beside, Recovery, Subject
from bot.domain.executions import Named
from bot.domain.references import SourceName
from bot.domain.windows import Window

_MOST = 5


async def background(
    connection: AsyncConnection, clouds: Collection[str], of: Subject, window: Window
) -> Background:
    """All of it as of one moment; causes, targets and scripts by their exact ids."""
    known = [listed_by(ROW.c.clouds, clouds), *within(ROW.c.at, window)]
    own = await _own(connection, known, of)
    cause = own.cause if own else of.cause
    of_cause = [*known, ROW.c.cause == cause]
    all_of_it = await sums(connection, of_cause, 1)
    radii = await blasts(connection, of_cause, all_of_it.biggest)
    others = [*known, ROW.c.key != (own.key if own else "")]
    return Background(
        radius=radii[0] if radii else None,
        recovery=await _recovery(connection, of_cause, own),
        on_target=await _beside(connection, others, ROW.c.target_id, of.target),
        of_script=await _beside(connection, others, ROW.c.script_id, of.script),
    )


async def _own(
    connection: AsyncConnection, known: Sequence[Condition], of: Subject
) -> Row[*tuple[Any, ...]] | None:
    """The row of the execution itself."""
    if not (of.row_id and of.target.id):
        return None
    is_it = ROW.c.target_id == of.target.id, ROW.c.row_id == of.row_id
    found = select(ROW.c.key, ROW.c.cause, ROW.c.run).where(*known, *is_it)
    return (await connection.execute(found.limit(1))).first()


async def _beside(
    connection: AsyncConnection,
    others: Sequence[Condition],
    column: Column[str],
    thing: Named,
) -> Beside:
    if not thing.id:
        return Beside()
    these = [*others, column == thing.id]
    count = select(func.coalesce(func.sum(ROW.c.stands_for), 0)).where(*these)
    total = int(await connection.scalar(count) or 0)
    rows = await newest(connection, these, _MOST) if total else ()
    return Beside(rows=rows, count=total)


async def _recovery(
    connection: AsyncConnection,
    of_cause: Sequence[Condition],
    own: Row[*tuple[Any, ...]] | None,
) -> Recovery | None:
    """Finished runs of the same work since it last failed so; orders happen once."""
    if own is None:
        return None
    of_run = select(RUNS).where(RUNS.c.key == own.run)
    run = (await connection.execute(of_run)).first()
    if run is None or run.source == SourceName.ORDER:
        return None
    at = func.max(RUNS.c.at)
    same = RUNS.c.key == ROW.c.run, RUNS.c.work_ref == run.work_ref
    last = await connection.scalar(select(at).where(*of_cause, *same)) or run.at
    later = RUNS.c.work_ref == run.work_ref, RUNS.c.at > last, FINISHED
    counted = select(
        func.count().label("runs"),
        func.coalesce(func.sum(case((DIRTY, 1), else_=0)), 0).label("dirty"),
    )
    after = (await connection.execute(counted.where(*later))).one()
    return Recovery(
        work=Named(run.work_id, run.work_name),
        last=last,
        clean=after.runs - int(after.dirty),
        dirty=int(after.dirty),
    )
