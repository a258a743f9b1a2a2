"""A local Slack and a simulated cloud with a page, and the smallest bot between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientSession, web

from bot.playground.cloud import Fleet, Life, RecentRun, SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.page import Example, Guide, site
from bot.playground.slack import CHANNEL, OPERATOR, LocalSlack
from bot.playground.traffic import Traffic
from tests.playground.hand_clock import HandClock
from tests.playground.signer import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.playground.slack_with import APP_TOKEN, BOT_TOKEN
from tests.playground.tiny_bot import TAKEN, TinyBot, answer

Json = dict[str, Any]

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:write",
    "groups:history",
    "im:history",
    "users:read",
)
EVENTS = {"app_mention", "app_home_opened", "message.channels", "message.im"}
RUNS = {
    "command": "/runs",
    "description": "What ran",
    "usage_hint": "script | task",
    "should_escape": False,
}
LOOK_UP = {
    "name": "Look up runs",
    "type": "message",
    "callback_id": "look_up",
    "description": "What it says of runs",
}


def manifest(**app_home: bool) -> Json:
    """An app's, whose own conversation can be written to unless it says otherwise."""
    tabs = {"home_tab_enabled": True, "messages_tab_enabled": True, **app_home}
    return {
        "features": {
            "app_home": tabs,
            "bot_user": {"display_name": "runwatch"},
            "shortcuts": [LOOK_UP],
            "slash_commands": [RUNS],
        }
    }


class StandingStill(Life):
    """A fleet in which nothing ever happens."""

    summary = "0 tasks, 0 desktops"

    def __init__(self) -> None:
        """Nothing is there to be counted."""

    def catch_up(self, now: datetime) -> None:
        """Nothing is due."""

    def recent(self, count: int) -> list[RecentRun]:  # noqa: ARG002
        """There are none."""
        return []


@dataclass
class PatientBot(TinyBot):
    """Acks after so many seconds."""

    seconds: float = 0

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await super().__call__(request)


@dataclass(slots=True)
class Town:
    """What stands behind a page, and the bot's ways to change it."""

    slack: LocalSlack
    cloud: SimulatedCloud
    traffic: Traffic
    bot: PatientBot
    clock: HandClock
    http: ClientSession
    guide: Guide = field(init=False)

    def offer(self, **app_home: bool) -> None:
        """Serve the page of an app that says this of its own tabs."""
        examples = [Example("/runs pool", "What failed in pools")]
        self.guide = Guide(manifest(**app_home), examples, ("script", "pool"))
        life = self.cloud.life or StandingStill()
        page = site(self.slack, self.cloud, life, self.traffic, self.guide)
        self.slack.also_serve(page)

    def live(self) -> None:
        """Let a small fleet work behind the page."""
        self.cloud.live(Fleet(1, 1))
        self.offer()

    async def call(self, method: str, **arguments: object) -> Json:
        """Let the bot call the Web API; it must be taken."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        url = f"{self.slack.api_url}{method}"
        async with self.http.post(url, json=arguments, headers=headers) as response:
            said: Json = await response.json()
        assert said["ok"], said
        return said

    async def post(self, text: str, channel: str = CHANNEL, **more: object) -> str:
        """Let the bot say this to everybody in the channel; returns the ts."""
        self.clock.advance(seconds=2)
        said = await self.call("chat.postMessage", channel=channel, text=text, **more)
        return str(said["ts"])

    async def whisper(self, text: str, user: str = OPERATOR, **more: object) -> str:
        """Let the bot answer a command privately; returns the ts."""
        asked = await self.slack.command(user=user, text="pool")
        message = {"text": text, "response_type": "ephemeral", **more}
        assert await answer(self.http, asked.response_url, message) == TAKEN
        return (await asked.post()).ts

    async def open_modal(self, view: Json, user: str = OPERATOR) -> str:
        """Let the bot open a modal before this person; returns its id."""
        trigger = self.slack.workspace.triggers.issue(user)
        opened = await self.call("views.open", trigger_id=trigger, view=view)
        return str(opened["view"]["id"])

    async def share(self, name: str, data: bytes, *channels: str) -> str:
        """Let the bot share a file; returns its id."""
        self.clock.advance(seconds=2)
        issued = self.slack.workspace.files.issue(name, len(data))
        path, file = issued
        async with self.http.post(f"{self.slack.url}{path}", data=data) as response:
            assert response.status == 200
        named = [{"id": file.id, "title": name}]
        shared = ",".join(channels)
        await self.call("files.completeUploadExternal", files=named, channels=shared)
        return file.id


@asynccontextmanager
async def town(http: ClientSession) -> AsyncIterator[Town]:
    """A town in which nothing has happened yet."""
    clock, bot = HandClock(), PatientBot()
    traffic = Traffic(clock)
    async with (
        LoopbackServer(bot) as server,
        SimulatedCloud(
            access_key=ACCESS_KEY,
            secret_key=SECRET_KEY,
            project_id=PROJECT,
            now=clock,
            traffic=traffic,
        ) as cloud,
        LocalSlack(
            signing_secret="playground-secret",
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            scopes=SCOPES,
            now=clock,
            traffic=traffic,
        ) as slack,
    ):
        slack.events_url, slack.events = f"{server.url}/slack/events", set(EVENTS)
        made = Town(slack, cloud, traffic, bot, clock, http)
        made.offer()
        yield made
