"""The playground's clock, for servers that are given no other."""

from datetime import UTC, datetime


def wall_clock() -> datetime:
    """The time now, aware, in UTC."""
    # The one default; the servers take any other clock as `now`.
    return datetime.now(UTC)  # noqa: TID251
