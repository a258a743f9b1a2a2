"""The bot in Slack."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

import structlog
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.home import SlackHome
from bot.adapters.socket_mode.sockets import Sockets
from bot.adapters.web import Door, listening, web_app
from bot.app.answering import Answering, answering
from bot.app.asking import require_clouds
from bot.app.bolt import SlackSecrets, bolt, slack_secrets
from bot.app.front import Front, front_of
from bot.app.outside import Outside, outside_of
from bot.app.patience import USUAL, Patience
from bot.app.ways import HttpWay, SocketWay, Way
from bot.domain.answers import Condition
from bot.ports import Clock, Ledger
from bot.scheduling import digesting, sweeping, watching
from bot.services.noting import Notes
from bot.settings import Settings
from handlers.actions import Actions
from handlers.asking import Desk
from handlers.commands import Commands
from handlers.home import Home
from handlers.intake import Intake
from handlers.options import Options
from handlers.seen import Seen
from handlers.shortcuts import Shortcuts
from handlers.threads import Threads
from handlers.views import Views

T = TypeVar("T")

# Requests under way at once; what comes on top is told to try again.
_MOST_REQUESTS = 100

_log = structlog.get_logger()


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
    secrets = slack_secrets(settings)
    require_clouds(settings)
    async with AsyncExitStack() as stack:
        outside = await outside_of(stack, settings, secrets.bot_token)
        home = SlackHome(outside.client, outside.clock)
        door, way = _way_in(settings, secrets, outside)
        asked = await answering(
            stack,
            settings,
            outside.out,
            outside.clock,
            patience.cloud,
            waits=patience.sweeps,
            conditions=lambda: [_slack(way)],
        )
        site = web_app(door, lambda: _missing(home, way, asked.ledger, stop))
        port = listening(site, settings.http.host, settings.http.port)
        address = await stack.enter_async_context(port)
        announce("listening", address)
        identity = await _unless(stop, home.identity())
        if identity is None:
            return
        intake = Intake(_MOST_REQUESTS)
        app = bolt(secrets.bot_token, identity)
        notes = Notes(asked.ledger, outside.clock, report=_log.warning)
        stack.push_async_callback(notes.close, patience.notes)
        front = front_of(
            settings, asked, outside, identity, notes, patience=patience.progress
        )
        listens = settings.slack.listen_in_threads
        _register(app, intake, front.desk, me=identity.user, listens=listens)
        async with _unasked(settings, asked, front, outside.clock, patience):
            if await _unless(stop, _opened(way, app)):
                announce("ready", address)
                await stop.wait()
            await intake.drain(patience.finish, patience.tell)
        await way.close()


@asynccontextmanager
async def _unasked(
    settings: Settings,
    asked: Answering,
    front: Front,
    clock: Clock,
    patience: Patience,
) -> AsyncIterator[None]:
    """Sweep, deliver digests and look after what is watched while inside."""
    every = settings.sweep.every
    swept = sweeping(asked.sweeps, clock, every, patience.first_sweep)
    digested = digesting(front.digests, clock, patience.tick)
    watched = watching(front.watching, clock, patience.look)
    async with swept, digested, watched:
        yield


def _register(
    app: AsyncApp, intake: Intake, desk: Desk, *, me: str, listens: bool
) -> None:
    seen = Seen(desk.clock)
    Commands(intake, desk, seen).register(app)
    Actions(intake, desk, seen).register(app)
    Threads(intake, desk, seen, me=me, listens=listens).register(app)
    Views(intake, desk, seen).register(app)
    Home(intake, desk, seen).register(app)
    Shortcuts(intake, desk, seen).register(app)
    Options(intake, desk, seen).register(app)


def _way_in(
    settings: Settings, secrets: SlackSecrets, outside: Outside
) -> tuple[Door | None, Way]:
    """The door for Slack's requests, where they come by HTTP, and the way they take."""
    if settings.slack.mode == "http":
        door = Door(secrets.signing_secret)
        return door, HttpWay(door)
    sockets = Sockets(
        secrets.app_token, settings.slack.api_url, outside.session, outside.clock
    )
    return None, SocketWay(sockets)


async def _opened(way: Way, app: AsyncApp) -> bool:
    await way.open(app)
    return True


async def _unless(stop: asyncio.Event, work: Coroutine[None, None, T]) -> T | None:
    """What `work` returns, or None when `stop` was set first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait(
        {working, stopping}, return_when=asyncio.FIRST_COMPLETED
    )
    for task in (working, stopping):
        task.cancel()
    await asyncio.wait({working, stopping})
    return working.result() if working in done else None


def _slack(way: Way) -> Condition:
    """How Slack is, by the connection that this very question came through."""
    return Condition("Slack", fine=not way.missing, said=way.missing or "connected")


async def _missing(
    home: SlackHome, way: Way, ledger: Ledger, stop: asyncio.Event
) -> dict[str, str]:
    if stop.is_set():
        return {"runwatch": "stopping"}
    missing = {}
    if not await home.reached():
        missing["slack"] = "not reached"
    elif way.missing:
        missing["slack"] = way.missing
    if not await ledger.reached():
        missing["database"] = "not reached"
    return missing
