"""Socket Mode: the WebSockets of the bot, and which of them takes what.

docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import secrets
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground.rules.rule import BrokenRule
from bot.playground.slack.acks import OK
from bot.playground.slack.connections import Connection
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.lines import Outcome, timed
from bot.playground.slack.people import APP

LINK = "/link/"
MOST = 10
UNAUTHORIZED = 401
# How many seconds Slack says that a connection will live.
LIFETIME = 18_060

_DEBUG = {"host": "applink-playground", "approximate_connection_time": LIFETIME}


class Sockets:
    """Every live connection, oldest first."""

    def __init__(self, report: Callable[[BrokenRule], None]) -> None:
        self._report = report
        self._tickets: set[str] = set()
        self._arrival = asyncio.Condition()
        self._turn = 0
        self.live: list[Connection] = []

    def ticket(self) -> str:
        """The path and query of a connection, good for one."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{LINK}?ticket={ticket}&app_id={APP}"

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Hold one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            # What Slack answers to a used ticket isn't documented.
            return web.Response(status=UNAUTHORIZED)
        self._tickets.remove(ticket)
        connection = Connection(request, self._report)
        response = await connection.open()
        if len(self.live) < MOST:
            await self._hold(connection)
        else:
            await connection.send(_disconnect("too_many_websockets"))
            await connection.close()
        return response

    async def connected(self, count: int, seconds: float) -> None:
        """Wait until so many have been told hello.

        Raises:
            TimeoutError: they don't come in time.
        """
        async with asyncio.timeout(seconds), self._arrival:
            await self._arrival.wait_for(lambda: len(self.live) >= count)

    def next(self, but: Collection[Connection] = ()) -> Connection:
        """The connection whose turn it is, other than these.

        Raises:
            ConnectionRefusedError: there is none.
        """
        there = [each for each in self.live if each not in but]
        if not there:
            raise ConnectionRefusedError
        self._turn += 1
        return there[self._turn % len(there)]

    async def refresh(
        self, connections: Collection[Connection], close_after: float | None
    ) -> None:
        """Warn them and, after so many seconds, close those that are still there."""
        for each in connections:
            # One that went away keeps the others from nothing.
            with suppress(ConnectionError):
                await each.send(_disconnect("warning"))
        if close_after is None:
            return
        await asyncio.sleep(close_after)
        for each in connections:
            # A good bot has left by now.
            with suppress(ConnectionError):
                await each.send(_disconnect("refresh_requested"))
                await each.close()

    async def _hold(self, connection: Connection) -> None:
        await connection.send(_hello(len(self.live) + 1))
        self.live.append(connection)
        try:
            async with self._arrival:
                self._arrival.notify_all()
            await connection.listen()
        finally:
            # First this, so that nothing is sent again to where it was lost.
            self.live.remove(connection)
            connection.end()


@dataclass(frozen=True, slots=True)
class SocketLine:
    """Envelopes over the bot's WebSockets, each over one of them.

    Attributes:
        redeliver: Whether a command or a press goes over another connection when its
            own broke before the ack, and doesn't fail. Slack was seen to send the same
            envelope twice (github.com/slackapi/bolt-js/issues/2487).
    """

    sockets: Sockets
    redeliver: bool = False

    async def carry(self, envelope: Envelope, seconds: float) -> Outcome:
        return await timed(self._send(envelope), seconds, late="timeout")

    async def _send(self, envelope: Envelope) -> Outcome:
        again = self.redeliver and envelope.type != "events_api"
        tried: list[Connection] = []
        while True:
            tried.append(self.sockets.next(tried))
            try:
                return Outcome(OK, await tried[-1].exchange(envelope))
            except ConnectionError:
                if not again:
                    raise


def _hello(count: int) -> dict[str, Any]:
    return {
        "type": "hello",
        "num_connections": count,
        "connection_info": {"app_id": APP},
        "debug_info": _DEBUG,
    }


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": _DEBUG}
