"""How fast a channel takes messages."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports import Clock

# https://docs.slack.dev/apis/web-api/rate-limits: one message a second in each channel.
_BETWEEN = timedelta(seconds=1)


@dataclass(slots=True)
class _Line:
    """Those who wait to post in one channel, and when the first of them may."""

    free_at: datetime
    waiting: int = 0
    first: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pace:
    """Gives everybody who posts in a channel their turn, a second apart, in order.

    It is so also after the bot stood still, when the turns of that time are all due.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: dict[str, _Line] = {}

    def ahead(self, channel: str) -> float:
        """Seconds until whoever comes now has their turn."""
        line = self._lines.get(channel)
        return self._left(line) + line.waiting * _BETWEEN.total_seconds() if line else 0

    async def turn(self, channel: str) -> None:
        """Return when `channel` takes the next message."""
        self._forget()
        line = self._lines.setdefault(channel, _Line(self._clock.now()))
        line.waiting += 1
        try:
            async with line.first:
                while left := self._left(line):
                    await self._clock.sleep(left)
                line.free_at = self._clock.now() + _BETWEEN
        finally:
            line.waiting -= 1

    def _left(self, line: _Line) -> float:
        return max((line.free_at - self._clock.now()).total_seconds(), 0)

    def _forget(self) -> None:
        now, lines = self._clock.now(), self._lines.items()
        self._lines = {
            channel: line
            for channel, line in lines
            if line.waiting or line.free_at > now
        }
