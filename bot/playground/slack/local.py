"""A Slack on loopback: sends signed commands, takes answers, and is strict about them."""

import asyncio
import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Self

from aiohttp import ClientError, ClientSession, web

from bot.playground.clock import wall_clock
from bot.playground.loopback import LoopbackServer
from bot.playground.slack.acks import Ack
from bot.playground.slack.commands import SlashCommand, signed_headers
from bot.playground.slack.deliveries import ApiCall, Delivery
from bot.playground.slack.faults import (
    Attempt,
    Faults,
)
from bot.playground.slack.http import ApiAttempt, Arguments, ResponseUrlAttempt
from bot.playground.slack.people import (
    CHANNEL,
    TEAM,
)
from bot.playground.slack.response_urls import ResponseUrls
from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace

# docs.slack.dev/interactivity/implementing-slash-commands: later is too late.
ACK_SECONDS = 3.0


class LocalSlack:
    """One workspace with one app in it: the bot at `events_url`.

    Attributes:
        events_url: Where the bot takes requests over HTTP; to be set before a command.
        ack_seconds: How long a command waits for its ack.
        people: Who exists, by user id; may be changed at any time.
        channels: Where messages go, by channel id; may be changed at any time.
        posts: Every message that somebody could see, whichever way it came.
        deliveries: Every command that was sent.
        broken_rules: Every rule that a message of the bot broke.
        mentions_allowed: Ids, special words and URLs that may be mentioned.
        calls: Every call of the Web API.
        faults: What goes wrong with the next calls.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_token: str,
        scopes: Collection[str],
        now: Callable[[], datetime] | None = None,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self._signing_secret = signing_secret
        self._now = now or wall_clock
        self.ack_seconds = ack_seconds
        self._workspace = Workspace(self._now)
        self._api = WebApi(self._workspace, bot_token=bot_token, scopes=scopes)
        self._urls = ResponseUrls(self._workspace)
        self._server = LoopbackServer(self._serve)
        self.events_url = ""
        self.people = self._workspace.people
        self.channels = self._workspace.channels
        self.posts = self._workspace.posts
        self.broken_rules = self._workspace.broken_rules
        self.mentions_allowed = self._workspace.mentions_allowed
        self.deliveries: list[Delivery] = []
        self.calls: list[ApiCall] = []
        self.faults = Faults()

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.__aexit__()

    @property
    def api_url(self) -> str:
        """The Web API, such as http://127.0.0.1:40124/api/."""
        return f"{self._server.url}/api/"

    async def command(
        self,
        *,
        user: str,
        text: str,
        command: str = "/runs",
        channel: str = CHANNEL,
        timestamp_offset: int = 0,
        signature: str | None = None,
        team: str | None = None,
    ) -> Delivery:
        """Send a slash command to the bot and wait for its ack, as long as Slack does.

        Args:
            user: Who typed it.
            text: What stood after the command's name.
            command: The command's name.
            channel: Where it was typed.
            timestamp_offset: Seconds by which the request's time is wrong.
            signature: To be sent in place of the right one.
            team: The workspace it was typed in, where it isn't the bot's own.
        """
        path = f"/commands/{TEAM}/{secrets.randbelow(10**13)}/{secrets.token_hex(12)}"
        typed = SlashCommand(
            user, text, command, channel, team or TEAM, f"{self._server.url}{path}"
        )
        delivery = Delivery(user, channel, text, typed.response_url)
        self.deliveries.append(delivery)
        self._urls.issue(path, delivery)
        body = typed.form(self.people.get(user), self.channels.get(channel))
        timestamp = int(self._now().timestamp()) + timestamp_offset
        headers = signed_headers(self._signing_secret, body, timestamp, signature)
        await self._deliver(delivery, body, headers)
        return delivery

    async def _deliver(
        self, delivery: Delivery, body: str, headers: dict[str, str]
    ) -> None:
        clock = asyncio.get_running_loop()
        started = clock.time()
        try:
            async with asyncio.timeout(self.ack_seconds):
                ack = await self._send(body, headers)
        except TimeoutError:
            delivery.error = "operation_timeout"
        except ClientError:
            delivery.error = "dispatch_failed"
        else:
            ack.show(delivery, self._workspace)
        delivery.ack_seconds = clock.time() - started

    async def _send(self, body: str, headers: dict[str, str]) -> Ack:
        async with (
            ClientSession() as session,
            session.post(
                self.events_url,
                data=body.encode(),
                headers=headers,
                allow_redirects=False,
            ) as response,
        ):
            return Ack(response.status, response.content_type, await response.text())

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        target, attempt = await self._attempt(request)
        fault = self.faults.take(target)
        if fault is None:
            return await attempt.succeed()
        return await fault.answer(attempt)

    async def _attempt(self, request: web.BaseRequest) -> tuple[str, Attempt]:
        if not request.path.startswith("/api/"):
            body = await request.read()
            return "response_url", ResponseUrlAttempt(request, self._urls, body)
        method = request.path.removeprefix("/api/")
        arguments = await Arguments.from_request(request)
        call = ApiCall(method, arguments.values, self._now())
        self.calls.append(call)
        return method, ApiAttempt(request, self._api, call, arguments)
