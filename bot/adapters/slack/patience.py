"""Trying again what Slack did not take, without ever saying a thing twice."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.flights import Flight, Sending
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.pace import Pace
from bot.adapters.slack.waiting import Waiting
from bot.ports import Clock

_RESPONSE_URL = "response_url"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is sent.

    Attributes:
        method: of the Web API: when Slack says "too fast", that holds for everybody
            who calls the method. "" for a response_url, which is alone.
        channel: whose pace it keeps; "" where it keeps none.
        repeatable: doing it twice is doing it once, so a lost answer is asked again.
        until: after this it is not sent any more.
        given_up: after this its answer is not waited for any more.
    """

    method: str = ""
    channel: str = ""
    repeatable: bool = False
    until: datetime | None = None
    given_up: datetime | None = None

    @property
    def what(self) -> str:
        """What it is called where somebody reads of it."""
        return self.method or _RESPONSE_URL

    def allows(self, outcome: Outcome) -> bool:
        """Whether the same may be sent again."""
        uncertain = outcome.fate is Fate.UNCERTAIN
        return outcome.fate is Fate.LATER or (self.repeatable and uncertain)


class Patience:
    """Sends up to four times, at the pace of the channel and as Slack asks.

    Only what Slack cannot have taken is sent again: when there was no connection, or it
    said "too fast". When a connection breaks nobody knows, and people dislike doubles.
    Turns and pauses of one request make up a minute at most, however many wait.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pace = Pace(clock)
        self._held: dict[str, datetime] = {}

    async def send(self, sending: Sending, terms: Terms) -> Outcome:
        """What came of it in the end.

        Where it would have had to wait for longer than it is wanted that is
        `Fate.TOO_LATE` at once; for longer than a minute, `Fate.LATER`.

        Raises:
            UncertainError: it was cancelled while it was out, and is not repeatable.
        """
        waiting = Waiting(self._clock, terms.until)
        while True:
            fate = await self._kept_from(terms, waiting)
            if fate is not None:
                return Outcome(fate, f"{terms.what}: held")
            outcome = await self._once(sending, terms)
            if not terms.allows(outcome) or not waiting.another_try():
                return outcome
            fate = waiting.refusal(outcome.wait)
            if fate is not None:
                late = fate is Fate.TOO_LATE
                return replace(outcome, fate=fate) if late else outcome
            await waiting.sleep(outcome.wait)

    async def _once(self, sending: Sending, terms: Terms) -> Outcome:
        flight = Flight(terms.what, repeatable=terms.repeatable)
        outcome = await flight.land(sending, self._patience(terms))
        if outcome.throttled and terms.method:
            self._hold(terms.method, outcome.wait)
        return outcome

    async def _kept_from(self, terms: Terms, waiting: Waiting) -> Fate | None:
        """Why it may not go at all; returns None once it may."""
        while True:
            fate = await self._released(terms.method, waiting)
            fate = fate or await self._turn(terms.channel, waiting)
            # While it waited for its turn somebody may have been told "too fast".
            if fate or not self._left(terms.method):
                return fate

    async def _released(self, method: str, waiting: Waiting) -> Fate | None:
        while left := self._left(method):
            fate = waiting.refusal(left)
            if fate is not None:
                return fate
            await waiting.sleep(left)
        return None

    async def _turn(self, channel: str, waiting: Waiting) -> Fate | None:
        if not channel:
            return None
        ahead = self._pace.ahead(channel)
        fate = waiting.refusal(ahead)
        if fate is None:
            waiting.spend(ahead)
            await self._pace.turn(channel)
        return fate

    def _hold(self, method: str, seconds: float) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)
        self._held[method] = max(self._held.get(method, until), until)

    def _left(self, method: str) -> float:
        """Seconds for which the method is held, 0 when it is not."""
        until = self._held.get(method)
        if until is None:
            return 0
        return max((until - self._clock.now()).total_seconds(), 0)

    def _patience(self, terms: Terms) -> float | None:
        """Seconds for which an answer is waited for; None where that has no end."""
        if terms.given_up is None:
            return None
        return (terms.given_up - self._clock.now()).total_seconds()
