"""An HTTP server on the loopback interface."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from typing import NoReturn, Self

from aiohttp import web

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

# How long a stopping server waits for requests that hang on purpose.
SHUTDOWN_SECONDS = 0.02
# Bursts of connections; one that finds no place comes back a second later.
BACKLOG = 1_024
# Whatever else a request calls this server came through a name of somebody else's,
# which is how a web page reaches into the machine of whoever reads it.
_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_MISDIRECTED, _FORBIDDEN = 421, 403
# What a browser says of a request that another site's page makes.
_OTHER_SITES = frozenset({"cross-site", "same-site"})
# What the system says of a port that another process has, or that only root may have.
_NOT_OURS = frozenset({errno.EADDRINUSE, errno.EACCES})


class LoopbackServer:
    """Serves every method and path with one handler, without normalising the path.

    A request with a Host other than this machine's own is refused with 421; one that
    a browser makes for the page of another site, with 403.

    Args:
        handler: Answers.
        port: Where it would like to listen. A free port where that is somebody else's,
            or 0.
    """

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self._handler = handler
        self._port = port
        # A handler that hangs has to end when its client leaves.
        server = web.Server(self._guarded, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=SHUTDOWN_SECONDS)

    @property
    def url(self) -> str:
        """Where it listens; known once it has started."""
        host, port = self._runner.addresses[0]
        return f"http://{host}:{port}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await self._listen(self._port)
        except OSError as exc:
            if exc.errno not in _NOT_OURS:
                raise
            await self._listen(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _listen(self, port: int) -> None:
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=BACKLOG)
        await site.start()

    async def _guarded(self, request: web.BaseRequest) -> web.StreamResponse:
        named = request.headers.getall("Host", [])
        if not all(_without_port(name) in _OWN_NAMES for name in named):
            return web.Response(status=_MISDIRECTED, text="This is not that host.\n")
        if _is_foreign(request):
            return web.Response(status=_FORBIDDEN, text="Another site asks for this.\n")
        return await self._handler(request)


def _is_foreign(request: web.BaseRequest) -> bool:
    """Whether another site's page asks; a link to the page itself is nobody's harm."""
    if request.method == "GET" and request.path == "/":
        return False
    origin = request.headers.get("Origin", "http://localhost")
    own = _without_port(origin.partition("://")[2]) in _OWN_NAMES
    return not own or request.headers.get("Sec-Fetch-Site") in _OTHER_SITES


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def drop(request: web.BaseRequest) -> web.StreamResponse:
    """Cut the connection at once, so that whatever is returned reaches nobody."""
    if request.transport is not None:  # pragma: no branch - gone already
        request.transport.abort()
    return web.Response()


async def never() -> NoReturn:
    """Wait until the client leaves or the server stops, either of which cancels."""
    await asyncio.Event().wait()
    raise AssertionError  # pragma: no cover
