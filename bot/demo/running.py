"""The real bot, running in this process between the two servers of the playground."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from pydantic import SecretStr

from bot import app as runwatch
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import LocalSlack
from bot.settings import Settings
from bot.settings.model import (
    CloudSettings,
    DatabaseSettings,
    EndpointSettings,
    HttpClientSettings,
    HttpSettings,
    SlackSettings,
)

# Made up, and good for nothing but the two servers.
ACCESS_KEY, SECRET_KEY = "DEMOACCESSKEY0000001", "demo-secret-key"
PACE = 50.0  # a simulated cloud has time for everybody
REGION, PROJECT = "ap-southeast-3", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the bot shows to the local Slack."""

    bot: str = "xoxb-demo"
    app: str = "xapp-demo"

    @classmethod
    def random(cls) -> "Tokens":
        """Those that nobody else on this machine knows."""
        return cls(f"xoxb-{token_hex(16)}", f"xapp-{token_hex(16)}")


DEMO = Tokens()


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


def settings_for(slack: LocalSlack, cloud: SimulatedCloud, folder: Path) -> Settings:
    """Settings of a bot between these two that signs with a key.

    Its database is in `folder`.
    """
    return between(
        slack,
        CloudSettings(
            region=REGION,
            project_id=PROJECT,
            endpoints=endpoints(cloud),
            access_key=SecretStr(ACCESS_KEY),
            secret_key=SecretStr(SECRET_KEY),
            requests_per_second=PACE,
        ),
        database_in(folder),
        DEMO,
    )


def database_in(folder: Path) -> DatabaseSettings:
    """A file of SQLite there."""
    return DatabaseSettings(
        url=SecretStr(f"sqlite+aiosqlite:///{folder / 'runwatch.db'}")
    )


def between(
    slack: LocalSlack, cloud: CloudSettings, database: DatabaseSettings, tokens: Tokens
) -> Settings:
    """Settings of a bot on a port of its own, which leaves this machine for nothing."""
    return Settings(
        slack=SlackSettings(
            mode="socket",
            api_url=slack.api_url,
            listen_in_threads=True,
            bot_token=SecretStr(tokens.bot),
            app_token=SecretStr(tokens.app),
        ),
        http=HttpSettings(port=0),
        http_client=HttpClientSettings(proxy="none"),
        clouds={"prod": cloud},
        database=database,
    )


def endpoints(cloud: SimulatedCloud) -> EndpointSettings:
    """Every service of a cloud that has one address for all."""
    services = ("workspace", "appstream", "coc", "iam", "sts", "metadata")
    return EndpointSettings(**dict.fromkeys(services, cloud.url))
