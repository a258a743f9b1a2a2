"""10,000 failures of ten days, and 50 threads about the 1,000 of one that is over."""

import random
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.adapters.clock import SystemClock
from bot.app.storing import ledger_of
from bot.domain.causes import Cause
from bot.domain.messages import Posted
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.threads import Row, Step, begun
from bot.settings.model import DatabaseSettings
from tests.adapters.storage.records import record, row, run

FAILED, A_RUN, CAUSES, TARGETS = 10_000, 100, 40, 2_000
THREADS, DAYS = 50, 10


def place(thread: int) -> Posted:
    """Where the thread of this number is; each is in a channel of its own."""
    return Posted(f"C0BENCH{thread}", f"1700000000.{thread:06}")


async def filled(url: str) -> None:
    """Let the ledger know 10,000 failures of yesterday, and what threads are about."""
    now = SystemClock().now()
    day = now - timedelta(hours=26)
    line = f"/runs failures since:{day:%Y-%m-%dT%H:%M:%SZ} until:{_until(now)}"
    async with ledger_of(DatabaseSettings(url=SecretStr(url))) as ledger:
        for number in range(FAILED // A_RUN):
            await ledger.record(_record(number, day, now))
        for source in SourceName:
            covered = Coverage(
                cloud="prod",
                source=source,
                since=day - timedelta(days=DAYS),
                until=now,
                tried=now,
                walked=now,
            )
            await ledger.cover(covered)
        rows = {1: Row("/runs task prod/task/T0/R0/D0", "FIN-D0")}
        for number in range(THREADS):
            thread = begun(Step(line), rows, now)
            await ledger.threads.keep(place(number), thread)


def _record(number: int, day: datetime, now: datetime) -> Any:  # noqa: ANN401  as `record` has it
    dice = random.Random(number)  # noqa: S311  no secret
    at = day + timedelta(minutes=10 * (number // DAYS) + 1)
    at -= timedelta(days=number % DAYS)
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
