"""What the fields of a crontab line mean; the examples are those of crontab(5)."""

from datetime import date, datetime, timedelta
from itertools import islice

import pytest

from bot.domain.crontab import FIELDS, Field, WallTimes, numbers
from bot.domain.schedules import Schedule

MINUTE, HOUR, DAY, MONTH, WEEKDAY = FIELDS
NINE_ON_MONDAY = datetime.fromisoformat("2026-11-23T09:00")


def all_from(first: int, last: int, step: int = 1) -> tuple[int, ...]:
    return tuple(range(first, last + 1, step))


def comes(line: str, start: datetime, step: int = 1, count: int = 4) -> list[str]:
    walls = Schedule.parse(line).times.walk(start, step)
    return [f"{wall:%a %Y-%m-%d %H:%M}" for wall in islice(walls, count)]


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        (MINUTE, "*", all_from(0, 59)),
        (MINUTE, "0", (0,)),
        (MINUTE, "05", (5,)),
        (MINUTE, "30,0,30", (0, 30)),
        (MINUTE, "*/15", (0, 15, 30, 45)),
        (MINUTE, "*/7", all_from(0, 59, 7)),
        (MINUTE, "*/90", (0,)),
        (MINUTE, "10-20/5", (10, 15, 20)),
        (MINUTE, "5/20", (5, 25, 45)),
        (MINUTE, "59/1", (59,)),
        (MINUTE, "1-3,2-5/3,50", (1, 2, 3, 5, 50)),
        (HOUR, "8-18/2", (8, 10, 12, 14, 16, 18)),
        (HOUR, "22/1", (22, 23)),
        (DAY, "*/10", (1, 11, 21, 31)),
        (DAY, "30/1", (30, 31)),
        (MONTH, "*", all_from(1, 12)),
        (MONTH, "*/3", (1, 4, 7, 10)),
        (MONTH, "jan,JUL,Dec", (1, 7, 12)),
        (MONTH, "jan-mar,6", (1, 2, 3, 6)),
        (MONTH, "oct/1", (10, 11, 12)),
        (MONTH, "nov-feb", (1, 2, 11, 12)),
        (WEEKDAY, "*", all_from(0, 6)),
        (WEEKDAY, "0", (0,)),
        (WEEKDAY, "7", (0,)),
        (WEEKDAY, "0-7", all_from(0, 6)),
        (WEEKDAY, "5-7", (0, 5, 6)),
        (WEEKDAY, "*/2", (0, 2, 4, 6)),
        (WEEKDAY, "1/2", (0, 1, 3, 5)),
        (WEEKDAY, "sun,Sat", (0, 6)),
        (WEEKDAY, "mon-fri", all_from(1, 5)),
        (WEEKDAY, "MON-5/2", (1, 3, 5)),
        (WEEKDAY, "sun-sat", all_from(0, 6)),
        (WEEKDAY, "fri-mon", (0, 1, 5, 6)),
        (WEEKDAY, "sat-sun", (0, 6)),
        (WEEKDAY, "mon-sun", all_from(0, 6)),
        (WEEKDAY, "fri-mon/2", (0, 5)),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_field_names_numbers(field: Field, text: str, meant: tuple[int, ...]) -> None:
    named = numbers(field, text, circular=True)

    assert named == meant


@pytest.mark.parametrize(
    ("line", "either"),
    [
        ("0 0 * * *", False),
        ("0 0 1 * *", False),
        ("0 0 * * 1", False),
        ("0 0 1 * 1", True),
        ("0 0 1-31 * 0-6", True),
        ("0 0 */2 * 1", False),
        ("0 0 1 * */2", False),
        ("0 0 *,1 * 1", False),
        ("0 0 1,* * 1", True),
    ],
)
def test_either_day_is_enough_where_no_field_of_them_begins_with_a_star(
    line: str,
    either: bool,  # noqa: FBT001  a column of the table
) -> None:
    times = Schedule.parse(line).times

    assert times.either is either


def test_a_line_is_the_times_that_its_fields_name() -> None:
    schedule = Schedule.parse("0,30 8-10 1,15 jan-mar 7")

    assert schedule == Schedule(
        WallTimes(
            minutes=(0, 30),
            hours=(8, 9, 10),
            days=(1, 15),
            months=(1, 2, 3),
            weekdays=(0,),
            either=True,
        ),
        crontab="0,30 8-10 1,15 jan-mar 7",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "5 0 * * *",
            [
                "Tue 2026-11-24 00:05",
                "Wed 2026-11-25 00:05",
                "Thu 2026-11-26 00:05",
                "Fri 2026-11-27 00:05",
            ],
        ),
        (
            "15 14 1 * *",
            [
                "Tue 2026-12-01 14:15",
                "Fri 2027-01-01 14:15",
                "Mon 2027-02-01 14:15",
                "Mon 2027-03-01 14:15",
            ],
        ),
        (
            "0 22 * * 1-5",
            [
                "Mon 2026-11-23 22:00",
                "Tue 2026-11-24 22:00",
                "Wed 2026-11-25 22:00",
                "Thu 2026-11-26 22:00",
            ],
        ),
        (
            "23 0-23/2 * * *",
            [
                "Mon 2026-11-23 10:23",
                "Mon 2026-11-23 12:23",
                "Mon 2026-11-23 14:23",
                "Mon 2026-11-23 16:23",
            ],
        ),
        (
            "5 4 * * sun",
            [
                "Sun 2026-11-29 04:05",
                "Sun 2026-12-06 04:05",
                "Sun 2026-12-13 04:05",
                "Sun 2026-12-20 04:05",
            ],
        ),
        (
            "30 4 1,15 * 5",
            [
                "Fri 2026-11-27 04:30",
                "Tue 2026-12-01 04:30",
                "Fri 2026-12-04 04:30",
                "Fri 2026-12-11 04:30",
            ],
        ),
        (
            "0 4 */8 * fri",  # a star and both have to match: cron's trick
            [
                "Fri 2026-12-25 04:00",
                "Fri 2027-01-01 04:00",
                "Fri 2027-04-09 04:00",
                "Fri 2027-06-25 04:00",
            ],
        ),
        (
            "0 0 29 2 *",
            [
                "Tue 2028-02-29 00:00",
                "Sun 2032-02-29 00:00",
                "Fri 2036-02-29 00:00",
                "Wed 2040-02-29 00:00",
            ],
        ),
        (
            "0 0 31 * *",
            [
                "Thu 2026-12-31 00:00",
                "Sun 2027-01-31 00:00",
                "Wed 2027-03-31 00:00",
                "Mon 2027-05-31 00:00",
            ],
        ),
        (
            "*/30 9,17 * * *",
            [
                "Mon 2026-11-23 09:00",
                "Mon 2026-11-23 09:30",
                "Mon 2026-11-23 17:00",
                "Mon 2026-11-23 17:30",
            ],
        ),
    ],
)
def test_a_line_comes_as_cron_lets_it_come(line: str, expected: list[str]) -> None:
    coming = comes(line, NINE_ON_MONDAY)

    assert coming == expected


def test_it_is_walked_back_into_the_past() -> None:
    gone = comes(
        "30 8-9 28-31 * *", datetime.fromisoformat("2027-03-01"), step=-1, count=5
    )

    assert gone == [
        "Sun 2027-02-28 09:30",
        "Sun 2027-02-28 08:30",
        "Sun 2027-01-31 09:30",
        "Sun 2027-01-31 08:30",
        "Sat 2027-01-30 09:30",
    ]


@pytest.mark.parametrize("step", [1, -1])
def test_the_start_of_a_walk_counts(step: int) -> None:
    first = comes("0 9 * * *", NINE_ON_MONDAY, step=step, count=1)

    assert first == ["Mon 2026-11-23 09:00"]


def test_a_leap_day_is_found_across_a_century_without_one() -> None:
    found = comes("0 0 29 2 *", datetime.fromisoformat("2096-03-01"), count=1)

    assert found == ["Fri 2104-02-29 00:00"]


def test_a_leap_day_on_a_sunday_is_found_four_decades_on() -> None:
    found = comes("0 0 29 2 */7", datetime.fromisoformat("2088-03-01"), count=1)

    day = date(2088, 3, 1)
    while (day.month, day.day, day.isoweekday()) != (2, 29, 7):
        day += timedelta(days=1)
    assert found == [f"{day:%a %Y-%m-%d} 00:00"]
