"""What the local Slack knows and remembers, whichever way a message comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.rules import broken
from bot.playground.rules.rule import Breach, BrokenRule
from bot.playground.slack.deliveries import Post
from bot.playground.slack.people import (
    APP,
    BOT,
    BOT_USER,
    TEAM,
    Channel,
    Person,
    channels,
    people,
)


@dataclass(slots=True)
class Workspace:
    """People, channels, everything that was shown, and every rule that was broken."""

    now: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=people)
    channels: dict[str, Channel] = field(default_factory=channels)
    posts: list[Post] = field(default_factory=list)
    broken_rules: list[BrokenRule] = field(default_factory=list)
    mentions_allowed: set[str] = field(default_factory=set)
    _shown: int = 0

    def judge(self, message: Mapping[str, Any], *breaches: Breach) -> list[BrokenRule]:
        """Record the rules that it breaks, and return those for which Slack refuses."""
        found = [breach.of(message) for breach in breaches]
        found += broken(message, mentions_allowed=self.mentions_allowed)
        self.broken_rules += found
        return [rule for rule in found if rule.refusal is not None]

    def show(self, post: Post, channel_id: str) -> dict[str, Any]:
        """Let people see the post; returns it as a message of the channel."""
        self.posts.append(post)
        self._shown += 1
        message = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "team": TEAM,
            "ts": f"{int(post.at.timestamp())}.{self._shown:06d}",
            "text": "",
            **post.message,
        }
        channel = self.channels.get(channel_id)
        if post.visible_to is None and channel is not None:
            channel.messages.append(message)
        return message
