"""One digest at the bot's own command line."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from uuid import uuid4

from bot.adapters.clock import SystemClock
from bot.adapters.http_session import outbound
from bot.adapters.slack.home import SlackHome
from bot.app.answering import answering
from bot.app.asking import require_clouds
from bot.app.bolt import slack_secrets
from bot.app.digesting import digests_of, previews_of
from bot.app.outside import outside_of
from bot.app.patience import USUAL
from bot.domain.deliveries import Content
from bot.domain.messages import Address
from bot.domain.subscriptions import Subscription
from bot.ports import Poster
from bot.services.previews import Previews
from bot.services.remembering import Waits
from bot.settings import Settings


async def preview(
    settings: Settings, name: str, span: timedelta | None
) -> Sequence[Content]:
    """What a channel would be told now, or all of the last `span`; nothing is posted.

    Raises:
        ConfigurationError: the settings do not allow it.
        InvalidQueryError: there is no such digest.
        LedgerError: the database gave no answer.
    """
    require_clouds(settings)
    async with AsyncExitStack() as stack:
        out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
        clock = SystemClock()
        asked = await answering(stack, settings, out, clock, USUAL.cloud, waits=Waits())
        one = await asked.roster.named(name)
        return await _previewed(previews_of(asked, clock), one, span)


async def tell(settings: Settings, name: str, span: timedelta | None) -> bool:
    """Post it: as a delivery of its own, or all of the last `span`, which marks nothing.

    Returns:
        Whether all of it is there; the log says why it is not.

    Raises:
        ConfigurationError: as above, or Slack does not take the token.
        InvalidQueryError: there is no such digest.
        LedgerError: the database gave no answer.
        MessengerError: Slack did not take what marks nothing.
    """
    require_clouds(settings)
    token = slack_secrets(settings).bot_token
    async with AsyncExitStack() as stack:
        outside = await outside_of(stack, settings, token)
        clock = outside.clock
        asked = await answering(
            stack, settings, outside.out, clock, USUAL.cloud, waits=Waits()
        )
        one = await asked.roster.named(name)
        identity = await SlackHome(outside.client, clock).identity()
        messenger = outside.messenger(identity)
        if span is not None:
            shown = await _previewed(previews_of(asked, clock), one, span)
            await _posted(messenger, one, shown)
            return True
        return await digests_of(settings, asked, messenger, clock).now(one)


async def _previewed(
    previews: Previews, one: Subscription, span: timedelta | None
) -> Sequence[Content]:
    return await (previews.next(one) if span is None else previews.of(one, span))


async def _posted(
    poster: Poster, one: Subscription, contents: Sequence[Content]
) -> None:
    root, id_ = "", uuid4().hex
    for number, content in enumerate(contents):
        address, post_id = Address(channel=one.channel, thread=root), f"{id_}.{number}"
        if content.file is not None:
            await poster.attach(address, content.file, post_id, None)
        else:
            ts = await poster.post(address, content.message, post_id, None)
            root = root or ts
