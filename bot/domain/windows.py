"""Half-open spans of time, and the words in which people say them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.domain.commandline import echo
from bot.errors import InvalidQueryError

_AGO = re.compile(r"([0-9]{1,5})([mhd])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)
# No cloud is older, and whoever calculates with a time has room on both sides of it.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_FORMS = (
    "`24h`, `7d`, `today`, `yesterday`, `monday`, `2026-11-20` or `2026-11-20T14:00`"
)


@dataclass(frozen=True, slots=True)
class Window:
    """`[since, until)`, aware, in UTC; None where it is open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime | None) -> bool:
        """Whether `at` lies in it; what has no time cannot be ruled out."""
        if at is None:
            return True
        after = self.since is None or self.since <= at
        return after and (self.until is None or at < self.until)


def window(since: str, until: str, now: datetime, zone: tzinfo) -> Window:
    """The window that two words mean to a person in `zone`; "" is open.

    Raises:
        InvalidQueryError: a word is no time, or one that is far away in years, or the
            window holds nothing.
    """
    chosen = Window(_read("since", since, now, zone), _read("until", until, now, zone))
    if chosen.since is not None and chosen.since > now:
        raise InvalidQueryError(f"`since:{since}` lies in the future.")
    if chosen.since and chosen.until and chosen.since >= chosen.until:
        raise InvalidQueryError(
            f"`since:{since}` is not before `until:{until}`: no time is left between."
        )
    return chosen


def span(text: str) -> timedelta | None:
    """How long `30m`, `24h` or `7d` is; None for anything else."""
    ago = _AGO.fullmatch(text)
    return timedelta(**{_UNITS[ago[2]]: int(ago[1])}) if ago else None


def _read(option: str, word: str, now: datetime, zone: tzinfo) -> datetime | None:
    if not word:
        return None
    try:
        at = _moment(word.strip(), now, zone).astimezone(UTC)
    except OverflowError:
        at = None
    except ValueError:
        raise InvalidQueryError(
            f"`{option}:{echo(word)}` is no time that I know. Say {_FORMS}."
        ) from None
    if at is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise InvalidQueryError(
            f"`{option}:{echo(word)}` does not lie in the years {_FIRST_YEAR} to "
            f"{_LAST_YEAR}."
        )
    return at


def _moment(word: str, now: datetime, zone: tzinfo) -> datetime:
    ago = span(word.lower())
    if ago is not None:
        return now - ago
    if _DATE.fullmatch(word.upper()):
        return _zoned(datetime.fromisoformat(word.upper()), zone)
    today = now.astimezone(zone).date()
    return _zoned(
        datetime.combine(today - _back(word.lower(), today.weekday()), time()), zone
    )


def _zoned(at: datetime, zone: tzinfo) -> datetime:
    """What a clock there shows; a bare day is its midnight."""
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _back(word: str, weekday: int) -> timedelta:
    """How far back a day lies that has a name; today for the name of today."""
    if word in {"today", "yesterday"}:
        return timedelta(days=("today", "yesterday").index(word))
    return timedelta(days=(weekday - _DAYS.index(word)) % 7)
