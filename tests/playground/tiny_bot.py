"""The smallest bot: remembers what Slack sent and acks as it is told."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class TinyBot:
    body: str = ""
    content_type: str = "text/plain"
    status: int = 200
    hangs: bool = False
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.text())
        if self.hangs:
            await asyncio.Event().wait()
        return web.Response(
            status=self.status, text=self.body, content_type=self.content_type
        )
