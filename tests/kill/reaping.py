"""When processes are killed: at the n-th request that any of them makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.playground.cloud.faults import Exchange
from bot.playground.loopback import drop
from bot.playground.slack.faults import Attempt, Fault


@dataclass(frozen=True, slots=True)
class Kill:
    """A death: before the request was taken or after it, of all or of one."""

    after: bool
    everybody: bool


@dataclass(slots=True)
class Steps:
    """Counts the requests of a round, and kills where one is due.

    Attributes:
        kills: by the number of the request, from 0.
        kill: ends processes at once, all of them or one.
    """

    kills: Mapping[int, Kill]
    kill: Callable[[Kill], None]
    count: int = 0

    def next(self) -> Kill | None:
        """The death that comes with this request."""
        due = self.kills.get(self.count)
        self.count += 1
        return due


@dataclass(frozen=True, slots=True)
class AtSlack:
    """Every call of Slack; `weather` is what becomes of it, by its number there."""

    steps: Steps
    weather: Mapping[int, Fault]
    calls: list[str] = field(default_factory=list)

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        fault = self.weather.get(len(self.calls))
        self.calls.append(attempt.request.path)
        due = self.steps.next()
        if due is None:
            return await (fault.answer(attempt) if fault else attempt.succeed())
        if due.after:
            await attempt.succeed()
        self.steps.kill(due)
        return drop(attempt.request)


@dataclass(frozen=True, slots=True)
class AtCloud:
    """Every request to the cloud."""

    steps: Steps

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        due = self.steps.next()
        if due is None:
            return await exchange.send(exchange.right)
        self.steps.kill(due)
        return drop(exchange.request)
