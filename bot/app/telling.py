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
from bot.app.digesting import digests_of, previews_of, subscriptions
from bot.app.outside import outside_of
from bot.app.patience import USUAL
from bot.domain.messages import Address, Message
from bot.domain.subscriptions import Subscription
from bot.errors import ConfigurationError
from bot.ports import Poster
from bot.services.previews import Previews
from bot.services.remembering import Waits
from bot.settings import Settings


async def preview(
    settings: Settings, name: str, span: timedelta | None
) -> Sequence[Message]:
    """What a channel would be told now, or all of the last `span`; nothing is posted.

    Raises:
        ConfigurationError: there is no such digest, or the settings do not allow it.
        LedgerError: the database gave no answer.
    """
    one = _named(settings, name)
    async with AsyncExitStack() as stack:
        out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
        clock = SystemClock()
        asked = await answering(stack, settings, out, clock, USUAL.cloud, waits=Waits())
        return await _previewed(previews_of(asked, clock), one, span)


async def tell(settings: Settings, name: str, span: timedelta | None) -> bool:
    """Post it: as a delivery of its own, or all of the last `span`, which marks nothing.

    Returns:
        Whether all of it is there; the log says why it is not.

    Raises:
        ConfigurationError: as above, or Slack does not take the token.
        LedgerError: the database gave no answer.
        MessengerError: Slack did not take what marks nothing.
    """
    one, token = _named(settings, name), slack_secrets(settings).bot_token
    async with AsyncExitStack() as stack:
        outside = await outside_of(stack, settings, token)
        clock = outside.clock
        asked = await answering(
            stack, settings, outside.out, clock, USUAL.cloud, waits=Waits()
        )
        identity = await SlackHome(outside.client, clock).identity()
        poster = outside.messenger(identity)
        if span is not None:
            shown = await _previewed(previews_of(asked, clock), one, span)
            await _posted(poster, one, shown)
            return True
        digests = digests_of(settings, asked, poster, clock)
        await digests.begin(one)
        return await digests.deliver(one, clock.now())


async def _previewed(
    previews: Previews, one: Subscription, span: timedelta | None
) -> Sequence[Message]:
    return await (previews.next(one) if span is None else previews.of(one, span))


async def _posted(
    poster: Poster, one: Subscription, messages: Sequence[Message]
) -> None:
    root, id_ = "", uuid4().hex
    for number, message in enumerate(messages):
        address = Address(channel=one.channel, thread=root)
        ts = await poster.post(address, message, f"{id_}.{number}", None)
        root = root or ts


def _named(settings: Settings, name: str) -> Subscription:
    require_clouds(settings)
    known = {one.name: one for one in subscriptions(settings)}
    if name not in known:
        names = ", ".join(known) or "none"
        raise ConfigurationError("digests", f'there is no "{name}"; there is {names}')
    return known[name]
