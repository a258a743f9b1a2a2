"""`runwatch check`: whether Slack takes what the settings say."""

from collections.abc import AsyncIterator, Collection

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.checked import Checked
from bot.adapters.http_session import Outbound
from bot.adapters.slack.channel_checks import check_channel
from bot.adapters.slack.checks import (
    APP_TOKEN,
    BOT_TOKEN,
    SCOPES_LINE,
    SIGNING_SECRET,
    check_app_token,
    check_bot_token,
    check_scopes,
    not_tried,
    unset,
)
from bot.adapters.slack.client import web_client
from bot.settings.model import SlackSettings


async def check_slack(
    slack: SlackSettings, channels: Collection[str], out: Outbound
) -> AsyncIterator[Checked]:
    """A line for each token, scope and channel, in what the mode needs; unset ones fail.

    `channels` are the ids of those that digests go to. Where nothing about Slack is set
    at all, that is one line, and no failure.
    """
    if not slack.model_fields_set:
        yield not_tried("slack", "nothing of it is set (SLACK_BOT_TOKEN, …)")
        return
    async with out.session(slack.api_url) as session:
        async for line in _bot(slack, channels, session):
            yield line
        yield await _way_in(slack, session)


async def _bot(
    slack: SlackSettings, channels: Collection[str], session: aiohttp.ClientSession
) -> AsyncIterator[Checked]:
    """What the bot token opens; where it is not taken, nothing else is tried with it."""
    if not slack.bot_token:
        yield unset(BOT_TOKEN, "SLACK_BOT_TOKEN")
        yield not_tried(SCOPES_LINE, "there is no bot token to ask with")
        return
    client = _client(slack, slack.bot_token.get_secret_value(), session)
    bot = await check_bot_token(client)
    yield bot.line
    if not bot.known:
        yield not_tried(SCOPES_LINE, "the bot token was not taken")
        return
    for line in check_scopes(bot.granted):
        yield line
    for channel in channels:
        yield await check_channel(client, channel)


async def _way_in(slack: SlackSettings, session: aiohttp.ClientSession) -> Checked:
    """The secret by which requests come in."""
    if slack.mode == "http":
        if not slack.signing_secret:
            return unset(SIGNING_SECRET, "SLACK_SIGNING_SECRET")
        said = "is set; only a request from Slack shows whether it is right"
        return not_tried(SIGNING_SECRET, said)
    if not slack.app_token:
        return unset(APP_TOKEN, "SLACK_APP_TOKEN")
    token = slack.app_token.get_secret_value()
    return await check_app_token(_client(slack, token, session), token)


def _client(
    slack: SlackSettings, token: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    client = web_client(slack.api_url, token, session)
    client.retry_handlers = []  # whoever checks wants to know of trouble, and soon
    return client
