"""How much of what was asked for stands in the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.references import SourceName
from bot.domain.sweeping import KEPT_FOR, LATE, Coverage
from bot.domain.windows import Window

# Three quick sweeps as they are configured unless somebody says otherwise.
BEHIND = timedelta(minutes=30)
# A window is reckoned from when somebody asked, what a sweep reads for them from when
# it began, and what is kept from when they are answered.
_WAITED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What one source of one cloud does not tell of a window.

    Attributes:
        cloud, source: which one.
        unread: nothing of it was ever read.
        since: where it begins, if that is later than the window; else None.
        until: where it ends, if that is too early; else None.
        gaps: what its latest sweep could not read.
        failing_since: since when that has been so.
    """

    cloud: str
    source: SourceName
    unread: bool = False
    since: datetime | None = None
    until: datetime | None = None
    gaps: tuple[str, ...] = ()
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an answer of the ledger stands on.

    Attributes:
        read: the sources of which everything in the window was read.
        missing: what the others do not tell.
    """

    read: tuple[Coverage, ...] = ()
    missing: tuple[Shortfall, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing; where no source was asked, everything is."""
        return bool(self.read) and not self.missing

    @property
    def until(self) -> datetime | None:
        """Up to when all that was read is known."""
        return min((one.until for one in self.read if one.until), default=None)


class Freshness(StrEnum):
    """Whether a source is read as it should be."""

    FINE = "fine"
    UNREAD = "never read yet"
    FAILING = "failing"
    BEHIND = "behind"


def receipt(coverage: Iterable[Coverage], window: Window, now: datetime) -> Receipt:
    """What the sources tell of `window`, as of `now`."""
    told = [(one, _shortfall(one, window, now)) for one in coverage]
    return Receipt(
        read=tuple(one for one, short in told if short is None),
        missing=tuple(short for _, short in told if short is not None),
    )


def freshness(one: Coverage, now: datetime) -> Freshness:
    """The worst that can be said of how it is read."""
    if one.gaps:
        return Freshness.FAILING
    if one.since is None or one.until is None:
        return Freshness.UNREAD
    return Freshness.BEHIND if one.until < now - BEHIND else Freshness.FINE


def _shortfall(one: Coverage, window: Window, now: datetime) -> Shortfall | None:
    gaps = () if _settled(one, window) else one.gaps
    short = Shortfall(
        cloud=one.cloud,
        source=one.source,
        unread=one.since is None or one.until is None,
        gaps=gaps,
        failing_since=one.failing_since if gaps else None,
    )
    if one.since is None or one.until is None:
        return short
    since = _late_begin(one.since, window, now)
    until = _early_end(one.until, window, now)
    return replace(short, since=since, until=until) if since or until or gaps else None


def _settled(one: Coverage, window: Window) -> bool:
    """Whether the window ended so long ago that trouble since then does not touch it."""
    if one.until is None or window.until is None:
        return False
    return one.until >= window.until + LATE


def _late_begin(since: datetime, window: Window, now: datetime) -> datetime | None:
    """What is older than the ledger keeps is gone, whatever was read once."""
    begins = max(since, now - KEPT_FOR)
    asked = window.since
    return None if asked is not None and begins <= asked + _WAITED else begins


def _early_end(until: datetime, window: Window, now: datetime) -> datetime | None:
    """Sweeps take turns: what is only a little behind now is up to date."""
    needed = min(window.until or now, now - BEHIND)
    return until if until < needed else None
