"""Subscriptions as the settings have them, and all that there are."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription
from bot.ports import Subscriptions
from bot.services.roster import Roster
from bot.settings import Settings
from bot.settings.model import DigestSettings


def roster_of(settings: Settings, kept: Subscriptions) -> Roster:
    """Subscriptions of the file, and those that were made in Slack."""
    return Roster(subscriptions(settings), kept, sorted(settings.clouds))


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
