"""Moments of the believable world, and the five ways its services write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HALF_HOUR = 1800


def wire_time(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and a Z, as in the example of seed 000."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def second_time(moment: datetime) -> str:
    """ISO 8601 in UTC with seconds and a Z, as W9 writes it (seed 002)."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def micro_time(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds and a Z, as IAM and the metadata write it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Date and time on the wall in this zone, without a word on which (seed 001)."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as COC writes them (seed 003)."""
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)


def night(now: datetime, back: int = 0, minutes: float = 0) -> datetime:
    """When the nightly work began, 15 to 16 hours before `now`; `back` nights earlier.

    A fixed hour of the day would put it sometimes inside the last 24 hours and
    sometimes outside.
    """
    moment = now - timedelta(hours=15.5)
    late = (moment.timestamp()) % HALF_HOUR
    return moment - timedelta(days=back, seconds=late) + timedelta(minutes=minutes)
