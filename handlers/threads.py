"""Mentions of the bot: threads are not answered yet, so whoever calls gets the help."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.domain.messages import Address
from bot.domain.presses import Press
from handlers.asking import Asker, Asking, Desk
from handlers.intake import Intake
from handlers.mentions import Mention
from handlers.seen import Seen

EVENTS = ("app_mention",)


class Threads:
    """What people say to the bot in channels."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        for event in EVENTS:
            app.event(event)(self.mentioned)

    async def mentioned(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Answer privately, once; other bots and edits get nothing."""
        if event.get("bot_id") or event.get("edited") or not event.get("user"):
            return
        if self._seen.first(_event_key(body), _message_key(event)):
            mention = Mention(_asking(self._desk, body, event))
            if not self._intake.accept(mention):
                self._intake.turn_away(mention)


def _asking(desk: Desk, body: Mapping[str, Any], event: Mapping[str, Any]) -> Asking:
    user, channel = str(event["user"]), str(event.get("channel", ""))
    # In a channel shared with others, `team` is that of whoever wrote.
    workspace = str(event.get("team") or body.get("team_id", ""))
    thread = str(event.get("thread_ts") or "")
    return Asking(
        desk=desk,
        asker=Asker(user=user, workspace=workspace, channel=channel),
        address=Address(user=user, channel=channel, thread=thread),
        press=Press("help"),
    )


def _event_key(body: Mapping[str, Any]) -> str:
    event_id = body.get("event_id")
    return f"event {event_id}" if event_id else ""


def _message_key(event: Mapping[str, Any]) -> str:
    """A mention and a message event can be about the same message."""
    channel, ts = event.get("channel"), event.get("ts")
    return f"message {channel} {ts}" if channel and ts else ""
