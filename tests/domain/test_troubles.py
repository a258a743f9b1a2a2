"""New, still failing, recovered, gone quiet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.digests import Trouble, TroubleKey
from bot.domain.executions import Named
from bot.domain.references import SourceName
from bot.domain.troubles import Delta, History, delta
from tests.fakes import NINE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHTLY = Trouble(
    key=TroubleKey(work_ref="prod/task/T1", cause="offline"),
    work=Named("T1", "nightly"),
    source=SourceName.TASK,
    since=NINE - 3 * DAY,
    last=NINE - DAY,
    count=5,
)
OPEN = {NIGHTLY.key: NIGHTLY}
SILENT = History(latest=NINE - DAY, interval=DAY)
CLEAN = replace(SILENT, clean=1, latest=NINE - HOUR)


def test_what_was_not_open_is_new() -> None:
    assert delta([], [NIGHTLY], NINE, complete=True) == Delta(
        open=OPEN, new=frozenset({NIGHTLY.key})
    )


def test_what_was_open_still_fails_since_it_began() -> None:
    again = replace(NIGHTLY, since=NINE - HOUR, last=NINE - HOUR, count=2)

    assert delta([(NIGHTLY, SILENT)], [again], NINE, complete=True) == Delta(
        open={NIGHTLY.key: replace(NIGHTLY, last=NINE - HOUR, count=7)},
        new=frozenset(),
    )


def test_what_nothing_was_heard_of_stays_open() -> None:
    assert delta([(NIGHTLY, SILENT)], [], NINE, complete=True) == Delta(
        open=OPEN, new=frozenset()
    )


def test_a_clean_run_ends_it() -> None:
    assert delta([(NIGHTLY, CLEAN)], [], NINE, complete=True) == Delta(
        open={}, new=frozenset(), recovered=(NIGHTLY,)
    )


def test_a_run_that_was_not_clean_keeps_it_open() -> None:
    went = replace(CLEAN, dirty=1)

    assert delta([(NIGHTLY, went)], [], NINE, complete=True) == Delta(
        open=OPEN, new=frozenset()
    )


@pytest.mark.parametrize("went", [CLEAN, replace(SILENT, latest=NINE - 9 * DAY)])
def test_nothing_ends_where_something_was_not_read(went: History) -> None:
    assert delta([(NIGHTLY, went)], [], NINE, complete=False) == Delta(
        open=OPEN, new=frozenset()
    )


@pytest.mark.parametrize(
    ("interval", "silence", "is_quiet"),
    [
        pytest.param(HOUR, timedelta(hours=48), False, id="two days at least"),
        pytest.param(HOUR, timedelta(hours=49), True, id="hourly work, two days"),
        pytest.param(7 * DAY, 14 * DAY, False, id="weekly work, two weeks"),
        pytest.param(7 * DAY, 14 * DAY + HOUR, True, id="weekly work, longer"),
        pytest.param(timedelta(), timedelta(hours=49), True, id="it ran once"),
    ],
)
def test_work_that_does_not_run_any_more_has_gone_quiet(
    interval: timedelta, silence: timedelta, *, is_quiet: bool
) -> None:
    went = History(latest=NINE - silence, interval=interval)

    found = delta([(NIGHTLY, went)], [], NINE, complete=True)

    assert found.quiet == ((NIGHTLY,) if is_quiet else ())
    assert (NIGHTLY.key in found.open) is not is_quiet


def test_the_trouble_that_lasted_longest_is_told_first() -> None:
    key = replace(NIGHTLY.key, cause="disk full")
    later = replace(NIGHTLY, key=key, since=NINE - 2 * DAY)

    found = delta([(later, CLEAN), (NIGHTLY, CLEAN)], [], NINE, complete=True)

    assert found.recovered == (NIGHTLY, later)


def test_what_fails_after_it_has_recovered_is_new() -> None:
    went = delta([(NIGHTLY, CLEAN)], [], NINE, complete=True)
    before = [(one, SILENT) for one in went.open.values()]

    again = delta(before, [NIGHTLY], NINE + DAY, complete=True)

    assert again.new == {NIGHTLY.key}
