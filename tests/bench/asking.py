"""What each look-up takes until its answer is there.

The bot and the cloud run in processes of their own, Slack runs here and checks every
rule. The cloud answers at once, so all of the time is counted.
"""

import asyncio

from bot.demo import SCOPES
from bot.playground.cloud import world
from bot.playground.slack import OPERATOR, LocalSlack
from tests.bench.figures import Figures, Goal, milliseconds
from tests.bench.ours import (
    ACCESS_KEY,
    BOT_TOKEN,
    PROJECT,
    SECRET_KEY,
    SIGNING_SECRET,
    environment,
    runwatch,
)
from tests.bench.processes import announced

ROUNDS, WARM_UP = 150, 15
# So that the pace never makes anybody wait: it would be measured, too.
PAUSE = 0.015
LOOK_UPS = {
    "help": "help",
    "script": f"script {world.FAILED}",
    "task, 3 desktops": f"task {world.TASK} {world.TASK_RUN}",
    "task, 137 desktops": f"task {world.TASK} {world.TASK_BIG_RUN}",
    "pool, 30 runs": "pool",
    "order, 12 hosts": f"order {world.ORDER_FINISHED}",
    "app, 64 servers": f"app {world.APP_BIG_RUN}",
}


async def measure() -> dict[str, Figures]:
    """Figures by look-up."""
    taken: dict[str, list[float]] = {name: [] for name in LOOK_UPS}
    async with (
        announced("tests.bench.cloud", ACCESS_KEY, SECRET_KEY, PROJECT) as cloud,
        LocalSlack(
            signing_secret=SIGNING_SECRET, bot_token=BOT_TOKEN, scopes=SCOPES
        ) as slack,
        runwatch(environment(slack.api_url, cloud)) as ours,
    ):
        slack.events_url = f"{ours.address}/slack/events"
        for _ in range(WARM_UP + ROUNDS):
            for name, text in LOOK_UPS.items():
                taken[name].append(await lookup_milliseconds(slack, text))
                await asyncio.sleep(PAUSE)
    if slack.broken_rules:
        raise SystemExit(f"Slack would not take {slack.broken_rules[0]}")
    return {name: milliseconds(each[WARM_UP:]) for name, each in taken.items()}


async def lookup_milliseconds(slack: LocalSlack, text: str) -> float:
    clock = asyncio.get_running_loop()
    started = clock.time()
    delivery = await slack.command(user=OPERATOR, text=text)
    await delivery.post()
    return (clock.time() - started) * 1_000


def table(measured: dict[str, Figures]) -> list[str]:
    return [
        f"{'answers, one in flight':24}{'p50 ms':>10}{'p99 ms':>10}",
        *(
            f"{name:24}{each['p50_ms']:>10.2f}{each['p99_ms']:>10.2f}"
            for name, each in measured.items()
        ),
        "",
    ]


def goals(_: dict[str, Figures]) -> list[Goal]:
    return []
