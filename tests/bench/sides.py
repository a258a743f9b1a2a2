"""The two apps that are measured beside one another, and the ways to them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial

from tests.bench.answers import Answers, answering
from tests.bench.commands import Wrap, envelope, signed_form
from tests.bench.lines import Line, http_lines
from tests.bench.ours import SIGNING_SECRET, environment, runwatch
from tests.bench.processes import announced
from tests.bench.sockets import SocketLine, sockets

BARE, OURS = "bare", "runwatch"
# What is asked here asks no cloud.
_NOWHERE = "http://127.0.0.1:9"

OpenLines = Callable[[int], AbstractAsyncContextManager[Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the apps, and one of the ways to it.

    Attributes:
        wrap: makes of a command what goes over the wire.
        lines: opens so many lines.
        answers: of both; only ours makes any.
    """

    name: str
    wrap: Wrap
    lines: OpenLines
    answers: Answers

    @property
    def answering(self) -> Answers | None:
        return self.answers if self.name == OURS else None


@asynccontextmanager
async def both_ways() -> AsyncIterator[dict[str, list[Side]]]:
    """Both apps, running, by the way to them."""
    async with (
        sockets(BARE, OURS) as (url, socket),
        answering(url) as answers,
        announced("tests.bench.bare", SIGNING_SECRET, answers.api_url(BARE)) as bare,
        runwatch(environment(answers.api_url(OURS), _NOWHERE)) as ours,
        runwatch(environment(answers.api_url(OURS), _NOWHERE, "socket")),
    ):
        await asyncio.gather(*(line.opened() for line in socket.values()))
        yield {
            "HTTP": [
                _over_http(BARE, bare, answers),
                _over_http(OURS, ours.address, answers),
            ],
            "Socket Mode": [
                _over_socket(name, line, answers) for name, line in socket.items()
            ],
        }


def _over_http(name: str, address: str, answers: Answers) -> Side:
    wrap = signed_form(SIGNING_SECRET, address)
    return Side(name, wrap, partial(http_lines, address), answers)


def _over_socket(name: str, line: SocketLine, answers: Answers) -> Side:
    return Side(name, envelope, lambda count: nullcontext([line] * count), answers)
