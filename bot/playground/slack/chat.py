"""chat.postMessage, chat.postEphemeral, chat.update and chat.delete.

docs.slack.dev/reference/methods/chat.postMessage and the pages beside it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.rules.messages import MAX_TEXT, MAX_TEXT_TAKEN
from bot.playground.rules.rule import Breach
from bot.playground.slack.answers import Answer, RefusalError, refuse
from bot.playground.slack.arguments import Given, text
from bot.playground.slack.composing import compose, thread_breaches
from bot.playground.slack.deliveries import Post, Shown
from bot.playground.slack.people import Channel
from bot.playground.slack.rates import TIER_3, TIER_4
from bot.playground.slack.reach import Reach
from bot.playground.slack.tokens import Method
from bot.playground.slack.workspace import Workspace

_SCOPES = ("chat:write",)


@dataclass(frozen=True, slots=True)
class Chat:
    """What the bot says, and how it changes what it said."""

    workspace: Workspace
    reach: Reach

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "chat.postMessage": Method(self._post, _SCOPES),
            "chat.postEphemeral": Method(self._whisper, _SCOPES, per_minute=TIER_4),
            "chat.update": Method(self._update, _SCOPES, per_minute=TIER_3),
            "chat.delete": Method(self._delete, _SCOPES, per_minute=TIER_3),
        }

    def _post(self, given: Given) -> Answer:
        channel = self.reach.post(text(given, "channel"))
        message = compose(given)
        self._judge(message, *thread_breaches(channel, message))
        self.workspace.pace(channel.id, message)
        # Which of several ts the answer has isn't documented; here it is the first.
        first, *_ = [
            self.workspace.show(part, None, "chat.postMessage", channel.id)
            for part in _parts(message)
        ]
        shown = first.shown.as_message()
        return {"ok": True, "channel": channel.id, "ts": first.ts, "message": shown}

    def _whisper(self, given: Given) -> Answer:
        user = text(given, "user")
        channel = self.reach.whisper(text(given, "channel"), user)
        message = compose(given)
        self._judge(message, *thread_breaches(channel, message))
        post = self.workspace.show(message, user, "chat.postEphemeral", channel.id)
        return {"ok": True, "message_ts": post.ts}

    def _update(self, given: Given) -> Answer:
        channel = self.reach.change(text(given, "channel"))
        shown = self._own(channel, given, "cant_update_message")
        message = {**_kept(shown), **compose(given)}
        self._judge(message, *_long(message))
        post = self.workspace.replace(shown, message, "chat.update")
        return {**_named(channel, post), "message": shown.as_message()}

    def _delete(self, given: Given) -> Answer:
        channel = self.reach.change(text(given, "channel"))
        shown = self._own(channel, given, "cant_delete_message")
        return _named(channel, self.workspace.delete(shown, {}, "chat.delete"))

    def _own(self, channel: Channel, given: Given, otherwise: str) -> Shown:
        ts = text(given, "ts")
        shown = self.workspace.find(channel.id, ts)
        if shown is not None:
            return shown
        there = any(each["ts"] == ts for each in channel.messages)
        raise RefusalError(otherwise if there else "message_not_found")

    def _judge(self, message: Mapping[str, Any], *breaches: Breach) -> None:
        refuse(self.workspace.judge(message, *breaches))


def _named(channel: Channel, post: Post) -> Answer:
    return {"ok": True, "channel": channel.id, "ts": post.ts}


def _kept(shown: Shown) -> dict[str, Any]:
    """What an update leaves as it is: its thread, attachments and metadata.

    Blocks are not among them: a text alone takes them away.
    """
    newest = shown.versions[-1]
    kept = ("thread_ts", "reply_broadcast", "attachments", "metadata", "files")
    return {key: newest[key] for key in kept if key in newest}


def _long(message: Mapping[str, Any]) -> list[Breach]:
    if len(str(message.get("text") or "")) <= MAX_TEXT:
        return []
    detail = f"an update has at most {MAX_TEXT:,} characters"
    return [Breach("update-too-long", detail, "msg_too_long")]


def _parts(message: dict[str, Any]) -> list[dict[str, Any]]:
    """A text that is too long becomes several messages, or loses its end."""
    whole = message.get("text") or ""
    if len(whole) <= MAX_TEXT or message.get("blocks"):
        return [message]
    taken = whole[:MAX_TEXT_TAKEN]
    starts = range(0, len(taken), MAX_TEXT)
    return [{**message, "text": taken[start : start + MAX_TEXT]} for start in starts]
