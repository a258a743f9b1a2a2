"""What will become of an order, batch by batch, and how that looks at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from bot.playground.cloud.world.hosts import HostEnding

# Hosts begin so long after their order.
LEAD = 0.8
_READY, _WORKING = HostEnding("READY"), HostEnding("PROCESSING")
_CANCELED = HostEnding("CANCELED")


@dataclass(frozen=True, slots=True)
class Step:
    """One batch: when it begins, and each host's ending with the moment it ends.

    All moments are in seconds since the first hosts begin.
    """

    begins: float
    endings: tuple[HostEnding, ...]

    def over(self) -> float:
        """When its last host ends."""
        return max(_end(ending) for ending in self.endings)


@dataclass(frozen=True, slots=True)
class Rollout:
    """All batches of an order.

    Attributes:
        status: how it ends.
        pause: from when until when it stands still, if it does.
        canceled: when somebody ends it for good, if somebody does.
    """

    begun: datetime
    steps: Sequence[Step]
    status: str
    pause: tuple[float, float] | None = None
    canceled: float | None = None

    def batches(self, now: datetime) -> list[list[HostEnding]]:
        """Each host's ending as far as it is known by now."""
        passed = self._passed(now)
        return [
            [self._host(step.begins, end, passed) for end in step.endings]
            for step in self.steps
        ]

    def status_at(self, now: datetime) -> str:
        """The order's own word."""
        passed = self._passed(now)
        if passed >= self.over():
            return self.status
        if self.pause and self.pause[0] <= passed < self.pause[1]:
            return "PAUSED"
        return "PROCESSING"

    def seconds(self, now: datetime) -> float | None:
        """How long it took; None while it isn't over."""
        return self.over() + LEAD if self._passed(now) >= self.over() else None

    def over(self) -> float:
        """When it ends."""
        if self.canceled is not None:
            return self.canceled
        return max(step.over() for step in self.steps)

    def next_change(self, now: datetime) -> datetime | None:
        """When something changes after now; None if all is over."""
        passed = self._passed(now)
        ends = (_end(end) for step in self.steps for end in step.endings)
        begins = (step.begins for step in self.steps)
        moments = chain(ends, begins, self.pause or (), (self.over(),))
        later = [each for each in moments if passed < each <= self.over()]
        return self._moment(min(later)) if later else None

    def _host(self, begins: float, end: HostEnding, passed: float) -> HostEnding:
        if self.canceled is not None and begins >= self.canceled:
            return _CANCELED if passed >= self.canceled else _READY
        if passed < begins:
            return _READY
        return end if _end(end) <= passed else _WORKING

    def _passed(self, now: datetime) -> float:
        # The first hosts are under way as soon as the order is there.
        return max(0.0, (now - self._moment(0)).total_seconds())

    def _moment(self, seconds: float) -> datetime:
        return self.begun + timedelta(seconds=LEAD) + timedelta(seconds=seconds)


def _end(ending: HostEnding) -> float:
    return ending.seconds or 0.0
