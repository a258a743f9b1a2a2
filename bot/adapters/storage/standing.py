"""How well the ledger knows a run, before and after a record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.rows import Values
from bot.adapters.storage.tables import RUNS
from bot.adapters.storage.texts import bounded
from bot.adapters.storage.writing import handfuls
from bot.domain.sweeping import Record, Settled, SweptRun, is_fine

_STATE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a run's row says, or is to say, of how well it is known.

    Attributes:
        read_at: when the list was read that it stands as in.
        ran_at: when it ended, else began; None where nobody tells.
        clouds: that list it.
        state, short: as of `KnownRun`.
        settled_at: when those were recorded; None if they never were.
    """

    read_at: datetime
    ran_at: datetime | None = None
    clouds: frozenset[str] = frozenset()
    state: str = ""
    short: bool = False
    settled_at: datetime | None = None

    @property
    def listed_by(self) -> str:
        """The clouds, as a column has them."""
        return f"|{'|'.join(sorted(self.clouds))}|"

    @property
    def values(self) -> Values:
        return {
            "clouds": self.listed_by,
            "state": bounded(self.state, _STATE),
            "short": self.short,
            "settled_at": self.settled_at,
        }

    def is_newer_than(self, record: Record) -> bool:
        """Whether all of its rows were read after that."""
        return self.settled_at is not None and self.settled_at > record.at

    def listed(self, swept: SweptRun, record: Record) -> "Standing":
        """After a list has shown it; a fine run needs no rows to be settled."""
        told = replace(self, clouds=self.clouds | {record.cloud})
        if self.read_at <= record.at:
            told = replace(told, read_at=record.at, ran_at=swept.run.at)
        return told.settled(swept.state, record) if is_fine(swept.run) else told

    def settled(self, state: str, record: Record, *, short: bool = False) -> "Standing":
        """After its rows were read."""
        if self.is_newer_than(record):
            return self
        return replace(self, state=state, short=short, settled_at=record.at)


async def standing(
    connection: AsyncConnection, keys: Iterable[str]
) -> dict[str, Standing]:
    """Of those runs that the ledger has."""
    wanted = select(
        RUNS.c.key,
        RUNS.c.clouds,
        RUNS.c.started_at,
        RUNS.c.ended_at,
        RUNS.c.read_at,
        RUNS.c.state,
        RUNS.c.short,
        RUNS.c.settled_at,
    )
    known = {}
    for handful in handfuls(keys):
        for row in await connection.execute(wanted.where(RUNS.c.key.in_(handful))):
            known[row.key] = _standing(row)
    return known


def clouds_of(text: str) -> tuple[str, ...]:
    """Those of `|one|other|`, by name."""
    return tuple(filter(None, text.split("|")))


def after(
    record: Record,
    before: Standing | None,
    run: SweptRun | None,
    settled: Settled | None,
) -> Standing:
    """How a run stands once `record` is kept."""
    stands = before or Standing(read_at=record.at)
    if run is not None:
        stands = stands.listed(run, record)
    if settled is not None:
        stands = stands.settled(settled.state, record, short=settled.short)
    return stands


def _standing(row: Row[*tuple[object, ...]]) -> Standing:
    return Standing(
        read_at=row.read_at,
        ran_at=row.ended_at or row.started_at,
        clouds=frozenset(clouds_of(row.clouds)),
        state=row.state,
        short=row.short,
        settled_at=row.settled_at,
    )
