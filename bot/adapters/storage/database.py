"""Transactions: all of it or nothing, and as of one moment."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.storage.faults import answering

T = TypeVar("T")

# One writer at a time, whatever the replica: what is read before is still so after.
_WRITERS = {"name": 5_710_231}
_WAIT_FOR_WRITERS = text("SELECT pg_advisory_xact_lock(:name)")


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
        if not self._is_sqlite:
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")

    async def read(self, ask: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What `ask` reads; all of it is as of one moment."""
        return await self._to_its_end(self._asked(ask))

    async def write(self, keep: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Keep what `keep` writes, or nothing of it; nobody else writes meanwhile."""
        async with self._turn:
            return await self._to_its_end(self._kept(keep))

    async def _asked(self, ask: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with answering():
            async with self._reading.begin() as connection:
                return await ask(connection)

    async def _kept(self, keep: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with answering():
            async with self._writing.begin() as connection:
                if not self._is_sqlite:
                    await connection.execute(_WAIT_FOR_WRITERS, _WRITERS)
                return await keep(connection)

    async def _to_its_end(self, work: Coroutine[None, None, T]) -> T:
        working = asyncio.create_task(work)
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            await asyncio.wait([working], timeout=self._patience)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            raise
