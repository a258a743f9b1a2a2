from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import BOT, OPERATOR, Delivery, LocalSlack
from tests.adapters.slack.scripted import ScriptedSlack
from tests.fakes import FakeClock

TOKEN = "xoxb-playground"
SCOPES = (
    "chat:write",
    "channels:history",
    "groups:history",
    "im:history",
    "files:write",
)

SlackMaker = Callable[..., LocalSlack]


@pytest.fixture
async def slack(clock: FakeClock) -> AsyncIterator[LocalSlack]:
    """Where the bot may read what it posted; its clock is ours."""

    async def ack(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response()

    async with (
        LoopbackServer(ack) as bot,
        LocalSlack(
            signing_secret="s", bot_token=TOKEN, scopes=SCOPES, now=clock.now
        ) as running,
    ):
        running.events_url = f"{bot.url}/slack/events"
        yield running


@pytest.fixture
async def delivery(slack: LocalSlack) -> Delivery:
    return await slack.command(user=OPERATOR, text="failures")


@pytest.fixture
def messenger(
    slack: LocalSlack, session: aiohttp.ClientSession, clock: FakeClock
) -> SlackMessenger:
    client = writing_client(slack.api_url, TOKEN, session)
    return SlackMessenger(session, client, clock, BOT)


@pytest.fixture
async def script() -> AsyncIterator[ScriptedSlack]:
    script = ScriptedSlack()
    async with LoopbackServer(script) as server:
        script.base = server.url
        yield script


@pytest.fixture
def actor(
    script: ScriptedSlack, session: aiohttp.ClientSession, clock: FakeClock
) -> SlackMessenger:
    """Speaks to the Slack that follows a script."""
    client = writing_client(script.api_url, TOKEN, session)
    return SlackMessenger(session, client, clock, BOT)
