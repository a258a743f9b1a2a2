"""When something happens again and again: crontab lines and words, in a time zone.

A schedule's times are read off a clock on the wall there. Where that is put forward, what
it leaves out comes at the first moment after the gap, all of it at once; where it is put
back, what it shows twice comes the first time only. So `*/15 * * * *` pauses for as long
as a clock was put back, and nothing ever comes twice at one moment.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Self

from bot.domain.commandline import echo
from bot.domain.crontab import FIELDS, MONTHS, Field, WallTimes, numbers
from bot.domain.schedule_words import FORMS, both_days, crontab_line, listed, said
from bot.errors import InvalidQueryError

_NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """Slots in time; equal to any other that has the same ones, however it was written.

    Moments are aware, and slots are in UTC. `crontab` is its line, to be kept and parsed
    again: as it was written, or what was meant by words or a nickname.
    """

    times: WallTimes
    crontab: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """What a person wrote: five fields, `@daily` and the like, or words.

        Raises:
            InvalidQueryError: it cannot be read, or would never come.
        """
        line = _line(" ".join(text.split()))
        times = _times(line)
        if never := _never(times):
            raise InvalidQueryError(
                f"`{echo(line)}` {never}. "
                f"Write the day of month like {FIELDS[2].example}."
            )
        return cls(times, line)

    @property
    def words(self) -> str:
        """It as people say it, `weekdays at 09:00`, else its crontab line."""
        return said(self.times) or self.crontab

    @property
    def warning(self) -> str:
        """A sentence about what people may not expect of it, or ""."""
        return both_days(self.times)

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first slot later than `moment`."""
        return next(self._slots(moment, zone))

    def next(self, count: int, moment: datetime, zone: tzinfo) -> list[datetime]:
        """The first `count` slots later than `moment`."""
        return list(islice(self._slots(moment, zone), count))

    def latest(self, moment: datetime, zone: tzinfo) -> datetime:
        """The last slot that is not later than `moment`."""
        shown = next(self.times.walk(_shown(moment, zone), -1))
        slot = _first(shown, zone)
        # A clock that was put back shows less than it has shown before.
        since = takewhile(lambda at: at <= moment, self._slots(slot, zone))
        return max(since, default=slot)

    def between(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> Iterator[datetime]:
        """The slots in `[since, until)`, in order."""
        slots = self._slots(since - timedelta.resolution, zone)
        return takewhile(lambda at: at < until, slots)

    def period(self, moment: datetime, zone: tzinfo) -> timedelta:
        """How far the slots around `moment` lie apart."""
        return self.after(moment, zone) - self.latest(moment, zone)

    def _slots(self, moment: datetime, zone: tzinfo) -> Iterator[datetime]:
        """All slots later than `moment`, without end."""
        latest = moment.astimezone(UTC)
        for wall in self.times.walk(_shown(moment, zone)):
            slot = _first(wall, zone)
            if slot > latest:
                yield slot
                latest = slot


def check_crontab(text: str) -> str:
    """The line with its white space folded.

    Raises:
        ValueError: naming the field that cron would refuse; or it would never come.
    """
    values = text.split()
    if len(values) != len(FIELDS):
        raise ValueError(f"has {len(values)} fields; a crontab line has 5")
    for where, value in zip(FIELDS, values, strict=True):
        numbers(where, value)
    line = " ".join(values)
    if never := _never(_times(line)):
        raise ValueError(never)
    return line


def _never(times: WallTimes) -> str:
    """Why it would never come, as the rest of a sentence; "" where it does."""
    if times.ever:
        return ""
    months = listed(MONTHS[month - 1] for month in times.months)
    have = "has" if len(times.months) == 1 else "have"
    return f"never comes: {months} {have} no day {times.days[0]}"


def _line(text: str) -> str:
    if not text:
        raise InvalidQueryError(f"There is no schedule. Say {FORMS}.")
    if text.startswith("@"):
        if text.lower() not in _NICKNAMES:
            names = listed((f"`{name}`" for name in _NICKNAMES), "or")
            raise InvalidQueryError(f"`{echo(text)}` is none of {names}.")
        return _NICKNAMES[text.lower()]
    # No minute begins with a letter, but somebody may have mixed up the fields.
    return crontab_line(text) if text[0].isalpha() and "*" not in text else text


def _times(line: str) -> WallTimes:
    values = line.split()
    if len(values) != len(FIELDS):
        names = ", ".join(where.name for where in FIELDS)
        raise InvalidQueryError(
            f"A crontab line has 5 fields, {names}; `{echo(line)}` has {len(values)}. "
            f"Say {FORMS}."
        )
    minutes, hours, days, months, weekdays = map(_numbers, FIELDS, values)
    either = not (values[2].startswith("*") or values[4].startswith("*"))
    return WallTimes(minutes, hours, days, months, weekdays, either)


def _numbers(where: Field, value: str) -> tuple[int, ...]:
    try:
        return numbers(where, value, circular=True)
    except ValueError as exc:
        raise InvalidQueryError(
            f"The {exc}. Write the {where.name} like {where.example}."
        ) from None


def _first(wall: datetime, zone: tzinfo) -> datetime:
    """When a clock there shows `wall`, or later, for the first time."""
    slot = wall.replace(tzinfo=zone).astimezone(UTC)
    if _shown(slot, zone) == wall:
        return slot
    # In a gap the two folds lie on both sides of the moment that the clock is put forward.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = range(int((slot - before).total_seconds()))
    return before + timedelta(
        seconds=bisect_left(
            seconds,
            wall,
            key=lambda second: _shown(before + timedelta(seconds=second), zone),
        )
    )


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock there shows."""
    return moment.astimezone(zone).replace(tzinfo=None)
