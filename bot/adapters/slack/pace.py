"""How fast a channel takes messages."""

from datetime import datetime, timedelta

from bot.ports import Clock

# https://docs.slack.dev/apis/web-api/rate-limits: one message a second in each channel.
_BETWEEN = timedelta(seconds=1)


class Pace:
    """Gives everybody who posts in a channel their turn, a second apart, in order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[str, datetime] = {}

    def ahead(self, channel: str) -> float:
        """Seconds until whoever comes now has their turn."""
        now = self._clock.now()
        return max((self._free_at.get(channel, now) - now).total_seconds(), 0)

    async def turn(self, channel: str) -> None:
        """Return when `channel` takes the next message."""
        now = self._clock.now()
        self._forget(now)
        mine = self._free_at.get(channel, now)
        self._free_at[channel] = mine + _BETWEEN
        if mine > now:
            await self._clock.sleep((mine - now).total_seconds())

    def _forget(self, now: datetime) -> None:
        past = [channel for channel, at in self._free_at.items() if at <= now]
        for channel in past:
            del self._free_at[channel]
