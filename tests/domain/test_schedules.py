from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedules import Schedule, check_crontab
from bot.errors import InvalidQueryError


@pytest.mark.parametrize(
    "line",
    [
        "* * * * *",
        "0 9 * * mon-fri",
        "0 9 * * MON-FRI",
        "*/15 0-23/2 1,15 jan-dec 0-7",
        "59 23 31 12 7",
        "0 0 1 1 0",
        "0,30 8-18 * * 1-5",
        "5/10 * * * *",
        "00 09 * * *",
        "0 0 1 JAN,dec sun,sat",
        "1-1 * * * *",
    ],
)
def test_a_line_that_cron_takes_is_taken(line: str) -> None:
    checked = check_crontab(line)

    assert checked == line


def test_white_space_is_folded() -> None:
    checked = check_crontab("  0\t9 *  * \n mon ")

    assert checked == "0 9 * * mon"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "has 0 fields; a crontab line has 5"),
        ("* * * *", "has 4 fields; a crontab line has 5"),
        ("* * * * * *", "has 6 fields; a crontab line has 5"),
        ("@daily", "has 1 fields; a crontab line has 5"),
        ("60 * * * *", "minute `60` is not in 0-59"),
        ("* 24 * * *", "hour `24` is not in 0-23"),
        ("* * 0 * *", "day of month `0` is not in 1-31"),
        ("* * 32 * *", "day of month `32` is not in 1-31"),
        ("* * * 0 *", "month `0` is not in 1-12"),
        ("* * * 13 *", "month `13` is not in 1-12"),
        ("* * * * 8", "day of week `8` is not in 0-7"),
        ("* * * * monday", "day of week `monday` is not in 0-7"),
        ("* jan * * *", "hour `jan` is not in 0-23"),
        ("* * * mon *", "month `mon` is not in 1-12"),
        ("* * * * jan", "day of week `jan` is not in 0-7"),
        ("0-60 * * * *", "minute `60` is not in 0-59"),
        ("1_0 * * * *", "minute `1_0` is not in 0-59"),
        ("-5 * * * *", "minute `-5` is not understood"),
        ("5- * * * *", "minute `5-` is not understood"),
        ("1,,2 * * * *", "minute `` is not understood"),
        (", * * * *", "minute `` is not understood"),
        ("*/ * * * *", "minute `*/` is not understood"),
        ("**/5 * * * *", "minute `**/5` is not understood"),
        ("*-5 * * * *", "minute `*-5` is not understood"),
        ("1-2-3 * * * *", "minute `1-2-3` is not understood"),
        ("? * * * *", "minute `?` is not understood"),
        ("L * * * *", "minute `L` is not in 0-59"),
        ("٣ * * * *", "minute `٣` is not understood"),
        ("*/0 * * * *", "minute `*/0` steps by nothing"),
        ("* 1-5/00 * * *", "hour `1-5/00` steps by nothing"),
        ("30-10 * * * *", "minute `30-10` runs backwards"),
        ("* * * dec-jan *", "month `dec-jan` runs backwards"),
        ("* * * * fri-sun", "day of week `fri-sun` runs backwards"),
    ],
)
def test_a_line_that_cron_refuses_is_explained(line: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        check_crontab(line)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("field", ["9" * 5_000, "*/" + "9" * 5_000])
def test_a_huge_number_names_its_field(field: str) -> None:
    with pytest.raises(ValueError, match=r"^minute `9|^minute `\*"):
        check_crontab(f"{field} * * * *")


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8), st.text("0123456789*/-,abcdefmnostu", max_size=8)
        ),
        max_size=7,
    )
)
def test_any_text_is_taken_or_explained(fields: list[str]) -> None:
    line = " ".join(fields)

    try:
        checked = check_crontab(line)
    except ValueError:
        return

    assert checked == " ".join(line.split())
    assert check_crontab(checked) == checked


@pytest.mark.parametrize(
    ("nickname", "line"),
    [
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
        (" @Daily ", "0 0 * * *"),
    ],
)
def test_a_nickname_stands_for_a_line(nickname: str, line: str) -> None:
    schedule = Schedule.parse(nickname)

    assert (schedule, schedule.crontab) == (Schedule.parse(line), line)


@pytest.mark.parametrize(
    ("said", "line", "words"),
    [
        ("every day at 9:00", "0 9 * * *", "every day at 09:00"),
        ("daily at 09:00", "0 9 * * *", "every day at 09:00"),
        ("weekdays at 9am", "0 9 * * mon-fri", "weekdays at 09:00"),
        ("every weekday at 9:00", "0 9 * * mon-fri", "weekdays at 09:00"),
        ("weekends at 12pm", "0 12 * * sat,sun", "weekends at 12:00"),
        ("every monday at 17:30", "30 17 * * mon", "every Monday at 17:30"),
        ("Sundays at 12:05 AM", "5 0 * * sun", "every Sunday at 00:05"),
        (
            "mondays and thursdays at 8:00",
            "0 8 * * mon,thu",
            "Mondays and Thursdays at 08:00",
        ),
        (
            "sun, Wed,every monday,  and tuesday at 11:59pm",
            "59 23 * * mon,tue,wed,sun",
            "Mondays, Tuesdays, Wednesdays and Sundays at 23:59",
        ),
        (
            "weekdays and saturdays at 7 am",
            "0 7 * * mon,tue,wed,thu,fri,sat",
            "Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays at 07:00",
        ),
        ("every minute", "* * * * *", "every minute"),
        ("every hour", "0 * * * *", "every hour"),
        ("every 1 hour", "0 * * * *", "every hour"),
        ("every 15 minutes", "*/15 * * * *", "every 15 minutes"),
        ("every 60 minutes", "0 * * * *", "every hour"),
        ("Every  6 Hours", "0 */6 * * *", "every 6 hours"),
        ("every 24 hours", "0 0 * * *", "every day at 00:00"),
    ],
)
def test_words_mean_a_line_and_are_said_again(said: str, line: str, words: str) -> None:
    schedule = Schedule.parse(said)

    assert (schedule.crontab, schedule.words) == (line, words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("00 09 * * MON-FRI", "weekdays at 09:00"),
        ("0 9 * * 1,2,3,4,5", "weekdays at 09:00"),
        ("0 9 1-31/1 * *", "every day at 09:00"),
        ("0 9 * jan-dec 0-6", "every day at 09:00"),
        ("0,20,40 * * * *", "every 20 minutes"),
        ("0 0,12 * * *", "every 12 hours"),
        ("0  9,17 * * *", "0 9,17 * * *"),
        ("5 * * * *", "5 * * * *"),
        ("5,35 * * * *", "5,35 * * * *"),
        ("*/7 * * * *", "*/7 * * * *"),
        ("*/15 9-17 * * *", "*/15 9-17 * * *"),
        ("0 * * * mon-fri", "0 * * * mon-fri"),
        ("0 9 1 * *", "0 9 1 * *"),
        ("0 9 * jan *", "0 9 * jan *"),
        ("0 9 1-31 * mon", "0 9 1-31 * mon"),
        ("0 9 1-31 * 0-6", "0 9 1-31 * 0-6"),
    ],
)
def test_a_line_is_said_in_words_where_there_are_any(line: str, words: str) -> None:
    said = Schedule.parse(line).words

    assert said == words


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (
            "0 9 1 * mon",
            "It fires on day 1 of the month and also on every Monday, as cron means it.",
        ),
        (
            "0 9 1-7,15 * 0,5",
            (
                "It fires on days 1 to 7 and 15 of the month and also on every Friday and "
                "Sunday, as cron means it."
            ),
        ),
        (
            "0 9 1,2 jan,jul mon",
            (
                "In January and July, it fires on days 1 and 2 of the month and also on every "
                "Monday, as cron means it."
            ),
        ),
        ("0 9 1 * *", ""),
        ("0 9 * * mon", ""),
        ("0 9 */2 * mon", ""),
    ],
)
def test_two_days_in_one_line_are_warned_of(line: str, warning: str) -> None:
    said = Schedule.parse(line).warning

    assert said == warning


FORMS = (
    "Say `weekdays at 9:00`, `Mondays and Thursdays at 17:30`, `every 6 hours`, or a "
    "crontab line such as `0 9 * * mon-fri`."
)
FIVE = "A crontab line has 5 fields, minute, hour, day of month, month, day of week;"
MINUTE = "Write the minute like `0`, `0,30` or `*/15`."
HOUR = "Write the hour like `9`, `8-18` or `*/6`."
DAY = "Write the day of month like `1`, `1,15` or `1-7`."
MONTH = "Write the month like `1`, `jan,jul` or `*/3`."
WEEKDAY = "Write the day of week like `1,4`, `mon-fri` or `fri-mon`."
CLOCK = "Write it like `9:00`, `17:30` or `9am`."
NO_DAY = (
    "is no day that I know. Say `every day`, `weekdays`, `weekends`, `every Monday` or "
    "`Mondays and Thursdays`."
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", f"There is no schedule. {FORMS}"),
        (" \n", f"There is no schedule. {FORMS}"),
        ("* * * *", f"{FIVE} `* * * *` has 4. {FORMS}"),
        ("0 9 * * * root", f"{FIVE} `0 9 * * * root` has 6. {FORMS}"),
        ("9:00 daily", f"{FIVE} `9:00 daily` has 2. {FORMS}"),
        ("60 * * * *", f"The minute `60` is not in 0-59. {MINUTE}"),
        ("mon * * * *", f"The minute `mon` is not in 0-59. {MINUTE}"),
        ("30-10 * * * *", f"The minute `30-10` runs backwards. {MINUTE}"),
        ("`1` * * * *", f"The minute `'1'` is not understood. {MINUTE}"),
        ("0 24 * * *", f"The hour `24` is not in 0-23. {HOUR}"),
        ("0 */0 * * *", f"The hour `*/0` steps by nothing. {HOUR}"),
        ("0 9 0 * *", f"The day of month `0` is not in 1-31. {DAY}"),
        ("0 9 L * *", f"The day of month `L` is not in 1-31. {DAY}"),
        ("0 9 1 13 *", f"The month `13` is not in 1-12. {MONTH}"),
        ("0 9 1 january *", f"The month `january` is not in 1-12. {MONTH}"),
        ("0 9 1 12-1 *", f"The month `12-1` runs backwards. {MONTH}"),
        ("0 9 * * 8", f"The day of week `8` is not in 0-7. {WEEKDAY}"),
        ("0 9 * * 5-1", f"The day of week `5-1` runs backwards. {WEEKDAY}"),
        ("0 9 * * fri-1", f"The day of week `fri-1` runs backwards. {WEEKDAY}"),
        ("0 9 * * mon,,fri", f"The day of week `` is not understood. {WEEKDAY}"),
        ("0 9 * * mon#1", f"The day of week `mon#1` is not understood. {WEEKDAY}"),
        (
            "0 0 30 2 *",
            f"`0 0 30 2 *` never comes: February has no day 30. {DAY}",
        ),
        (
            "0 0 31 2,apr *",
            f"`0 0 31 2,apr *` never comes: February and April have no day 31. {DAY}",
        ),
        (
            "@reboot",
            (
                "`@reboot` is none of `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, "
                "`@yearly` or `@annually`."
            ),
        ),
        ("Soon", f"`soon` is no schedule that I know. {FORMS}"),
        ("every month", f"`every month` is no schedule that I know. {FORMS}"),
        ("weekdays", "`weekdays` names no time. Say it like `weekdays at 9:00`."),
        ("tomorrow at 9:00", f"`tomorrow` {NO_DAY}"),
        ("mondays and moondays at 9:00", f"`moondays` {NO_DAY}"),
        ("mondays and at 9:00", f"`mondays and` {NO_DAY}"),
        ("daily at 9", f"`9` is no time of day. {CLOCK}"),
        ("daily at 24:00", f"`24:00` is no time of day. {CLOCK}"),
        ("daily at 9:60", f"`9:60` is no time of day. {CLOCK}"),
        ("daily at 13pm", f"`13pm` is no time of day. {CLOCK}"),
        ("daily at 0am", f"`0am` is no time of day. {CLOCK}"),
        ("daily at 9:00 at 10:00", f"`9:00 at 10:00` is no time of day. {CLOCK}"),
        ("daily at \u0669:00", f"`\u0669:00` is no time of day. {CLOCK}"),
        (
            "every 7 minutes",
            (
                "`every 7 minutes` does not go evenly into the hour. The number of minutes is "
                "1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60, as in `every 15 minutes`."
            ),
        ),
        (
            "every 0 hours",
            (
                "`every 0 hours` does not go evenly into the day. The number of hours is 1, 2, "
                "3, 4, 6, 8, 12 or 24, as in `every 6 hours`."
            ),
        ),
        ("s" * 99, f"`{'s' * 59}…` is no schedule that I know. {FORMS}"),
    ],
)
def test_a_mistake_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        Schedule.parse(text)

    assert str(refused.value) == sentence


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
SINGAPORE = ZoneInfo("Asia/Singapore")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
APIA = ZoneInfo("Pacific/Apia")
MONROVIA = ZoneInfo("Africa/Monrovia")


@pytest.mark.parametrize(
    ("line", "zone", "since", "slots"),
    [
        pytest.param(
            "30 2 * * *",
            BERLIN,
            "2026-03-28T00:00",
            ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"],
            id="Berlin has no 02:30 and it comes at 03:00",
        ),
        pytest.param(
            "*/30 1-3 * * *",
            BERLIN,
            "2026-03-29T00:30",
            ["2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30"],
            id="Berlin has no 02:00 and no 02:30 and both are 03:00",
        ),
        pytest.param(
            "30 2 * * *",
            BERLIN,
            "2026-10-24T12:00",
            ["2026-10-25T00:30", "2026-10-26T01:30"],
            id="Berlin has 02:30 twice and it comes the first time",
        ),
        pytest.param(
            "*/30 * * * *",
            BERLIN,
            "2026-10-25T00:00",
            ["2026-10-25T00:00", "2026-10-25T00:30", "2026-10-25T02:00"],
            id="Berlin has two hours that begin at 02:00 and the second is silent",
        ),
        pytest.param(
            "15 2 * * *",
            LORD_HOWE,
            "2026-10-03T00:00",
            ["2026-10-03T15:30", "2026-10-04T15:15"],
            id="Lord Howe has no 02:15 and it comes at 02:30",
        ),
        pytest.param(
            "45 1 * * *",
            LORD_HOWE,
            "2026-04-04T00:00",
            ["2026-04-04T14:45", "2026-04-05T15:15"],
            id="Lord Howe has 01:45 twice and it comes the first time",
        ),
        pytest.param(
            "0 9 * * *",
            SINGAPORE,
            "2026-03-28T00:00",
            ["2026-03-28T01:00", "2026-03-29T01:00", "2026-03-30T01:00"],
            id="Singapore leaves its clocks alone",
        ),
        pytest.param(
            "0 0 * * *",
            SAO_PAULO,
            "2018-11-03T00:00",
            ["2018-11-03T03:00", "2018-11-04T03:00", "2018-11-05T02:00"],
            id="Sao Paulo had a day without a midnight and it began at 01:00",
        ),
        pytest.param(
            "30 23 * * *",
            SAO_PAULO,
            "2018-02-17T02:00",
            ["2018-02-18T01:30", "2018-02-19T02:30"],
            id="Sao Paulo had 23:30 twice and it came the first time",
        ),
        pytest.param(
            "0 9 * * *",
            APIA,
            "2011-12-29T12:00",
            ["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"],
            id="Apia had no 30 December and what it missed came as the 31st began",
        ),
        pytest.param(
            "30 0 * * *",
            MONROVIA,
            "1972-01-06T00:00",
            ["1972-01-06T01:14:30", "1972-01-07T00:44:30", "1972-01-08T00:30"],
            id="Monrovia had no 00:30 and was half a minute off before",
        ),
    ],
)
def test_clocks_that_are_turned_lose_and_double_nothing(
    line: str, zone: ZoneInfo, since: str, slots: list[str]
) -> None:
    schedule, expected = Schedule.parse(line), [utc(slot) for slot in slots]

    coming = list(
        schedule.between(utc(since), expected[-1] + timedelta(seconds=1), zone)
    )

    assert coming == expected


@pytest.mark.parametrize(
    ("moment", "latest", "after"),
    [
        ("2026-11-23T07:59:59.999999", "2026-11-20T08:00", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00", "2026-11-24T08:00"),
        ("2026-11-23T08:00:00.000001", "2026-11-23T08:00", "2026-11-24T08:00"),
    ],
)
def test_a_moment_lies_between_two_slots(moment: str, latest: str, after: str) -> None:
    schedule, at = Schedule.parse("weekdays at 9:00"), utc(moment)

    around = (
        schedule.latest(at, BERLIN),
        schedule.after(at, BERLIN),
        schedule.period(at, BERLIN),
    )

    assert around == (utc(latest), utc(after), utc(after) - utc(latest))


def test_the_latest_slot_of_a_repeated_hour_is_its_first_one() -> None:
    schedule = Schedule.parse("*/15 * * * *")

    latest = schedule.latest(utc("2026-10-25T01:05"), BERLIN)

    assert latest == utc("2026-10-25T00:45")


def test_the_next_slots_are_in_utc() -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=BERLIN)

    coming = Schedule.parse("weekdays at 9:00").next(2, moment, BERLIN)

    assert [slot.isoformat() for slot in coming] == [
        "2026-11-24T08:00:00+00:00",
        "2026-11-25T08:00:00+00:00",
    ]


def test_the_slots_between_two_moments_hold_the_first_and_not_the_last() -> None:
    since, until = utc("2026-11-23T08:00"), utc("2026-11-23T10:00")

    slots = list(Schedule.parse("every hour").between(since, until, BERLIN))

    assert slots == [utc("2026-11-23T08:00"), utc("2026-11-23T09:00")]


def test_nothing_lies_between_a_moment_and_itself() -> None:
    at = utc("2026-11-23T08:00")

    assert list(Schedule.parse("every hour").between(at, at, BERLIN)) == []
