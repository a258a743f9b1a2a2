from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import LocalSlack
from tests.playground.hand_clock import HandClock
from tests.playground.signer import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.playground.tiny_bot import TinyBot


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def cloud(clock: HandClock) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key=ACCESS_KEY, secret_key=SECRET_KEY, project_id=PROJECT, now=clock
    ) as running:
        yield running


@pytest.fixture
def bot() -> TinyBot:
    return TinyBot()


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with (
        LoopbackServer(bot) as server,
        LocalSlack(
            signing_secret="playground-secret",
            bot_token="xoxb-playground",
            scopes=["commands", "users:read", "chat:write"],
            now=clock,
        ) as running,
    ):
        running.events_url = f"{server.url}/slack/events"
        yield running
