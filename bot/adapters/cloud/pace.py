"""How often a cloud is asked: in turns, people first, slower when it says so."""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.ports import Clock

# A wait that the cloud did not name (its documents: wait 2 to 5 s and try again).
UNNAMED_PAUSE = 2.0
_LONGEST_WAIT = 60.0
_SLOWEST = 1 / 16
_CREEP = 1 / 20
# People's turns to one of the sweeps, as long as sweeps wait.
_PEOPLE_TO_ONE = 4
# Sleeping for less gains nothing, and a clock may not be able to tell.
_SHORTEST_SLEEP = 0.001
# A sum of fractions may miss a whole turn by this much.
_ROUNDING = 1e-6


class Lane(Enum):
    """Who asks; people go first, sweeps get every fifth turn."""

    PEOPLE = "people"
    SWEEPS = "sweeps"


# How long a known pause may be for somebody to wait for its end, in seconds.
PATIENCE = {Lane.PEOPLE: 15.0, Lane.SWEEPS: _LONGEST_WAIT}


class NoTurnError(Exception):
    """The cloud may not be asked soon enough.

    `seconds` is how long the cloud's pause still lasts; None when there is none, but
    too many were waiting.
    """

    def __init__(self, seconds: float | None) -> None:
        super().__init__(f"no turn for {seconds} s" if seconds else "no turn")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Turn:
    """Leave to send one request; `number` says how many were given before, plus one."""

    number: int


@dataclass(frozen=True, slots=True)
class _Waiter:
    turn: asyncio.Future[Turn]
    since: float


class Pace:
    """Turns for one host and one credential, shared by all of this process.

    A bucket that fills with `rate` turns a second and holds a second's worth, at least
    one. Tell it of each answer: `throttled` after a 429, else `went_well`.
    """

    def __init__(self, rate: float, clock: Clock) -> None:
        self._configured = self._rate = rate
        self._clock = clock
        self._seen = clock.now()
        self._time = 0.0
        self._tokens = max(1.0, rate)
        self._filled_at = 0.0
        self._paused_until = 0.0
        self._given = 0
        self._given_when_halved = 0
        self._people_since = 0
        self._waiting: dict[Lane, deque[_Waiter]] = {lane: deque() for lane in Lane}
        self._handing_out: asyncio.Task[None] | None = None

    @property
    def rate(self) -> float:
        """Turns a second at present."""
        return self._rate

    def slow_down_to(self, rate: float) -> None:
        """At most `rate` turns a second from now on; a higher one changes nothing."""
        self._fill(self._now())
        self._configured = min(self._configured, rate)
        self._rate = min(self._rate, rate)
        self._tokens = min(self._tokens, max(1.0, self._rate))

    async def turn(self, lane: Lane) -> Turn:
        """Wait for a turn, at most 60 s; in a lane they come in order.

        Raises:
            NoTurnError: a pause lasts for longer than this lane waits, or nobody's turn
                came within 60 s.
        """
        now = self._now()
        if (pause := self._pause(lane, now)) is not None:
            raise NoTurnError(pause)
        future: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append(_Waiter(future, now))
        self._hand_out()
        try:
            return await future
        except asyncio.CancelledError:
            if not future.cancelled() and future.exception() is None:
                self._take_back()
            raise

    def throttled(self, turn: Turn, seconds: float | None) -> None:
        """The cloud answered 429: pause for `seconds`, and go half as fast afterwards.

        Turns that were out when the rate was halved do not halve it again.
        """
        pause = UNNAMED_PAUSE if seconds is None else seconds
        now = self._now()
        self._fill(now)
        self._paused_until = max(self._paused_until, now + pause)
        self._filled_at = max(self._filled_at, self._paused_until)
        self._tokens = min(self._tokens, 1.0)
        if turn.number > self._given_when_halved:
            self._given_when_halved = self._given
            self._rate = max(self._rate / 2, self._configured * _SLOWEST)
        for lane, waiting in self._waiting.items():
            if (left := self._pause(lane, now)) is not None:
                while waiting:
                    self._refuse(waiting.popleft(), left)

    def went_well(self, turn: Turn) -> None:
        """The cloud answered: creep back to the configured rate."""
        if turn.number > self._given_when_halved:
            faster = self._rate + self._configured * _CREEP
            self._rate = min(faster, self._configured)

    def _now(self) -> float:
        """Seconds since the beginning; a clock that is set back only stands still."""
        now = self._clock.now()
        self._time += max((now - self._seen) / timedelta(seconds=1), 0.0)
        self._seen = now
        return self._time

    def _fill(self, now: float) -> None:
        gained = max(now - self._filled_at, 0.0) * self._rate
        self._tokens = min(self._tokens + gained, max(1.0, self._rate))
        self._filled_at = max(self._filled_at, now)

    def _pause(self, lane: Lane, now: float) -> float | None:
        """What is left of a pause that is longer than `lane` waits; else None."""
        left = self._paused_until - now
        return left if left > PATIENCE[lane] else None

    def _hand_out(self) -> None:
        """Give what turns there are; for the rest there is a task while anybody waits."""
        self._give(self._now())
        if self._handing_out is None and self._anybody():
            self._handing_out = asyncio.create_task(self._keep_handing_out())

    async def _keep_handing_out(self) -> None:
        try:
            while self._anybody():
                await self._clock.sleep(self._until_something_happens())
                now = self._now()
                self._give(now)
                self._send_away(now)
        finally:
            self._handing_out = None

    def _give(self, now: float) -> None:
        self._fill(now)
        while (
            now >= self._paused_until
            and self._tokens >= 1 - _ROUNDING
            and self._anybody()
        ):
            self._tokens -= 1
            self._given += 1
            self._next().set_result(Turn(self._given))

    def _next(self) -> asyncio.Future[Turn]:
        people, sweeps = self._waiting[Lane.PEOPLE], self._waiting[Lane.SWEEPS]
        if not people or (sweeps and self._people_since >= _PEOPLE_TO_ONE):
            self._people_since = 0
            return sweeps.popleft().turn
        self._people_since += bool(sweeps)
        return people.popleft().turn

    def _send_away(self, now: float) -> None:
        """Refuse those who have waited for too long."""
        for waiting in self._waiting.values():
            while waiting and now - waiting[0].since >= _LONGEST_WAIT:
                self._refuse(waiting.popleft(), None)

    def _refuse(self, waiter: _Waiter, seconds: float | None) -> None:
        if not waiter.turn.done():
            waiter.turn.set_exception(NoTurnError(seconds))

    def _anybody(self) -> bool:
        """Whether anybody waits; those who have left are forgotten."""
        for waiting in self._waiting.values():
            while waiting and waiting[0].turn.done():
                waiting.popleft()
        return any(self._waiting.values())

    def _until_something_happens(self) -> float:
        now = self._now()
        turn = self._filled_at - now + (1 - self._tokens) / self._rate
        oldest = min(waiting[0].since for waiting in self._waiting.values() if waiting)
        return max(min(turn, oldest + _LONGEST_WAIT - now), _SHORTEST_SLEEP)

    def _take_back(self) -> None:
        """Whoever was given the last turn has left without it."""
        self._tokens += 1
        self._hand_out()
