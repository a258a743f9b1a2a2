"""The ways out of this process."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.clock import SystemClock
from bot.adapters.http_session import Outbound, outbound
from bot.adapters.slack.client import web_client, writing_client
from bot.adapters.slack.home import Identity
from bot.adapters.slack.messenger import SlackMessenger
from bot.ports import Clock
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Outside:
    """The clock, and the ways to Slack; what `writing` sends is never sent twice by it."""

    clock: Clock
    out: Outbound
    session: aiohttp.ClientSession
    client: AsyncWebClient
    writing: AsyncWebClient

    def messenger(self, identity: Identity) -> SlackMessenger:
        """The one door to Slack, for whom Slack takes us to be."""
        return SlackMessenger(self.session, self.writing, self.clock, identity.bot)


async def outside_of(stack: AsyncExitStack, settings: Settings, token: str) -> Outside:
    """The ways that `settings` name; `stack` closes them."""
    out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
    session = await stack.enter_async_context(out.session(settings.slack.api_url))
    api_url = settings.slack.api_url
    return Outside(
        clock=SystemClock(),
        out=out,
        session=session,
        client=web_client(api_url, token, session),
        writing=writing_client(api_url, token, session),
    )
