"""What goes wrong between the bot and the local Slack, one class per mishap."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.playground.loopback import drop, never


class Attempt(Protocol):
    """One call under way: of a Web API method or of a response_url."""

    @property
    def request(self) -> web.BaseRequest:
        """What arrived."""
        ...

    async def succeed(self) -> web.StreamResponse:
        """Do what was asked, and the answer to it."""
        ...

    def fail(self, error: str) -> web.StreamResponse:
        """The answer that says so in the target's own way."""
        ...

    def note(self, error: str) -> None:
        """Remember that the caller was not told of success."""
        ...


class Fault(Protocol):
    """Something that goes wrong with one call."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        """Answer in the wrong way, or not at all."""
        ...


class Faults:
    """Which faults the next calls meet, by method or "response_url"."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._standing: Fault | None = None

    def next(self, target: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of the target meet the fault, in order."""
        self._queues[target].extend([fault] * times)

    def always(self, fault: Fault | None) -> None:
        """Let every other call of any target meet the fault; None ends that."""
        self._standing = fault

    def take(self, target: str) -> Fault | None:
        """The fault of the call that has just come."""
        queue = self._queues[target]
        return queue.popleft() if queue else self._standing


@dataclass(frozen=True, slots=True)
class RateLimited:
    """HTTP 429 with Retry-After in seconds (docs.slack.dev/apis/web-api/rate-limits)."""

    retry_after: int

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        attempt.note("ratelimited")
        return web.json_response(
            {"ok": False, "error": "ratelimited"},
            status=429,
            headers={"Retry-After": str(self.retry_after)},
        )


@dataclass(frozen=True, slots=True)
class ServerError:
    """A 5xx whose body isn't Slack's JSON."""

    status: int = 500

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        attempt.note(f"http_{self.status}")
        return web.Response(status=self.status, text="upstream request failed")


@dataclass(frozen=True, slots=True)
class ServerErrorAfterStoring:
    """A 5xx after the call took effect."""

    status: int = 500

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        await attempt.succeed()
        return await ServerError(self.status).answer(attempt)


@dataclass(frozen=True, slots=True)
class Slow:
    """The right answer, so many seconds after the call took effect."""

    seconds: float

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        answer = await attempt.succeed()
        await asyncio.sleep(self.seconds)
        return answer


@dataclass(frozen=True, slots=True)
class ResetBefore:
    """The connection drops and nothing was done."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        attempt.note("reset")
        return drop(attempt.request)


@dataclass(frozen=True, slots=True)
class ResetAfterStoring:
    """The connection drops after the call took effect."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        await attempt.succeed()
        attempt.note("reset")
        return drop(attempt.request)


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer and no effect, until the client leaves or the server stops."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        attempt.note("hang")
        await never()


@dataclass(frozen=True, slots=True)
class ApiError:
    """Refused with this error."""

    error: str

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        return attempt.fail(self.error)
