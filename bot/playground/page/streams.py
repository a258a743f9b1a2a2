"""Tells an open page what is different, as it happens."""

import asyncio
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NoReturn

from aiohttp import web

from bot.playground.page.entities import Changed, Entity
from bot.playground.page.policy import HEADERS
from bot.playground.slack.changes import Changes

# How long a page goes without a look at what announces nothing: the fleet.
LOOK_SECONDS = 1.0
# What comes in one go, such as a request and its answer, is told in one go.
TOGETHER_SECONDS = 0.02

_HEADERS = {
    **HEADERS,
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
}


async def stream(
    request: web.BaseRequest, look: Callable[[], Iterable[Entity]], changes: Changes
) -> NoReturn:
    """Server-sent events until the page is closed, which cancels."""
    response = web.StreamResponse(headers=_HEADERS)
    await response.prepare(request)
    changed = Changed()
    while True:
        upcoming = changes.upcoming()
        news = changed.since(look())
        # A line that is a comment keeps the connection and tells of one that broke.
        said = ": \n\n" if news is None else f"data: {json.dumps(news)}\n\n"
        await response.write(said.encode())
        with suppress(TimeoutError):
            await asyncio.wait_for(upcoming.wait(), LOOK_SECONDS)
        await asyncio.sleep(TOGETHER_SECONDS)
