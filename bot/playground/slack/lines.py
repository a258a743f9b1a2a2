"""How a payload reaches the bot."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from aiohttp import ClientError, ClientSession

from bot.playground.slack.acks import Ack
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.requests import Seal

TIMED_OUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending an envelope once.

    Attributes:
        status: The HTTP status of the answer, 200 for any ack in Socket Mode, 0 when
            nothing came.
        ack: None when it failed.
        error: What Slack tells a person whose command or press failed.
        reason: What Slack tells the bot when it sends a failed event again
            (docs.slack.dev/apis/events-api).
        unwanted: Whether the bot asked not to be sent it again.
    """

    status: int = 0
    ack: Ack | None = None
    error: str | None = None
    reason: str = ""
    seconds: float = 0.0
    unwanted: bool = False


class Line(Protocol):
    """A way to the bot."""

    async def carry(self, envelope: Envelope, seconds: float) -> Outcome:
        """Send it once and wait so many seconds for the ack; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class HttpLine:
    """Requests to the bot's URL."""

    session: ClientSession
    url: str
    seal: Seal
    at: datetime

    async def carry(self, envelope: Envelope, seconds: float) -> Outcome:
        return await timed(self._send(envelope), seconds, late="http_timeout")

    async def _send(self, envelope: Envelope) -> Outcome:
        kind, body = envelope.body()
        headers = {**self.seal.headers(body, self.at, kind), **envelope.headers()}
        async with self.session.post(
            self.url, data=body.encode(), headers=headers, allow_redirects=False
        ) as response:
            ack = Ack(response.content_type, await response.text())
            unwanted = response.headers.get("X-Slack-No-Retry") == "1"
        if envelope.taken(response.status):
            return Outcome(response.status, ack, unwanted=unwanted)
        return Outcome(
            response.status, error=FAILED, reason="http_error", unwanted=unwanted
        )


async def timed(sending: Awaitable[Outcome], seconds: float, *, late: str) -> Outcome:
    """What came of it within so many seconds, and how long it took.

    Args:
        sending: One attempt; that its connection broke is an outcome, too.
        seconds: How long Slack waits.
        late: The reason for sending again what took longer.
    """
    clock = asyncio.get_running_loop()
    started = clock.time()
    try:
        async with asyncio.timeout(seconds):
            outcome = await sending
    except TimeoutError:
        outcome = Outcome(error=TIMED_OUT, reason=late)
    except (ClientError, ConnectionError):
        outcome = Outcome(error=FAILED, reason="connection_failed")
    return replace(outcome, seconds=clock.time() - started)
