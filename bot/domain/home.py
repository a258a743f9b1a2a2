"""What somebody sees in the bot's Home tab, before anybody decides how to show it."""

from dataclasses import dataclass

from bot.domain.answers import GlanceAnswer
from bot.domain.digest_answers import ListedSubscription, Offer
from bot.domain.watches import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDigest:
    """A digest, and what its reader may do with it."""

    listed: ListedSubscription
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDigests:
    """Those that somebody may send, by name.

    Attributes:
        shown: the first ones.
        of: how many there are in all.
        every: whether that is all that there are: they are a manager.
    """

    shown: tuple[OwnDigest, ...] = ()
    of: int = 0
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One person's Home.

    Attributes:
        glance: what failed in the last 24 hours where they may see it.
        watches: what they watch, the latest first.
        welcome: whether they have never been here before.
        reading: whether the clouds are being read, and this is what was known before.
    """

    glance: GlanceAnswer
    digests: OwnDigests
    watches: tuple[Watch, ...] = ()
    welcome: bool = False
    reading: bool = False
