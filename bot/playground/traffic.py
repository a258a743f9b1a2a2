"""What went between Slack, the bot and the cloud, for people who want to look."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.playground.bodies import laid_out
from bot.playground.loopback import Handler

Party = Literal["Slack", "bot", "cloud"]

# How many exchanges are kept.
KEPT = 1_000
_FIRST_ERROR = 400


def _seconds() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True)
class Exchanged:
    """One request and what came back.

    Attributes:
        at: When it began.
        what: In a few words.
        sent: The body, laid out.
        status: The HTTP status, None while there is none.
        seconds: How long it took, None while it is under way.
        failed: What went wrong, None when nothing did.
        got: The answer's body, laid out.
    """

    number: int
    at: datetime
    sender: Party
    receiver: Party
    what: str
    sent: str
    status: int | None = None
    seconds: float | None = None
    failed: str | None = None
    got: str = ""
    _started: float = field(default_factory=_seconds, repr=False)

    def end(self, status: int | None, got: bytes | str, failed: str | None) -> None:
        """Note what came of it."""
        self.seconds = _seconds() - self._started
        self.status, self.got, self.failed = status, laid_out(got), failed
        if failed is None and status is not None and status >= _FIRST_ERROR:
            self.failed = f"HTTP {status}"


class Traffic:
    """The newest exchanges, oldest first.

    Args:
        now: What time it is.

    Attributes:
        changed: Called when there is one more, or one has ended.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._count = 0
        self.changed: Callable[[], None] = lambda: None
        self.kept = deque[Exchanged](maxlen=KEPT)

    def begin(
        self, sender: Party, receiver: Party, what: str, sent: bytes | str = b""
    ) -> Exchanged:
        """Note a request that is on its way."""
        self._count += 1
        body = laid_out(sent)
        begun = Exchanged(self._count, self._now(), sender, receiver, what, body)
        self.kept.append(begun)
        self.changed()
        return begun

    def end(
        self,
        exchanged: Exchanged,
        status: int | None,
        got: bytes | str = b"",
        failed: str | None = None,
    ) -> None:
        """Note what came of it."""
        exchanged.end(status, got, failed)
        self.changed()

    def find(self, number: int) -> Exchanged | None:
        """The exchange with this number, if it is still kept."""
        return next((each for each in self.kept if each.number == number), None)

    async def watch(
        self, request: web.BaseRequest, receiver: Party, what: str, handler: Handler
    ) -> web.StreamResponse:
        """The handler's answer to a request of the bot, with both noted."""
        begun = self.begin("bot", receiver, what)
        try:
            # Of a form in parts only the handler may take the body.
            if request.content_type != "multipart/form-data":
                begun.sent = laid_out(await request.read())
            response = await handler(request)
        except (asyncio.CancelledError, ConnectionError):
            self.end(begun, None, failed="the bot hung up")
            raise
        except web.HTTPException as exc:
            self.end(begun, exc.status, exc.text or "")
            raise
        self._answered(begun, request, response)
        return response

    def _answered(
        self, begun: Exchanged, request: web.BaseRequest, response: web.StreamResponse
    ) -> None:
        if isinstance(response, web.WebSocketResponse):
            self.end(begun, response.status)
            return
        if request.transport is None or request.transport.is_closing():
            self.end(begun, None, failed="the connection was cut")
            return
        body = response.body if isinstance(response, web.Response) else None
        self.end(begun, response.status, body if isinstance(body, bytes) else b"")
