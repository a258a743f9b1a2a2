"""The real process: its port, its log, its end."""

import asyncio
import json
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.web import StreamResponse

from bot.blocks.problems import RESTARTING
from bot.demo import SCOPES
from bot.playground.cloud import SimulatedCloud, Slow, world
from bot.playground.cloud.faults import Exchange
from bot.playground.slack import OPERATOR, ApiError, Delivery, LocalSlack, ServerError
from tests.journeys.town import WAYS, address_of, new_database

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-process-test",
    "SLACK_APP_TOKEN": "xapp-process-test",
    "SLACK_SIGNING_SECRET": "process-signing-secret",
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "PROCESSACCESSKEY",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "process-secret-key",
}
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(
        signing_secret=SECRETS["SLACK_SIGNING_SECRET"],
        bot_token=SECRETS["SLACK_BOT_TOKEN"],
        app_token=SECRETS["SLACK_APP_TOKEN"],
        scopes=SCOPES,
    ) as local:
        yield local
        assert local.broken_rules == []


@pytest.fixture
async def cloud() -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key=SECRETS["RUNWATCH_CLOUDS__PROD__ACCESS_KEY"],
        secret_key=SECRETS["RUNWATCH_CLOUDS__PROD__SECRET_KEY"],
        project_id=PROJECT,
    ) as simulated:
        yield simulated
        assert simulated.misuse == []


@asynccontextmanager
async def process(
    slack: LocalSlack, cloud: SimulatedCloud, folder: Path | None = None
) -> AsyncIterator[Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "serve"),
        stderr=PIPE,
        env={
            **SECRETS,
            "RUNWATCH_SLACK__MODE": WAYS.mode,
            "RUNWATCH_SLACK__API_URL": slack.api_url,
            "RUNWATCH_HTTP__PORT": "0",
            "RUNWATCH_HTTP_CLIENT__PROXY": "none",
            "RUNWATCH_DATABASE__URL": address_of(folder or new_database()),
            "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
            "RUNWATCH_CLOUDS__PROD__PROJECT_ID": PROJECT,
            "RUNWATCH_CLOUDS__PROD__ENDPOINTS__WORKSPACE": cloud.url,
        },
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def event(started: Process, name: str) -> dict[str, str]:
    """The first line of the log that tells of `name`."""
    assert started.stderr is not None
    async with asyncio.timeout(20):
        async for line in started.stderr:
            entry: dict[str, str] = json.loads(line)
            if entry["event"] == name:
                return entry
    pytest.fail(f"the log ended without {name}")


async def ready(slack: LocalSlack, started: Process) -> None:
    """Wait until the bot is ready, and let Slack reach it."""
    address = (await event(started, "ready"))["address"]
    slack.events_url, slack.mode = f"{address}/slack/events", WAYS.mode


async def test_sigterm_finishes_what_has_begun_and_ends_with_zero(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    cloud.faults.next(Slow(0.3))
    async with process(slack, cloud) as started:
        await ready(slack, started)
        delivery = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")

        started.send_signal(signal.SIGTERM)
        _, log = await started.communicate()

    assert started.returncode == 0
    assert delivery.posts[0].message["text"].startswith("✖ Failed")
    assert not [secret for secret in SECRETS.values() if secret in log.decode()]


async def test_sigterm_in_the_middle_of_a_sweep_is_no_mistake(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    fault = Noticed()
    cloud.faults.always(fault)
    async with process(slack, cloud) as started:
        await ready(slack, started)
        async with asyncio.timeout(20):
            await fault.asked.wait()
            started.send_signal(signal.SIGTERM)
            _, log = await started.communicate()

    entries = [json.loads(line) for line in log.decode().splitlines()]
    assert started.returncode == 0
    assert [one for one in entries if "exception" in one] == []


async def test_sigterm_ends_it_although_the_database_is_locked(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    folder = new_database()
    async with process(slack, cloud, folder) as started:
        await ready(slack, started)
        with locked(folder):
            await asyncio.sleep(2.2)  # by then everything wants to write
            async with asyncio.timeout(10):
                started.send_signal(signal.SIGTERM)
                _, log = await started.communicate()

    assert started.returncode == 0
    assert b"Traceback" not in log


def locked(folder: Path) -> closing[sqlite3.Connection]:
    """Nobody else can write to the database as long as this is open."""
    (file,) = folder.glob("*.db")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return closing(connection)


@dataclass(frozen=True, slots=True)
class Noticed:
    """The right answer, late, so that there is time to do something meanwhile."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, exchange: Exchange) -> StreamResponse:
        self.asked.set()
        return await Slow(1).answer(exchange)


async def test_while_it_stops_whoever_asks_is_told_so(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    cloud.faults.next(Slow(1.5))
    async with process(slack, cloud) as started:
        await ready(slack, started)
        asked = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")

        started.send_signal(signal.SIGTERM)
        late = await told_to_wait(slack)
        await started.communicate()

    assert (late.ack or {})["text"] == RESTARTING
    assert started.returncode == 0
    assert asked.posts[0].message["text"].startswith("✖ Failed")


async def told_to_wait(slack: LocalSlack) -> Delivery:
    """The first command that was not taken any more."""
    async with asyncio.timeout(5):
        while True:
            delivery = await slack.command(user=OPERATOR, text="help")
            if (delivery.ack or {}).get("text") != "One moment…":
                return delivery


async def test_one_id_goes_through_the_log_and_to_the_person(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    async with process(slack, cloud) as started:
        await ready(slack, started)
        delivery = await slack.command(user=OPERATOR, text="script nobody-knows-1")
        said = (await delivery.post()).message["text"]

        refused = await event(started, "request_refused")

    assert f"id `{refused['request_id']}`" in said


async def test_ready_only_once_slack_has_answered(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    slack.faults.next("auth.test", ServerError(), times=2)
    async with process(slack, cloud) as started, ClientSession() as session:
        address = (await event(started, "listening"))["address"]
        async with session.get(f"{address}/healthz") as alive:
            healthy = (alive.status, await alive.json())
        async with session.get(f"{address}/readyz") as early:
            before = (early.status, (await early.json())["ready"])

        await event(started, "ready")

    assert (healthy, before) == ((200, {"alive": True}), (503, False))


async def test_a_refused_token_is_one_line_and_exit_code_2(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    slack.faults.next("auth.test", ApiError("invalid_auth"))
    async with process(slack, cloud) as started:
        _, log = await started.communicate()

    assert started.returncode == 2
    assert log.decode().splitlines()[-1] == (
        "runwatch: SLACK_BOT_TOKEN: Slack does not take it (invalid_auth)"
    )
