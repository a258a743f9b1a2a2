"""A Slack on loopback: sends commands and presses, and is strict about the answers."""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Self

from aiohttp import web

from bot.playground.clock import wall_clock
from bot.playground.loopback import LoopbackServer
from bot.playground.slack.acks import Ack
from bot.playground.slack.actions import BlockAction
from bot.playground.slack.commands import SlashCommand
from bot.playground.slack.deliveries import (
    ApiCall,
    Delivery,
    Interaction,
    Post,
    Press,
)
from bot.playground.slack.faults import Attempt, Faults
from bot.playground.slack.http import ApiAttempt, Arguments, ResponseUrlAttempt
from bot.playground.slack.people import CHANNEL, TEAM
from bot.playground.slack.pressables import BUTTONS, MENUS, Wanted
from bot.playground.slack.requests import Request, Seal
from bot.playground.slack.response_urls import ResponseUrls
from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace

# docs.slack.dev/interactivity/implementing-slash-commands: later is too late.
ACK_SECONDS = 3.0


class LocalSlack:
    """One workspace with one app in it: the bot at `events_url`.

    Attributes:
        events_url: Where the bot takes requests over HTTP; to be set before a command.
        ack_seconds: How long a command or a press waits for its ack.
        people: Who exists, by user id; may be changed at any time.
        channels: Where messages go, by channel id; may be changed at any time.
        posts: Every message that somebody could see, whichever way it came; one that
            replaces another stands after it.
        deliveries: Every command that was sent.
        presses: Every press of a button and every choice that was sent.
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
        self.presses: list[Press] = []
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
        url = self._new_url("commands")
        delivery = Delivery(user=user, channel=channel, text=text, response_url=url)
        self.deliveries.append(delivery)
        typed = SlashCommand(user, text, command, channel, team or TEAM, url)
        body = typed.form(self.people.get(user), self.channels.get(channel))
        seal = Seal(self._signing_secret, timestamp_offset, signature)
        ack = await self._send(delivery, body, seal)
        if ack is not None:
            ack.show(delivery, self._workspace)
        return delivery

    async def press(
        self,
        user: str,
        post: Post,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        team: str | None = None,
    ) -> Press:
        """Press a button of a message as it stands now, and wait for the bot's ack.

        Where the button has a dialog, the person says yes.

        Args:
            user: Who presses.
            post: The message, or what replaced it.
            action_id: The button's id, as the bot gave it.
            text: The button's label.
            value: What the button carries.
            team: The presser's workspace, where it isn't the bot's own.

        Raises:
            ValueError: The person doesn't see the message, or not exactly one of its
                buttons fits.
        """
        wanted = Wanted(action_id, text, value)
        return await self._act(user, post, BUTTONS, wanted, team or TEAM)

    async def choose(
        self,
        user: str,
        post: Post,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        team: str | None = None,
    ) -> Press:
        """Choose an option of a select or an overflow menu, and wait for the ack.

        All is as in `press`, but `text` and `value` are the option's.

        Raises:
            ValueError: The person doesn't see the message, or not exactly one of its
                options fits.
        """
        wanted = Wanted(action_id, text, value)
        return await self._act(user, post, MENUS, wanted, team or TEAM)

    async def _act(
        self, user: str, post: Post, kinds: frozenset[str], wanted: Wanted, team: str
    ) -> Press:
        if not self._workspace.sees(user, post.shown):
            raise ValueError(f"{user} does not see the message {post.ts}")
        stamp = self._workspace.stamp()
        act = BlockAction.of(user, post.shown, kinds, wanted, stamp)
        press = act.begin(post, self._new_url("actions"))
        self.presses.append(press)
        channel = self.channels.get(press.channel)
        body = act.form(self.people.get(user), channel, team, press.response_url)
        ack = await self._send(press, body, Seal(self._signing_secret))
        if ack is not None:
            ack.end(press, self._workspace)
        return press

    def _new_url(self, kind: str) -> str:
        number, secret = secrets.randbelow(10**13), secrets.token_hex(12)
        return f"{self._server.url}/{kind}/{TEAM}/{number}/{secret}"

    async def _send(
        self, interaction: Interaction, body: str, seal: Seal
    ) -> Ack | None:
        path = interaction.response_url.removeprefix(self._server.url)
        self._urls.issue(path, interaction)
        request = Request(self.events_url, body, seal.headers(body, self._now()))
        return await request.deliver(interaction, self.ack_seconds)

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
