"""Who asked what is kept in the background: no answer waits for it."""

import asyncio
from collections import deque
from contextvars import Context
from itertools import islice

from bot.domain.audit import Request
from bot.errors import LedgerError
from bot.ports import Audit, Clock, Report

_MOST = 10_000
_HANDFUL = 100
_AGAIN = 0.5


class Notes:
    """Takes notes at once, and keeps them when the database has time for it.

    At most `most` wait for a database that is away; `report` hears how many were lost.
    """

    def __init__(
        self, audit: Audit, clock: Clock, *, report: Report, most: int = _MOST
    ) -> None:
        self._audit = audit
        self._clock = clock
        self._report = report
        self._most = most
        self._waiting: deque[Request] = deque()
        self._lost = 0
        self._away = False
        self._writing: asyncio.Task[None] | None = None

    def take(self, request: Request) -> None:
        """Keep it soon."""
        if len(self._waiting) < self._most:
            self._waiting.append(request)
        else:
            self._lost += 1
        self._write()

    async def close(self, seconds: float) -> None:
        """Return once all of it is kept, at the latest after `seconds`."""
        if self._waiting:
            self._write()
        if self._writing is not None:
            await asyncio.wait([self._writing], timeout=seconds)
            self._writing.cancel()
        self._lost += len(self._waiting)
        self._waiting.clear()
        self._tell_lost()

    def _write(self) -> None:
        """One writer at a time; it has nothing to do with whoever asks just now."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._keep(), context=Context())

    async def _keep(self) -> None:
        while self._waiting:
            if await self._kept():
                self._tell_lost()
            else:
                await self._clock.sleep(_AGAIN)

    async def _kept(self) -> bool:
        """Whether the database took a handful; the ledger keeps no request twice."""
        handful = list(islice(self._waiting, _HANDFUL))
        try:
            await self._audit.note(handful)
        except LedgerError as error:
            if not self._away:
                self._report("notes_not_kept_yet", why=str(error))
            self._away = True
            return False
        self._away = False
        for _ in handful:
            self._waiting.popleft()
        return True

    def _tell_lost(self) -> None:
        if self._lost:
            self._report("notes_lost", requests=self._lost)
        self._lost = 0
