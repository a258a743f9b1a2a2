from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.times import date_token, span, spoken
from bot.domain.executions import Moment
from bot.playground.rules.texts import mrkdwn_breaches

SINGAPORE = ZoneInfo("Asia/Singapore")
NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
FORM = "{date_short_pretty} {time_secs}"


def test_a_time_is_told_to_every_reader_in_their_own_zone() -> None:
    token = date_token(Moment("2026-01-15T01:00:00Z", NINE), SINGAPORE)

    assert token == f"<!date^1768438800^{FORM}|2026-01-15 09:00:00 Asia/Singapore>"


def test_a_doubtful_time_says_so() -> None:
    token = date_token(Moment("2026-01-15 01:00", NINE, exact=False), UTC)

    assert token == (
        f"<!date^1768438800^{FORM}|2026-01-15 01:00:00 UTC> (zone uncertain)"
    )


def test_a_time_that_cannot_be_read_is_shown_as_it_was_written() -> None:
    token = date_token(Moment("<soon> & `later`", None), SINGAPORE)

    assert token == "`&lt;soon&gt; &amp; \u02cblater\u02cb` (not a time I can read)"


@pytest.mark.parametrize(
    ("at", "token"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), "1970-01-01 00:00:00 UTC"),
        (datetime(1970, 12, 31, 23, 59, 59, 0, UTC), "1970-12-31 23:59:59 UTC"),
        (
            datetime(1971, 1, 1, tzinfo=UTC),
            f"<!date^31536000^{FORM}|1971-01-01 00:00:00 UTC>",
        ),
        (
            datetime(2099, 12, 31, 23, 59, 59, 0, UTC),
            f"<!date^4102444799^{FORM}|2099-12-31 23:59:59 UTC>",
        ),
        (datetime(2100, 1, 1, tzinfo=UTC), "2100-01-01 00:00:00 UTC"),
        (datetime(9999, 12, 31, 23, 59, 59, 0, UTC), "9999-12-31 23:59:59 UTC"),
    ],
)
def test_years_that_are_no_real_time_are_plain_text(at: datetime, token: str) -> None:
    shown = date_token(Moment("as written", at), UTC)

    assert shown == token


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        (Moment("", NINE), SINGAPORE, "2026-01-15 09:00:00 Asia/Singapore"),
        (Moment("", NINE), NEW_YORK, "2026-01-14 20:00:00 America/New_York"),
        (Moment("", NINE), UTC, "2026-01-15 01:00:00 UTC"),
        (
            Moment("", NINE, exact=False),
            SINGAPORE,
            "2026-01-15 09:00:00 Asia/Singapore (zone uncertain)",
        ),
        (Moment("so\non", None), UTC, "so on (not a time I can read)"),
        (Moment("x" * 61, None), UTC, f"{'x' * 59}… (not a time I can read)"),
        (
            Moment("", datetime.max.replace(tzinfo=UTC)),
            SINGAPORE,
            "9999-12-31 23:59:59 UTC",
        ),
    ],
    ids=["singapore", "new york", "UTC", "doubtful", "unreadable", "long", "overflow"],
)
def test_a_time_is_spoken_in_the_zone_it_names(
    moment: Moment, zone: tzinfo, said: str
) -> None:
    shown = spoken(moment, zone)

    assert shown == said


def test_the_beginning_of_the_calendar_can_be_spoken() -> None:
    shown = spoken(Moment("", datetime.min.replace(tzinfo=UTC)), NEW_YORK)

    assert shown.endswith("-01-01 00:00:00 UTC")


@given(
    st.builds(
        Moment,
        raw=st.text(st.characters()),
        at=st.none() | st.datetimes(timezones=st.just(UTC)),
        exact=st.booleans(),
    ),
    st.sampled_from([UTC, SINGAPORE, NEW_YORK, timezone(timedelta(hours=-23))]),
)
def test_no_time_breaks_a_rule(moment: Moment, zone: tzinfo) -> None:
    token = date_token(moment, zone)

    assert list(mrkdwn_breaches(token, "/text", ())) == []
    assert 0 < len(token) <= 800


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (timedelta(0), "under a second"),
        (timedelta(milliseconds=999), "under a second"),
        (timedelta(seconds=1), "1 s"),
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(seconds=85), "1 min 25 s"),
        (timedelta(minutes=59, seconds=59), "59 min 59 s"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, seconds=59), "1 h"),
        (timedelta(hours=2, minutes=3, seconds=4), "2 h 3 min"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=1, minutes=59), "1 d"),
        (timedelta(days=3, hours=4, minutes=5), "3 d 4 h"),
        (timedelta(days=1_234, hours=23), "1,234 d 23 h"),
        (timedelta(days=999_999, hours=23), "999,999 d 23 h"),
    ],
    ids=str,
)
def test_a_span_has_at_most_two_units(lasted: timedelta, said: str) -> None:
    shown = span(lasted)

    assert shown == said
