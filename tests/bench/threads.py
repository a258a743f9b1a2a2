"""Follow-ups in 50 threads: what an answer from the ledger takes, and what acks do.

The ledger has 10,000 failures; threads are about the 1,000 of a day that is over, so
no cloud is asked. An answer is
timed from the event to the post that Slack gets; a channel takes one a second, so each
follow-up is in another channel. Acks are timed beside a bare app that only acks.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.bench.acks import uncollected
from tests.bench.answers import Answers, answering
from tests.bench.commands import Command
from tests.bench.figures import Figures, Goal, milliseconds, ratio
from tests.bench.lines import Line, http_lines
from tests.bench.ours import ACCESS_KEY, PROJECT, SECRET_KEY, environment, runwatch
from tests.bench.processes import announced
from tests.bench.sides import BARE, OURS
from tests.bench.thread_acks import mention, side_by_side
from tests.bench.thread_ledger import THREADS, filled

ROUNDS, WARM_UP = 2, 1
FOLLOW_UPS = ("failed", "by target", "next", "cause:agent", "undo", "target:FIN-D1")
ANSWERED, ACKED, EVERY = "answered", "acked", "all of them"
# Seconds: the sweep that follows a start is over by then, and nobody waits longer.
_SWEPT, _PATIENCE = 8.0, 20.0


async def measure() -> dict[str, Any]:
    return {ANSWERED: await _answered(), ACKED: await side_by_side()}


async def _answered() -> dict[str, Figures]:
    """Figures by follow-up."""
    taken: dict[str, list[float]] = {one: [] for one in FOLLOW_UPS}
    with uncollected():
        async with _asked() as (line, answers, address):
            for turn in range(WARM_UP + ROUNDS):
                for text in FOLLOW_UPS:
                    for thread in range(THREADS):
                        event = mention(text, thread, address)
                        seconds = await _seconds(line, answers, event)
                        taken[text] += [seconds * 1_000] if turn >= WARM_UP else []
    taken[EVERY] = [value for each in taken.values() for value in each]
    return {text: milliseconds(each) for text, each in taken.items()}


async def _seconds(line: Line, answers: Answers, event: Command) -> float:
    """From the event until the answer is with Slack."""
    begun_at = time.perf_counter()
    async with asyncio.timeout(_PATIENCE):
        await line.carry(event)
        await answers.to(event.number)
    return time.perf_counter() - begun_at


@asynccontextmanager
async def _asked() -> AsyncIterator[tuple[Line, Answers, str]]:
    """A way to the bot, and where its answers come; it runs in a process of its own."""
    async with (
        answering() as answers,
        announced("tests.bench.cloud", ACCESS_KEY, SECRET_KEY, PROJECT) as cloud,
    ):
        env = environment(answers.api_url(OURS), cloud)
        await filled(env["RUNWATCH_DATABASE__URL"])
        async with runwatch(env) as ours, http_lines(ours.address, 1) as (line,):
            await asyncio.sleep(_SWEPT)
            yield line, answers, ours.address


def table(measured: dict[str, Any]) -> list[str]:
    acked = measured[ACKED]
    return [
        f"{'follow-ups, 1,000 of 10,000':30}{'p50 ms':>9}{'p99 ms':>9}",
        *(
            f"{text:30}{each['p50_ms']:>9.1f}{each['p99_ms']:>9.1f}"
            for text, each in measured[ANSWERED].items()
        ),
        "",
        f"{'acks of 50 threads, ms':30}{'p50 ms':>9}{'p99 ms':>9}",
        *(
            f"{name:30}{each['p50_ms']:>9.2f}{each['p99_ms']:>9.2f}"
            for name, each in acked.items()
        ),
        "",
    ]


def goals(measured: dict[str, Any]) -> list[Goal]:
    answered, acked = measured[ANSWERED], measured[ACKED]
    return [
        Goal("follow-up from the ledger, p50, ms", answered[EVERY]["p50_ms"], 30),
        Goal(
            "50 threads: ack p99 / bare", ratio(acked[OURS], acked[BARE], "p99_ms"), 1.5
        ),
    ]
