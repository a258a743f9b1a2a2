"""What will become of a run, target by target, and how that looks at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.life.pace import lasting
from bot.playground.cloud.world.fleet import NOT_BEGUN, UNDER_WAY, Ending


@dataclass(frozen=True, slots=True)
class Plan:
    """All targets wait for `lead` seconds, then all are under way, then each ends."""

    begun: datetime
    lead: float
    endings: tuple[Ending, ...]

    def at(self, now: datetime) -> tuple[Ending, ...]:
        """Each target's ending as far as it is known by now."""
        passed = self._passed(now)
        if passed < 0:
            return (NOT_BEGUN,) * len(self.endings)
        return tuple(
            end if lasting(end) <= passed else UNDER_WAY for end in self.endings
        )

    def statuses(self, now: datetime) -> list[str]:
        """Each target's word by now."""
        return [ending.status for ending in self.at(now)]

    def next_change(self, now: datetime) -> datetime | None:
        """When something changes after now; None if all is over."""
        passed = self._passed(now)
        if passed < 0:
            return self._moment(0)
        later = [lasting(end) for end in self.endings if lasting(end) > passed]
        return self._moment(min(later)) if later else None

    def last_end(self) -> datetime:
        """When the last target ends."""
        return self._moment(max((lasting(end) for end in self.endings), default=0))

    def _passed(self, now: datetime) -> float:
        return (now - self._moment(0)).total_seconds()

    def _moment(self, seconds: float) -> datetime:
        return self.begun + timedelta(seconds=self.lead) + timedelta(seconds=seconds)


_WORDS = {
    "FAILED": "failed",
    "FAIL": "failed",
    "ABNORMAL": "failed",
    "SKIP": "skipped",
    "SUCCESS": "succeeded",
    "FINISHED": "succeeded",
    "RUNNING": "running",
    "PROCESSING": "running",
    "WAITING": "waiting",
    "READY": "waiting",
    "CANCELED": "canceled",
}
_SHOWN = ("failed", "skipped", "canceled", "running", "waiting", "succeeded")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many targets have which outcome."""

    counts: dict[str, int]

    @classmethod
    def of(cls, statuses: Sequence[str]) -> "Tally":
        """From the services' own words."""
        said = [_WORDS[status] for status in statuses]
        return cls({word: said.count(word) for word in _SHOWN if word in said})

    @property
    def outcome(self) -> str:
        """That of the run as a whole."""
        if "running" in self.counts:
            return "running"
        for word in ("waiting", "failed", "skipped"):
            if word in self.counts:
                return word
        return "succeeded"

    def __str__(self) -> str:
        return ", ".join(f"{count:,} {word}" for word, count in self.counts.items())
