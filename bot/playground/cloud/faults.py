"""What goes wrong between the bot and the simulated cloud, one class per mishap."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from bot.playground.cloud.answers import Answer, usual_error
from bot.playground.loopback import drop, never


class Arrived(Protocol):
    """The record of a request, which learns what it was answered."""

    status: int | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request under way: who asks, the right answer, and where to note the status."""

    request: web.BaseRequest
    right: Answer
    request_id: str
    arrived: Arrived

    async def send(self, answer: Answer) -> web.StreamResponse:
        """Send the answer whole."""
        response = web.Response(status=answer.status, headers=self._headers(answer))
        response.body = answer.body
        self.arrived.status = answer.status
        return response

    async def start(self, answer: Answer) -> web.StreamResponse:
        """Send status and headers, with the full Content-Length; the body follows."""
        response = web.StreamResponse(
            status=answer.status, headers=self._headers(answer)
        )
        response.content_length = len(answer.body)
        self.arrived.status = answer.status
        await response.prepare(self.request)
        return response

    def _headers(self, answer: Answer) -> dict[str, str]:
        named = {"Content-Type": answer.content_type, "X-Request-Id": self.request_id}
        return {**named, **answer.headers}


class Fault(Protocol):
    """Something that goes wrong with one request."""

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        """Answer in the wrong way, or not at all."""
        ...


class Faults:
    """Which faults the next requests meet: the queued ones first, in order."""

    def __init__(self) -> None:
        self._queue: deque[Fault] = deque()
        self._standing: Fault | None = None

    def next(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` requests (after those queued before) meet the fault."""
        self._queue.extend([fault] * times)

    def always(self, fault: Fault | None) -> None:
        """Let every request meet the fault once the queue is empty; None ends that."""
        self._standing = fault

    def take(self) -> Fault | None:
        """The fault of the request that has just come."""
        return self._queue.popleft() if self._queue else self._standing


@dataclass(frozen=True, slots=True)
class Status:
    """Any status. Without a body, one that the services or the gateway would send."""

    code: int
    body: dict[str, Any] | str | None = None
    headers: dict[str, str] | None = None

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        body = self.body
        if body is None:
            body = usual_error(self.code, exchange.request_id)
        if isinstance(body, str):
            plain = Answer(self.code, body.encode(), "text/plain", self.headers or {})
            return await exchange.send(plain)
        return await exchange.send(Answer.from_json(self.code, body, self.headers))


@dataclass(frozen=True, slots=True)
class Hang:
    """Never answers; ends when the client leaves or the server stops."""

    async def answer(self, _: Exchange) -> web.StreamResponse:
        await never()


@dataclass(frozen=True, slots=True)
class Slow:
    """The right answer, late."""

    seconds: float

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await exchange.send(exchange.right)


@dataclass(frozen=True, slots=True)
class Drip:
    """The right body byte by byte, so that a time-out per read never fires."""

    interval: float

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        response = await exchange.start(exchange.right)
        for byte in exchange.right.body:
            await response.write(bytes([byte]))
            await asyncio.sleep(self.interval)
        return response


@dataclass(frozen=True, slots=True)
class Reset:
    """Drops the connection without an answer."""

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        return drop(exchange.request)


@dataclass(frozen=True, slots=True)
class Html:
    """A page of something that stands in between."""

    status: int = 200

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        page = (
            f"<html><head><title>{self.status}</title></head>"
            "<body><center><h1>The page is not available</h1></center>"
            "<hr><center>CloudWAF</center></body></html>"
        )
        return await exchange.send(
            Answer(self.status, page.encode(), "text/html; charset=utf-8")
        )


@dataclass(frozen=True, slots=True)
class Truncated:
    """Declares the whole length, sends half of the body and closes."""

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        response = await exchange.start(exchange.right)
        await response.write(_first_half(exchange.right.body))
        if exchange.request.transport is not None:  # pragma: no branch
            exchange.request.transport.close()
        return response


@dataclass(frozen=True, slots=True)
class CutJson:
    """Status 200 and a true length, but the JSON stops in the middle."""

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        return await exchange.send(Answer(200, _first_half(exchange.right.body)))


def _wrong_types() -> dict[str, Any]:
    return {
        "id": 702,
        "script_name": ["patch-check"],
        "resource_name": {"name": "FIN-DESK-02"},
        "start_time": True,
        "end_time": ["2026-01-14"],
        "status": 3,
        "execute_order": "second",
        "result_code": 10032,
        "output": {"lines": 12},
    }


@dataclass(frozen=True, slots=True)
class WrongTypes:
    """Status 200 and good JSON, but none of it of the documented types."""

    body: object = field(default_factory=_wrong_types)

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        return await exchange.send(Answer.from_json(200, self.body))


@dataclass(frozen=True, slots=True)
class Body:
    """Status 200 with exactly this JSON."""

    body: dict[str, Any] | list[Any]

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        return await exchange.send(Answer.from_json(200, self.body))


def _first_half(body: bytes) -> bytes:
    return body[: len(body) // 2]
