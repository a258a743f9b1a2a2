"""A channel's wish for a digest."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.failures import FailureFilter
from bot.domain.schedules import Schedule

_MOST = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a channel is told, and when.

    Attributes:
        name: unique among all.
        channel: its id.
        schedule: over the wall time of `zone`.
        clouds: which ones, by name.
        wanted: what is told of them.
        posts_empty: whether a digest with nothing in it is posted as well.
        mention: ids of people and groups who are named where something failed.
    """

    name: str
    channel: str
    schedule: Schedule
    zone: ZoneInfo
    clouds: tuple[str, ...]
    wanted: FailureFilter = field(default_factory=FailureFilter)
    posts_empty: bool = True
    mention: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """In another channel it is another one: it begins anew there."""
        return f"{self.channel}/{self.name}"

    def due(self, now: datetime) -> datetime:
        """The newest slot that is not after `now`, in UTC."""
        return self.schedule.latest(now, self.zone)

    def told_from(self, begun: datetime) -> datetime:
        """From when on it is told anything, if it begins at `begun`: one period, at most a day."""
        return begun - min(self.schedule.period(begun, self.zone), _MOST)
