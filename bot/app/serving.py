"""The composition root: the only place that names concrete classes."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
import httpx
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.clock import SystemClock
from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.script import ScriptSource
from bot.adapters.cloud.transport import http_client
from bot.adapters.http_session import Outbound, outbound
from bot.adapters.people import SlackPeople
from bot.adapters.slack import SlackMessenger
from bot.adapters.slack_client import web_client
from bot.adapters.slack_home import Identity, SlackHome
from bot.adapters.web import Door, listening, web_app
from bot.blocks.answers import render
from bot.domain.access import Actor, Person, Standing
from bot.domain.messages import Message
from bot.domain.references import SourceName
from bot.errors import ConfigurationError
from bot.ports import Clock
from bot.services.answer import AnswerService, Cloud
from bot.settings import CloudSettings, Settings
from handlers.commands import Commands, Desk
from handlers.intake import Intake

# Requests under way at once; what comes on top is told to try again.
_MOST_REQUESTS = 100


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds.

    Attributes:
        cloud: one request to a cloud, as a whole.
        progress: before a person is told that it takes long.
        finish: for requests under way once it is time to stop.
        tell: after that, for telling people that theirs was cut short. A supervisor
            kills ten seconds after SIGTERM.
    """

    cloud: float = 20.0
    progress: float = 15.0
    finish: float = 7.0
    tell: float = 1.5


USUAL = Patience()


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
    token, signing_secret = _slack_secrets(settings)
    _require_clouds(settings)
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
        bolt = _bolt(token, identity)
        desk = await _desk(stack, settings, outside, identity, patience)
        Commands(intake, desk).register(bolt)
        door.open(bolt)
        announce("ready", address)
        await stop.wait()
        await intake.drain(patience.finish, patience.tell)


async def ask(settings: Settings, text: str) -> Message:
    """The answer to `/runs text`, as a person at the bot's own machine gets it.

    Raises:
        BotError: there is no answer; its text says why.
        ConfigurationError: the settings do not allow to ask.
    """
    _require_clouds(settings)
    person = Person(Standing.OPERATOR)
    actor = Actor(user="", workspace="", channel="", person=person)
    async with AsyncExitStack() as stack:
        out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
        answers = await _answers(stack, settings, out, SystemClock(), USUAL.cloud)
        return render(await answers.answer(actor, text))


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
    return Desk(
        people=SlackPeople(outside.client, identity, clock),
        answers=await _answers(stack, settings, outside.out, clock, patience.cloud),
        messenger=SlackMessenger(outside.session, clock),
        clock=clock,
        patience=patience.progress,
    )


async def _answers(
    stack: AsyncExitStack,
    settings: Settings,
    out: Outbound,
    clock: Clock,
    seconds: float,
) -> AnswerService:
    credentials: dict[str, Credential] = {}
    clouds = {}
    for name, cloud in settings.clouds.items():
        http = await stack.enter_async_context(_http(cloud, out, clock))
        key = _value(cloud.access_key)
        label = f"access key of clouds.{name}"
        credential = credentials.setdefault(key, Credential(label, clock))
        client = CloudClient(http, credential, timeout=seconds)
        script = ScriptSource(client, cloud=name, project_id=cloud.project_id)
        sources = {SourceName.SCRIPT: script}
        clouds[name] = Cloud(
            {source: sources[source] for source in cloud.sources if source in sources},
            cloud.time_zone or "",
        )
    return AnswerService(clouds, clock)


def _http(cloud: CloudSettings, out: Outbound, clock: Clock) -> httpx.AsyncClient:
    auth = AccessKeyAuth(
        access_key=_value(cloud.access_key),
        secret_key=_value(cloud.secret_key),
        security_token=_value(cloud.security_token),
        clock=clock,
    )
    return http_client(cloud.workspace_origin, cloud.project_id, auth, out)


def _bolt(token: str, identity: Identity) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        """Who we are does not change, so no request has to ask Slack."""
        return AuthorizeResult(
            enterprise_id=identity.organisation or None,
            team_id=identity.workspace,
            bot_token=token,
            bot_id=identity.bot,
            bot_user_id=identity.user,
        )

    return AsyncApp(
        authorize=authorize,
        # Acks leave at once instead of at the next turn of Bolt's 10 ms poll; in
        # return a listener only accepts work and acks.
        process_before_response=True,
        request_verification_enabled=False,  # the door has seen to it
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


def _slack_secrets(settings: Settings) -> tuple[str, str]:
    """The bot token and the signing secret."""
    if settings.slack.mode == "socket":
        raise ConfigurationError(
            "slack.mode", '"socket" is not supported yet; use "http"'
        )
    for variable, secret in (
        ("SLACK_BOT_TOKEN", settings.slack.bot_token),
        ("SLACK_SIGNING_SECRET", settings.slack.signing_secret),
    ):
        if not _value(secret):
            raise ConfigurationError(variable, f"is missing; set it or {variable}_FILE")
    return _value(settings.slack.bot_token), _value(settings.slack.signing_secret)


def _require_clouds(settings: Settings) -> None:
    if not settings.clouds:
        raise ConfigurationError("clouds", "there is none; add a table [clouds.NAME]")
    for name, cloud in settings.clouds.items():
        if cloud.auth != "aksk":
            raise ConfigurationError(
                f"clouds.{name}.auth",
                f'"{cloud.auth}" is not supported yet; use "aksk"',
            )


def _value(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
