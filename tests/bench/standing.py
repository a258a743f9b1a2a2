"""What the bot costs when nothing is asked, and after much was."""

import asyncio
import re
import statistics
from itertools import cycle, islice
from pathlib import Path

from bot.playground.cloud import world
from tests.bench.answers import Answers, answering
from tests.bench.commands import commands, signed_form
from tests.bench.figures import Figures, Goal
from tests.bench.lines import http_lines
from tests.bench.load import Load, busy
from tests.bench.ours import (
    ACCESS_KEY,
    PROJECT,
    SECRET_KEY,
    SIGNING_SECRET,
    Running,
    environment,
    runwatch,
)
from tests.bench.processes import announced

STARTS, SETTLING = 5, 2.0
LINES, FIRST, MORE = 20, 1_000, 10_000
# Megabytes: triggers are remembered for an hour, so something may stay.
FLAT = 5
# In proportions that keep this short: one in ten asks the cloud.
MIX = (
    *["help"] * 9,
    f"script {world.FAILED}",
    *["help task"] * 9,
    f"task {world.TASK} {world.TASK_RUN}",
)
_KILOBYTES = re.compile(r"^(Rss|Pss): +(\d+) kB$", re.MULTILINE)


async def measure() -> Figures:
    """Seconds until ready; megabytes when idle, after commands, and after many more."""
    async with (
        answering() as answers,
        announced("tests.bench.cloud", ACCESS_KEY, SECRET_KEY, PROJECT) as cloud,
    ):
        env = environment(answers.api_url("runwatch"), cloud)
        seconds = []
        for _ in range(STARTS):
            async with runwatch(env) as ours:
                seconds.append(ours.seconds)
        async with runwatch(env) as ours:
            return {
                "ready_s": round(statistics.median(seconds), 2),
                **await memories(ours, answers),
            }


async def memories(ours: Running, answers: Answers) -> Figures:
    await asyncio.sleep(SETTLING)
    idle = memory(ours.pid)
    await ask(ours, answers, FIRST)
    first = memory(ours.pid)
    await ask(ours, answers, MORE)
    last = memory(ours.pid)
    return {
        "idle_rss_mb": idle["Rss"],
        "idle_pss_mb": idle["Pss"],
        "first_rss_mb": first["Rss"],
        "last_rss_mb": last["Rss"],
        "growth_mb": round(last["Rss"] - first["Rss"], 1),
    }


async def ask(ours: Running, answers: Answers, count: int) -> None:
    """Ask so many commands and wait for every answer."""
    wrap = signed_form(SIGNING_SECRET, ours.address)
    texts = islice(cycle(MIX), count)
    async with http_lines(ours.address, LINES) as lines:
        load = Load(lines, "answered", answers, patience=120)
        acks = await load.send(commands(texts, answers.url, wrap))
    if any(busy(ack) or ack.status != 200 for ack in acks):
        raise SystemExit("a command was not taken")


def memory(pid: int) -> dict[str, float]:
    """Megabytes of a process, as Linux counts them.

    Its shared parts whole (Rss), or divided by those who share them (Pss).
    """
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return {name: round(int(kb) / 1024, 1) for name, kb in _KILOBYTES.findall(rollup)}


def table(measured: Figures) -> list[str]:
    return [
        f"{'memory':24}{'MB':>10}",
        f"{'idle, RSS':24}{measured['idle_rss_mb']:>10.1f}",
        f"{'idle, PSS':24}{measured['idle_pss_mb']:>10.1f}",
        f"{f'after {FIRST:,} commands':24}{measured['first_rss_mb']:>10.1f}",
        f"{f'after {MORE:,} more':24}{measured['last_rss_mb']:>10.1f}",
        "",
    ]


def goals(measured: Figures) -> list[Goal]:
    return [
        Goal("seconds from start to ready", measured["ready_s"], 3),
        Goal("idle memory, MB", measured["idle_rss_mb"], 140),
        Goal(f"grown by {MORE:,} commands, MB", measured["growth_mb"], FLAT),
    ]
