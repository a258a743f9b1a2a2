"""Mishaps that have to do with time: too many requests, and a clock that is off."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

from bot.playground.cloud.answers import Answer, throttled
from bot.playground.cloud.faults import Exchange

_MINUTE = 60


@dataclass(slots=True)
class Throttle:
    """429 while more than `limit` requests came within `seconds` by the cloud's clock.

    Refused requests count, too (section 7.2).

    Attributes:
        retry_after: the Retry-After header, in seconds; None sends none.
    """

    limit: int
    seconds: int = 1
    retry_after: int | None = None
    _arrivals: deque[datetime] = field(default_factory=deque, repr=False)

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        self._arrivals.append(exchange.at)
        horizon = exchange.at - timedelta(seconds=self.seconds)
        while self._arrivals[0] <= horizon:
            self._arrivals.popleft()
        if len(self._arrivals) <= self.limit:
            return await exchange.send(exchange.right)
        body = throttled(self.limit, self._window(), exchange.request_id)
        return await exchange.send(Answer.from_json(429, body, self._headers()))

    def _window(self) -> str:
        if self.seconds % _MINUTE == 0:
            return f"{self.seconds // _MINUTE} minute"
        return f"{self.seconds} second"

    def _headers(self) -> dict[str, str]:
        after = self.retry_after
        return {} if after is None else {"Retry-After": str(after)}


@dataclass(frozen=True, slots=True)
class Skew:
    """The right answer, whose Date is off by so many seconds."""

    seconds: float

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        date = exchange.at + timedelta(seconds=self.seconds)
        headers = {**exchange.right.headers, "Date": format_datetime(date, usegmt=True)}
        return await exchange.send(replace(exchange.right, headers=headers))
