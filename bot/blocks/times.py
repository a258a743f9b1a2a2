"""Times and spans as people read them."""

from datetime import UTC, datetime, timedelta, tzinfo

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
    if not _EARLIEST <= moment.at < _LATEST:
        return escape(spoken(moment, zone))
    seconds = int(moment.at.timestamp())
    fallback = escape(_local(moment.at, zone))
    return f"<!date^{seconds}^{_TOKENS}|{fallback}>{_doubt(moment)}"


def spoken(moment: Moment, zone: tzinfo) -> str:
    """The same as plain text, in `zone`, which it names."""
    if moment.at is None:
        return f"{one_line(moment.raw, 60)} (not a time I can read)"
    return _local(moment.at, zone) + _doubt(moment)


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


def _doubt(moment: Moment) -> str:
    return "" if moment.exact else " (zone uncertain)"
