"""What a person wants to be told, before it is somebody's subscription."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.failures import FailureFilter
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A subscription without an owner; its members are those of `Subscription`."""

    name: str
    channel: str
    schedule: Schedule
    zone: ZoneInfo
    clouds: tuple[str, ...] = ()
    wanted: FailureFilter
    posts_empty: bool = True
    mention: tuple[str, ...] = ()

    def of(self, owner: str) -> Subscription:
        """The subscription of that owner."""
        return Subscription(
            name=self.name,
            channel=self.channel,
            schedule=self.schedule,
            zone=self.zone,
            clouds=self.clouds,
            wanted=self.wanted,
            posts_empty=self.posts_empty,
            mention=self.mention,
            owner=owner,
        )
