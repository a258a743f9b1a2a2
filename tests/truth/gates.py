"""A place in a cloud where a request waits, so that tests need not."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from bot.playground.cloud.faults import Exchange


@dataclass(frozen=True, slots=True)
class Gate:
    """Gives the answer that was right when it was asked, once it is open."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        self.reached.set()
        await self.opened.wait()
        return await exchange.send(exchange.right)
