"""How long one request may wait, and how often it may be sent."""

from datetime import datetime, timedelta

from bot.adapters.slack.codes import Fate
from bot.ports import Clock

_MOST_TRIES = 4
# Seconds: the longest that "too fast" is waited out, and one for the turn after it.
_LONGEST = 61.0


class Waiting:
    """What one request has used up of its minute, its four tries and its life."""

    def __init__(self, clock: Clock, until: datetime | None) -> None:
        self._clock = clock
        self._until = until
        self._left = _LONGEST
        self._tries = _MOST_TRIES

    def refusal(self, seconds: float) -> Fate | None:
        """What becomes of it if it had to wait so long; None where it can."""
        then = self._clock.now() + timedelta(seconds=seconds)
        if self._until is not None and then >= self._until:
            return Fate.TOO_LATE
        return Fate.LATER if seconds > self._left else None

    def another_try(self) -> bool:
        """Whether it may be sent once more after this time."""
        self._tries -= 1
        return self._tries > 0

    def spend(self, seconds: float) -> None:
        """Count what it waits elsewhere."""
        self._left -= seconds

    async def sleep(self, seconds: float) -> None:
        """Wait and count it; first ask whether it can."""
        self.spend(seconds)
        await self._clock.sleep(seconds)
