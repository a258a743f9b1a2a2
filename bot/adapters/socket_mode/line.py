"""One of the bot's places at Slack, with a connection in it whenever that is possible."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import structlog

from bot.adapters.socket_mode.connection import Connection, End
from bot.adapters.socket_mode.envelopes import Envelopes
from bot.adapters.socket_mode.opening import Opener, OpeningError
from bot.adapters.socket_mode.pauses import Pauses
from bot.adapters.socket_mode.timing import Timing
from bot.errors import ConfigurationError
from bot.ports import Clock

_log = structlog.get_logger()


class Line:
    """Replaces its connection whenever it ends, by a new one that is open already."""

    def __init__(
        self, opener: Opener, envelopes: Envelopes, clock: Clock, timing: Timing
    ) -> None:
        self._opener = opener
        self._envelopes = envelopes
        self._clock = clock
        self._timing = timing
        self._pauses = Pauses(timing)
        self._opened_at = clock.now()
        self._current: Connection | None = None
        self._old: dict[asyncio.Task[None], Connection] = {}

    @property
    def connections(self) -> Iterable[Connection]:
        """The current one first, then those that Slack may still use."""
        current = () if self._current is None else (self._current,)
        return (*current, *self._old.values())

    @property
    def alive(self) -> bool:
        return self._current is not None and self._current.alive

    async def open(self) -> None:
        """Get a connection, however often that has to be tried.

        Raises:
            ConfigurationError: Slack refuses the token.
        """
        while True:
            if pause := self._pauses.next():
                await self._clock.sleep(pause)
            try:
                fresh = await self._opener.connection()
            except OpeningError as exc:
                self._pauses.failed()
                _log.warning("socket_not_opened", why=str(exc))
            else:
                return self._replace(fresh)

    async def keep(self) -> None:
        """Hold a connection, and have another one when it ends, for ever."""
        while True:
            if self._current is not None:
                await self._hold(self._current)
            while not await self._reopened():
                await self._clock.sleep(self._timing.refused_pause)

    async def close(self) -> None:
        """Close whatever is open."""
        held = list(self.connections)
        retiring = list(self._old)
        for task in retiring:
            task.cancel()
        await asyncio.gather(*retiring, return_exceptions=True)
        await asyncio.gather(*(connection.close() for connection in held))

    async def _hold(self, connection: Connection) -> None:
        end = await connection.over()
        lasted = abs(self._clock.now() - self._opened_at).total_seconds()
        self._pauses.ended(end, lasted)
        _log.info("socket_ended", end=end.name.lower(), seconds=lasted)
        if end is End.REFUSED:
            await connection.close()

    async def _reopened(self) -> bool:
        try:
            await self.open()
        except ConfigurationError as exc:
            _log.error("socket_refused", why=str(exc))
            return False
        return True

    def _replace(self, fresh: Connection) -> None:
        old, self._current = self._current, fresh
        self._opened_at = self._clock.now()
        _log.info("socket_open")
        if old is not None:
            task = asyncio.create_task(self._retire(old))
            self._old[task] = old
            task.add_done_callback(self._old.pop)

    async def _retire(self, connection: Connection) -> None:
        """Close `connection`, but not over what Slack sends until it closes it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timing.read_on):
                await connection.gone()
        await self._envelopes.settle(connection, self._timing.ack_within)
        await connection.close()
