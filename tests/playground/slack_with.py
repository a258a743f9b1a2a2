"""A local Slack that grants more than the usual."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.playground.loopback import LoopbackServer
from bot.playground.slack import LocalSlack
from tests.playground.hand_clock import HandClock
from tests.playground.tiny_bot import TinyBot

APP_TOKEN = "xapp-playground"
BOT_TOKEN = "xoxb-playground"
USUAL = ("commands", "users:read", "chat:write", "app_mentions:read")


@asynccontextmanager
async def slack_with(
    bot: TinyBot, clock: HandClock, *scopes: str
) -> AsyncIterator[LocalSlack]:
    """With Socket Mode on, mentions readable, and these scopes granted, too."""
    async with (
        LoopbackServer(bot) as server,
        LocalSlack(
            signing_secret="playground-secret",
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            scopes=[*USUAL, *scopes],
            now=clock,
        ) as running,
    ):
        running.events_url = f"{server.url}/slack/events"
        yield running
