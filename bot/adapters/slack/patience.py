"""Trying again what Slack did not take, without ever saying a thing twice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.pace import Pace
from bot.ports import Clock

_MOST_TRIES = 4

Sending = Callable[[], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is sent.

    Attributes:
        method: of the Web API: when Slack says "too fast", that holds for everybody
            who calls the method. "" for a response_url, which is alone.
        channel: whose pace it keeps; "" where it keeps none.
        repeatable: doing it twice is doing it once, so a lost answer is asked again.
        until: after this nobody wants it any more.
    """

    method: str = ""
    channel: str = ""
    repeatable: bool = False
    until: datetime | None = None

    def allows(self, outcome: Outcome) -> bool:
        """Whether the same may be sent again."""
        uncertain = outcome.fate is Fate.UNCERTAIN
        return outcome.fate is Fate.LATER or (self.repeatable and uncertain)


class Patience:
    """Sends up to four times, at the pace of the channel and as Slack asks.

    Only what Slack cannot have taken is sent again: when there was no connection, or it
    said "too fast". When a connection breaks nobody knows, and people dislike doubles.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pace = Pace(clock)
        self._held: dict[str, datetime] = {}

    async def send(self, sending: Sending, terms: Terms) -> Outcome:
        """What came of it in the end; `Fate.TOO_LATE` where it had to wait too long."""
        outcome = await self._once(sending, terms)
        for _ in range(_MOST_TRIES - 1):
            if not terms.allows(outcome):
                break
            if not self._in_time(outcome.wait, terms):
                return replace(outcome, fate=Fate.TOO_LATE)
            await self._clock.sleep(outcome.wait)
            outcome = await self._once(sending, terms)
        return outcome

    async def _once(self, sending: Sending, terms: Terms) -> Outcome:
        if not await self._cleared(terms):
            return Outcome(Fate.TOO_LATE, f"{terms.method}: held")
        outcome = await sending()
        if outcome.throttled and terms.method:
            until = self._clock.now() + timedelta(seconds=outcome.wait)
            self._held[terms.method] = until
        return outcome

    async def _cleared(self, terms: Terms) -> bool:
        """Whether it may go, in time; returns when it may."""
        while left := self._left(terms.method):
            if not self._in_time(left, terms):
                return False
            await self._clock.sleep(left)
        if terms.channel:
            await self._pace.turn(terms.channel)
            # While it waited for its turn somebody may have been told "too fast".
            return not self._left(terms.method) or await self._cleared(terms)
        return True

    def _left(self, method: str) -> float:
        """Seconds for which the method is held, 0 when it is not."""
        until = self._held.get(method)
        if until is None:
            return 0
        return max((until - self._clock.now()).total_seconds(), 0)

    def _in_time(self, seconds: float, terms: Terms) -> bool:
        if terms.until is None:
            return True
        return self._clock.now() + timedelta(seconds=seconds) < terms.until
