"""The playground's page: everything on loopback, until somebody stops it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot import app as runwatch
from bot.app.manifest import MESSAGES
from bot.demo.digesting import NIGHT_SHIFT, night_shift
from bot.demo.guiding import guide
from bot.demo.running import (
    PACE,
    PROJECT,
    REGION,
    Tokens,
    between,
    database_in,
    endpoints,
    running,
)
from bot.playground.clock import wall_clock
from bot.playground.cloud import SimulatedCloud
from bot.playground.cloud.life import SMALL, Fleet
from bot.playground.page import Guide, site
from bot.playground.slack import OPERATOR, LocalSlack
from bot.playground.traffic import Traffic
from bot.settings import Settings
from bot.settings.model import AccessSettings, CloudSettings, SweepSettings

Say = Callable[[str], None]

# Whoever signs in with these is let in by the simulated cloud, and by nothing else.
_USER, _PASSWORD, _DOMAIN = "slack-bot", "demo-password", "example-account"
_THREE = 3
# Its nights last minutes.
_SWEEP_EVERY = timedelta(seconds=30)
# Whoever presses Ctrl-C waits for no question that hangs.
_PATIENCE = runwatch.Patience(finish=1.0, tell=1.0, tick=timedelta(seconds=3))


@dataclass(frozen=True, slots=True)
class Stage:
    """What the playground is like.

    Attributes:
        fleet: How much there is in the cloud.
        speed: How many times as fast as a real fleet this one works.
        port: Where the page would like to be; a free port where that is taken, or 0.
    """

    fleet: Fleet = SMALL
    speed: float = 60
    port: int = 0

    @classmethod
    def of(cls, fleet: str, speed: float, port: int) -> "Stage":
        """With a fleet as people write it, such as "12x137".

        Raises:
            FleetError: There is no such fleet.
        """
        return cls(Fleet.parse(fleet), speed, port)


async def opened(
    stage: Stage, stop: asyncio.Event, say: Say, show: Callable[[str], object]
) -> None:
    """Keep the playground open until `stop` is set.

    Args:
        stage: What it is like.
        stop: Set to end it.
        say: Prints a line.
        show: Called with the page's address once it is there.
    """
    offered = guide()
    with TemporaryDirectory(prefix="runwatch-demo-") as folder:
        async with _staged(stage, offered, Path(folder)) as (address, fleet):
            for line in _welcome(stage, address, fleet, offered):
                say(line)
            # A browser that stays in the foreground keeps nobody waiting.
            Thread(target=show, args=(address,), daemon=True).start()
            await stop.wait()
    say("The playground is closed.")


@asynccontextmanager
async def _staged(
    stage: Stage, offered: Guide, folder: Path
) -> AsyncIterator[tuple[str, str]]:
    """The page's address, and the fleet in words."""
    traffic, tokens = Traffic(wall_clock), Tokens.random()
    app = offered.manifest
    scopes = app["oauth_config"]["scopes"]
    async with (
        SimulatedCloud(
            access_key="", secret_key="", project_id=PROJECT, traffic=traffic
        ) as cloud,
        LocalSlack(
            signing_secret="",  # nothing comes in by HTTP
            bot_token=tokens.bot,
            app_token=tokens.app,
            scopes=(*scopes["bot"], *scopes["bot_optional"]),
            port=stage.port,
            traffic=traffic,
        ) as slack,
    ):
        slack.mode = "socket"
        shift = night_shift()
        slack.channels[shift.id] = shift
        slack.mentions_allowed.update(slack.channels)
        events = app["settings"]["event_subscriptions"]["bot_events"]
        slack.events = {*events, *MESSAGES}
        life = cloud.live(stage.fleet, speed=stage.speed)
        slack.also_serve(site(slack, cloud, life, traffic, offered))
        async with running(_settings(slack, cloud, folder, tokens), _PATIENCE):
            yield f"{slack.url}/", life.summary


def _settings(
    slack: LocalSlack, cloud: SimulatedCloud, folder: Path, tokens: Tokens
) -> Settings:
    """The bot signs in with a password, whose tokens can expire while people watch."""
    return between(
        slack,
        CloudSettings(
            region=REGION,
            project_id=PROJECT,
            endpoints=endpoints(cloud),
            auth="password",
            username=SecretStr(_USER),
            password=SecretStr(_PASSWORD),
            domain=SecretStr(_DOMAIN),
            requests_per_second=PACE,
        ),
        database_in(folder),
        tokens,
    ).model_copy(
        update={
            "sweep": SweepSettings(every=_SWEEP_EVERY),
            "digests": [NIGHT_SHIFT],
            "access": AccessSettings(managers=[OPERATOR]),
        }
    )


def _welcome(stage: Stage, address: str, fleet: str, offered: Guide) -> list[str]:
    taken = stage.port not in (0, urlsplit(address).port)
    note = [f"Port {stage.port} is not free, so it is at another one."] if taken else []
    tries = [f"  {example.text}" for example in offered.examples[:_THREE]]
    return [
        f"Runwatch's playground: {address}",
        *note,
        f"A local Slack, the real bot, and a simulated cloud: {fleet}.",
        "",
        "Three things to try there:",
        *tries,
        "",
        "Digests arrive by themselves in #night-shift.",
        "",
        "Ctrl-C closes it.",
    ]
