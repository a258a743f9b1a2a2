"""An HTTP server on a free port of the loopback interface."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn, Self

from aiohttp import web

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

# How long a stopping server waits for requests that hang on purpose.
SHUTDOWN_SECONDS = 0.02
# Bursts of connections; one that finds no place comes back a second later.
BACKLOG = 1_024


class LoopbackServer:
    """Serves every method and path with one handler, without normalising the path."""

    def __init__(self, handler: Handler) -> None:
        # A handler that hangs has to end when its client leaves.
        server = web.Server(handler, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=SHUTDOWN_SECONDS)

    @property
    def url(self) -> str:
        """Where it listens; known once it has started."""
        host, port = self._runner.addresses[0]
        return f"http://{host}:{port}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=BACKLOG)
        await site.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


def drop(request: web.BaseRequest) -> web.StreamResponse:
    """Cut the connection at once, so that whatever is returned reaches nobody."""
    if request.transport is not None:  # pragma: no branch - gone already
        request.transport.abort()
    return web.Response()


async def never() -> NoReturn:
    """Wait until the client leaves or the server stops, either of which cancels."""
    await asyncio.Event().wait()
    raise AssertionError  # pragma: no cover
