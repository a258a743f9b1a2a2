"""What went between the local Slack and the bot: commands, posts and API calls."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Via = Literal["response_url", "ack", "chat.postMessage"]


@dataclass(frozen=True, slots=True)
class Post:
    """A message that somebody can see.

    Attributes:
        message: As it was accepted.
        visible_to: The one person who sees it, None when the whole channel does.
        at: When it was accepted.
        via: Which way it came.
    """

    message: dict[str, Any]
    visible_to: str | None
    at: datetime
    via: Via


@dataclass(slots=True)
class Delivery:
    """One slash command on its way, and everything that came back.

    Attributes:
        status: The HTTP status of the ack, 0 when there was none.
        ack: The ack's message; None when the ack was empty or didn't come.
        ack_post: The same as the person saw it.
        error: What Slack tells the person when the command failed there.
        posts: What came through the response_url, in order.
    """

    user: str
    channel: str
    text: str
    response_url: str
    status: int = 0
    ack: dict[str, Any] | None = None
    ack_post: Post | None = None
    ack_seconds: float = 0.0
    error: str | None = None
    posts: list[Post] = field(default_factory=list)
    _arrival: asyncio.Condition = field(
        default_factory=asyncio.Condition, repr=False, compare=False
    )

    @property
    def timed_out(self) -> bool:
        """Whether the ack didn't come in time, which nobody repeats for a command."""
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
