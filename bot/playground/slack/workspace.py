"""What the local Slack knows and remembers, whichever way a message comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.rules import broken
from bot.playground.rules.rule import Breach, BrokenRule
from bot.playground.slack.deliveries import Post, Shown, Via
from bot.playground.slack.people import Channel, Person, channels, people


@dataclass(slots=True)
class Workspace:
    """People, channels, everything that was shown, and every rule that was broken."""

    now: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=people)
    channels: dict[str, Channel] = field(default_factory=channels)
    posts: list[Post] = field(default_factory=list)
    broken_rules: list[BrokenRule] = field(default_factory=list)
    mentions_allowed: set[str] = field(default_factory=set)
    _stamps: int = 0

    def judge(self, message: Mapping[str, Any], *breaches: Breach) -> list[BrokenRule]:
        """Record the rules that it breaks, and return those for which Slack refuses."""
        found = [breach.of(message) for breach in breaches]
        found += broken(message, mentions_allowed=self.mentions_allowed)
        self.broken_rules += found
        return [rule for rule in found if rule.refusal is not None]

    def stamp(self) -> str:
        """A ts that nothing else has."""
        self._stamps += 1
        return f"{int(self.now().timestamp())}.{self._stamps:06d}"

    def sees(self, user: str, shown: Shown) -> bool:
        """Whether this person has the message before their eyes."""
        if shown.deleted or shown.visible_to not in (None, user):
            return False
        channel = self.channels.get(shown.channel)
        # A direct message isn't among the channels; whoever wrote there sees it.
        return channel is None or user in channel.members

    def show(
        self, message: dict[str, Any], visible_to: str | None, via: Via, channel_id: str
    ) -> Post:
        """Let this person see the message, or the whole channel."""
        shown = Shown(self.stamp(), channel_id, visible_to, [message])
        channel = self.channels.get(channel_id)
        if visible_to is None and channel is not None:
            channel.messages.append(shown.as_message())
        return self._post(message, shown, via)

    def replace(self, shown: Shown, message: dict[str, Any]) -> Post:
        """Let those who see the place see this message there."""
        shown.versions.append(message)
        history = self._history(shown)
        history[:] = [
            shown.as_message() if each["ts"] == shown.ts else each for each in history
        ]
        return self._post(message, shown, "response_url")

    def delete(self, shown: Shown, message: dict[str, Any]) -> Post:
        """Take the place away; the post says so, and nobody sees it."""
        shown.deleted = True
        history = self._history(shown)
        history[:] = [each for each in history if each["ts"] != shown.ts]
        return Post(message, shown.visible_to, self.now(), "response_url", shown)

    def _history(self, shown: Shown) -> list[dict[str, Any]]:
        channel = self.channels.get(shown.channel)
        return [] if channel is None else channel.messages

    def _post(self, message: dict[str, Any], shown: Shown, via: Via) -> Post:
        post = Post(message, shown.visible_to, self.now(), via, shown)
        self.posts.append(post)
        return post
