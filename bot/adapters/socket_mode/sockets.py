"""Slack's deliveries over connections that the bot opened itself: Socket Mode."""

import asyncio
from collections.abc import Iterator

import aiohttp
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.client import web_client
from bot.adapters.socket_mode.connection import Connection
from bot.adapters.socket_mode.crashes import log_crash
from bot.adapters.socket_mode.envelopes import Envelopes
from bot.adapters.socket_mode.line import Line
from bot.adapters.socket_mode.opening import Opener
from bot.adapters.socket_mode.timing import USUAL, Timing
from bot.ports import Clock

# Slack delivers each payload over any one of them; it refreshes each now and then, and
# a command that finds none open fails. Slack allows ten for all replicas together.
_CONNECTIONS = 2


class Sockets:
    """Two connections of one app, of which at least one is open at any time."""

    def __init__(
        self,
        app_token: str,
        api_url: str,
        session: aiohttp.ClientSession,
        clock: Clock,
        timing: Timing = USUAL,
    ) -> None:
        """Open nothing yet.

        Args:
            app_token: with the scope `connections:write`.
            api_url: of the Web API, with a slash at the end.
            session: its certificates and proxy are used; it stays open.
            clock: tells the age of pongs, and spends pauses.
            timing: shorter in tests.
        """
        self._clock = clock
        self._timing = timing
        self._envelopes = Envelopes(clock, self._connections)
        client = web_client(api_url, app_token, session)
        client.retry_handlers = []  # the lines try again
        opener = Opener(client, session, self._envelopes.take, clock, timing)
        self._lines = [
            Line(opener, self._envelopes, clock, timing) for _ in range(_CONNECTIONS)
        ]
        self._keepers: list[asyncio.Task[None]] = []

    async def open(self, app: AsyncApp) -> None:
        """Hand envelopes to `app`; returns with the first connection's hello.

        The other connection follows in the background.

        Raises:
            ConfigurationError: Slack refuses the token.
        """
        self._envelopes.open(app)
        await self._lines[0].open()
        self._keepers = [
            asyncio.create_task(self._keep(line), name="keeper") for line in self._lines
        ]

    def alive(self) -> int:
        """How many connections are open, said hello and answered a recent ping."""
        return sum(line.alive for line in self._lines)

    async def close(self) -> None:
        """Take no more envelopes, let acks leave, close; about a second at most."""
        for keeper in self._keepers:
            keeper.cancel()
        if self._keepers:
            await asyncio.wait(self._keepers)
        await self._envelopes.close(self._timing.closing)
        await asyncio.gather(*(line.close() for line in self._lines))

    def _connections(self) -> Iterator[Connection]:
        for line in self._lines:
            yield from line.connections

    async def _keep(self, line: Line) -> None:
        """Keep `line` going, even over an error that nobody foresaw."""
        while True:
            # In this form an error is a value, and being cancelled is not.
            (end,) = await asyncio.gather(line.keep(), return_exceptions=True)
            if isinstance(end, BaseException):
                log_crash(end, "line")
            await self._clock.sleep(self._timing.longest_pause)
