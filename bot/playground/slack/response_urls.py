"""The response_urls of the local Slack, without HTTP."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.playground.rules.rule import Breach
from bot.playground.slack.answers import RateLimitedError, RefusalError
from bot.playground.slack.composing import thread_breaches
from bot.playground.slack.deliveries import Interaction, Post, Press
from bot.playground.slack.strict_json import parsed
from bot.playground.slack.workspace import Workspace

# docs.slack.dev/interactivity/handling-user-interaction
USES = 5
LIFETIME = timedelta(minutes=30)
# Slack's exact bodies for used and expired URLs, and its status for a message that it
# refuses, aren't documented; 400 is what incoming webhooks answer.
REFUSED = 400
GONE = 404
TOO_MANY = 429

_CHANGES = ("replace_original", "delete_original")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the caller of a response_url is told.

    Attributes:
        retry_after: After how many seconds it would be taken, None of all but 429.
    """

    status: int
    body: str
    retry_after: int | None = None

    @classmethod
    def gone(cls, error: str) -> "Reply":
        return cls(GONE, json.dumps({"ok": False, "error": error}))


@dataclass(slots=True)
class _Issued:
    interaction: Interaction
    at: datetime
    uses: int = 0


class ResponseUrls:
    """Takes messages for the commands and presses whose URLs were issued."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, _Issued] = {}

    def issue(self, path: str, interaction: Interaction) -> None:
        """Let the path take messages for this interaction from now on."""
        self._issued[path] = _Issued(interaction, self._workspace.now())

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
        interaction = issued.interaction
        refusal = self._refusal(interaction, message)
        if refusal is not None:
            return refusal
        try:
            self._pace(interaction, message)
        except RateLimitedError as limit:
            return Reply(TOO_MANY, "", limit.seconds)
        issued.uses += 1
        await interaction.receive(self._apply(interaction, message))
        return Reply(200, "ok")

    def _refusal(
        self, interaction: Interaction, message: dict[str, Any]
    ) -> Reply | None:
        if not isinstance(interaction, Press):
            return self._judge_new(interaction, message, command_url_breaches(message))
        if _changes(message) and interaction.original.shown.deleted:
            # Not documented either; to say "ok" would hide it.
            return Reply.gone("message_not_found")
        if asks(message, "delete_original"):
            return None
        breaches = press_url_breaches(message, interaction)
        if asks(message, "replace_original"):
            return self._judge(message, breaches)
        return self._judge_new(interaction, message, breaches)

    def _judge_new(
        self, interaction: Interaction, message: dict[str, Any], breaches: list[Breach]
    ) -> Reply | None:
        """Judge what replaces nothing, and so needs its place in the channel."""
        channel = self._workspace.channels.get(interaction.channel)
        # Of a direct message that isn't among the channels, the threads aren't known.
        if channel is None:
            return self._judge(message, breaches)
        if channel.is_archived and visible_to(message, interaction.user) is None:
            return Reply(REFUSED, "is_archived")
        try:
            threads = thread_breaches(channel, message)
        except RefusalError as refusal:
            return Reply(REFUSED, str(refusal))
        return self._judge(message, [*breaches, *threads])

    def _pace(self, interaction: Interaction, message: dict[str, Any]) -> None:
        """Count what a whole channel sees anew; the rest has no such limit."""
        public = visible_to(message, interaction.user) is None
        if public and not (isinstance(interaction, Press) and _changes(message)):
            self._workspace.pace(interaction.channel, message)

    def _judge(self, message: dict[str, Any], breaches: list[Breach]) -> Reply | None:
        refusals = self._workspace.judge(message, *breaches)
        return Reply(REFUSED, refusals[0].refusal or "") if refusals else None

    def _apply(self, interaction: Interaction, message: dict[str, Any]) -> Post:
        if isinstance(interaction, Press):
            shown = interaction.original.shown
            if asks(message, "delete_original"):
                return self._workspace.delete(shown, message)
            if asks(message, "replace_original"):
                return self._workspace.replace(shown, message)
        seen_by = visible_to(message, interaction.user)
        channel = interaction.channel
        return self._workspace.show(message, seen_by, "response_url", channel)


def parse_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object in the body, None when there is none."""
    try:
        found = parsed(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def visible_to(message: Mapping[str, Any], user: str) -> str | None:
    """Who sees an answer to this person: ephemeral unless it says otherwise."""
    return None if message.get("response_type") == "in_channel" else user


def asks(message: Mapping[str, Any], change: str) -> bool:
    """Whether it asks for this change of the original; Slack takes "true", too."""
    return message.get(change) in (True, "true")


def command_url_breaches(message: Mapping[str, Any]) -> list[Breach]:
    """The rules that hold for an answer to a command, beside those of any message."""
    found = [
        Breach("replace-from-command", f"{key} does nothing for a command's response")
        for key in _CHANGES
        if asks(message, key)
    ]
    return [*found, *_audience_breaches(message)]


def press_url_breaches(message: Mapping[str, Any], press: Press) -> list[Breach]:
    """The rules that hold for an answer to a press, beside those of any message.

    What Slack does when `replace_original` is left out has changed with the kind of
    message, so it is to be said.
    """
    if asks(message, "replace_original"):
        return list(_replacement_breaches(message, press))
    found = list(_audience_breaches(message))
    if not any(key in message for key in _CHANGES):
        found.append(Breach("replace-unsaid", "whether it replaces is left to Slack"))
    return found


def _changes(message: Mapping[str, Any]) -> bool:
    return any(asks(message, key) for key in _CHANGES)


def _audience_breaches(message: Mapping[str, Any]) -> Iterator[Breach]:
    if message.get("response_type") not in {"ephemeral", "in_channel"}:
        yield Breach("response-type-unsaid", "who sees it is left to a default")


def _replacement_breaches(message: Mapping[str, Any], press: Press) -> Iterator[Breach]:
    private = press.original.visible_to is not None
    if private and message.get("response_type") == "in_channel":
        detail = "a replacement is seen by whoever saw the original"
        yield Breach("replace-for-others", detail)
