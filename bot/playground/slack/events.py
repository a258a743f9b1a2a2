"""Events as Slack sends them, and what came back.

docs.slack.dev/apis/events-api
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.slack.changes import Changes
from bot.playground.slack.deliveries import Post
from bot.playground.slack.lines import Outcome
from bot.playground.slack.people import APP, BOT_USER, TEAM, Channel
from bot.playground.slack.requests import VERIFICATION_TOKEN

Json = dict[str, Any]

MENTION = f"<@{BOT_USER}>"
HOME_OPENED = "app_home_opened"
# Sent again almost at once, after a minute and after five.
RETRIES = 3

# What an event calls the kind of its channel, by the word of scopes.
_KINDS = {"channels": "channel", "groups": "group", "im": "im"}


@dataclass(slots=True, kw_only=True)
class EventDelivery:
    """One event on its way to the bot, and what came back.

    Attributes:
        name: What an app subscribes to, such as "message.channels".
        message: What the person wrote, as the channel's history has it.
        payload: What the bot was told; the same each time.
        attempts: What came of it each time; none when the bot isn't told.
    """

    user: str
    channel: str
    name: str
    message: Json
    payload: Json
    attempts: list[Outcome] = field(default_factory=list)
    _posts: Sequence[Post] = field(repr=False, compare=False)
    _since: int = field(repr=False, compare=False)
    _changes: Changes = field(repr=False, compare=False)

    @property
    def event_id(self) -> str:
        """What stays the same however often it is sent."""
        return str(self.payload["event_id"])

    @property
    def status(self) -> int:
        """The HTTP status of the newest ack, 0 when there was none."""
        return self.attempts[-1].status if self.attempts else 0

    @property
    def error(self) -> str | None:
        """How the newest attempt failed, None when it didn't."""
        return self.attempts[-1].error if self.attempts else None

    @property
    def private(self) -> list[Post]:
        """What only this person was shown in this channel since."""
        place = self.user, self.channel
        since = self._posts[self._since :]
        return [
            post for post in since if (post.visible_to, post.shown.channel) == place
        ]

    @property
    def may_be_retried(self) -> bool:
        """Whether Slack would send it again by itself."""
        if not self.attempts or len(self.attempts) > RETRIES:
            return False
        return self.error is not None and not self.attempts[-1].unwanted

    async def post(self, index: int = 0, timeout: float = 10) -> Post:  # noqa: ASYNC109
        """Wait for the private post with this index.

        Raises:
            TimeoutError: It didn't come in time.
        """

        def find() -> Post | None:
            return next(iter(self.private[index:]), None)

        return await self._changes.until(find, timeout)


def events_of(message: Json, channel: Channel) -> Iterator[tuple[str, Json]]:
    """What a person's message is to an app that subscribes to all, by name."""
    told = {**message, "channel": channel.id, "event_ts": message["ts"]}
    family = channel.family
    # docs.slack.dev/reference/events/app_mention: not in direct messages.
    if MENTION in message["text"] and family != "im":
        yield "app_mention", {**told, "type": "app_mention"}
    yield f"message.{family}", {**told, "channel_type": _KINDS[family]}


def scope_for(name: str) -> str | None:
    """The scope that an event needs, None if it needs none."""
    if name == HOME_OPENED:
        return None
    if name == "app_mention":
        return "app_mentions:read"
    return f"{name.removeprefix('message.')}:history"


def event_callback(event: Json, at: datetime) -> Json:
    """The payload around an event."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(at.timestamp()),
        "authorizations": [_AUTHORIZATION],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(16)}",
    }


_AUTHORIZATION = {
    "enterprise_id": None,
    "team_id": TEAM,
    "user_id": BOT_USER,
    "is_bot": True,
    "is_enterprise_install": False,
}
