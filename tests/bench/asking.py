"""Acks beside a Bolt app that only acks, and what each look-up takes of its own.

The bot, the bare app and the cloud run in processes of their own, Slack runs here. The
cloud answers at once, so all of the time until the answer is there is counted.
"""

import asyncio
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo import SCOPES
from bot.playground.cloud import world
from bot.playground.slack import OPERATOR, LocalSlack
from tests.bench.processes import announced, process

ROUNDS, WARM_UP = 200, 25
# So that the pace never makes anybody wait: it would be measured, too.
PAUSE = 0.015
TOKEN, SIGNING_SECRET = "xoxb-bench", "bench-signing-secret"
ACCESS_KEY, SECRET_KEY, PROJECT = "BENCHACCESSKEY", "bench-secret-key", "0a1b"
ENDPOINTS = ("WORKSPACE", "APPSTREAM", "COC", "STS")
LOOK_UPS = {
    "script": f"script {world.FAILED}",
    "task, 3 desktops": f"task {world.TASK} {world.TASK_RUN}",
    "task, 137 desktops": f"task {world.TASK} {world.TASK_BIG_RUN}",
    "pool, 30 runs": "pool",
    "order, 12 hosts": f"order {world.ORDER_FINISHED}",
    "app, 64 servers": f"app {world.APP_BIG_RUN}",
}


def environment(slack: LocalSlack, cloud: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251  no setting of the bot
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "RUNWATCH_SLACK__MODE": "http",
        "RUNWATCH_SLACK__API_URL": slack.api_url,
        "RUNWATCH_HTTP__PORT": "0",
        "RUNWATCH_HTTP_CLIENT__PROXY": "none",
        "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
        "RUNWATCH_CLOUDS__PROD__PROJECT_ID": PROJECT,
        "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": ACCESS_KEY,
        "RUNWATCH_CLOUDS__PROD__SECRET_KEY": SECRET_KEY,
        "RUNWATCH_CLOUDS__PROD__REQUESTS_PER_SECOND": "200",
        **{f"RUNWATCH_CLOUDS__PROD__ENDPOINTS__{name}": cloud for name in ENDPOINTS},
    }


@asynccontextmanager
async def runwatch(slack: LocalSlack, cloud: str) -> AsyncIterator[str]:
    env = environment(slack, cloud)
    async with process("bot", "serve", stderr=PIPE, env=env) as started:
        address = await ready(started)
        assert started.stderr is not None
        drain = asyncio.create_task(started.stderr.read())
        yield address
        drain.cancel()


async def ready(started: Process) -> str:
    assert started.stderr is not None
    async for line in started.stderr:
        entry = json.loads(line)
        if entry["event"] == "ready":
            return str(entry["address"])
    raise SystemExit("the bot ended before it was ready")


async def ack_milliseconds(slack: LocalSlack, address: str, text: str) -> float:
    slack.events_url = f"{address}/slack/events"
    delivery = await slack.command(user=OPERATOR, text=text)
    if delivery.status != 200:
        raise SystemExit(f"{address} answered {delivery.status}")
    return delivery.ack_seconds * 1_000


async def lookup_milliseconds(slack: LocalSlack, address: str, text: str) -> float:
    clock = asyncio.get_running_loop()
    slack.events_url = f"{address}/slack/events"
    started = clock.time()
    delivery = await slack.command(user=OPERATOR, text=text)
    await delivery.post()
    return (clock.time() - started) * 1_000


async def measure() -> dict[str, list[float]]:
    """Milliseconds of each round by what was measured."""
    names = ["bare ack", "ack", *LOOK_UPS]
    figures: dict[str, list[float]] = {name: [] for name in names}
    async with (
        announced("tests.bench.cloud", ACCESS_KEY, SECRET_KEY, PROJECT) as cloud,
        LocalSlack(
            signing_secret=SIGNING_SECRET, bot_token=TOKEN, scopes=SCOPES
        ) as slack,
        runwatch(slack, cloud) as ours,
        announced("tests.bench.bare", SIGNING_SECRET) as theirs,
    ):
        for _ in range(WARM_UP + ROUNDS):
            figures["bare ack"].append(await ack_milliseconds(slack, theirs, "help"))
            figures["ack"].append(await ack_milliseconds(slack, ours, "help"))
            for name, text in LOOK_UPS.items():
                taken = await lookup_milliseconds(slack, ours, text)
                figures[name].append(taken)
                await asyncio.sleep(PAUSE)
    return {name: values[WARM_UP:] for name, values in figures.items()}
