from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.windows import Window, window
from bot.errors import InvalidQueryError
from tests.fakes import NINE

SINGAPORE = ZoneInfo("Asia/Singapore")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
BEIRUT = ZoneInfo("Asia/Beirut")
HAVANA = ZoneInfo("America/Havana")
LONDON = ZoneInfo("Europe/London")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def since(word: str, now: datetime, zone: tzinfo) -> datetime | None:
    return window(word, "", now, zone).since


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("30m", "2026-01-15T00:30"),
        ("24h", "2026-01-14T01:00"),
        ("24H", "2026-01-14T01:00"),
        ("7d", "2026-01-08T01:00"),
        ("0h", "2026-01-15T01:00"),
        ("9000d", "2001-05-26T01:00"),
        ("today", "2026-01-14T16:00"),
        ("Today", "2026-01-14T16:00"),
        ("yesterday", "2026-01-13T16:00"),
        ("thursday", "2026-01-14T16:00"),
        ("wednesday", "2026-01-13T16:00"),
        ("tuesday", "2026-01-12T16:00"),
        ("monday", "2026-01-11T16:00"),
        ("sunday", "2026-01-10T16:00"),
        ("Saturday", "2026-01-09T16:00"),
        ("friday", "2026-01-08T16:00"),
        ("2026-01-02", "2026-01-01T16:00"),
        ("2026-01-02T14:00", "2026-01-02T06:00"),
        ("2026-01-02t14:00:30", "2026-01-02T06:00:30"),
        ("2026-01-02T14:00Z", "2026-01-02T14:00"),
        ("2026-01-02T14:00+05:45", "2026-01-02T08:15"),
        ("2026-01-02T14:00:00-12:00", "2026-01-03T02:00"),
        (" 24h ", "2026-01-14T01:00"),
    ],
)
def test_every_word_is_a_time_where_the_person_lives(word: str, meant: str) -> None:
    chosen = window(word, "", NINE, SINGAPORE)

    assert chosen == Window(utc(meant), None)


# In these, clocks are turned at midnight, so that there is none, or there are two.
@pytest.mark.parametrize(
    ("zone", "now", "word", "meant"),
    [
        (SAO_PAULO, "2018-11-04T15:00", "today", "2018-11-04T03:00"),
        (SAO_PAULO, "2018-11-04T15:00", "sunday", "2018-11-04T03:00"),
        (SAO_PAULO, "2018-11-04T15:00", "2018-11-04", "2018-11-04T03:00"),
        (SAO_PAULO, "2018-11-04T15:00", "yesterday", "2018-11-03T03:00"),
        (SAO_PAULO, "2018-11-05T15:00", "yesterday", "2018-11-04T03:00"),
        (SAO_PAULO, "2018-11-05T15:00", "today", "2018-11-05T02:00"),
        (SAO_PAULO, "2018-11-05T15:00", "24h", "2018-11-04T15:00"),
        (SAO_PAULO, "2018-02-18T15:00", "today", "2018-02-18T03:00"),
        (SAO_PAULO, "2018-02-18T15:00", "yesterday", "2018-02-17T02:00"),
        (SAO_PAULO, "2018-02-18T15:00", "2018-02-17T23:30", "2018-02-18T01:30"),
        (BEIRUT, "2026-03-29T09:00", "today", "2026-03-28T22:00"),
        (BEIRUT, "2026-03-29T09:00", "2026-03-29T00:30", "2026-03-28T22:30"),
        (BEIRUT, "2026-03-30T09:00", "today", "2026-03-29T21:00"),
        (BEIRUT, "2026-10-25T09:00", "today", "2026-10-24T22:00"),
        (BEIRUT, "2026-10-25T09:00", "yesterday", "2026-10-23T21:00"),
        (HAVANA, "2026-11-01T12:00", "today", "2026-11-01T04:00"),
        (HAVANA, "2026-11-02T12:00", "today", "2026-11-02T05:00"),
        (HAVANA, "2026-03-08T12:00", "today", "2026-03-08T05:00"),
        (LONDON, "2026-10-25T12:00", "2026-10-25T01:30", "2026-10-25T00:30"),
        (LONDON, "2026-03-29T12:00", "2026-03-29T01:30", "2026-03-29T01:30"),
        (
            ZoneInfo("Pacific/Apia"),
            "2012-01-01T00:00",
            "2011-12-30",
            "2011-12-30T10:00",
        ),
    ],
    ids=lambda value: getattr(value, "key", value),
)
def test_a_day_begins_at_its_first_moment_when_clocks_are_turned(
    zone: tzinfo, now: str, word: str, meant: str
) -> None:
    found = since(word, utc(now), zone)

    assert found == utc(meant)


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        (UTC, "2026-01-15T00:00"),
        (timezone(timedelta(hours=14)), "2026-01-14T10:00"),
        (timezone(timedelta(hours=-12)), "2026-01-14T12:00"),
        (timezone(timedelta(hours=5, minutes=45)), "2026-01-14T18:15"),
        (timezone(timedelta(hours=-2, minutes=-30)), "2026-01-14T02:30"),
    ],
    ids=str,
)
def test_today_depends_on_the_zone(zone: tzinfo, meant: str) -> None:
    found = since("today", NINE, zone)

    assert found == utc(meant)


def test_without_words_it_is_open_at_both_ends() -> None:
    chosen = window("", "", NINE, SINGAPORE)

    assert chosen == Window(None, None)


def test_until_may_lie_in_the_future_and_stand_alone() -> None:
    chosen = window("", "2027-01-01", NINE, SINGAPORE)

    assert chosen == Window(None, utc("2026-12-31T16:00"))


def test_since_may_be_this_very_moment() -> None:
    chosen = window("2026-01-15T09:00", "", NINE, SINGAPORE)

    assert chosen == Window(NINE, None)


@pytest.mark.parametrize(
    ("begin", "end", "sentence"),
    [
        ("2026-01-15T09:00:01", "", "`since:2026-01-15T09:00:01` lies in the future."),
        ("2026-01-16", "2026-01-17", "`since:2026-01-16` lies in the future."),
        (
            "today",
            "yesterday",
            "`since:today` is not before `until:yesterday`: no time is left between.",
        ),
        (
            "24h",
            "24h",
            "`since:24h` is not before `until:24h`: no time is left between.",
        ),
        (
            "2026-01-10T00:00+08:00",
            "2026-01-09T16:00Z",
            (
                "`since:2026-01-10T00:00+08:00` is not before "
                "`until:2026-01-09T16:00Z`: no time is left between."
            ),
        ),
    ],
    ids=["a second ahead", "tomorrow", "backwards", "empty", "the same moment"],
)
def test_a_window_that_holds_nothing_is_refused(
    begin: str, end: str, sentence: str
) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        window(begin, end, NINE, SINGAPORE)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize(
    "word",
    [
        "tomorrow",
        "mon",
        "24",
        "h",
        "-5h",
        "1.5h",
        "1w",
        "100000d",
        "9" * 400 + "d",
        "\u0662\u0664h",
        "\u00b2h",
        "14:00",
        "2026-1-5",
        "2026-02-30",
        "2026-01-02 14:00",
        "2026-01-02T14",
        "2026-01-02T25:00",
        "2026-01-02T14:00+99:99",
        "20260102",
        "2026-W01-1",
        "0000-01-01",
        "\u0662026-01-02",
    ],
)
def test_what_is_no_time_is_refused(option: str, word: str) -> None:
    words = {"since": "", "until": "", option: word}

    with pytest.raises(InvalidQueryError) as refused:
        window(words["since"], words["until"], NINE, SINGAPORE)

    shown = word if len(word) < 60 else word[:59] + "…"
    assert str(refused.value) == (
        f"`{option}:{shown}` is no time that I know. Say `24h`, `7d`, `today`, "
        "`yesterday`, `monday`, `2026-11-20` or `2026-11-20T14:00`."
    )


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize(
    "word",
    [
        "99999d",
        "0001-01-01",
        "0001-01-02T00:00Z",
        "1999-12-31T23:59:59Z",
        "2000-01-01",
        "2101-01-01T00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59-12:00",
    ],
)
def test_a_time_that_is_centuries_away_is_refused(option: str, word: str) -> None:
    words = {"since": "", "until": "", option: word}

    with pytest.raises(InvalidQueryError) as refused:
        window(words["since"], words["until"], NINE, SINGAPORE)

    assert str(refused.value) == (
        f"`{option}:{word}` does not lie in the years 2000 to 2100."
    )


def test_the_first_and_the_last_moment_that_may_be_asked_for() -> None:
    chosen = window("2000-01-01T00:00Z", "2100-12-31T23:59:59Z", NINE, SINGAPORE)

    assert chosen == Window(utc("2000-01-01T00:00"), utc("2100-12-31T23:59:59"))


def test_a_word_that_is_no_time_is_repeated_without_its_backticks() -> None:
    with pytest.raises(InvalidQueryError, match="`since:'now' or never` is no time"):
        window("`now`\nor never", "", NINE, SINGAPORE)


TIMES = st.datetimes(timezones=st.just(UTC))
ENDS = st.none() | TIMES


@given(ENDS, ENDS, TIMES)
def test_a_window_holds_its_beginning_and_not_its_end(
    begin: datetime | None, end: datetime | None, at: datetime
) -> None:
    held = Window(begin, end).holds(at)

    assert held is ((begin is None or begin <= at) and (end is None or at < end))


@given(TIMES, TIMES)
@example(NINE, NINE)
def test_two_windows_in_a_row_hold_every_moment_once(
    middle: datetime, at: datetime
) -> None:
    held = [
        span for span in (Window(None, middle), Window(middle, None)) if span.holds(at)
    ]

    assert len(held) == 1


@given(ENDS, ENDS)
def test_what_has_no_time_cannot_be_ruled_out(
    begin: datetime | None, end: datetime | None
) -> None:
    held = Window(begin, end).holds(None)

    assert held


ZONES = st.sampled_from([UTC, SINGAPORE, SAO_PAULO, BEIRUT, HAVANA, LONDON])
WORDS = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[0-9]{1,6}[mhd]", fullmatch=True),
    st.dates().map(str),
    st.datetimes().map(lambda at: at.isoformat()[:16]),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5}([+-][0-9:]{5}|Z)?"),
    st.sampled_from(["", "today", "yesterday", "monday", "SUNDAY"]),
)


@given(WORDS, WORDS, TIMES, ZONES)
def test_any_two_words_are_a_window_in_order_or_refused(
    begin: str, end: str, now: datetime, zone: tzinfo
) -> None:
    try:
        chosen = window(begin, end, now, zone)
    except InvalidQueryError:
        return

    ends = [at for at in (chosen.since, chosen.until) if at is not None]
    assert ends == sorted(set(ends))
    assert all(at.tzinfo is UTC and 2000 <= at.year <= 2100 for at in ends)
    assert chosen.since is None or chosen.since <= now
