"""`make bench`: acks beside a Bolt app that only acks, and a look-up's own time.

The bot and the bare app run in processes of their own; Slack and the cloud run here.
Prints a table, then the same figures as JSON.
"""

import asyncio
import json
import os
import statistics
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo import SCOPES
from bot.playground.cloud import SimulatedCloud, world
from bot.playground.slack import OPERATOR, LocalSlack

ROUNDS, WARM_UP = 400, 50
TOKEN, SIGNING_SECRET = "xoxb-bench", "bench-signing-secret"
ACCESS_KEY, SECRET_KEY, PROJECT = "BENCHACCESSKEY", "bench-secret-key", "0a1b"


def environment(slack: LocalSlack, cloud: SimulatedCloud) -> dict[str, str]:
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
        "RUNWATCH_CLOUDS__PROD__ENDPOINTS__WORKSPACE": cloud.url,
    }


@asynccontextmanager
async def process(*arguments: str, **options: object) -> AsyncIterator[Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        **options,  # type: ignore[arg-type]
    )
    try:
        yield started
    finally:
        started.kill()
        await started.wait()


@asynccontextmanager
async def runwatch(slack: LocalSlack, cloud: SimulatedCloud) -> AsyncIterator[str]:
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


@asynccontextmanager
async def bare() -> AsyncIterator[str]:
    arguments = ("tests.bench.bare", SIGNING_SECRET)
    async with process(*arguments, stdout=PIPE, stderr=DEVNULL) as started:
        assert started.stdout is not None
        yield (await started.stdout.readline()).decode().strip()


async def ack_milliseconds(slack: LocalSlack, address: str, text: str) -> float:
    slack.events_url = f"{address}/slack/events"
    delivery = await slack.command(user=OPERATOR, text=text)
    if delivery.status != 200:
        raise SystemExit(f"{address} answered {delivery.status}")
    return delivery.ack_seconds * 1_000


async def lookup_milliseconds(slack: LocalSlack, address: str) -> float:
    clock = asyncio.get_running_loop()
    slack.events_url = f"{address}/slack/events"
    started = clock.time()
    delivery = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")
    await delivery.post()
    return (clock.time() - started) * 1_000


async def measure() -> dict[str, list[float]]:
    figures: dict[str, list[float]] = {"bare ack": [], "ack": [], "look-up": []}
    async with (
        SimulatedCloud(
            access_key=ACCESS_KEY, secret_key=SECRET_KEY, project_id=PROJECT
        ) as cloud,
        LocalSlack(
            signing_secret=SIGNING_SECRET,
            bot_token=TOKEN,
            scopes=SCOPES,
        ) as slack,
        runwatch(slack, cloud) as ours,
        bare() as theirs,
    ):
        for _ in range(WARM_UP + ROUNDS):
            figures["bare ack"].append(await ack_milliseconds(slack, theirs, "help"))
            figures["ack"].append(await ack_milliseconds(slack, ours, "help"))
            figures["look-up"].append(await lookup_milliseconds(slack, ours))
    return {name: values[WARM_UP:] for name, values in figures.items()}


def summary(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100)
    return {"p50_ms": round(cuts[49], 2), "p99_ms": round(cuts[98], 2)}


def main() -> None:
    figures = {name: summary(each) for name, each in asyncio.run(measure()).items()}
    lines = [f"{'one in flight':16}{'p50 ms':>10}{'p99 ms':>10}"]
    lines += [
        f"{name:16}{each['p50_ms']:>10.2f}{each['p99_ms']:>10.2f}"
        for name, each in figures.items()
    ]
    sys.stdout.write("\n".join([*lines, json.dumps(figures), ""]))


if __name__ == "__main__":
    main()
