"""Which request meets which mishap, and what a mishap can do with it."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Protocol

from aiohttp import web

from bot.playground.cloud.answers import Answer


class Arrived(Protocol):
    """The record of a request, which learns what it was answered."""

    status: int | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request under way.

    Attributes:
        right: what the cloud would answer in good weather.
        arrived: where to note the status.
        at: the cloud's time.
    """

    request: web.BaseRequest
    right: Answer
    request_id: str
    arrived: Arrived
    at: datetime

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
        named = {
            "Content-Type": answer.content_type,
            "Date": format_datetime(self.at, usegmt=True),
            "X-Request-Id": self.request_id,
        }
        return {**named, **answer.headers}


class Fault(Protocol):
    """Something that goes wrong with one request."""

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        """Answer in the wrong way, or not at all."""
        ...


class Faults:
    """Which faults the next requests meet: the queued ones first, in order.

    What is asked for at one endpoint comes before what is asked for everywhere.
    """

    def __init__(self) -> None:
        self._queue: deque[Fault] = deque()
        self.standing: Fault | None = None
        self._at: dict[str, Faults] = {}

    def at(self, endpoint: str) -> "Faults":
        """The faults of one endpoint alone: W1 to W9, A1 to C5, I1, STS, METADATA."""
        return self._at.setdefault(endpoint, Faults())

    def next(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` requests (after those queued before) meet the fault."""
        self._queue.extend([fault] * times)

    def always(self, fault: Fault | None) -> None:
        """Let every request meet the fault once the queue is empty; None ends that."""
        self.standing = fault

    def take(self, endpoint: str = "") -> Fault | None:
        """The fault of the request that has just come to this endpoint."""
        own = self._at.get(endpoint)
        if own is None:
            return self.queued() or self.standing
        return own.queued() or self.queued() or own.standing or self.standing

    def queued(self) -> Fault | None:
        """Take the first of the queue."""
        return self._queue.popleft() if self._queue else None
