"""Times and spans as people read them."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from bot.blocks.text import code, escape, one_line
from bot.domain.executions import Moment

_TOKENS = "{date_short_pretty} {time_secs}"
# Slack's date tokens take seconds since 1970; a year outside these is no real time.
_EARLIEST, _LATEST = datetime(1971, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def date_token(moment: Moment, zone: tzinfo) -> str:
    """Mrkdwn that every reader sees in the zone of their own device.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    if moment.at is None:
        return f"{code(moment.raw)} (not a time I can read)"
    if not _real(moment.at):
        return escape(spoken(moment, zone))
    seconds = int(moment.at.timestamp())
    fallback = escape(_local(moment.at, zone))
    return f"<!date^{seconds}^{_TOKENS}|{fallback}>{doubt(moment)}"


def date_run(moment: Moment, zone: tzinfo) -> dict[str, Any] | None:
    """The same for rich text, without a doubt; None for what is no real time.

    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
    """
    if moment.at is None or not _real(moment.at):
        return None
    return {
        "type": "date",
        "timestamp": int(moment.at.timestamp()),
        "format": _TOKENS,
        "fallback": _local(moment.at, zone),
    }


def spoken(moment: Moment, zone: tzinfo) -> str:
    """The same as plain text, in `zone`, which it names."""
    if moment.at is None:
        return f"{one_line(moment.raw, 60)} (not a time I can read)"
    return _local(moment.at, zone) + doubt(moment)


def minute(at: datetime, zone: tzinfo) -> str:
    """Such as "Fri 27 Nov 09:00", on a clock there; for times that are near."""
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def doubt(moment: Moment) -> str:
    """What follows a time whose zone had to be assumed."""
    return "" if moment.exact else " (zone uncertain)"


def span(lasted: timedelta) -> str:
    """A length of time in its two largest units: "1 min 25 s", "3 d 4 h"."""
    total = int(lasted.total_seconds())
    if total < 1:
        return "under a second"
    units = (
        ("d", total // 86_400),
        ("h", total // 3_600 % 24),
        ("min", total // 60 % 60),
        ("s", total % 60),
    )
    first = next(index for index, (_, count) in enumerate(units) if count)
    return " ".join(
        f"{count:,} {unit}" for unit, count in units[first : first + 2] if count
    )


def _local(at: datetime, zone: tzinfo) -> str:
    try:
        there = at.astimezone(zone)
    except OverflowError:  # within a day of the calendar's ends
        there, zone = at, UTC
    return f"{there:%Y-%m-%d %H:%M:%S} {zone}"


def _real(at: datetime) -> bool:
    return _EARLIEST <= at < _LATEST
