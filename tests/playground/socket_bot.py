"""A bot in Socket Mode that does nothing of its own accord."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from bot.playground.slack import LocalSlack
from tests.playground.slack_with import APP_TOKEN

Json = dict[str, Any]
OVER = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)


@dataclass
class SocketBot:
    ws: ClientWebSocketResponse

    async def hear(self) -> Json:
        """The next frame."""
        frame = await self.ws.receive(timeout=5)
        assert frame.type is WSMsgType.TEXT, frame
        heard: Json = json.loads(frame.data)
        return heard

    async def ack(self, envelope: Json, **more: object) -> None:
        """Ack it, with a payload if `more` has one."""
        await self.say({"envelope_id": envelope["envelope_id"], **more})

    async def say(self, frame: object) -> None:
        await self.ws.send_str(json.dumps(frame))

    async def take(self, **more: object) -> Json:
        """Hear the next frame and ack it."""
        envelope = await self.hear()
        await self.ack(envelope, **more)
        return envelope

    async def over(self) -> bool:
        """Wait for the end."""
        return (await self.ws.receive(timeout=5)).type in OVER


async def connection_url(slack: LocalSlack, http: ClientSession) -> str:
    """What apps.connections.open answers."""
    headers = {"Authorization": f"Bearer {APP_TOKEN}"}
    method = f"{slack.api_url}apps.connections.open"
    async with http.post(method, headers=headers) as response:
        return str((await response.json())["url"])


@asynccontextmanager
async def socket(slack: LocalSlack, http: ClientSession) -> AsyncIterator[SocketBot]:
    """A connection that has been told hello."""
    url = await connection_url(slack, http)
    async with http.ws_connect(url, autoping=False) as ws:
        bot = SocketBot(ws)
        assert (await bot.hear())["type"] == "hello"
        yield bot
