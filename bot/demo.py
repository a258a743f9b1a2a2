"""The real bot between a local Slack and a simulated cloud."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot import app as runwatch
from bot.playground import tour as conversation
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import LocalSlack
from bot.settings import Settings
from bot.settings.model import (
    CloudSettings,
    EndpointSettings,
    HttpClientSettings,
    HttpSettings,
    SlackSettings,
)

# Made up, and good for nothing but the two servers below.
_ACCESS_KEY, _SECRET_KEY = "DEMOACCESSKEY0000001", "demo-secret-key"
_BOT_TOKEN, _APP_TOKEN = "xoxb-demo", "xapp-demo"
_PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
# As manifest.yml has them.
SCOPES = ("commands", "chat:write", "app_mentions:read", "files:write", "users:read")
OPTIONAL_SCOPES = ("channels:history", "groups:history", "chat:write.public")


async def tour(say: Callable[[str], None]) -> None:
    """Play the conversation with the bot, print it, check it.

    Raises:
        TourFailedError: something was not as it should be.
    """
    async with playground() as (slack, cloud):
        await conversation.play(slack, cloud, say)


@asynccontextmanager
async def playground(
    patience: runwatch.Patience = runwatch.USUAL,
) -> AsyncIterator[tuple[LocalSlack, SimulatedCloud]]:
    """Both servers, with the bot running in between, on loopback."""
    async with (
        SimulatedCloud(
            access_key=_ACCESS_KEY, secret_key=_SECRET_KEY, project_id=_PROJECT
        ) as cloud,
        LocalSlack(
            signing_secret="",  # nothing comes in by HTTP
            bot_token=_BOT_TOKEN,
            app_token=_APP_TOKEN,
            scopes=(*SCOPES, *OPTIONAL_SCOPES),
        ) as slack,
        running(settings_for(slack, cloud), patience),
    ):
        slack.mode = "socket"
        yield slack, cloud


@asynccontextmanager
async def running(
    settings: Settings, patience: runwatch.Patience
) -> AsyncIterator[str]:
    """The bot, ready for requests at the address that this gives; stopped at the end."""
    stop = asyncio.Event()
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def announce(stage: str, address: str) -> None:
        if stage == "ready":
            ready.set_result(address)

    serving = asyncio.create_task(runwatch.serve(settings, stop, announce, patience))
    either: list[asyncio.Future[Any]] = [serving, ready]
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        yield ready.result()
    finally:
        stop.set()
        await serving


def settings_for(slack: LocalSlack, cloud: SimulatedCloud) -> Settings:
    """Settings of a bot between these two, on a port of its own."""
    return Settings(
        slack=SlackSettings(
            mode="socket",
            api_url=slack.api_url,
            bot_token=SecretStr(_BOT_TOKEN),
            app_token=SecretStr(_APP_TOKEN),
        ),
        http=HttpSettings(port=0),
        # Nothing of this may leave the machine, whatever the environment says.
        http_client=HttpClientSettings(proxy="none"),
        clouds={
            "prod": CloudSettings(
                region="ap-southeast-3",
                project_id=_PROJECT,
                endpoints=EndpointSettings(
                    **dict.fromkeys(
                        ("workspace", "appstream", "coc", "iam", "sts", "metadata"),
                        cloud.url,
                    )
                ),
                access_key=SecretStr(_ACCESS_KEY),
                secret_key=SecretStr(_SECRET_KEY),
            )
        },
    )
