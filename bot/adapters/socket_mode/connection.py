"""One Socket Mode connection, from its hello to its end.

slack_sdk's own client over aiohttp is not used, only the base class under it. That
client closes its connection before it has the next one, tries the same used-up address
for ever, goes on reading from what is closed, makes its own session (and proxy) and
closes any other, holds no reference to its tasks, and logs addresses with their tickets.
People found it deaf after weeks of running:
https://github.com/slackapi/python-slack-sdk/issues/1110
https://github.com/slackapi/python-slack-sdk/issues/1701
https://github.com/slackapi/bolt-python/issues/417
https://github.com/slackapi/bolt-python/issues/1529
"""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto
from typing import Any

import aiohttp
import structlog
from aiohttp import WSMsgType
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.socket_mode.crashes import log_crash
from bot.adapters.socket_mode.timing import Timing
from bot.ports import Clock

# A replacement would end the same way while this connection stays open.
_REFUSALS = frozenset({"too_many_websockets", "link_disabled"})
_LONGEST_REASON = 40

_log = structlog.get_logger()


class End(Enum):
    """Why a connection is no longer worth holding."""

    DROPPED = auto()
    SILENT = auto()
    REFRESHED = auto()
    REFUSED = auto()


class NoHelloError(Exception):
    """The connection ended before it began; its text is Slack's reason."""


class Connection(AsyncBaseSocketModeClient):
    """Hands every envelope on as it comes, and knows whether Slack is still there."""

    def __init__(
        self,
        websocket: aiohttp.ClientWebSocketResponse,
        take: Callable[["Connection", SocketModeRequest], None],
        clock: Clock,
        timing: Timing,
    ) -> None:
        """Hold `websocket`, which must not answer pings by itself."""
        self.logger = logging.getLogger("slack_sdk.socket_mode")
        self._websocket = websocket
        self._take = take
        self._clock = clock
        self._timing = timing
        self._tasks: list[asyncio.Task[None]] = []
        self._greeted = False
        self._heard_at = clock.now()
        self._end: End | None = None
        self._reason = "closed"
        self._over = asyncio.Event()
        self._gone = asyncio.Event()

    @property
    def alive(self) -> bool:
        """Whether it is open, and the last pong (or the hello) is recent."""
        return self._greeted and self._heard_within(self._timing.doubted_after)

    async def hello(self) -> None:
        """Wait for Slack's first word, then go on in the background.

        Raises:
            NoHelloError: there will be none.
        """
        async for frame in self._websocket:
            await self._see(frame)
            if self._greeted:
                self._tasks = [
                    asyncio.create_task(self._read(), name="read"),
                    asyncio.create_task(self._ping(), name="ping"),
                ]
                return
            if self._end is not None:
                break
        raise NoHelloError(self._reason)

    async def over(self) -> End:
        """Why it ended, once it has; after REFRESHED it is open for some seconds."""
        await self._over.wait()
        return self._end or End.DROPPED

    async def gone(self) -> None:
        """Wait until nothing can come over it any more."""
        await self._gone.wait()

    async def send_message(self, message: str) -> None:
        """Send a text; `ConnectionError` when the connection is closed."""
        await self._websocket.send_str(message)

    async def close(self) -> None:
        """Say goodbye, and do not wait long for Slack's."""
        for task in self._tasks:
            task.cancel()
        ends = await asyncio.gather(*self._tasks, return_exceptions=True)
        for task, end in zip(self._tasks, ends, strict=True):
            if isinstance(end, Exception):
                log_crash(end, task.get_name())
        self._tasks = []
        try:
            async with asyncio.timeout(self._timing.closing):
                await self._websocket.close()
        except TimeoutError:
            _log.debug("socket_closed_alone")

    async def _read(self) -> None:
        try:
            async for frame in self._websocket:
                await self._see(frame)
        except ConnectionError:
            pass  # it went away while it was sent a pong
        finally:
            self._lose(End.DROPPED)

    async def _ping(self) -> None:
        """Ping for as long as there are pongs.

        Traffic is no measure: a workspace in which nothing happens is healthy.
        """
        try:
            while self._heard_within(self._timing.silent_after):
                async with asyncio.timeout(self._timing.silent_after):
                    await self._websocket.ping()
                await self._clock.sleep(self._timing.ping_every)
        except ConnectionError:
            self._lose(End.DROPPED)
        except TimeoutError:
            pass  # nobody takes what is written
        finally:
            self._lose(End.DROPPED if self._websocket.closed else End.SILENT)

    def _heard_within(self, seconds: float) -> bool:
        # A clock that was set back tells no age at all.
        age = abs(self._clock.now() - self._heard_at)
        return age <= timedelta(seconds=seconds) and not self._websocket.closed

    async def _see(self, frame: aiohttp.WSMessage) -> None:
        if frame.type is WSMsgType.TEXT:
            self._hear(frame.data)
        elif frame.type is WSMsgType.PING:
            await self._websocket.pong(frame.data)
        elif frame.type is WSMsgType.PONG:
            self._heard_at = self._clock.now()

    def _hear(self, text: str) -> None:
        """Slack's words: https://docs.slack.dev/apis/events-api/using-socket-mode."""
        try:
            message = json.loads(text)
            match message:
                case {"type": "hello"}:
                    self._greeted = True
                    self._heard_at = self._clock.now()
                case {"type": "disconnect"}:
                    self._leave(str(message.get("reason")))
                case {"envelope_id": str(), "type": str(), "payload": dict()}:
                    self._deliver(message)
        except (ValueError, RecursionError) as exc:
            _log.warning("envelope_not_readable", why=type(exc).__name__)

    def _deliver(self, message: dict[str, Any]) -> None:
        request = SocketModeRequest.from_dict(message)
        if request is not None:
            self._take(self, request)

    def _leave(self, reason: str) -> None:
        self._reason = reason[:_LONGEST_REASON]
        _log.info("socket_leaves", reason=self._reason)
        self._finish(End.REFUSED if reason in _REFUSALS else End.REFRESHED)

    def _lose(self, end: End) -> None:
        self._finish(end)
        self._gone.set()

    def _finish(self, end: End) -> None:
        self._end = self._end or end
        self._over.set()
