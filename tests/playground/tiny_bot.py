"""The smallest bot: remembers what Slack sent, acks as it is told, and can answer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from bot.playground.slack import OPERATOR, LocalSlack, Post

TAKEN = (200, "ok")


@dataclass
class TinyBot:
    body: str = ""
    content_type: str = "text/plain"
    status: int = 200
    hangs: bool = False
    more_headers: dict[str, str] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.text())
        if self.hangs:
            await asyncio.Event().wait()
        return web.Response(
            status=self.status,
            text=self.body,
            content_type=self.content_type,
            headers=self.more_headers,
        )


async def answer(
    http: ClientSession, url: str, message: dict[str, Any]
) -> tuple[int, str]:
    """What a response_url says to this message."""
    async with http.post(url, json=message) as response:
        return response.status, await response.text()


async def answered(
    slack: LocalSlack, http: ClientSession, message: dict[str, Any]
) -> Post:
    """The answer to a command of the operator."""
    delivery = await slack.command(user=OPERATOR, text="failures")
    assert await answer(http, delivery.response_url, message) == TAKEN
    return await delivery.post()
