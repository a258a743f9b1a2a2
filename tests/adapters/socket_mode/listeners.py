"""A bot with some listeners, and what makes sockets for it."""

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.adapters.socket_mode.sockets import Sockets
from bot.adapters.socket_mode.timing import USUAL, Timing
from tests.adapters.socket_mode.server import HandClock, SocketServer, until

TOKEN = "xapp-1-A1-2-3"
TYPED = "what-somebody-typed"
# Nothing here waits in real time for what it does not expect.
QUICK = replace(USUAL, closing=0.05, steady_after=0, read_on=0.05)


def command(text: str = TYPED, name: str = "/runs") -> dict[str, str]:
    """The payload of a slash command."""
    return {
        "command": name,
        "text": text,
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "response_url": "http://127.0.0.1/r",
        "trigger_id": "1.2",
    }


def held(sockets: Sockets) -> int:
    """How many connections there are, replaced ones that are read on among them."""
    return len(list(sockets._connections()))


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1"
    )


class Bot:
    """A Bolt app whose listeners only ack, and what they saw."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.texts: list[str] = []
        self.retries: list[tuple[str, str]] = []
        self.app = AsyncApp(
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,
        )
        self.app.command("/runs")(self._say)
        self.app.command("/quiet")(self._ack)
        self.app.command("/blocks")(self._show)
        self.app.command("/slow")(self._wait)
        self.app.command("/broken")(self._break)
        self.app.event("app_mention")(self._note)

    async def _say(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        self.texts.append(command["text"])
        await ack("One moment…")

    async def _ack(self, ack: AsyncAck) -> None:
        await ack()

    async def _show(self, ack: AsyncAck) -> None:
        await ack(text="Rows", blocks=[{"type": "divider"}])

    async def _wait(self, ack: AsyncAck) -> None:
        await self.go_on.wait()
        await ack()

    async def _break(self) -> None:
        raise ValueError(TYPED)

    async def _note(self, request: AsyncBoltRequest) -> None:
        headers = request.headers
        number, why = headers["x-slack-retry-num"], headers["x-slack-retry-reason"]
        self.retries.append((number[0], why[0]))


class Crashing(AsyncApp):
    """Breaks where Bolt itself would."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        raise RuntimeError(str(req.body))


class Maker:
    """Makes sockets, and closes them in the end."""

    def __init__(self, session: aiohttp.ClientSession, clock: HandClock) -> None:
        self.session = session
        self.clock = clock
        self._made: list[Sockets] = []

    def sockets(self, server: SocketServer, timing: Timing = QUICK) -> Sockets:
        made = Sockets(TOKEN, server.api_url, self.session, self.clock, timing)
        self._made.append(made)
        return made

    async def both(
        self, server: SocketServer, app: AsyncApp, timing: Timing = QUICK
    ) -> Sockets:
        """Sockets with both connections open, pinged, and asleep until the next."""
        sockets = self.sockets(server, timing)
        await sockets.open(app)
        await until(lambda: sockets.alive() == 2)
        await server.pinged(1)
        return sockets

    async def close(self) -> None:
        for sockets in self._made:
            await sockets.close()
