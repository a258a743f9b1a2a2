"""Socket Mode as far as commands go: envelopes out, acks back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.bench.commands import Command
from tests.bench.lines import Ack

_HELLO = {
    "type": "hello",
    "num_connections": 1,
    "connection_info": {"app_id": "A0BENCH"},
}
_PATIENCE = 10.0


class SocketLine:
    """A caller's newest WebSocket; carries many commands at a time."""

    def __init__(self) -> None:
        self._websocket: web.WebSocketResponse
        self._open = asyncio.Event()
        self._waiting: dict[str, tuple[float, asyncio.Future[Ack]]] = {}

    async def opened(self) -> None:
        async with asyncio.timeout(_PATIENCE):
            await self._open.wait()

    async def carry(self, command: Command) -> Ack:
        loop = asyncio.get_running_loop()
        ack: asyncio.Future[Ack] = loop.create_future()
        self._waiting[str(command.number)] = (time.perf_counter(), ack)
        await self._websocket.send_str(command.wire.decode())
        return await ack

    async def hold(self, websocket: web.WebSocketResponse) -> None:
        """Take acks from it until it closes."""
        await websocket.send_json(_HELLO)
        self._websocket = websocket
        self._open.set()
        async for message in websocket:
            self._acked(message.data)

    def _acked(self, said: str) -> None:
        now = time.perf_counter()
        number = json.loads(said)["envelope_id"]
        began, waiting = self._waiting.pop(number)
        waiting.set_result(Ack(int(number), now - began, 200, said.encode()))


@asynccontextmanager
async def sockets(*callers: str) -> AsyncIterator[tuple[str, dict[str, SocketLine]]]:
    """Where callers connect to, their name being the path, and the line to each."""
    lines = {caller: SocketLine() for caller in callers}

    async def serve(request: web.BaseRequest) -> web.StreamResponse:
        websocket = web.WebSocketResponse()
        await websocket.prepare(request)
        await lines[request.path.removeprefix("/")].hold(websocket)
        return websocket

    runner = web.ServerRunner(web.Server(serve, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"ws://{host}:{port}", lines
    finally:
        await runner.cleanup()
