"""What the ways from the local Slack to the bot share."""

import asyncio
import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Literal, Self

from aiohttp import ClientSession, TCPConnector

from bot.playground.clock import wall_clock
from bot.playground.loopback import Handler, LoopbackServer
from bot.playground.slack.acks import Ack
from bot.playground.slack.connections import Connection
from bot.playground.slack.deliveries import Delivery, Interaction, Post, Press
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.events import EventDelivery
from bot.playground.slack.lines import HttpLine, Line, Outcome
from bot.playground.slack.people import TEAM
from bot.playground.slack.requests import Seal
from bot.playground.slack.response_urls import ResponseUrls
from bot.playground.slack.serving import Serving
from bot.playground.slack.sockets import SocketLine, Sockets
from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace
from bot.playground.traffic import Traffic

# docs.slack.dev/interactivity/implementing-slash-commands: later is too late.
ACK_SECONDS = 3.0


class Outbound:
    """One workspace with one app in it: the bot, reached over HTTP or Socket Mode.

    Attributes:
        mode: Which way payloads go to the bot.
        events_url: Where the bot takes requests over HTTP; to be set before a command.
        ack_seconds: How long every payload waits for its ack.
        twice: Whether every payload is sent twice at the same time, as Slack was seen
            to do (github.com/slackapi/bolt-js/issues/2487); what is recorded of the ack
            is that of the first.
        redeliver_interactions: Whether a command or a press whose WebSocket broke before
            the ack is sent over another one, and doesn't fail.
        people: Who exists, by user id; may be changed at any time.
        channels: Where messages go, by channel id; may be changed at any time.
        posts: Every message that somebody could see, whichever way it came; one that
            replaces another stands after it.
        files: What was uploaded.
        deliveries: Every command that was sent.
        presses: Every press of a button and every choice that was sent.
        events: What the app subscribes to.
        heard: Every event of which the bot was told.
        broken_rules: Every rule that a message or an ack of the bot broke.
        mentions_allowed: Ids, special words and URLs that may be mentioned.
        calls: Every call of the Web API.
        faults: What goes wrong with the next calls.
        traffic: What goes between the bot and Slack, None where nobody looks.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_token: str,
        scopes: Collection[str],
        app_token: str = "",
        now: Callable[[], datetime] | None = None,
        ack_seconds: float = ACK_SECONDS,
        port: int = 0,
        traffic: Traffic | None = None,
    ) -> None:
        self.mode: Literal["http", "socket"] = "http"
        self.events_url = ""
        self.ack_seconds = ack_seconds
        self.twice = False
        self.redeliver_interactions = False
        self._signing_secret = signing_secret
        self._now = now or wall_clock
        self._workspace = Workspace(self._now)
        self.people = self._workspace.people
        self.channels = self._workspace.channels
        self.posts = self._workspace.posts
        self.files = self._workspace.files
        self.broken_rules = self._workspace.broken_rules
        self.mentions_allowed = self._workspace.mentions_allowed
        self._api = WebApi(
            self._workspace,
            bot_token=bot_token,
            scopes=scopes,
            app_token=app_token,
            connection_url=self._link,
            base_url=lambda: self._server.url,
        )
        self._urls = ResponseUrls(self._workspace)
        self._sockets = Sockets(self.broken_rules.append)
        files = self._workspace.files
        self._serving = Serving(
            self._api, self._urls, files, self._sockets, self._now, traffic=traffic
        )
        self.traffic = traffic
        self.deliveries: list[Delivery] = []
        self.presses: list[Press] = []
        self.events = {"app_mention"}
        self.heard = list[EventDelivery]()
        self._changes = self._workspace.changes
        self.calls = self._serving.calls
        self.faults = self._serving.faults
        self._server = LoopbackServer(self._serving, port)
        self._session: ClientSession

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        # As many requests at a time as somebody sends commands.
        self._session = ClientSession(connector=TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._server.__aexit__()

    @property
    def api_url(self) -> str:
        """The Web API, such as http://127.0.0.1:40124/api/."""
        return f"{self._server.url}/api/"

    @property
    def url(self) -> str:
        """Where it listens, such as http://127.0.0.1:40124."""
        return self._server.url

    def also_serve(self, handler: Handler) -> None:
        """Let this answer every path that is none of Slack's."""
        self._serving.elsewhere = handler

    @property
    def workspace(self) -> Workspace:
        """All that Slack knows: also modals, Home tabs, files, rates and triggers."""
        return self._workspace

    @property
    def sockets(self) -> tuple[Connection, ...]:
        """The WebSockets that have been told hello and live, oldest first."""
        return tuple(self._sockets.live)

    async def connected(self, count: int = 1, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait until so many WebSockets have been told hello and live.

        Raises:
            TimeoutError: They don't come in time.
        """
        await self._sockets.connected(count, timeout)

    async def refresh(
        self, *sockets: Connection, close_after: float | None = None
    ) -> None:
        """Warn these WebSockets, or all, that they will be closed.

        Args:
            sockets: Some of `sockets`.
            close_after: Seconds until they are; None leaves them open.
        """
        await self._sockets.refresh(sockets or self.sockets, close_after)

    def drop_sockets(self, *sockets: Connection) -> None:
        """Cut these WebSockets, or all, with no close frame."""
        for each in sockets or self.sockets:
            each.cut()

    def mute_sockets(self, *sockets: Connection) -> None:
        """Let these WebSockets, or all, stay open and carry nothing from now on."""
        for each in sockets or self.sockets:
            each.muted = True

    async def posted(
        self,
        wanted: Callable[[Post], bool],
        timeout: float = 10,  # noqa: ASYNC109
    ) -> Post:
        """Wait for the first post, old or new, that is as wanted.

        Raises:
            TimeoutError: There was none in time.
        """
        return await self._workspace.posted(wanted, timeout)

    def _new_url(self, kind: str) -> str:
        number, secret = secrets.randbelow(10**13), secrets.token_hex(12)
        return f"{self._server.url}/{kind}/{TEAM}/{number}/{secret}"

    def _link(self) -> str:
        """A URL for one WebSocket."""
        return f"ws{self._server.url.removeprefix('http')}{self._sockets.ticket()}"

    async def _send(
        self, interaction: Interaction, envelope: Envelope, seal: Seal | None = None
    ) -> list[Ack]:
        """Send it, note in the interaction what came, and return every ack."""
        if interaction.response_url:
            path = interaction.response_url.removeprefix(self._server.url)
            self._urls.issue(path, interaction)
        outcomes = await self._carry(envelope, seal)
        first = outcomes[0]
        interaction.status, interaction.error = first.status, first.error
        interaction.ack_seconds = first.seconds
        return [each.ack for each in outcomes if each.ack is not None]

    async def _interact(
        self, interaction: Interaction, payload: dict[str, Any]
    ) -> None:
        """Send an interaction of which the ack shows nothing."""
        for ack in await self._send(interaction, Envelope("interactive", payload)):
            interaction.ack = ack.ignored(self._workspace, "a press")

    async def _carry(
        self, envelope: Envelope, seal: Seal | None = None
    ) -> list[Outcome]:
        line = self._line(seal or Seal(self._signing_secret))
        times = 2 if self.twice else 1
        sent = [self._carry_once(line, envelope) for _ in range(times)]
        return await asyncio.gather(*sent)

    async def _carry_once(self, line: Line, envelope: Envelope) -> Outcome:
        if self.traffic is None:
            return await line.carry(envelope, self.ack_seconds)
        _, body = envelope.body()
        begun = self.traffic.begin("Slack", "bot", envelope.title, body)
        outcome = await line.carry(envelope, self.ack_seconds)
        said = "" if outcome.ack is None else outcome.ack.body
        self.traffic.end(begun, outcome.status or None, said, outcome.error)
        return outcome

    def _line(self, seal: Seal) -> Line:
        if self.mode == "socket":
            return SocketLine(self._sockets, redeliver=self.redeliver_interactions)
        return HttpLine(self._session, self.events_url, seal, self._now())
