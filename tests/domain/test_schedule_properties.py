"""Slots over every zone there is, compared with a clock that is watched by the minute."""

import zoneinfo
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.crontab import FIELDS, Field
from bot.domain.schedules import Schedule
from bot.errors import InvalidQueryError

ZONES = sorted(zoneinfo.available_timezones())
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
DAY, MONTH, YEAR = timedelta(days=1), timedelta(days=28), timedelta(days=365)
PIECES = ["every", "day", "daily", "mondays", "weekdays", ",", "and", "at", "9:00", "9am", "25:00", "15", "minutes", "hours", "*", "*/5", "1-5", "fri-mon/2", "@daily"]  # fmt: skip
NEW_YEAR_1850 = datetime(1850, 1, 1, tzinfo=UTC)
Minute = tuple[datetime, list[datetime]]
# Since 1973 every offset is one of whole minutes; after 2030 turns are like those before.
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A crontab line, and what it means told without our code."""

    text: str
    named: tuple[frozenset[int], ...]

    def holds(self, wall: datetime) -> bool:
        minutes, hours, days, months, weekdays = self.named
        if wall.minute not in minutes or wall.hour not in hours:
            return False
        by_day = [wall.day in days, wall.isoweekday() % 7 in {n % 7 for n in weekdays}]
        _, _, day, _, weekday = self.text.split()
        starred = day.startswith("*") or weekday.startswith("*")
        return wall.month in months and (all(by_day) if starred else any(by_day))


def every(field: Field, step: int = 1) -> frozenset[int]:
    return frozenset(range(field.low, field.high + 1, step))


MINUTES, HOURS, *DATES = map(every, FIELDS)
BUSY = (
    Line("*/15 * * * *", (every(FIELDS[0], 15), HOURS, *DATES)),
    Line("30 2 * * *", (frozenset({30}), frozenset({2}), *DATES)),
    Line("7 */3 * * *", (frozenset({7}), every(FIELDS[1], 3), *DATES)),
    Line("0 0 * * *", (frozenset({0}), frozenset({0}), *DATES)),
)


@st.composite
def parts(draw: st.DrawFn, field: Field) -> tuple[str, frozenset[int]]:
    """One item of a field's list, and the numbers in it."""
    low = draw(st.integers(field.low, field.high))
    high = draw(st.integers(low, field.high))
    step = draw(st.integers(1, 70))
    return draw(
        st.sampled_from(
            [
                (f"{low}", frozenset({low})),
                (f"{low}-{high}", frozenset(range(low, high + 1))),
                (f"{low}-{high}/{step}", frozenset(range(low, high + 1, step))),
                (f"{low}/{step}", frozenset(range(low, field.high + 1, step))),
                (f"*/{step}", every(field, step)),
            ]
        )
    )


@st.composite
def fields(draw: st.DrawFn, field: Field) -> tuple[str, frozenset[int]]:
    if draw(st.booleans()):
        return "*", every(field)
    drawn = draw(st.lists(parts(field), min_size=1, max_size=3))
    return ",".join(text for text, _ in drawn), frozenset().union(
        *(n for _, n in drawn)
    )


@st.composite
def lines(draw: st.DrawFn) -> Line:
    drawn = [draw(fields(field)) for field in FIELDS]
    line = Line(" ".join(text for text, _ in drawn), tuple(named for _, named in drawn))
    try:
        Schedule.parse(line.text)
    except InvalidQueryError as exc:
        assume("never comes" not in str(exc))
        raise
    return line


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


@cache
def turns(name: str) -> list[datetime]:
    """When the clocks of a zone were or will be turned, but for two turns in a month."""
    zone = ZoneInfo(name)
    months = [FIRST + MONTH * n for n in range((LAST - FIRST) // MONTH)]
    offsets = [month.astimezone(zone).utcoffset() for month in months]
    return [
        turn_after(since, zone)
        for since, (before, after) in zip(months, pairwise(offsets), strict=False)
        if before != after
    ]


def turn_after(since: datetime, zone: ZoneInfo) -> datetime:
    """The first minute with another offset in the month after `since`."""
    before = since.astimezone(zone).utcoffset()
    minute = bisect_left(
        range(MONTH // MINUTE),
        1,
        key=lambda n: (since + MINUTE * n).astimezone(zone).utcoffset() != before,
    )
    return since + MINUTE * minute


def watched(since: datetime, until: datetime, zone: ZoneInfo) -> list[Minute]:
    """Each minute, with what a clock shows, or has left out, for the first time."""
    # Back then it may have shown already what it will show again.
    furthest = max(shown(since - MINUTE * n, zone) for n in range(1, 26 * 60))
    minutes = []
    for n in range((until - since) // MINUTE):
        here = shown(since + MINUTE * n, zone)
        new = [here - MINUTE * k for k in range((here - furthest) // MINUTE)]
        minutes.append((since + MINUTE * n, new))
        furthest = max(furthest, here)
    return minutes


def walked(line: Line, minutes: list[Minute]) -> list[datetime]:
    """The slots that somebody finds who looks at that clock every minute."""
    return [now for now, new in minutes if any(map(line.holds, new))]


def kinds_of_turns() -> list[tuple[ZoneInfo, datetime]]:
    """Of all turns of all zones one of each kind: at that time, by so much."""
    kinds: dict[object, tuple[ZoneInfo, datetime]] = {}
    for zone, turn in (
        (ZoneInfo(name), turn) for name in ZONES for turn in turns(name)
    ):
        before, after = shown(turn - MINUTE, zone), shown(turn, zone)
        kinds.setdefault((before.time(), after - before), (zone, turn))
    return list(kinds.values())


@st.composite
def places(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """A zone and a moment there, mostly one at which its clocks are turned."""
    name = draw(st.sampled_from(ZONES))
    at = NEW_YEAR_1850 + draw(st.timedeltas(timedelta(), 300 * YEAR))
    is_near = draw(st.sampled_from([True, True, True, False]))
    if is_near and turns(name):
        away = draw(st.timedeltas(-2 * DAY, 2 * DAY))
        at = draw(st.sampled_from(turns(name))) + away
    return ZoneInfo(name), at


def test_however_clocks_are_turned_nothing_is_lost_and_nothing_doubled() -> None:
    for zone, turn in kinds_of_turns():
        since, until = turn - DAY, turn + DAY
        minutes = watched(since, until, zone)
        for line in BUSY:
            slots = list(Schedule.parse(line.text).between(since, until, zone))

            assert slots == walked(line, minutes), (line.text, zone, turn)


def test_in_every_zone_slots_are_where_a_walk_over_its_last_turns_finds_them() -> None:
    line = BUSY[1]
    schedule = Schedule.parse(line.text)
    for name in ZONES:
        zone = ZoneInfo(name)
        for turn in turns(name)[-2:] or [LAST]:
            slots = list(schedule.between(turn - DAY, turn + DAY, zone))

            assert_in_order_and_in_place(slots, line, zone)
            assert 1 <= len(slots) <= 3, (name, slots)


def assert_in_order_and_in_place(
    slots: list[datetime], line: Line, zone: ZoneInfo
) -> None:
    assert slots == sorted(set(slots))
    for slot in slots:
        wall, before = shown(slot, zone), shown(slot - SECOND, zone)
        left_out = (wall - before) // MINUTE
        first = before.replace(second=0, microsecond=0)
        missed = (first + MINUTE * (n + 1) for n in range(left_out))
        shows_it = line.holds(wall) and wall.second == 0
        assert shows_it or any(map(line.holds, missed))


@given(places(), lines())
def test_slots_are_in_order_and_in_place(
    place: tuple[ZoneInfo, datetime], line: Line
) -> None:
    zone, at = place

    slots = Schedule.parse(line.text).next(20, at, zone)

    assert len(slots) == 20
    assert slots[0] > at
    assert_in_order_and_in_place(slots, line, zone)


@given(places(), lines())
def test_a_walk_over_every_minute_finds_the_same_slots(
    place: tuple[ZoneInfo, datetime], line: Line
) -> None:
    zone, at = place
    assume(at > FIRST)
    since = at.replace(second=0, microsecond=0)

    slots = list(Schedule.parse(line.text).between(since, since + DAY, zone))

    assert slots == walked(line, watched(since, since + DAY, zone))


@given(places(), lines())
def test_from_the_next_slot_the_way_back_leads_to_the_latest(
    place: tuple[ZoneInfo, datetime], line: Line
) -> None:
    (zone, at), schedule = place, Schedule.parse(line.text)

    latest, after = schedule.latest(at, zone), schedule.after(at, zone)

    assert latest <= at < after
    assert schedule.latest(after, zone) == after
    assert schedule.latest(after - timedelta.resolution, zone) == latest
    assert schedule.after(latest, zone) == after
    assert list(schedule.between(latest, after, zone)) == [latest]
    assert schedule.period(at, zone) == after - latest


@given(places(), lines())
def test_the_next_slots_are_the_next_ones_of_each_other(
    place: tuple[ZoneInfo, datetime], line: Line
) -> None:
    (zone, at), schedule = place, Schedule.parse(line.text)

    slots = schedule.next(5, at, zone)

    chained = [schedule.after(slot, zone) for slot in (at, *slots)]
    assert slots == chained[:5]


@given(lines())
def test_what_a_schedule_is_called_means_the_same_schedule(line: Line) -> None:
    schedule = Schedule.parse(line.text)

    again = [Schedule.parse(schedule.words), Schedule.parse(schedule.crontab)]

    assert again == [schedule, schedule]


@given(st.integers(0, 23), st.integers(0, 59), st.sets(st.integers(0, 6), min_size=1))
def test_days_and_a_time_are_said_in_words_that_mean_them(
    hour: int, minute: int, days: set[int]
) -> None:
    line = f"{minute} {hour} * * {','.join(map(str, days))}"
    schedule = Schedule.parse(line)

    assert schedule.words.endswith(f" at {hour:02}:{minute:02}")
    assert Schedule.parse(schedule.words) == schedule


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=7,
    ).map(" ".join)
)
def test_any_text_is_a_schedule_or_explained(text: str) -> None:
    try:
        schedule = Schedule.parse(text)
    except InvalidQueryError:
        return

    assert Schedule.parse(schedule.words) == schedule
