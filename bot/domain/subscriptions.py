"""A channel's wish for a digest."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.failures import FailureFilter
from bot.domain.schedules import Schedule

_MOST = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is delivered meanwhile; afterwards all of it is, in one digest.

    Attributes:
        by: the id of who wanted it; "" for the bot itself, where Slack refused for good.
        at: since when, in UTC.
        why: a sentence, or "".
    """

    by: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a channel is told, and when.

    Attributes:
        name: unique among all.
        channel: its id.
        schedule: over the wall time of `zone`.
        clouds: which ones, by name; nothing: all there are.
        wanted: what is told of them.
        posts_empty: whether a digest with nothing in it is posted as well.
        mention: ids of people and groups who are named where something failed.
        owner: the id of who made it in Slack; "" where it stands in the settings file.
        pause: why nothing is delivered now; None while it is.
    """

    name: str
    channel: str
    schedule: Schedule
    zone: ZoneInfo
    clouds: tuple[str, ...]
    wanted: FailureFilter = field(default_factory=FailureFilter)
    posts_empty: bool = True
    mention: tuple[str, ...] = ()
    owner: str = ""
    pause: Pause | None = None

    @property
    def is_filed(self) -> bool:
        """Whether it stands in the settings file, where alone it can be changed."""
        return not self.owner

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
