"""People who ask on in a thread."""

from dataclasses import dataclass

from bot.playground.slack import CHANNEL, OPERATOR, LocalSlack, Post
from tests.journeys.reading import standing


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of one person with the bot below a message."""

    slack: LocalSlack
    thread: str
    user: str = OPERATOR
    channel: str = CHANNEL

    async def post(self, text: str) -> Post:
        """What the bot answers everybody there once they have mentioned it."""
        before = len(self.public)
        await self.slack.mention(self.user, text, self.channel, self.thread)
        return await self._after(before)

    async def asks(self, text: str) -> str:
        """What stands in it."""
        return standing(await self.post(text))

    async def says(self, text: str) -> str:
        """What the bot answers everybody there after plain words."""
        before = len(self.public)
        await self.slack.say(self.user, text, self.channel, self.thread)
        return standing(await self._after(before))

    async def whispers(self, text: str) -> str:
        """What only they are told once they have mentioned the bot."""
        event = await self.slack.mention(self.user, text, self.channel, self.thread)
        return standing(await event.post())

    @property
    def public(self) -> list[Post]:
        """What the bot has said to everybody there, oldest first."""
        return [one for one in self.slack.posts if self._is_here(one)]

    async def _after(self, before: int) -> Post:
        await self.slack.workspace.posted(lambda _: len(self.public) > before)
        return self.public[before]

    def _is_here(self, post: Post) -> bool:
        there = post.shown.channel, post.shown.thread_ts
        return post.visible_to is None and there == (self.channel, self.thread)
