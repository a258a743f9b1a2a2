"""Transactions: all of it or nothing, and as of one moment."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.storage.faults import answering

T = TypeVar("T")

# One writer at a time, whatever the replica: what is read before is still so after.
_WRITERS = {"name": 5_710_231}
_WAIT_FOR_WRITERS = text("SELECT pg_advisory_xact_lock(:name)")
# So long do we wait, in seconds, for another process that writes to the same file.
_WAIT_FOR_FILE = 15.0
_CLOSE_WITHIN = 1.5


class Database:
    """Transactions of one database. Raises LedgerError where it gives no answer.

    Whoever is cancelled waits for the transaction to end, up to `patience` seconds: a
    connection that is given up in the middle leaves its thread behind.
    """

    def __init__(self, engine: AsyncEngine, patience: float = 3.0) -> None:
        self._reading = engine.execution_options()
        self._writing = engine.execution_options(writes=True)
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._patience = patience
        # Writers that wait for SQLite's own lock sleep, and may miss their turn.
        self._turn = asyncio.Lock()
        self._under_way: set[asyncio.Task[Any]] = set()
        if not self._is_sqlite:
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")

    async def read(self, ask: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What `ask` reads; all of it is as of one moment."""
        return await self._to_its_end(self._asked(ask))

    async def write(self, keep: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Keep what `keep` writes, or nothing of it; nobody else writes meanwhile."""
        async with self._turn:
            stopped = asyncio.Event()
            return await self._to_its_end(self._kept(keep, stopped), stopped)

    async def close(self) -> None:
        """Return once no transaction is under way, or nobody can wait any longer.

        A connection that comes back after its engine is gone is closed by nobody.
        """
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_CLOSE_WITHIN)

    async def _asked(self, ask: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with answering():
            async with self._reading.begin() as connection:
                return await ask(connection)

    async def _kept(
        self,
        keep: Callable[[AsyncConnection], Awaitable[T]],
        stopped: asyncio.Event,
    ) -> T:
        with answering():
            async with self._begun(stopped) as connection:
                if not self._is_sqlite:
                    await connection.execute(_WAIT_FOR_WRITERS, _WRITERS)
                return await keep(connection)

    @asynccontextmanager
    async def _begun(self, stopped: asyncio.Event) -> AsyncIterator[AsyncConnection]:
        """A transaction that begins when no other process writes.

        The driver waits in small steps: nobody could stop it while it does.
        """
        async with self._writing.connect() as connection:
            ends = monotonic() + _WAIT_FOR_FILE
            while True:
                try:
                    await connection.begin()
                    break
                except OperationalError as error:
                    if not _is_busy(error) or stopped.is_set() or monotonic() > ends:
                        raise
            yield connection
            await connection.commit()

    async def _to_its_end(
        self, work: Coroutine[None, None, T], stopped: asyncio.Event | None = None
    ) -> T:
        working = asyncio.create_task(work)
        self._under_way.add(working)
        working.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            if stopped is not None:
                stopped.set()
            await asyncio.wait([working], timeout=self._patience)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            raise


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF == sqlite3.SQLITE_BUSY
