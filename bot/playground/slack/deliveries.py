"""What went between the local Slack and the bot: commands, presses, posts, API calls."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.playground.slack.people import APP, BOT, BOT_USER, TEAM

Via = Literal[
    "response_url",
    "ack",
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "chat.delete",
    "files.completeUploadExternal",
]

# They say what to do with a message and are no part of it.
_ORDERS = frozenset({"response_type", "replace_original", "delete_original"})


@dataclass(slots=True)
class Shown:
    """A place in a conversation, and what the bot let people see there.

    Attributes:
        ts: Slack's name of the place, which a replacement keeps.
        visible_to: The one person who sees it, None when the whole channel does.
        versions: What was accepted for it, oldest first.
        deleted: Whether the bot took it away.
        choices: The option that somebody chose, by person, block_id and action_id.
    """

    ts: str
    channel: str
    visible_to: str | None
    versions: list[dict[str, Any]]
    deleted: bool = False
    choices: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    @property
    def current(self) -> dict[str, Any] | None:
        """What people see there now, None once it is deleted."""
        return None if self.deleted else self.versions[-1]

    @property
    def thread_ts(self) -> str | None:
        """The root of its thread, which a replacement doesn't name again."""
        return self.versions[0].get("thread_ts")

    def as_message(self) -> dict[str, Any]:
        """The newest version as Slack's history has it."""
        newest = self.versions[-1]
        thread = self.thread_ts
        return {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "team": TEAM,
            "ts": self.ts,
            "text": "",
            **({} if thread is None else {"thread_ts": thread}),
            **{key: value for key, value in newest.items() if key not in _ORDERS},
        }


@dataclass(frozen=True, slots=True)
class Post:
    """A message that somebody can see.

    Attributes:
        message: As it was accepted.
        visible_to: The one person who sees it, None when the whole channel does.
        at: When it was accepted.
        via: Which way it came.
        shown: Where it stands, and what stands there now.
    """

    message: dict[str, Any]
    visible_to: str | None
    at: datetime
    via: Via
    shown: Shown = field(repr=False, compare=False)

    @property
    def ts(self) -> str:
        """Slack's name of the place; a replacement has that of its original."""
        return self.shown.ts

    @property
    def current(self) -> dict[str, Any] | None:
        """What people see there now, None once it is deleted."""
        return self.shown.current


@dataclass(slots=True, kw_only=True)
class Interaction:
    """Something that a person did, on its way to the bot, and what came back.

    Attributes:
        response_url: Where the bot may answer, five times in 30 minutes.
        status: The HTTP status of the ack, 200 for any in Socket Mode, 0 when there
            was none.
        ack: The ack's message; None when the ack was empty or didn't come.
        error: What Slack tells the person when it failed.
        posts: What came through the response_url, in order; a deletion, too.
    """

    user: str
    channel: str
    response_url: str
    status: int = 0
    ack: dict[str, Any] | None = None
    ack_seconds: float = 0.0
    error: str | None = None
    posts: list[Post] = field(default_factory=list)
    _arrival: asyncio.Condition = field(
        default_factory=asyncio.Condition, repr=False, compare=False
    )

    @property
    def timed_out(self) -> bool:
        """Whether the ack didn't come in time; Slack doesn't send it again."""
        return self.error == "operation_timeout"

    async def post(self, index: int = 0, timeout: float = 10) -> Post:  # noqa: ASYNC109
        """Wait for the post with this index.

        Raises:
            TimeoutError: It didn't come in time.
        """
        async with asyncio.timeout(timeout), self._arrival:
            await self._arrival.wait_for(lambda: len(self.posts) > index)
        return self.posts[index]

    async def receive(self, post: Post) -> None:
        """Add a post and wake those who wait for it."""
        async with self._arrival:
            self.posts.append(post)
            self._arrival.notify_all()


@dataclass(slots=True, kw_only=True)
class Delivery(Interaction):
    """One slash command.

    Attributes:
        text: What stood after the command's name.
        ack_post: The ack as the person saw it.
    """

    text: str
    ack_post: Post | None = None


@dataclass(slots=True, kw_only=True)
class Press(Interaction):
    """One press of a button, or one choice from a select or an overflow menu.

    Attributes:
        original: The message in which it was pressed.
        action: What was pressed, as the bot was told.
        confirmed: The dialog that the person said yes to, None when there was none.
    """

    original: Post
    action: dict[str, Any]
    confirmed: dict[str, Any] | None = None


@dataclass(slots=True)
class ApiCall:
    """A call of the Web API; the token isn't kept.

    Attributes:
        error: None when the answer was ok. Slack's error code, or what happened
            instead of an answer: "hang", "reset", "http_500".
    """

    method: str
    arguments: dict[str, Any]
    at: datetime
    error: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the caller was told that it worked."""
        return self.error is None
