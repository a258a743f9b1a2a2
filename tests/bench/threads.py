"""Follow-ups in 50 threads: what an answer from the ledger takes, and what acks do.

The ledger has 10,000 failures of a day that is over, so no cloud is asked. An answer is
timed from the event to the post that Slack gets; a channel takes one a second, so each
follow-up is in another channel. Acks are timed beside a bare app that only acks.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.adapters.clock import SystemClock
from bot.app.storing import ledger_of
from bot.domain.causes import Cause
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.threads import Row, Step, begun
from bot.settings.model import DatabaseSettings
from tests.adapters.storage.records import record, row, run
from tests.bench.acks import uncollected
from tests.bench.answers import Answers, answering
from tests.bench.commands import Command
from tests.bench.figures import Figures, Goal, milliseconds, ratio
from tests.bench.lines import Line, http_lines
from tests.bench.ours import ACCESS_KEY, PROJECT, SECRET_KEY, environment, runwatch
from tests.bench.processes import announced
from tests.bench.sides import BARE, OURS
from tests.bench.thread_acks import mention, place, side_by_side

FAILED, A_RUN, CAUSES, TARGETS = 10_000, 100, 40, 2_000
THREADS, ROUNDS, WARM_UP = 50, 2, 1
FOLLOW_UPS = ("failed", "by target", "next", "cause:agent", "undo", "target:FIN-D1")
ANSWERED, ACKED = "answered", "acked"
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
        await _filled(env["RUNWATCH_DATABASE__URL"])
        async with runwatch(env) as ours, http_lines(ours.address, 1) as (line,):
            await asyncio.sleep(_SWEPT)
            yield line, answers, ours.address


async def _filled(url: str) -> None:
    """Let the ledger know 10,000 failures of yesterday, and what threads are about."""
    now = SystemClock().now()
    day = now - timedelta(hours=26)
    line = f"/runs failures since:{day:%Y-%m-%dT%H:%M:%SZ} until:{_until(now)}"
    async with ledger_of(DatabaseSettings(url=SecretStr(url))) as ledger:
        for number in range(FAILED // A_RUN):
            await ledger.record(_record(number, day, now))
        for source in SourceName:
            covered = Coverage(
                cloud="prod", source=source, since=day, until=now, tried=now, walked=now
            )
            await ledger.cover(covered)
        rows = {1: Row("/runs task prod/task/T0/R0/D0", "FIN-D0")}
        for number in range(THREADS):
            thread = begun(Step(line), rows, now)
            await ledger.threads.keep(place(number), thread)


def _record(number: int, day: datetime, now: datetime) -> Any:  # noqa: ANN401  as `record` has it
    dice = random.Random(number)  # noqa: S311  no secret
    at = day + timedelta(minutes=10 * (number % 100) + 1)
    listed = run(f"T{number % 50}", f"R{number}", at=at)
    causes = [
        Cause(f"WKS.{one:08}", f"The agent said {_word(one)}.") for one in range(CAUSES)
    ]
    rows = [
        row(
            listed,
            f"D{dice.randrange(TARGETS)}-{place}",
            at=at,
            cause=dice.choice(causes),
        )
        for place in range(A_RUN)
    ]
    return record(listed, rows=rows, at=now)


def _word(number: int) -> str:
    """Causes differ by words: numbers are what varies."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def _until(now: datetime) -> str:
    return f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"


def table(measured: dict[str, Any]) -> list[str]:
    acked = measured[ACKED]
    return [
        f"{'follow-ups, 10,000 failures':30}{'p50 ms':>9}{'p99 ms':>9}",
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
    slowest = max(each["p50_ms"] for each in answered.values())
    return [
        Goal("follow-up from the ledger, p50, ms", slowest, 30),
        Goal(
            "50 threads: ack p99 / bare", ratio(acked[OURS], acked[BARE], "p99_ms"), 1.5
        ),
    ]
