"""What all executions that match come to, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.failing import coming_last
from bot.adapters.storage.filters import Condition
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.domain.executions import Outcome
from bot.domain.runs import Counts


@dataclass(frozen=True, slots=True)
class Counted:
    """One cause, as far as executions alone tell it."""

    cause: str
    outcome: Outcome
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Sums:
    """How many rows match, what they stand for by outcome, and of how many causes.

    `biggest` are as many as were asked for.
    """

    rows: int = 0
    counts: Counts = field(default_factory=Counts)
    causes: int = 0
    biggest: tuple[Counted, ...] = ()


_GROUPED = ROW.c.cause, ROW.c.outcome
_COUNT, _LAST = func.sum(ROW.c.stands_for), func.max(ROW.c.at)
# The sums over all groups come with every group: a second reading takes as long again.
_SUMS = select(
    *_GROUPED,
    _COUNT.label("executions"),
    func.min(ROW.c.at).label("first"),
    _LAST.label("last"),
    func.count().over().label("causes"),
    func.sum(func.count()).over().label("rows"),
    *(
        func.sum(case((ROW.c.outcome == one, _COUNT), else_=0))
        .over()
        .label(f"all_{one}")
        for one in Outcome
    ),
).group_by(*_GROUPED)
_BIGGEST = _COUNT.desc(), _LAST.desc(), *_GROUPED


async def sums(
    connection: AsyncConnection,
    conditions: Sequence[Condition],
    most: int,
    last: Sequence[str] = (),
) -> Sums:
    """Of everything that matches, with the `most` biggest causes; `last` come last."""
    order = *coming_last(ROW.c.cause, last), *_BIGGEST
    first = _SUMS.where(*conditions).order_by(*order).limit(max(most, 1))
    rows = (await connection.execute(first)).all()
    if not rows:
        return Sums()
    every = rows[0]
    known = {one: int(getattr(every, f"all_{one}")) for one in Outcome}
    return Sums(
        rows=int(every.rows),
        counts=Counts({one: count for one, count in known.items() if count}),
        causes=every.causes,
        biggest=tuple(map(_counted, rows[:most])),
    )


def _counted(row: Row[*tuple[Any, ...]]) -> Counted:
    return Counted(
        cause=row.cause,
        outcome=Outcome(row.outcome),
        count=int(row.executions),
        first=row.first,
        last=row.last,
    )
