"""The ledger, as sweeps write it and answers read it."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage import memos
from bot.adapters.storage.answers import Asked
from bot.adapters.storage.background import background
from bot.adapters.storage.database import Database
from bot.adapters.storage.digesting import SqlDeliveries
from bot.adapters.storage.failing import newest
from bot.adapters.storage.filters import found, matching
from bot.adapters.storage.forgetting import forget
from bot.adapters.storage.glancing import glance
from bot.adapters.storage.grouping import groups
from bot.adapters.storage.knowing import known
from bot.adapters.storage.marking import SqlMarks
from bot.adapters.storage.naming import SqlNames
from bot.adapters.storage.probing import DatabaseFile, probe
from bot.adapters.storage.recording import Recording
from bot.adapters.storage.subscribing import SqlSubscriptions
from bot.adapters.storage.threads import SqlThreads
from bot.adapters.storage.visiting import SqlVisitors
from bot.adapters.storage.watching import SqlWatches
from bot.domain.audit import Request
from bot.domain.background import Background, Subject
from bot.domain.failures import (
    By,
    Failure,
    FailureFilter,
    Failures,
    Group,
    SourceGlance,
)
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage, KnownRun, Record, SweptRun, WorkNote
from bot.domain.windows import Window
from bot.errors import LedgerError

# Whoever waits longer for an answer has none.
_SOON = 5.0


class SqlLedger:
    """`SweepLedger` and `Ledger` over a database whose schema is up to date."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._database = Database(engine)
        self._dialect = engine.dialect.name
        self._file = DatabaseFile(engine.url)

    @property
    def deliveries(self) -> SqlDeliveries:
        """What digests keep, in the same database."""
        return SqlDeliveries(self._database)

    @property
    def subscriptions(self) -> SqlSubscriptions:
        """Those that were made in Slack, in the same database."""
        return SqlSubscriptions(self._database)

    @property
    def threads(self) -> SqlThreads:
        """What conversations are about, in the same database."""
        return SqlThreads(self._database, self._dialect)

    @property
    def visitors(self) -> SqlVisitors:
        """Who has seen the bot's Home before, in the same database."""
        return SqlVisitors(self._database, self._dialect)

    @property
    def names(self) -> SqlNames:
        """Names that people choose from, in the same database."""
        return SqlNames(self._database)

    @property
    def marks(self) -> SqlMarks:
        """What people said of causes, in the same database."""
        return SqlMarks(self._database)

    @property
    def watches(self) -> SqlWatches:
        """What people watch, in the same database."""
        return SqlWatches(self._database)

    async def notes(
        self, cloud: str, source: SourceName, ids: Collection[str]
    ) -> Mapping[str, WorkNote]:
        return await self._database.read(
            lambda connection: memos.notes(connection, cloud, source, ids)
        )

    async def known(self, runs: Collection[SweptRun]) -> Mapping[str, KnownRun]:
        return await self._database.read(lambda connection: known(connection, runs))

    async def record(self, record: Record) -> None:
        await self._database.write(
            lambda connection: Recording(connection, record, self._dialect).keep()
        )

    async def coverage(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        return await self._database.read(
            lambda connection: memos.coverage(connection, clouds)
        )

    async def cover(self, coverage: Coverage) -> None:
        await self._database.write(
            lambda connection: memos.cover(connection, coverage, self._dialect)
        )

    async def lease(
        self, name: str, holder: str, now: datetime, lasts: timedelta
    ) -> bool:
        wanted = memos.Lease(name, holder, now + lasts)
        return await self._database.write(
            lambda connection: memos.lease(connection, wanted, now, self._dialect)
        )

    async def release(self, name: str, holder: str) -> None:
        await self._database.write(
            lambda connection: memos.release(connection, name, holder)
        )

    async def forget(self, before: datetime) -> int:
        return await forget(self._database, before)

    async def failures(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        *,
        offset: int = 0,
        limit: int = 10,
        causes: int = 5,
    ) -> Failures:
        asked = Asked(matching(clouds, wanted, window), offset, limit, causes)
        return await self._database.read(asked.answer)

    async def groups(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        by: By,
        most: int,
    ) -> tuple[tuple[Group, ...], int]:
        these = matching(clouds, wanted, window)
        return await self._database.read(
            lambda connection: groups(connection, these, by, most)
        )

    async def glance(
        self, clouds: Collection[str], window: Window
    ) -> tuple[SourceGlance, ...]:
        return await self._database.read(
            lambda connection: glance(connection, clouds, window)
        )

    async def background(
        self, clouds: Collection[str], of: Subject, window: Window
    ) -> Background:
        return await self._database.read(
            lambda connection: background(connection, clouds, of, window)
        )

    async def find(
        self, clouds: Collection[str], text: str, limit: int
    ) -> tuple[Failure, ...]:
        named = found(clouds, text)
        return await self._database.read(
            lambda connection: newest(connection, named, limit)
        )

    async def note(self, requests: Sequence[Request]) -> None:
        await self._database.write(
            lambda connection: memos.note(connection, requests, self._dialect)
        )

    async def close(self) -> None:
        """Return once nothing is under way, or nobody can wait any longer."""
        await self._database.close()

    async def check(self) -> None:
        await probe(self._database, self._file, self._dialect)

    async def reached(self) -> bool:
        if self._file.gone:
            return False
        try:
            async with asyncio.timeout(_SOON):
                await self._database.read(lambda there: there.execute(select(1)))
        except (LedgerError, TimeoutError):
            return False
        return True
