"""Digests as the settings want them."""

from collections.abc import Iterable
from secrets import token_hex
from zoneinfo import ZoneInfo

import structlog

from bot.app.answering import Answering
from bot.blocks.digest import digest_messages, may_repeat
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription
from bot.ports import Clock, Poster
from bot.services.digest_facts import Facts
from bot.services.digests import Digests
from bot.services.previews import Previews
from bot.settings import Settings
from bot.settings.model import DigestSettings

_log = structlog.get_logger()


def digests_of(
    settings: Settings, asked: Answering, poster: Poster, clock: Clock
) -> Digests:
    """The digests of every subscription in the file."""
    return Digests(
        subscriptions(settings),
        asked.ledger.deliveries,
        facts=Facts(asked.memory, asked.sweeps, clock),
        poster=poster,
        render=digest_messages,
        marked=may_repeat,
        holder=token_hex(8),
        report=_log.warning,
    )


def previews_of(asked: Answering, clock: Clock) -> Previews:
    """What channels would be told."""
    facts = Facts(asked.memory, asked.sweeps, clock)
    return Previews(asked.ledger.deliveries, facts, digest_messages)


def subscriptions(settings: Settings) -> list[Subscription]:
    """Those of the file."""
    clouds = sorted(settings.clouds)
    return [_subscription(one, clouds) for one in settings.digests]


def _subscription(digest: DigestSettings, clouds: Iterable[str]) -> Subscription:
    sources = frozenset(digest.sources)
    return Subscription(
        name=digest.name,
        channel=digest.channel,
        schedule=Schedule.parse(digest.schedule),
        zone=ZoneInfo(digest.time_zone),
        clouds=tuple(digest.clouds or clouds),
        wanted=FailureFilter(
            sources=frozenset() if sources == frozenset(SourceName) else sources,
            targets=tuple(digest.target),
            scripts=tuple(digest.script),
            pools=tuple(digest.pool),
            causes=tuple(digest.cause),
            outcomes=frozenset(digest.outcomes),
        ),
        posts_empty=digest.when_empty == "post",
        mention=tuple(digest.mention),
    )
