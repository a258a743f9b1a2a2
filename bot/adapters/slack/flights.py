"""Requests under way: what is known of one whose answer nobody waits for any more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome
from bot.errors import UncertainError

Sending = Callable[[], Awaitable[Outcome]]


class Flight:
    """One request; `out` is whether any of it may have left.

    Where nobody watches the session it may always have. What is repeatable may be cut
    short at any time, as doing it again does no harm.
    """

    def __init__(self, what: str, *, repeatable: bool = False) -> None:
        self.out = True
        self._what = what
        self._repeatable = repeatable

    async def land(self, sending: Sending, seconds: float | None) -> Outcome:
        """What came of it, within `seconds` where there is such a limit.

        Raises:
            UncertainError: it was cancelled while it was out, from that CancelledError.
            CancelledError: it was cancelled before it left, or is repeatable.
        """
        before = _CURRENT.set(self)
        try:
            async with asyncio.timeout(seconds):
                return await sending()
        except TimeoutError:
            return self._given_up()
        except asyncio.CancelledError as exc:
            # Outside of every time-out of ours: those have to see the cancellation.
            if self._repeatable or not self.out:
                raise
            raise UncertainError(f"{self._what}: cancelled while it was out") from exc
        finally:
            _CURRENT.reset(before)

    def _given_up(self) -> Outcome:
        fate = Fate.UNCERTAIN if self.out else Fate.TOO_LATE
        return Outcome(fate, f"{self._what}: given up")


_CURRENT: ContextVar[Flight | None] = ContextVar("flight", default=None)


def watch(session: aiohttp.ClientSession) -> None:
    """Let flights over `session` know when they leave.

    aiohttp says so once there is a connection, right before the first byte.
    """
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begins)
    trace.on_request_headers_sent.append(_leaves)
    trace.freeze()
    session.trace_configs.append(trace)


async def _begins(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestStartParams
) -> None:
    _mark(out=False)


async def _leaves(
    _: aiohttp.ClientSession,
    __: SimpleNamespace,
    ___: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    _mark(out=True)


def _mark(*, out: bool) -> None:
    flight = _CURRENT.get()
    if flight is not None:
        flight.out = out
