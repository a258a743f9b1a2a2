"""Our own sweeps of the simulated fleet, into a ledger of their own.

`first` reads the last day and no more; `all` goes on as the bot would: quick sweeps, a
full walk, and `/runs failures`. Prints what each of them took, and how far the ledger
is from the truth.
"""

import asyncio
import json
import sys
from datetime import timedelta
from typing import Any

from bot.adapters import logs
from bot.app import collect_seldom
from bot.services.sweep import Plan
from tests.bench.sweep_bot import CLOUD, Bench, memory, opened
from tests.bench.sweep_check import wrong
from tests.bench.sweep_world import DAYS, World

NO_LOOKBACK, LATER = timedelta(), timedelta(minutes=5)


async def first(bench: Bench, world: World) -> dict[str, Any]:
    swept = await bench.swept(Plan(lookback=NO_LOOKBACK))
    return {"first": swept, "wrong": await wrong(bench.ledger, CLOUD, world, days=1)}


async def everything(bench: Bench, world: World) -> dict[str, Any]:
    """The last quick sweep is as the bot's usually are: with a lookback, after a walk."""
    figures: dict[str, Any] = {"first": await bench.swept(Plan(lookback=NO_LOOKBACK))}
    figures["failures_day"] = await bench.failures()
    bench.clock.skip(LATER)
    figures["quick"] = await bench.swept(Plan(lookback=NO_LOOKBACK))
    figures["walk"] = await bench.swept(Plan(walk=True))
    bench.clock.skip(LATER)
    figures["quick_usual"] = await bench.swept(Plan())
    figures["walk_again"] = await bench.swept(Plan(walk=True))
    figures["failures"] = await bench.failures()
    figures["memory_mb"] = memory()  # the check, which no bot makes, takes more
    return {**figures, "wrong": await wrong(bench.ledger, CLOUD, world, days=DAYS)}


async def main(origin: str, times: int, how: str) -> None:
    async with opened(origin) as bench:
        measure = {"first": first, "all": everything}[how]
        sys.stdout.write(json.dumps(await measure(bench, World(times))))


if __name__ == "__main__":
    logs.configure("error", "console", ())
    collect_seldom()
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
