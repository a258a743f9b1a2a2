"""Crontab lines: the times that they name on a clock on the wall, as Vixie cron does.

A line has five fields: minute, hour, day of month, month, day of week. A field is `*`, or
numbers and ranges with commas between them, each with `/step` if need be; `a/n` is from
`a` to the end. Months and days of the week go by their first three letters, too.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count

from bot.domain.commandline import echo

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")  # fmt: skip
_PART = re.compile(r"(?:\*|(\w{1,9})(?:-(\w{1,9}))?)(?:/(\d{1,9}))?", re.ASCII)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a crontab line; `names` stand for numbers from `low` upwards."""

    name: str
    low: int
    high: int
    example: str
    names: tuple[str, ...] = ()


_SHORT_MONTHS = tuple(month[:3].lower() for month in MONTHS)
_SHORT_WEEKDAYS = tuple(day[:3].lower() for day in WEEKDAYS)
FIELDS = (
    Field("minute", 0, 59, "`0`, `0,30` or `*/15`"),
    Field("hour", 0, 23, "`9`, `8-18` or `*/6`"),
    Field("day of month", 1, 31, "`1`, `1,15` or `1-7`"),
    Field("month", 1, 12, "`1`, `jan,jul` or `*/3`", _SHORT_MONTHS),
    Field("day of week", 0, 7, "`1,4`, `mon-fri` or `fri-mon`", _SHORT_WEEKDAYS),
)


@dataclass(frozen=True, slots=True)
class WallTimes:
    """When a crontab line fires by a clock on the wall; 0 is Sunday.

    With `either`, a day counts if one of its two fields names it; else both have to.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool

    @property
    def ever(self) -> bool:
        """Whether there is such a day in any year at all."""
        longest = max(monthrange(_LEAP_YEAR, month)[1] for month in self.months)
        return self.either or self.days[0] <= longest

    def walk(self, start: datetime, step: int = 1) -> Iterator[datetime]:
        """All of them from `start` onwards, or back into the past if `step` is -1."""
        for day in self._days(start.date(), step):
            for hour in self.hours[::step]:
                if day == start.date() and (hour - start.hour) * step < 0:
                    continue
                for minute in self.minutes[::step]:
                    wall = datetime.combine(day, time(hour, minute))
                    if wall >= start if step > 0 else wall <= start:
                        yield wall

    def _days(self, start: date, step: int) -> Iterator[date]:
        for year, month in self._months(start, step):
            for number in range(1, monthrange(year, month)[1] + 1)[::step]:
                day = date(year, month, number)
                if (day >= start if step > 0 else day <= start) and self._holds(day):
                    yield day

    def _months(self, start: date, step: int) -> Iterator[tuple[int, int]]:
        for year in count(start.year, step):
            for month in self.months[::step]:
                if year != start.year or (month - start.month) * step >= 0:
                    yield year, month

    def _holds(self, day: date) -> bool:
        by_date = day.day in self.days
        by_weekday = day.isoweekday() % len(WEEKDAYS) in self.weekdays
        return by_date or by_weekday if self.either else by_date and by_weekday


def numbers(field: Field, text: str, *, circular: bool = False) -> tuple[int, ...]:
    """What `text` names in one field, in order; Sunday is 0.

    If `circular`, a range between two names may pass the end of the week or the year,
    as `fri-mon` does; cron refuses that.

    Raises:
        ValueError: the rest of a sentence, with the name of the field.
    """
    named = {
        n for part in text.split(",") for n in _range(field, part, circular=circular)
    }
    if field.names:  # 7 is Sunday once more, and so on behind the end
        named = {field.low + (n - field.low) % len(field.names) for n in named}
    return tuple(sorted(named))


def _range(field: Field, part: str, *, circular: bool) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"{field.name} `{echo(part)}` is not understood")
    first, last, step = match.groups()
    if step is not None and int(step) == 0:
        raise ValueError(f"{field.name} `{echo(part)}` steps by nothing")
    low = _number(field, first or str(field.low))
    end = first if first and not step else str(field.high)
    high = _number(field, last or end)
    if high < low and circular and f"{first}{last}".isalpha():
        high += len(field.names)
    if high < low:
        raise ValueError(f"{field.name} `{echo(part)}` runs backwards")
    return range(low, high + 1, int(step or 1))


def _number(field: Field, text: str) -> int:
    if text.lower() in field.names:
        return field.low + field.names.index(text.lower())
    if not text.isdecimal() or not field.low <= int(text) <= field.high:
        raise ValueError(f"{field.name} `{echo(text)}` is not in {field.low}-{field.high}")  # fmt: skip
    return int(text)
