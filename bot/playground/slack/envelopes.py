"""Payloads on their way to the bot, the same whichever line takes them."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import uuid4

Kind = Literal["slash_commands", "interactive", "events_api"]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Retry:
    """Which sending again of an event it is, from 1, and why Slack tries again."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One payload.

    Attributes:
        accepts: Whether Slack looks at a body of the ack.
        retry: None the first time.
        id: What the ack names in Socket Mode.
    """

    type: Kind
    payload: dict[str, Any]
    accepts: bool = False
    retry: Retry | None = None
    id: str = field(default_factory=lambda: str(uuid4()))

    @property
    def title(self) -> str:
        """What it is, for people."""
        payload = self.payload
        match self.type:
            case "slash_commands":
                return f"{payload['command']} {payload['text']}".strip()
            case "interactive":
                return _interaction(payload)
            case "events_api":
                again = "" if self.retry is None else f", again ({self.retry.number})"
                return f"event {payload['event']['type']}{again}"

    def frame(self) -> dict[str, Any]:
        """As a WebSocket carries it (docs.slack.dev/apis/events-api/using-socket-mode).

        The reason for a retry is told only of events, and is empty the first time.
        """
        retry = self.retry or Retry(0, "")
        told = {"retry_attempt": retry.number, "retry_reason": retry.reason}
        return {
            "envelope_id": self.id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.accepts,
            **(told if self.type == "events_api" else {}),
        }

    def body(self) -> tuple[str, str]:
        """The content type and the body of a request."""
        match self.type:
            case "slash_commands":
                return FORM, urlencode(self.payload)
            case "interactive":
                return FORM, urlencode({"payload": json.dumps(self.payload)})
            case "events_api":
                return JSON, json.dumps(self.payload)

    def headers(self) -> dict[str, str]:
        """The headers of a request that is sent again, none the first time."""
        if self.retry is None:
            return {}
        number, reason = str(self.retry.number), self.retry.reason
        return {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": reason}

    def taken(self, status: int) -> bool:
        """Whether this HTTP status is a yes: any 2xx for an event, else only 200."""
        most = 299 if self.type == "events_api" else 200
        return 200 <= status <= most  # noqa: PLR2004 - where a yes begins


def _interaction(payload: dict[str, Any]) -> str:
    kind = str(payload["type"])
    if kind == "block_suggestion":
        return f"{kind} {payload['value']}".strip()
    if kind != "block_actions":
        return f"{kind} {payload.get('callback_id', '')}".strip()
    (action,) = payload["actions"]
    pressed = action.get("selected_option", action)
    return f"{action['type']} {pressed['text']['text']}"
