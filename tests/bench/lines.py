"""Ways to a server that cost less than what it does itself: acks are timed on arrival."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from tests.bench.commands import Command

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@dataclass(frozen=True, slots=True)
class Ack:
    """What came back for a command, and after how many seconds."""

    number: int
    seconds: float
    status: int
    said: bytes


class Line(Protocol):
    """Takes one command at a time."""

    async def carry(self, command: Command) -> Ack:
        """Send it and wait for the ack."""
        ...


@asynccontextmanager
async def http_lines(address: str, count: int) -> AsyncIterator[list["HttpLine"]]:
    """Connections that are kept alive."""
    host, _, port = address.removeprefix("http://").partition(":")
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(HttpLine, host, int(port)) for _ in range(count)
    ]
    try:
        yield [line for _, line in opened]
    finally:
        for transport, _ in opened:
            transport.close()


class HttpLine(asyncio.Protocol):
    """One connection, reading no more of HTTP than it has to."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport
        self._waiting: asyncio.Future[Ack]
        self._number = 0
        self._began = 0.0
        self._got = b""

    async def carry(self, command: Command) -> Ack:
        self._waiting = asyncio.get_running_loop().create_future()
        self._number, self._got = command.number, b""
        self._began = time.perf_counter()
        self._transport.write(command.wire)
        return await self._waiting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._got += data
        if (said := whole_body(self._got)) is not None:
            status = int(self._got[9:12])
            self._waiting.set_result(Ack(self._number, now - self._began, status, said))

    def connection_lost(self, exc: Exception | None) -> None:
        waiting = getattr(self, "_waiting", None)
        if waiting is not None and not waiting.done():
            waiting.set_exception(exc or ConnectionError("closed without an answer"))


def whole_body(message: bytes) -> bytes | None:
    """The body of an HTTP message, None as long as some of it is missing."""
    head, end, body = message.partition(b"\r\n\r\n")
    if not end:
        return None
    length = _LENGTH.search(head)
    return body if len(body) >= (int(length[1]) if length else 0) else None
