import asyncio
from dataclasses import replace
from typing import Self, cast

import aiohttp
import pytest
from aiohttp import WSMessage, WSMsgType
from slack_sdk.socket_mode.request import SocketModeRequest
from structlog.testing import capture_logs

from bot.adapters.socket_mode.connection import Connection, End
from bot.adapters.socket_mode.timing import USUAL
from tests.adapters.socket_mode.listeners import TYPED, Bot, Maker, command
from tests.adapters.socket_mode.server import HandClock, SocketServer, until

HASTY = replace(USUAL, silent_after=0.02, closing=0.02)


class Pipe:
    """Says hello; then nobody reads at its other end."""

    closed = False

    def __init__(self, *, broken: bool) -> None:
        self._words = [WSMessage(WSMsgType.TEXT, '{"type": "hello"}', None)]
        self._broken = broken

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> WSMessage:
        if self._words:
            return self._words.pop()
        return await self._stuck()

    async def ping(self) -> None:
        if self._broken:
            raise aiohttp.ClientConnectionResetError
        await self._stuck()

    async def close(self) -> None:
        await self._stuck()

    async def _stuck(self) -> WSMessage:
        await asyncio.Event().wait()
        raise AssertionError


def ignore(connection: Connection, request: SocketModeRequest) -> None:
    del connection, request


@pytest.mark.parametrize(
    ("broken", "expected"),
    [(False, End.SILENT), (True, End.DROPPED)],
    ids=["stuck", "broken"],
)
async def test_a_ping_that_does_not_leave_ends_the_connection(
    clock: HandClock, expected: End, *, broken: bool
) -> None:
    pipe = cast("aiohttp.ClientWebSocketResponse", Pipe(broken=broken))
    connection = Connection(pipe, ignore, clock, HASTY)
    await connection.hello()

    end = await connection.over()

    assert end is expected
    async with asyncio.timeout(1):
        await connection.close()


async def test_a_reader_that_breaks_is_told_of_and_replaced(
    server: SocketServer, maker: Maker, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sockets = await maker.both(server, bot.app)
    connection = next(sockets._connections())

    def breaks(_: Connection, request: SocketModeRequest) -> None:
        raise KeyError(str(request.payload))

    monkeypatch.setattr(connection, "_take", breaks)
    with capture_logs() as logs:
        await server.peers[0].deliver("e", command())
        await until(lambda: server.peers[0].over and sockets.alive() == 2)

    crashes = [log for log in logs if log["event"] == "crashed"]
    assert [(log["task"], log["why"]) for log in crashes] == [("read", "KeyError")]
    assert TYPED not in str(logs)
