"""Slash commands as Slack sends them, written out before anything is measured."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

USER, WORKSPACE = "U0BENCH", "T0BENCH"

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Command:
    """One command on the wire; its number tells it and its answer from all others."""

    number: int
    wire: bytes


Wrap = Callable[[int, dict[str, str]], bytes]


def commands(texts: Iterable[str], answers_url: str, wrap: Wrap) -> list[Command]:
    """A new command for each of the texts; answers go to `answers_url` + its number.

    No two have one trigger, so that none is taken for a repeat.
    """
    numbered = [(next(_numbers), text) for text in texts]
    return [
        Command(number, wrap(number, _fields(number, text, answers_url)))
        for number, text in numbered
    ]


def _fields(number: int, text: str, answers_url: str) -> dict[str, str]:
    """As docs.slack.dev/interactivity/implementing-slash-commands has them."""
    return {
        "token": "verification-token-nobody-checks",
        "team_id": WORKSPACE,
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "operations",
        "user_id": USER,
        "user_name": "operator",
        "command": "/runs",
        "text": text,
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": f"{answers_url}{number}",
        "trigger_id": f"{number:011}.738474920.8088930838d88f008e0",
    }


def signed_form(signing_secret: str, address: str) -> Wrap:
    """Requests to the server at `address`, signed at the time of wrapping.

    As docs.slack.dev/authentication/verifying-requests-from-slack wants it.
    """
    host = address.removeprefix("http://")

    def wrap(_: int, fields: dict[str, str]) -> bytes:
        body, timestamp = urlencode(fields).encode(), int(time.time())
        signed = b"v0:%d:%s" % (timestamp, body)
        digest = hmac.new(signing_secret.encode(), signed, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1",
            f"Host: {host}",
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept: application/json,*/*",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"X-Slack-Request-Timestamp: {timestamp}",
            f"X-Slack-Signature: v0={digest}",
        )
        return "\r\n".join([*head, "", ""]).encode() + body

    return wrap


def envelope(number: int, fields: dict[str, str]) -> bytes:
    """What comes over a socket.

    As docs.slack.dev/apis/events-api/using-socket-mode has it.
    """
    return json.dumps(
        {
            "envelope_id": str(number),
            "type": "slash_commands",
            "accepts_response_payload": True,
            "payload": fields,
        }
    ).encode()
