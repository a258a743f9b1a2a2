"""A server that keeps the bytes of each request, untouched by any HTTP library."""

import asyncio
import re
from dataclasses import dataclass
from typing import Self

from bot.playground.cloud.signing import SignedRequest

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(frozen=True, slots=True)
class WireRequest:
    """Method, target, headers in their order, and body, all as they came."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    @classmethod
    def from_bytes(cls, head: bytes, body: bytes = b"") -> "WireRequest":
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, target, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines)
        headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
        return cls(method, target, headers, body)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: str) -> str:
        """The only header of that name."""
        (value,) = (value for key, value in self.headers if key == name)
        return value

    def as_signed(self) -> SignedRequest:
        return SignedRequest(
            self.method, self.path, self.query, dict(self.headers), self.body
        )


class RawServer:
    """Answers every request with the same bytes."""

    def __init__(self, answer: bytes = OK) -> None:
        self.requests: list[WireRequest] = []
        self._answer = answer

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    @property
    def address(self) -> str:
        """Host and port."""
        host, port = self._server.sockets[0].getsockname()
        return f"{host}:{port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        self.requests.append(WireRequest.from_bytes(head, body))
        writer.write(self._answer)
        await writer.drain()
        writer.close()
