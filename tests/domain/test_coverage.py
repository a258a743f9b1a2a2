"""What stands in the ledger of a window, and what does not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.coverage import Freshness, Receipt, Shortfall, freshness, receipt
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LAST_DAY = Window(NOW - DAY, NOW)
YESTERDAY = Window(NOW - 34 * HOUR, NOW - 10 * HOUR)
KEPT = 35 * DAY
WHY = ("prod gave no answer.",)


def read(
    since: timedelta | None = 33 * DAY,
    until: timedelta | None = 2 * MINUTE,
    *gaps: str,
    failing: timedelta | None = None,
) -> Coverage:
    """A source that was read from so long ago to so long ago."""
    return Coverage(
        cloud="prod",
        source=SourceName.TASK,
        since=None if since is None else NOW - since,
        until=None if until is None else NOW - until,
        gaps=gaps,
        failing_since=None if failing is None else NOW - failing,
    )


def short(
    *,
    unread: bool = False,
    since: timedelta | None = None,
    until: timedelta | None = None,
    gaps: tuple[str, ...] = (),
    failing: timedelta | None = None,
) -> Shortfall:
    return Shortfall(
        cloud="prod",
        source=SourceName.TASK,
        unread=unread,
        since=None if since is None else NOW - since,
        until=None if until is None else NOW - until,
        gaps=gaps,
        failing_since=None if failing is None else NOW - failing,
    )


@pytest.mark.parametrize(
    ("one", "window"),
    [
        (read(), LAST_DAY),
        (read(since=DAY), LAST_DAY),
        (read(since=DAY - 2 * MINUTE), LAST_DAY),
        (read(until=30 * MINUTE), LAST_DAY),
        (read(until=timedelta(0)), LAST_DAY),
        (read(), Window(NOW - DAY)),
        (read(until=10 * HOUR), YESTERDAY),
        (read(until=9 * HOUR, failing=9 * HOUR), YESTERDAY),
        (read(33 * DAY, 9 * HOUR, *WHY), YESTERDAY),
        (read(since=90 * DAY), Window(NOW - KEPT, NOW)),
        (read(since=90 * DAY), Window(NOW - KEPT - 2 * MINUTE, NOW)),
    ],
    ids=[
        "far back",
        "just back to its beginning",
        "read for whoever asked, a little later",
        "half an hour old",
        "of this moment",
        "an open end",
        "up to the end of yesterday",
        "behind, but past the window",
        "failing after the window and what came late to it",
        "as far back as is kept",
        "as far back as was kept when they asked",
    ],
)
def test_a_window_that_was_read_is_complete(one: Coverage, window: Window) -> None:
    found = receipt([one], window, NOW)

    assert found == Receipt(read=(one,))
    assert found.complete


@pytest.mark.parametrize(
    ("one", "window", "missing"),
    [
        (read(None, None), LAST_DAY, short(unread=True)),
        (
            read(None, None, *WHY, failing=HOUR),
            LAST_DAY,
            short(unread=True, gaps=WHY, failing=HOUR),
        ),
        (
            read(since=DAY - 6 * MINUTE),
            LAST_DAY,
            short(since=DAY - 6 * MINUTE),
        ),
        (read(until=31 * MINUTE), LAST_DAY, short(until=31 * MINUTE)),
        (read(until=31 * MINUTE), Window(NOW - DAY), short(until=31 * MINUTE)),
        (read(until=11 * HOUR), YESTERDAY, short(until=11 * HOUR)),
        (
            read(DAY, 2 * MINUTE, *WHY, failing=MINUTE),
            LAST_DAY,
            short(gaps=WHY, failing=MINUTE),
        ),
        (read(DAY, 10 * HOUR, *WHY), YESTERDAY, short(since=DAY, gaps=WHY)),
        (
            read(HOUR, 40 * MINUTE, *WHY, failing=40 * MINUTE),
            LAST_DAY,
            short(since=HOUR, until=40 * MINUTE, gaps=WHY, failing=40 * MINUTE),
        ),
        (read(since=90 * DAY), Window(NOW - 36 * DAY, NOW), short(since=KEPT)),
        (read(since=90 * DAY), Window(None, NOW), short(since=KEPT)),
        (read(since=5 * DAY), Window(), short(since=5 * DAY)),
    ],
    ids=[
        "never read",
        "never read, and failing",
        "begun too late",
        "behind",
        "behind an open end",
        "not to the end of yesterday",
        "failing now",
        "failing while something may come late",
        "all at once",
        "older than is kept",
        "everything, longer than is kept",
        "everything",
    ],
)
def test_what_is_missing_of_a_window_is_told(
    one: Coverage, window: Window, missing: Shortfall
) -> None:
    found = receipt([one], window, NOW)

    assert found == Receipt(missing=(missing,))
    assert not found.complete


def test_where_no_source_was_asked_nothing_is_complete() -> None:
    found = receipt([], LAST_DAY, NOW)

    assert found == Receipt()
    assert not found.complete
    assert found.until is None


def test_an_answer_is_as_old_as_its_oldest_source_that_was_read() -> None:
    behind = read(until=3 * HOUR)
    fresh, older = read(until=MINUTE), read(until=9 * MINUTE)

    found = receipt([fresh, behind, older], LAST_DAY, NOW)

    assert found == Receipt(read=(fresh, older), missing=(short(until=3 * HOUR),))
    assert found.until == NOW - 9 * MINUTE
    assert not found.complete


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (read(), Freshness.FINE),
        (read(until=30 * MINUTE), Freshness.FINE),
        (read(until=31 * MINUTE), Freshness.BEHIND),
        (read(None, None), Freshness.UNREAD),
        (read(None, None, *WHY), Freshness.FAILING),
        (read(DAY, 31 * MINUTE, *WHY), Freshness.FAILING),
    ],
)
def test_the_worst_is_said_of_a_source(one: Coverage, word: Freshness) -> None:
    assert freshness(one, NOW) is word


AGO = st.none() | st.timedeltas(timedelta(0), 80 * DAY)


@settings(max_examples=50)
@given(AGO, AGO, st.sampled_from([(), WHY]), AGO, AGO)
def test_nothing_is_complete_that_was_not_read(
    since: timedelta | None,
    until: timedelta | None,
    gaps: tuple[str, ...],
    begin: timedelta | None,
    end: timedelta | None,
) -> None:
    one = read(since, until, *gaps)
    window = Window(
        None if begin is None else NOW - begin, None if end is None else NOW - end
    )

    found = receipt([one], window, NOW)

    assert found.read == (() if found.missing else (one,))
    if found.complete:
        assert one.since is not None
        assert window.since is not None
        assert one.since <= window.since + 5 * MINUTE
        assert one.until is not None
        assert one.until >= min(window.until or NOW, NOW - 30 * MINUTE)
