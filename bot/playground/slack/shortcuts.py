"""Shortcuts as Slack sends them.

docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack.actions import user_object
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.people import TEAM, TEAM_DOMAIN, Channel, Person
from bot.playground.slack.requests import VERIFICATION_TOKEN, channel_name

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Shortcut(Interaction):
    """One choice from the menu of a message, or from the menu of the workspace.

    Attributes:
        channel: Where the message stands; empty without one, as is `response_url`.
        callback_id: Which shortcut it was.
        message: The message as history has it, None without one.
        action_ts: When it was.
    """

    callback_id: str
    message: Json | None = field(default=None)
    action_ts: str

    def payload(
        self, person: Person | None, channel: Channel | None, trigger_id: str
    ) -> Json:
        """What the bot is told."""
        return {
            "type": "shortcut" if self.message is None else "message_action",
            "token": VERIFICATION_TOKEN,
            "action_ts": self.action_ts,
            "team": {"id": TEAM, "domain": TEAM_DOMAIN},
            "user": user_object(self.user, person, TEAM),
            "is_enterprise_install": False,
            "enterprise": None,
            "callback_id": self.callback_id,
            "trigger_id": trigger_id,
            **self._place(channel),
        }

    def _place(self, channel: Channel | None) -> Json:
        """What is only told of a message."""
        if self.message is None:
            return {}
        return {
            "response_url": self.response_url,
            "channel": {"id": self.channel, "name": channel_name(channel)},
            "message_ts": self.message["ts"],
            "message": self.message,
        }
