"""The real app between the playground's two servers."""

from dataclasses import dataclass

from bot.app import Patience
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import OPERATOR, Delivery, LocalSlack

IMPATIENT = Patience(cloud=0.4, progress=10, finish=5, tell=1)


@dataclass(frozen=True, slots=True)
class Town:
    """Slack, the cloud, and the bot in between."""

    slack: LocalSlack
    cloud: SimulatedCloud

    async def ask(self, text: str, user: str = OPERATOR) -> Delivery:
        """What came back for `/runs text`, once the answer is there."""
        delivery = await self.slack.command(user=user, text=text)
        await delivery.post()
        return delivery

    async def answer(self, text: str, user: str = OPERATOR) -> str:
        """The top-level text of the answer."""
        delivery = await self.ask(text, user)
        return str(delivery.posts[-1].message["text"])

    @property
    def address(self) -> str:
        """Where the bot listens."""
        return self.slack.events_url.removesuffix("/slack/events")


def headline(delivery: Delivery) -> str:
    """The header of the last answer."""
    return str(delivery.posts[-1].message["blocks"][0]["text"]["text"])
