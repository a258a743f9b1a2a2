"""What the local Slack knows and remembers, whichever way a message comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.rules import broken
from bot.playground.rules.rule import Breach, BrokenRule
from bot.playground.slack.answers import RateLimitedError
from bot.playground.slack.changes import Changes
from bot.playground.slack.deliveries import Post, Shown, Via
from bot.playground.slack.files import Files
from bot.playground.slack.people import Channel, Person, channels, people
from bot.playground.slack.rates import Rates
from bot.playground.slack.triggers import Triggers
from bot.playground.slack.views import Views


@dataclass(slots=True)
class Workspace:
    """People, channels, everything that was shown, and every rule that was broken.

    Attributes:
        triggers: What lets the bot open windows.
        rates: How often the bot may call.
        views: The modals and Home tabs that people see.
        files: What was uploaded.
        places: Everything that the bot let people see, by channel and ts.
        changes: Announced whenever somebody sees something else than before.
    """

    now: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=people)
    channels: dict[str, Channel] = field(default_factory=channels)
    posts: list[Post] = field(default_factory=list)
    places: dict[tuple[str, str], Shown] = field(default_factory=dict)
    broken_rules: list[BrokenRule] = field(default_factory=list)
    mentions_allowed: set[str] = field(default_factory=set)
    triggers: Triggers = field(init=False)
    rates: Rates = field(init=False)
    views: Views = field(init=False)
    files: Files = field(init=False)
    changes: Changes = field(default_factory=Changes)
    _stamps: int = 0

    def __post_init__(self) -> None:
        self.triggers = Triggers(self.now)
        self.rates = Rates(self.now)
        self.views = Views(
            self.now, self.broken_rules, self.mentions_allowed, self.changes
        )
        self.files = Files()

    def judge(self, message: Mapping[str, Any], *breaches: Breach) -> list[BrokenRule]:
        """Record the rules that it breaks, and return those for which Slack refuses."""
        found = [breach.of(message) for breach in breaches]
        found += broken(message, mentions_allowed=self.mentions_allowed)
        self.broken_rules += found
        return [rule for rule in found if rule.refusal is not None]

    def pace(self, channel_id: str, message: Mapping[str, Any]) -> None:
        """Count a message that everybody in the channel will see.

        Raises:
            RateLimitedError: It came too soon after others, which is recorded.
        """
        try:
            self.rates.post(channel_id)
        except RateLimitedError as exc:
            detail = f"more than one message a second to {channel_id}"
            fast = Breach("too-fast", detail, "ratelimited")
            self.broken_rules.append(fast.of(message))
            raise exc from None

    def stamp(self) -> str:
        """A ts that nothing else has."""
        self._stamps += 1
        return f"{int(self.now().timestamp())}.{self._stamps:06d}"

    def direct(self, user: str) -> Channel:
        """The direct messages between this person and the bot, opened if need be."""
        made = Channel.direct(user)
        return self.channels.setdefault(made.id, made)

    def sees(self, user: str, shown: Shown) -> bool:
        """Whether this person has the message before their eyes."""
        if shown.deleted or shown.visible_to not in (None, user):
            return False
        channel = self.channels.get(shown.channel)
        # A direct message isn't among the channels; whoever wrote there sees it.
        return channel is None or user in channel.members

    def find(self, channel_id: str, ts: str) -> Shown | None:
        """The place of a message of the bot that history has."""
        shown = self.places.get((channel_id, ts))
        if shown is None or shown.deleted or shown.visible_to is not None:
            return None
        return shown

    def show(
        self, message: dict[str, Any], visible_to: str | None, via: Via, channel_id: str
    ) -> Post:
        """Let this person see the message, or everybody who is there."""
        shown = Shown(self.stamp(), channel_id, visible_to, [message])
        self.places[channel_id, shown.ts] = shown
        channel = self.channels.get(channel_id)
        if visible_to is None and channel is not None:
            channel.messages.append(shown.as_message())
        return self._post(message, shown, via)

    def replace(
        self, shown: Shown, message: dict[str, Any], via: Via = "response_url"
    ) -> Post:
        """Let those who see the place see this message there."""
        shown.versions.append(message)
        history = self._history(shown)
        history[:] = [
            shown.as_message() if each["ts"] == shown.ts else each for each in history
        ]
        return self._post(message, shown, via)

    def delete(
        self, shown: Shown, message: dict[str, Any], via: Via = "response_url"
    ) -> Post:
        """Take the place away; the post says so, and nobody sees it."""
        shown.deleted = True
        history = self._history(shown)
        history[:] = [each for each in history if each["ts"] != shown.ts]
        self.changes.announce()
        return Post(message, shown.visible_to, self.now(), via, shown)

    async def posted(
        self,
        predicate: Callable[[Post], bool],
        timeout: float = 10,  # noqa: ASYNC109
    ) -> Post:
        """Wait for the first post, old or new, that is as wanted.

        Raises:
            TimeoutError: There was none in time.
        """

        def find() -> Post | None:
            return next((post for post in self.posts if predicate(post)), None)

        return await self.changes.until(find, timeout)

    def _history(self, shown: Shown) -> list[dict[str, Any]]:
        channel = self.channels.get(shown.channel)
        return [] if channel is None else channel.messages

    def _post(self, message: dict[str, Any], shown: Shown, via: Via) -> Post:
        channel = self.channels.get(shown.channel)
        reader = None if channel is None else channel.direct_with
        post = Post(message, shown.visible_to or reader, self.now(), via, shown)
        self.posts.append(post)
        self.changes.announce()
        return post
