"""What all payloads of the local Slack to the bot have in common."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

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

    def headers(self, body: str, at: datetime, content_type: str) -> dict[str, str]:
        """The headers of a request by Slack.

        docs.slack.dev/authentication/verifying-requests-from-slack
        """
        timestamp = int(at.timestamp()) + self.timestamp_offset
        right = self._signature(body, timestamp)
        return {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(timestamp),
            "X-Slack-Signature": right if self.signature is None else self.signature,
        }

    def _signature(self, body: str, timestamp: int) -> str:
        text = f"v0:{timestamp}:{body}".encode()
        key = self.signing_secret.encode()
        return f"v0={hmac.new(key, text, hashlib.sha256).hexdigest()}"


def channel_name(channel: Channel | None) -> str:
    """What Slack writes there: only public channels are named."""
    if channel is None:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
