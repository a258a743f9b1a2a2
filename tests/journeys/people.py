"""People who open windows of the bot, fill them in and send them."""

from dataclasses import dataclass

from bot.playground.slack import OPERATOR, LocalSlack, Post
from tests.journeys.reading import standing


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work with windows."""

    slack: LocalSlack
    user: str = OPERATOR

    async def window(self, words: str) -> str:
        """All that stands in the top window, once `words` do."""
        views = self.slack.workspace.views
        modal = await views.changed(
            self.user, lambda one: words in str(one.view["blocks"])
        )
        return str(modal.view["blocks"])

    async def opens(self, text: str, words: str) -> str:
        """What the window shows that `/runs text` opens, once `words` are there."""
        await self.slack.command(user=self.user, text=text)
        return await self.window(words)

    async def fills(self, **fields: str | list[str]) -> dict[str, str]:
        """What is said beside fields after they have sent the window."""
        values = {f"form.{name}": value for name, value in fields.items()}
        sent = await self.slack.submit(self.user, values)
        assert sent.error is None
        return dict(sent.errors)

    async def sends(self, **fields: str | list[str]) -> str:
        """What only they are told after they have sent the window."""
        before = self.posts
        assert await self.fills(**fields) == {}
        post = await self.slack.workspace.posted(
            lambda post: post.visible_to == self.user and post not in before
        )
        return standing(post)

    async def makes(self, **fields: str | list[str]) -> str:
        """What they are told once there is a digest as they filled it in."""
        await self.opens("digest new", "form.name")
        assert await self.fills(**fields) == {}
        await self.window("Next")
        return await self.sends()

    @property
    def posts(self) -> list[Post]:
        """What only they see."""
        posts = self.slack.posts
        return [one for one in posts if one.visible_to == self.user]

    @property
    def windows(self) -> int:
        """How many stand before them."""
        return len(self.slack.workspace.views.modals(self.user))
