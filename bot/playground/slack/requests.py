"""What all requests of the local Slack to the bot have in common."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientError, ClientSession

from bot.playground.slack.acks import OK, Ack
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.people import Channel

# Deprecated, but still sent.
VERIFICATION_TOKEN = "verification-token-nobody-checks"  # noqa: S105 - as it says


@dataclass(frozen=True, slots=True)
class Seal:
    """How a request is signed.

    Attributes:
        timestamp_offset: Seconds by which the request's time is wrong.
        signature: To be sent in place of the right one.
    """

    signing_secret: str
    timestamp_offset: int = 0
    signature: str | None = None

    def headers(self, body: str, at: datetime) -> dict[str, str]:
        """The headers of a request by Slack.

        docs.slack.dev/authentication/verifying-requests-from-slack
        """
        timestamp = int(at.timestamp()) + self.timestamp_offset
        right = self._signature(body, timestamp)
        return {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": str(timestamp),
            "X-Slack-Signature": right if self.signature is None else self.signature,
        }

    def _signature(self, body: str, timestamp: int) -> str:
        text = f"v0:{timestamp}:{body}".encode()
        key = self.signing_secret.encode()
        return f"v0={hmac.new(key, text, hashlib.sha256).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Request:
    """A form on its way to the bot."""

    url: str
    body: str
    headers: dict[str, str]

    async def deliver(self, interaction: Interaction, seconds: float) -> Ack | None:
        """Wait so long for the ack; where it fails, the interaction says how."""
        clock = asyncio.get_running_loop()
        started = clock.time()
        try:
            async with asyncio.timeout(seconds):
                interaction.status, ack = await self._send()
        except TimeoutError:
            interaction.error, ack = "operation_timeout", None
        except ClientError:
            interaction.error, ack = "dispatch_failed", None
        else:
            if interaction.status != OK:
                interaction.error, ack = "dispatch_failed", None
        interaction.ack_seconds = clock.time() - started
        return ack

    async def _send(self) -> tuple[int, Ack | None]:
        async with (
            ClientSession() as session,
            session.post(
                self.url,
                data=self.body.encode(),
                headers=self.headers,
                allow_redirects=False,
            ) as response,
        ):
            ack = Ack(response.content_type, await response.text())
            return response.status, ack


def trigger_id() -> str:
    """An id such as 3141592653589.0123456789abcdef0123456789abcdef."""
    return f"{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"


def channel_name(channel: Channel | None) -> str:
    """What Slack writes there: only public channels are named."""
    if channel is None:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
