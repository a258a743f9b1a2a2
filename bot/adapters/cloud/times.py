"""Every way in which the cloud's documents and examples write a time.

ISO 8601 with and without fraction, `Z` or offset (W5 to W7); `yyyy-MM-dd HH:mm:ss`,
alone or followed by `GMT+08:00` (W1, W3, W4); epoch seconds or milliseconds (C1 to C6).
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from bot.domain.executions import Moment
from bot.domain.zones import known_zone

_1970 = datetime(1970, 1, 1, tzinfo=UTC)
# Ten digits of seconds are 2001 to 2286, and so are thirteen of milliseconds.
_EPOCH = re.compile(r"([0-9]{10})([0-9]{3})?(?:\.0+)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DAY = timedelta(days=1)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII | re.IGNORECASE)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_SPACED_OFFSET = re.compile(r"\s*(?:GMT|UTC)(?=$|\s*[+-])\s*", re.IGNORECASE)


@lru_cache(maxsize=4_096)  # the rows of a run share most of their times
def moment(raw: str | None, zone: str = "", default: str = "") -> Moment | None:
    """The time that a source wrote, or None where it wrote none.

    Args:
        raw: the source's text.
        zone: the source's own `time_zone`, used only when `raw` names none.
        default: the zone that is assumed where neither tells one; "" is UTC. What is
            read so is not exact.
    """
    text = (raw or "").strip()
    if not text:
        return None
    try:
        epoch = _EPOCH.fullmatch(text)
        at, exact = (_epoch(epoch), True) if epoch else _iso(text, zone, default)
    except (ValueError, OverflowError):
        return Moment(text, None)
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:  # a placeholder, no time
        return Moment(text, None)
    return Moment(text, at, exact)


def _epoch(match: re.Match[str]) -> datetime:
    seconds, milliseconds = int(match[1]), int(match[2] or 0)
    return _1970 + timedelta(seconds=seconds, milliseconds=milliseconds)


def _iso(text: str, zone: str, default: str) -> tuple[datetime, bool]:
    if not _ISO.fullmatch(text):
        raise ValueError(text)
    local = datetime.fromisoformat(_SPACED_OFFSET.sub(_zulu, text))
    if local.tzinfo is not None:
        return local.astimezone(UTC), True
    there = _zone(zone)
    aware = local.replace(tzinfo=there or _zone(default) or UTC)
    return aware.astimezone(UTC), there is not None and _certain(aware)


def _zulu(match: re.Match[str]) -> str:
    return "" if match.end() < len(match.string) else "Z"


def _zone(name: str) -> tzinfo | None:
    """An IANA id, or an offset like `GMT+8`; "Coordinated Universal Time" was seen."""
    name = name.strip()
    if name.lower() in {"utc", "gmt", "z", "coordinated universal time"}:
        return UTC
    offset = _OFFSET.fullmatch(name)
    if offset is None:
        return known_zone(name) if name else None
    sign, hours, minutes = offset.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if span >= _DAY:
        return None
    return timezone(-span if sign == "-" else span)


def _certain(local: datetime) -> bool:
    """False where daylight saving skips or repeats this local time."""
    return local.utcoffset() == local.replace(fold=1).utcoffset()
