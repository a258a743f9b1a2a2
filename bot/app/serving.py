"""The bot in Slack."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.clock import SystemClock
from bot.adapters.http_session import Outbound, outbound
from bot.adapters.people import SlackPeople
from bot.adapters.slack import SlackMessenger
from bot.adapters.slack_client import web_client
from bot.adapters.slack_home import Identity, SlackHome
from bot.adapters.web import Door, listening, web_app
from bot.app.asking import require_clouds
from bot.app.bolt import bolt, slack_secrets
from bot.app.clouds import clouds
from bot.app.patience import USUAL, Patience
from bot.ports import Clock
from bot.services.answer import AnswerService
from bot.settings import Settings
from handlers.actions import Actions
from handlers.commands import Commands
from handlers.intake import Intake
from handlers.questions import Desk

# Requests under way at once; what comes on top is told to try again.
_MOST_REQUESTS = 100


def collect_seldom() -> None:
    """Let the garbage collector look less often, and not at what stays anyway.

    Rows come by ten thousands and hold no cycles; looking at them took a third of the
    time of reading them.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    announce: Callable[[str, str], None],
    patience: Patience = USUAL,
) -> None:
    """Answer in Slack until `stop` is set; then finish what has begun.

    Args:
        settings: as loaded.
        stop: set it to end within ten seconds.
        announce: called with "listening", then with "ready", and the address of the
            HTTP port; in between Slack was asked who we are.
        patience: shorter in tests.

    Raises:
        ConfigurationError: a setting that serving needs is missing or refused.
    """
    token, signing_secret = slack_secrets(settings)
    require_clouds(settings)
    async with AsyncExitStack() as stack:
        outside = await _outside(stack, settings, token)
        home = SlackHome(outside.client, outside.clock)
        door, intake = Door(signing_secret), Intake(_MOST_REQUESTS)
        site = web_app(door, lambda: _missing(home, door, stop))
        port = listening(site, settings.http.host, settings.http.port)
        address = await stack.enter_async_context(port)
        announce("listening", address)
        identity = await _unless(stop, home.identity())
        if identity is None:
            return
        app = bolt(token, identity)
        desk = await _desk(stack, settings, outside, identity, patience)
        Commands(intake, desk).register(app)
        Actions(intake, desk).register(app)
        door.open(app)
        announce("ready", address)
        await stop.wait()
        await intake.drain(patience.finish, patience.tell)


@dataclass(frozen=True, slots=True)
class _Outside:
    """The ways out of this process."""

    clock: Clock
    out: Outbound
    session: aiohttp.ClientSession
    client: AsyncWebClient


async def _outside(stack: AsyncExitStack, settings: Settings, token: str) -> _Outside:
    out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
    session = await stack.enter_async_context(out.session(settings.slack.api_url))
    client = web_client(settings.slack.api_url, token, session)
    return _Outside(SystemClock(), out, session, client)


async def _desk(
    stack: AsyncExitStack,
    settings: Settings,
    outside: _Outside,
    identity: Identity,
    patience: Patience,
) -> Desk:
    clock = outside.clock
    known = await clouds(stack, settings, outside.out, clock, patience.cloud)
    return Desk(
        people=SlackPeople(outside.client, identity, clock),
        answers=AnswerService(known, clock),
        messenger=SlackMessenger(outside.session, clock),
        clock=clock,
        patience=patience.progress,
    )


async def _unless(
    stop: asyncio.Event, work: Coroutine[None, None, Identity]
) -> Identity | None:
    """What `work` returns, or None when `stop` was set first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait(
        {working, stopping}, return_when=asyncio.FIRST_COMPLETED
    )
    for task in (working, stopping):
        task.cancel()
    await asyncio.wait({working, stopping})
    return working.result() if working in done else None


async def _missing(home: SlackHome, door: Door, stop: asyncio.Event) -> dict[str, str]:
    if stop.is_set():
        return {"runwatch": "stopping"}
    if not await home.reached():
        return {"slack": "not reached"}
    return {} if door.is_open else {"runwatch": "starting"}
