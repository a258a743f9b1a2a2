"""What goes wrong between the bot and the simulated cloud, one class per mishap."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.cloud.answers import Answer, usual_error
from bot.playground.cloud.faults import Exchange
from bot.playground.loopback import drop, never


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
