"""One record of a sweep, in one transaction of the ledger."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.memos import holds
from bot.adapters.storage.owners import give_way
from bot.adapters.storage.rows import execution_row, run_row
from bot.adapters.storage.standing import Standing, after, standing
from bot.adapters.storage.tables import EXECUTIONS, RUNS
from bot.adapters.storage.texts import as_key
from bot.adapters.storage.upserts import keep_executions, keep_runs, keep_works
from bot.adapters.storage.writing import handfuls
from bot.domain.sweeping import Record, is_fine
from bot.errors import LeaseLostError

_CLEAR_OLDER = delete(EXECUTIONS).where(
    EXECUTIONS.c.run == bindparam("of"), EXECUTIONS.c.read_at < bindparam("since")
)
_STAND = update(RUNS).where(RUNS.c.key == bindparam("of"))
_LIST = update(EXECUTIONS).where(EXECUTIONS.c.run == bindparam("of"))


class Recording:
    """A record on its way into the ledger; what is newer there stays."""

    def __init__(
        self, connection: AsyncConnection, record: Record, dialect: str
    ) -> None:
        self._connection = connection
        self._record = record
        self._dialect = dialect
        self._runs = {as_key(one.key): one for one in record.runs}
        self._settled = {as_key(one.key): one for one in record.settled}
        self._rows = {row.key: (as_key(key), row) for key, row in record.rows}
        self._before: dict[str, Standing] = {}
        self._after: dict[str, Standing] = {}

    async def keep(self) -> None:
        """Every step of it; the transaction is the caller's.

        Raises:
            LeaseLostError: somebody else has the lease that it was read under.
        """
        record = self._record
        if record.lease and not await holds(
            self._connection, record.lease, record.holder
        ):
            raise LeaseLostError("Another replica goes on with this sweep.")
        for key in await give_way(self._connection, self._record.cloud, self._runs):
            del self._runs[key]
        await self._look()
        await self._clear()
        await self._keep_runs()
        await self._keep_rows()
        await keep_works(self._connection, self._record, self._dialect)

    async def _look(self) -> None:
        """Runs that are neither known nor in the record are somebody else's."""
        keys = {*self._runs, *self._settled, *(key for key, _ in self._rows.values())}
        self._before = await standing(self._connection, sorted(keys))
        for key in {*self._runs, *self._before}:
            self._after[key] = after(
                self._record,
                self._before.get(key),
                self._runs.get(key),
                self._settled.get(key),
            )

    async def _clear(self) -> None:
        """Drop what is no more among the rows of settled runs, or of fine ones."""
        record = self._record
        gone = [
            {"of": key, "since": one.since}
            for key, one in self._settled.items()
            if key in self._before
        ]
        if gone:
            await self._connection.execute(_CLEAR_OLDER, gone)
        fine = [key for key in self._before if self._is_clear(key)]
        for handful in handfuls(fine):
            older = EXECUTIONS.c.run.in_(handful), EXECUTIONS.c.read_at <= record.at
            await self._connection.execute(delete(EXECUTIONS).where(*older))

    async def _keep_runs(self) -> None:
        listed = {key for key in self._runs if self._stands_as_listed(key)}
        same = {key for key in listed if self._says_the_same(key)}
        await self._confirm(same)
        listed -= same
        values = [
            run_row(self._runs[key], self._record.cloud, self._record.at)
            | self._after[key].values
            for key in sorted(listed)
        ]
        await keep_runs(self._connection, values, self._dialect)
        known = sorted(self._before.keys() - listed - same)
        changed = [key for key in known if self._after[key] != self._before[key]]
        stand = [{"of": key, **self._after[key].values} for key in changed]
        if stand:
            await self._connection.execute(_STAND, stand)
        await self._list()

    async def _confirm(self, keys: Iterable[str]) -> None:
        """Most runs on a list are old, fine, and as they were."""
        for handful in handfuls(sorted(keys)):
            at = self._record.at
            read = update(RUNS).values(read_at=at, settled_at=at)
            await self._connection.execute(read.where(RUNS.c.key.in_(handful)))

    async def _list(self) -> None:
        """Executions are listed by the clouds that list their run."""
        more = [
            {"of": key, "clouds": self._after[key].listed_by}
            for key, known in self._before.items()
            if self._after[key].clouds != known.clouds
        ]
        if more:
            await self._connection.execute(_LIST, more)

    async def _keep_rows(self) -> None:
        values = []
        for key, row in self._rows.values():
            if (
                key in self._after
                and not self._is_late(key)
                and not self._is_clear(key)
            ):
                stands = self._after[key]
                values.append(
                    execution_row(row, key, stands.ran_at, self._record.at)
                    | {"clouds": stands.listed_by}
                )
        await keep_executions(self._connection, values, self._dialect)

    def _stands_as_listed(self, key: str) -> bool:
        return self._after[key].read_at == self._record.at

    def _says_the_same(self, key: str) -> bool:
        """Whether a fine run is known to be just as it is listed, and by whom."""
        before = self._before.get(key)
        if before is None or not self._is_clear(key):
            return False
        at = self._record.at
        return replace(before, read_at=at, settled_at=at) == self._after[key]

    def _is_late(self, key: str) -> bool:
        """Whether all of the run's rows were read after this record."""
        before = self._before.get(key)
        return before is not None and before.is_newer_than(self._record)

    def _is_clear(self, key: str) -> bool:
        """Whether the record says of the run that nothing is wrong in it."""
        run = self._runs.get(key)
        if run is None or key in self._settled or not is_fine(run.run):
            return False
        return not self._is_late(key)
