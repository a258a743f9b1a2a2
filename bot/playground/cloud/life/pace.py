"""The fleet's time beside the wall clock's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.world.fleet import Ending

DAY = 86_400.0
HOUR = 3_600.0
# Fast work still lasts as long as people need to see that it runs.
SHORTEST_RUN = 14.0
FASTEST = 1_440.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Fleet time is in seconds since `start`; before it both clocks go alike.

    Raises:
        ValueError: the speed is not above 0 and at most `FASTEST`.
    """

    start: datetime
    speed: float

    def __post_init__(self) -> None:
        if not 0 < self.speed <= FASTEST:
            raise ValueError(
                f"The speed is more than 0 and at most {FASTEST:,.0f} (a day in a "
                f"minute); {self.speed:g} is not."
            )

    def wall(self, fleet_time: float) -> datetime:
        """When it happens by the wall clock."""
        speed = self.speed if fleet_time > 0 else 1
        return self.start + timedelta(seconds=fleet_time / speed)

    def fleet(self, moment: datetime) -> float:
        """Which fleet time it is at this moment."""
        passed = (moment - self.start).total_seconds()
        return passed * self.speed if passed > 0 else passed

    def played(
        self, fleet_time: float, endings: Sequence[Ending]
    ) -> tuple[Ending, ...]:
        """The endings, lasting as long as they do at this pace."""
        factor = self.factor(fleet_time, max((lasting(e) for e in endings), default=0))
        return tuple(
            end._replace(seconds=round(lasting(end) * factor, 3)) for end in endings
        )

    def factor(self, fleet_time: float, longest: float) -> float:
        """How much longer something lasts on the wall clock that lasts `longest`."""
        if fleet_time <= 0:
            return 1.0
        if self.speed <= 1 or not longest:
            return 1 / self.speed
        return max(1 / self.speed, SHORTEST_RUN / longest)

    @property
    def words(self) -> str:
        """Such as "a day in 24 minutes"."""
        if self.speed == 1:
            return "in real time"
        seconds = DAY / self.speed
        for size, word in ((DAY, "day"), (HOUR, "hour")):
            if seconds >= size:
                return f"a day in {_many(seconds / size, word)}"
        return f"a day in {_many(seconds / 60, 'minute')}"


def lasting(end: Ending) -> float:
    """How long it takes, in seconds."""
    return end.seconds or 0.0


def _many(number: float, word: str) -> str:
    shown = f"{number:.1f}".removesuffix(".0")
    return f"{shown} {word}" if shown == "1" else f"{shown} {word}s"
