"""Slash commands as Slack sends them."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.playground.slack.people import APP, TEAM_DOMAIN, Channel, Person


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """What somebody typed, and where."""

    user: str
    text: str
    command: str
    channel: str
    team: str
    response_url: str

    def form(self, person: Person | None, channel: Channel | None) -> str:
        """The body (docs.slack.dev/interactivity/implementing-slash-commands).

        `token` and the names are deprecated but still sent.
        """
        fields = {
            "token": "verification-token-nobody-checks",
            "team_id": self.team,
            "team_domain": TEAM_DOMAIN,
            "channel_id": self.channel,
            "channel_name": _channel_name(channel),
            "user_id": self.user,
            "user_name": "" if person is None else person.name,
            "command": self.command,
            "text": self.text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url,
            "trigger_id": f"{secrets.randbelow(10**13)}.{secrets.token_hex(16)}",
        }
        return urlencode(fields)


def signed_headers(
    signing_secret: str, body: str, timestamp: int, signature: str | None = None
) -> dict[str, str]:
    """The headers of a request by Slack, with its signature unless another is given.

    docs.slack.dev/authentication/verifying-requests-from-slack
    """
    text = f"v0:{timestamp}:{body}".encode()
    digest = hmac.new(signing_secret.encode(), text, hashlib.sha256).hexdigest()
    return {
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={digest}" if signature is None else signature,
    }


def _channel_name(channel: Channel | None) -> str:
    """What Slack writes there: only public channels are named."""
    if channel is None:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
