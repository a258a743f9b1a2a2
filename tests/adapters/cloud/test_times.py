from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.cloud.times import moment
from bot.domain.executions import Moment


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("raw", [None, "", " ", "\t\r\n"])
def test_no_text_is_no_moment(raw: str | None) -> None:
    assert moment(raw, "Asia/Singapore") is None


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("2024-12-25T07:10:36.054Z", utc(2024, 12, 25, 7, 10, 36, 54_000)),
        ("2026-01-14T19:10:36Z", utc(2026, 1, 14, 19, 10, 36)),
        ("2026-01-14T19:10Z", utc(2026, 1, 14, 19, 10)),
        ("2026-01-16T09:30:00.000000Z", utc(2026, 1, 16, 9, 30)),
        ("2026-01-16T09:30:00.123456789Z", utc(2026, 1, 16, 9, 30, 0, 123_456)),
        ("2026-01-14T19:10:36,5Z", utc(2026, 1, 14, 19, 10, 36, 500_000)),
        ("2026-01-14T19:10:36+08:00", utc(2026, 1, 14, 11, 10, 36)),
        ("2026-01-14T19:10:36.054+0800", utc(2026, 1, 14, 11, 10, 36, 54_000)),
        ("2026-01-14T19:10:36-03:30", utc(2026, 1, 14, 22, 40, 36)),
        ("2026-01-14T19:10:36-00:00", utc(2026, 1, 14, 19, 10, 36)),
        ("2026-01-15 02:00:00 GMT+08:00", utc(2026, 1, 14, 18)),
        ("2026-01-15 02:00:00 gmt+08:00", utc(2026, 1, 14, 18)),
        ("2026-01-15 02:00:00GMT-05:00", utc(2026, 1, 15, 7)),
        ("2026-01-15 02:00:00 UTC+05:30", utc(2026, 1, 14, 20, 30)),
        ("2026-01-15 02:00:00 GMT +08:00", utc(2026, 1, 14, 18)),
        ("2026-01-15 02:00:00 GMT", utc(2026, 1, 15, 2)),
        ("2026-01-15 02:00:00 UTC", utc(2026, 1, 15, 2)),
        ("2026-01-15 02:00:00Z", utc(2026, 1, 15, 2)),
        ("2026-01-15 02:00:00+08:00", utc(2026, 1, 14, 18)),
        ("1697946452186", utc(2023, 10, 22, 3, 47, 32, 186_000)),
        ("1697946452186.0", utc(2023, 10, 22, 3, 47, 32, 186_000)),
        ("1697946452", utc(2023, 10, 22, 3, 47, 32)),
        ("4102444799", utc(2099, 12, 31, 23, 59, 59)),
        ("1000000000000", utc(2001, 9, 9, 1, 46, 40)),
    ],
)
def test_a_text_that_names_its_zone_is_exact(raw: str, at: datetime) -> None:
    assert moment(raw) == Moment(raw, at, exact=True)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-01-14T19:10:36.054Z",
        "2026-01-15 03:10:36.054 GMT+08:00",
        "1768417836054",
    ],
)
def test_the_zone_beside_it_does_not_shift_a_text_that_has_its_own(raw: str) -> None:
    at = utc(2026, 1, 14, 19, 10, 36, 54_000)

    assert moment(raw, "America/New_York") == Moment(raw, at, exact=True)


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Asia/Shanghai", utc(2022, 12, 31, 1)),
        ("Europe/Berlin", utc(2022, 12, 31, 8)),
        ("Asia/Kathmandu", utc(2022, 12, 31, 3, 15)),
        (" Asia/Shanghai ", utc(2022, 12, 31, 1)),
        ("GMT+8", utc(2022, 12, 31, 1)),
        ("GMT+08:00", utc(2022, 12, 31, 1)),
        ("gmt +8", utc(2022, 12, 31, 1)),
        ("UTC-0330", utc(2022, 12, 31, 12, 30)),
        ("+08:00", utc(2022, 12, 31, 1)),
        ("-8", utc(2022, 12, 31, 17)),
        ("UTC", utc(2022, 12, 31, 9)),
        ("GMT", utc(2022, 12, 31, 9)),
        ("z", utc(2022, 12, 31, 9)),
        ("Coordinated Universal Time", utc(2022, 12, 31, 9)),
    ],
)
def test_a_text_without_zone_is_read_in_the_zone_beside_it(
    zone: str, at: datetime
) -> None:
    raw = "2022-12-31 09:00:00"

    assert moment(raw, zone) == Moment(raw, at, exact=True)


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "  ",
        "Atlantis/Capital",
        "China Standard Time",
        "../../etc/passwd",
        "/etc/localtime",
        "Asia",
        "\x00",
        "GMT+99",
        "GMT-24:00",
        "+8x",
        "Z" * 5_000,
    ],
    ids=ascii,
)
def test_a_zone_that_nobody_knows_is_taken_as_utc_and_marked(zone: str) -> None:
    raw = "2022-12-31 09:00:00"

    assert moment(raw, zone) == Moment(raw, utc(2022, 12, 31, 9), exact=False)


@pytest.mark.parametrize("zone", ["", "Atlantis/Capital"])
def test_a_zone_that_nobody_knows_is_taken_as_the_default_and_marked(
    zone: str,
) -> None:
    raw = "2022-12-31 09:00:00"

    found = moment(raw, zone, "Asia/Singapore")

    assert found == Moment(raw, utc(2022, 12, 31, 1), exact=False)


@pytest.mark.parametrize("raw", ["2022-12-31 09:00:00Z", "2022-12-31 09:00:00"])
def test_a_default_does_not_count_where_a_zone_is_told(raw: str) -> None:
    found = moment(raw, "UTC", "Asia/Singapore")

    assert found == Moment(raw, utc(2022, 12, 31, 9))


@pytest.mark.parametrize(
    ("raw", "at", "exact"),
    [
        ("2026-03-29 01:59:59", utc(2026, 3, 29, 0, 59, 59), True),
        ("2026-03-29 02:30:00", utc(2026, 3, 29, 1, 30), False),
        ("2026-03-29 03:00:00", utc(2026, 3, 29, 1), True),
        ("2026-10-25 01:59:59", utc(2026, 10, 24, 23, 59, 59), True),
        ("2026-10-25 02:30:00", utc(2026, 10, 25, 0, 30), False),
        ("2026-10-25 03:00:00", utc(2026, 10, 25, 2), True),
    ],
    ids=["before-gap", "gap", "after-gap", "before-fold", "fold", "after-fold"],
)
def test_a_local_time_that_was_skipped_or_came_twice_is_marked(
    raw: str, at: datetime, *, exact: bool
) -> None:
    assert moment(raw, "Europe/Berlin") == Moment(raw, at, exact)


@pytest.mark.parametrize(
    "raw",
    [
        "yesterday",
        "2026-01-15",
        "02:00:00",
        "20260115T093000Z",
        "15.01.2026 02:00",
        "2026-13-01T00:00:00Z",
        "2026-02-30 00:00:00",
        "2026-01-15T25:00:00Z",
        "2026-01-15T02:00:60Z",
        "2026-01-15T02:00:00+25:00",
        "2026-01-15 02:00:00 CST",
        "2026-01-15 02:00:00 Asia/Shanghai",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-08:00",
        "9999999999999999",
        "-9999999999999999",
        "12345678901234567",
        "1" * 5_000,
        "1e12",
        "1697946452.186",
        "+1697946452",
        "\u0662\u0660\u0662\u0666-01-15T02:00:00Z",
        "\u0661\u0666\u0669\u0667",
        "2026-01-15T02:00:00Z<!channel>",
        "null",
        "nan",
        "-",
    ],
    ids=lambda raw: ascii(raw)[:40],
)
def test_a_text_that_is_no_time_is_kept_as_it_is(raw: str) -> None:
    assert moment(raw, "Asia/Shanghai") == Moment(raw, None)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
@pytest.mark.parametrize("raw", ["0001-01-01 00:00:00", "9999-12-31 23:59:59"])
def test_the_ends_of_time_are_kept_as_text(raw: str, zone: str) -> None:
    found = moment(raw, zone)

    assert found is not None
    assert (found.raw, found.at is None or found.at.tzinfo is UTC) == (raw, True)


def test_spaces_around_are_left_out() -> None:
    raw = "\t 2026-01-14T19:10:36Z\n"

    assert moment(raw) == Moment("2026-01-14T19:10:36Z", utc(2026, 1, 14, 19, 10, 36))


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
TIMES = st.datetimes(
    datetime(2000, 1, 2),  # noqa: DTZ001  a bound without zone, as hypothesis wants it
    datetime(2100, 12, 30),  # noqa: DTZ001
    timezones=OFFSETS,
)


@given(at=TIMES, separator=st.sampled_from("T "))
def test_what_python_writes_is_read_back(at: datetime, separator: str) -> None:
    raw = at.isoformat(separator)

    assert moment(raw, "Asia/Shanghai") == Moment(raw, at.astimezone(UTC))


@given(at=TIMES)
def test_the_form_with_gmt_is_read_back(at: datetime) -> None:
    raw = f"{at:%Y-%m-%d %H:%M:%S} GMT{at.isoformat()[-6:]}"

    assert moment(raw) == Moment(raw, at.astimezone(UTC).replace(microsecond=0))


@given(number=st.integers(10**12, 4_102_444_799_999))
def test_milliseconds_are_read_to_the_millisecond(number: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)

    assert moment(str(number)) == Moment(str(number), at)


@given(
    raw=st.text() | st.from_regex(r"[0-9TZ:. GMTUC+-]{1,32}"),
    zone=st.text(max_size=20) | st.from_regex(r"(GMT|UTC)?[+-]\d{1,2}(:?\d{2})?"),
)
@example(raw="2026-01-15 02:00:00", zone="GMT+99:99")
@example(raw="0001-01-01 00:00:00", zone="+23:59")
@example(raw="2026-01-15 02:00:00", zone="\ud800")
def test_any_text_is_none_or_a_moment_with_that_text(raw: str, zone: str) -> None:
    found = moment(raw, zone)

    if not raw.strip():
        assert found is None
        return
    assert found is not None
    assert found.raw == raw.strip()
    assert found.at is None or found.at.tzinfo is UTC


@pytest.mark.parametrize(
    "raw",
    [
        *("0", "-1", "20240115", "20240115100000", "99999999999", "9999999999"),
        *("0001-01-01T00:00:00Z", "1970-01-01 00:00:00", "9999-12-31T23:59:59Z"),
    ],
)
def test_a_placeholder_is_no_time(raw: str) -> None:
    assert moment(raw, "Asia/Shanghai") == Moment(raw, None)
