"""Schedules in the words in which people say them.

    every minute | every hour | every N minutes | every N hours
    DAY [, DAY | and DAY]… at TIME

N divides the hour or the day. A DAY is `every day`, `daily`, `weekdays`, `weekends`, or a
day's name: `every monday`, `mondays`, `mon`. A TIME is `9:00`, `09:00`, `9am`, `5:30 pm`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.domain.commandline import echo
from bot.domain.crontab import FIELDS, MONTHS, WEEKDAYS, WallTimes
from bot.errors import InvalidQueryError

_INTERVAL = re.compile(r"every (?:([0-9]{1,9}) )?(minute|hour)s?", re.ASCII)
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)?", re.ASCII)
_BETWEEN_DAYS = re.compile(r" ?, ?(?:and )?| and ")
_MINUTES, _HOURS, _MONTH = 60, 24, 31
_SIZES = {"minute": ("hour", _MINUTES), "hour": ("day", _HOURS)}
_ROW = 3  # so many numbers are said as from and to
_ALL = frozenset(range(7))
_WORKING = _ALL - {0, 6}
_WEEK = (1, 2, 3, 4, 5, 6, 0)
_NAMES = FIELDS[-1].names
_DAYS = {
    "daily": _ALL,
    "day": _ALL,
    "weekday": _WORKING,
    "weekdays": _WORKING,
    "weekend": _ALL - _WORKING,
    "weekends": _ALL - _WORKING,
    **{name: frozenset({n}) for n, name in enumerate(_NAMES)},
    **{name.lower(): frozenset({n}) for n, name in enumerate(WEEKDAYS)},
    **{f"{name.lower()}s": frozenset({n}) for n, name in enumerate(WEEKDAYS)},
}
FORMS = (
    "`weekdays at 9:00`, `Mondays and Thursdays at 17:30`, `every 6 hours`, or a crontab "
    "line such as `0 9 * * mon-fri`"
)


def crontab_line(text: str) -> str:
    """The crontab line that the words mean.

    Raises:
        InvalidQueryError: they mean none; it says how to say it.
    """
    phrase = " ".join(text.lower().split())
    interval = _INTERVAL.fullmatch(phrase)
    if interval is not None:
        return _interval_line(int(interval[1] or 1), interval[2])
    days, at, clock = phrase.partition(" at ")
    names = [name.removeprefix("every ") for name in _BETWEEN_DAYS.split(days)]
    strange = next((name for name in names if name not in _DAYS), None)
    if strange is None and at:
        week = _week(n for name in names for n in _DAYS[name])
        return f"{_clock(clock)} * * {week}"
    raise InvalidQueryError(_explained(phrase, strange, at))


def _explained(phrase: str, strange: str | None, at: str) -> str:
    if strange is None:
        return f"`{echo(phrase)}` names no time. Say it like `{echo(phrase)} at 9:00`."
    if at:
        return (
            f"`{echo(strange)}` is no day that I know. Say `every day`, `weekdays`, "
            "`weekends`, `every Monday` or `Mondays and Thursdays`."
        )
    return f"`{echo(phrase)}` is no schedule that I know. Say {FORMS}."


def _interval_line(every: int, unit: str) -> str:
    whole, size = _SIZES[unit]
    if not every or size % every:
        fitting = (str(n) for n in range(1, size + 1) if size % n == 0)
        raise InvalidQueryError(
            f"`every {every} {unit}s` does not go evenly into the {whole}. The number of "
            f"{unit}s is {listed(fitting, 'or')}, as in `every {size // 4} {unit}s`."
        )
    step = {1: "*", size: "0"}.get(every, f"*/{every}")
    return f"{step} * * * *" if unit == "minute" else f"0 {step} * * *"


def _clock(text: str) -> str:
    """Minute and hour, as a crontab line begins with them."""
    match = _TIME.fullmatch(text)
    if match is not None and (match[2] or match[3]):
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        hours = range(1, 13) if half else range(24)
        if hour in hours and minute < _MINUTES:
            return f"{minute} {hour % 12 + 12 * (half == 'pm') if half else hour}"
    raise InvalidQueryError(
        f"`{echo(text)}` is no time of day. Write it like `9:00`, `17:30` or `9am`."
    )


def _week(days: Iterable[int]) -> str:
    """Days of the week as a crontab line ends with them."""
    named = frozenset(days)
    known = {_ALL: "*", _WORKING: "mon-fri"}.get(named)
    return known or ",".join(_NAMES[day] for day in _WEEK if day in named)


def said(times: WallTimes) -> str:
    """The words that mean these times, or "" where there are none."""
    if times.either or len(times.days) < _MONTH or len(times.months) < len(MONTHS):
        return ""
    if len(times.minutes) == 1 and len(times.hours) == 1:
        at = f"{times.hours[0]:02}:{times.minutes[0]:02}"
        return f"{_days(frozenset(times.weekdays))} at {at}"
    return _interval(times) if len(times.weekdays) == len(WEEKDAYS) else ""


def _interval(times: WallTimes) -> str:
    minutes, hours = _stride(times.minutes, _MINUTES), _stride(times.hours, _HOURS)
    if minutes == _MINUTES:
        return {0: "", 1: "every hour"}.get(hours, f"every {hours} hours")
    if minutes and hours == 1:
        return "every minute" if minutes == 1 else f"every {minutes} minutes"
    return ""


def _stride(values: Sequence[int], size: int) -> int:
    """N where `values` are every Nth of the `size` that there are, else 0."""
    stride = size // len(values)
    return stride if list(values) == list(range(0, size, stride)) else 0


def _days(days: frozenset[int]) -> str:
    known = {
        _ALL: "every day",
        _WORKING: "weekdays",
        _ALL - _WORKING: "weekends",
    }.get(days)
    names = [WEEKDAYS[day] for day in _WEEK if day in days]
    if len(names) == 1:
        return f"every {names[0]}"
    return known or listed(f"{name}s" for name in names)


def both_days(times: WallTimes) -> str:
    """What people may not expect of a line that names days in two ways, or ""."""
    if not times.either:
        return ""
    days, months = list(_runs(times.days)), [MONTHS[n - 1] for n in times.months]
    weekdays = [WEEKDAYS[day] for day in _WEEK if day in times.weekdays]
    it = "It" if len(months) == len(MONTHS) else f"In {listed(months)}, it"
    word = "day" if len(times.days) == 1 else "days"
    return (
        f"{it} fires on {word} {listed(days)} of the month and also on every "
        f"{listed(weekdays)}, as cron means it."
    )


def _runs(values: Sequence[int]) -> Iterator[str]:
    """Numbers, three and more in a row as one: 1 to 7."""
    for _, group in groupby(enumerate(values), key=lambda pair: pair[1] - pair[0]):
        run = [value for _, value in group]
        yield from [f"{run[0]} to {run[-1]}"] if len(run) >= _ROW else map(str, run)


def listed(words: Iterable[str], last: str = "and") -> str:
    """One after the other: a, b and c."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
