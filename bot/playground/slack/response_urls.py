"""The response_urls of the local Slack, without HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.playground.rules.rule import Breach
from bot.playground.slack.deliveries import Delivery, Post
from bot.playground.slack.workspace import Workspace

# docs.slack.dev/interactivity/handling-user-interaction
USES = 5
LIFETIME = timedelta(minutes=30)
# Slack's exact bodies for used and expired URLs, and its status for a message that it
# refuses, aren't documented; 400 is what incoming webhooks answer.
REFUSED = 400
GONE = 404


@dataclass(frozen=True, slots=True)
class Reply:
    """What the caller of a response_url is told."""

    status: int
    body: str

    @classmethod
    def gone(cls, error: str) -> "Reply":
        return cls(GONE, json.dumps({"ok": False, "error": error}))


@dataclass(slots=True)
class _Issued:
    delivery: Delivery
    at: datetime
    uses: int = 0


class ResponseUrls:
    """Takes messages for the commands whose URLs were issued."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, _Issued] = {}

    def issue(self, path: str, delivery: Delivery) -> None:
        """Let the path take messages for this command from now on."""
        self._issued[path] = _Issued(delivery, self._workspace.now())

    async def use(self, path: str, body: bytes) -> Reply:
        """Take one message, or say why not."""
        issued = self._issued.get(path)
        if issued is None:
            return Reply.gone("invalid_url")
        if self._workspace.now() - issued.at >= LIFETIME:
            return Reply.gone("expired_url")
        if issued.uses >= USES:
            return Reply.gone("used_url")
        return await self._take(issued, body)

    async def _take(self, issued: _Issued, body: bytes) -> Reply:
        message = parse_object(body)
        if message is None:
            return Reply(REFUSED, "invalid_payload")
        refusals = self._workspace.judge(message, *command_url_breaches(message))
        if refusals:
            return Reply(REFUSED, refusals[0].refusal or "")
        issued.uses += 1
        delivery = issued.delivery
        seen_by = visible_to(message, delivery.user)
        post = Post(message, seen_by, self._workspace.now(), "response_url")
        self._workspace.show(post, delivery.channel)
        await delivery.receive(post)
        return Reply(200, "ok")


def parse_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object in the body, None when there is none."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def visible_to(message: Mapping[str, Any], user: str) -> str | None:
    """Who sees an answer to this person: ephemeral unless it says otherwise."""
    return None if message.get("response_type") == "in_channel" else user


def command_url_breaches(message: Mapping[str, Any]) -> list[Breach]:
    """The rules that hold for an answer to a command, beside those of any message."""
    found = [
        Breach("replace-from-command", f"{key} does nothing for a command's response")
        for key in ("replace_original", "delete_original")
        if message.get(key)
    ]
    if message.get("response_type") not in {"ephemeral", "in_channel"}:
        found.append(Breach("response-type-unsaid", "who sees it is left to a default"))
    return found
