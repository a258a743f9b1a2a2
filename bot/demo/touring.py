"""The tour: a fixed conversation, played without a browser."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import app as runwatch
from bot.demo.running import (
    ACCESS_KEY,
    DEMO,
    PROJECT,
    SECRET_KEY,
    running,
    settings_for,
)
from bot.playground import tour as conversation
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import LocalSlack

# As manifest.yml has them.
SCOPES = ("commands", "chat:write", "app_mentions:read", "files:write", "users:read")
OPTIONAL_SCOPES = (
    *("channels:history", "groups:history", "channels:read", "groups:read"),
    "chat:write.public",
)
# What is asked of the cloud is what people asked for, and can be counted.
UNASKED_NOTHING = runwatch.Patience(first_sweep=86_400)


async def tour(say: Callable[[str], None]) -> None:
    """Play the conversation with the bot, print it, check it.

    Raises:
        TourFailedError: something was not as it should be.
    """
    async with playground() as (slack, cloud):
        await conversation.play(slack, cloud, say)


@asynccontextmanager
async def playground(
    patience: runwatch.Patience = UNASKED_NOTHING,
) -> AsyncIterator[tuple[LocalSlack, SimulatedCloud]]:
    """Both servers, with the bot running in between, on loopback."""
    with TemporaryDirectory(prefix="runwatch-tour-") as folder:
        async with _between(Path(folder), patience) as both:
            yield both


@asynccontextmanager
async def _between(
    folder: Path, patience: runwatch.Patience
) -> AsyncIterator[tuple[LocalSlack, SimulatedCloud]]:
    async with (
        SimulatedCloud(
            access_key=ACCESS_KEY, secret_key=SECRET_KEY, project_id=PROJECT
        ) as cloud,
        LocalSlack(
            signing_secret="",  # nothing comes in by HTTP
            bot_token=DEMO.bot,
            app_token=DEMO.app,
            scopes=(*SCOPES, *OPTIONAL_SCOPES),
        ) as slack,
    ):
        slack.mentions_allowed.update(slack.channels)
        settings = settings_for(slack, cloud, folder)
        async with running(settings, patience):
            slack.mode = "socket"
            yield slack, cloud
