"""Time zones by name."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def known_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None."""
    try:
        return ZoneInfo(name)
    # ValueError: a name that could leave the database's folder; OSError: a folder of it.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def first_zone(*names: str) -> tzinfo:
    """The first of `names` that is a zone, else UTC."""
    zones = (known_zone(name) for name in names if name)
    return next((zone for zone in zones if zone is not None), UTC)
