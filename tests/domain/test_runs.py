from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Moment, Outcome
from bot.domain.runs import (
    Counts,
    Listing,
    Run,
    overall,
    tally,
    under_way,
)
from tests.domain.samples import execution, moment, run

WAITING, RUNNING, PAUSED = Outcome.WAITING, Outcome.RUNNING, Outcome.PAUSED
SUCCEEDED, FAILED, SKIPPED = Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SKIPPED
CANCELED, UNKNOWN = Outcome.CANCELED, Outcome.UNKNOWN
UNREADABLE = Moment("soon", None)
COUNTS = st.dictionaries(st.sampled_from(Outcome), st.integers(0, 9))
OUTCOMES = st.lists(st.sampled_from(Outcome))


@pytest.mark.parametrize(
    ("counted", "outcome"),
    [
        ({SUCCEEDED: 3}, SUCCEEDED),
        ({SUCCEEDED: 3, FAILED: 0, RUNNING: 0}, SUCCEEDED),
        ({SUCCEEDED: 99, FAILED: 1}, FAILED),
        ({FAILED: 1, RUNNING: 5, SKIPPED: 2}, FAILED),
        ({SUCCEEDED: 3, RUNNING: 1}, RUNNING),
        ({RUNNING: 1, PAUSED: 1, WAITING: 1}, RUNNING),
        ({SUCCEEDED: 3, WAITING: 1}, RUNNING),
        ({WAITING: 3}, WAITING),
        ({PAUSED: 1, WAITING: 3}, PAUSED),
        ({SUCCEEDED: 1, PAUSED: 1}, PAUSED),
        ({SKIPPED: 1, WAITING: 1}, RUNNING),
        ({SUCCEEDED: 3, SKIPPED: 1}, SKIPPED),
        ({SUCCEEDED: 3, CANCELED: 1}, CANCELED),
        ({SKIPPED: 1, CANCELED: 1}, SKIPPED),
        ({SUCCEEDED: 3, UNKNOWN: 1}, UNKNOWN),
        ({SKIPPED: 3, UNKNOWN: 1}, UNKNOWN),
        ({}, UNKNOWN),
        ({SUCCEEDED: 0}, UNKNOWN),
    ],
    ids=str,
)
def test_the_worst_execution_decides(
    counted: dict[Outcome, int], outcome: Outcome
) -> None:
    found = overall(Counts(counted), complete=True)

    assert found is outcome


@pytest.mark.parametrize(
    ("counted", "outcome"),
    [
        ({SUCCEEDED: 3}, UNKNOWN),
        ({}, UNKNOWN),
        ({SUCCEEDED: 3, FAILED: 1}, FAILED),
        ({SUCCEEDED: 3, RUNNING: 1}, RUNNING),
        ({SUCCEEDED: 3, SKIPPED: 1}, SKIPPED),
    ],
    ids=str,
)
def test_a_run_of_which_rows_are_missing_is_no_success(
    counted: dict[Outcome, int], outcome: Outcome
) -> None:
    found = overall(Counts(counted), complete=False)

    assert found is outcome


@given(counted=COUNTS, complete=st.booleans())
def test_success_means_that_everything_succeeded(
    *, counted: dict[Outcome, int], complete: bool
) -> None:
    counts = Counts(counted)
    others = [outcome for outcome in Outcome if outcome is not SUCCEEDED]

    found = overall(counts, complete=complete)

    clean = complete and counts.of(SUCCEEDED) and not any(map(counts.of, others))
    assert (found is SUCCEEDED) is bool(clean)


@given(counted=COUNTS, complete=st.booleans())
def test_a_failure_is_never_hidden_and_none_is_made_up(
    *, counted: dict[Outcome, int], complete: bool
) -> None:
    counts = Counts(counted)

    found = overall(counts, complete=complete)

    assert (found is FAILED) is (counts.of(FAILED) > 0)


@given(COUNTS)
def test_what_has_not_ended_is_under_way(counted: dict[Outcome, int]) -> None:
    counts = Counts(counted)

    found = under_way(counts)

    assert found is any(counts.of(one) for one in (WAITING, RUNNING, PAUSED))


def test_a_tally_counts_rows_and_knows_no_total() -> None:
    rows = [execution("a"), execution("b", SUCCEEDED), execution("c")]

    counts = tally(rows)

    assert counts == Counts({FAILED: 2, SUCCEEDED: 1}, total=None)


@given(OUTCOMES)
def test_a_tally_counts_every_row_once(outcomes: list[Outcome]) -> None:
    counts = tally(execution("d", outcome) for outcome in outcomes)

    assert {one: counts.of(one) for one in Outcome} == {
        one: outcomes.count(one) for one in Outcome
    }


def test_a_count_that_nobody_told_is_not_known() -> None:
    counts = Counts({FAILED: 0})

    assert (counts.of(FAILED), counts.of(SKIPPED)) == (0, 0)
    assert (counts.knows(FAILED), counts.knows(FAILED, SKIPPED)) == (True, False)


@pytest.mark.parametrize(
    ("started", "ended", "at", "lasted"),
    [
        (moment(1), moment(3), moment(3), timedelta(hours=2)),
        (moment(1), None, moment(1), None),
        (moment(1), UNREADABLE, moment(1), None),
        (UNREADABLE, moment(3), moment(3), None),
        (UNREADABLE, None, UNREADABLE, None),
        (None, None, UNREADABLE, None),
        (moment(3), moment(1), moment(1), None),
    ],
    ids=[
        "both",
        "no end",
        "an unreadable end",
        "an unreadable start",
        "an unreadable start and no end",
        "neither",
        "backwards",
    ],
)
def test_a_run_is_of_the_time_when_it_ended_else_when_it_began(
    started: Moment | None,
    ended: Moment | None,
    at: Moment,
    lasted: timedelta | None,
) -> None:
    timed = replace(run(), started=started, ended=ended)

    assert (timed.at, timed.duration) == (at.at, lasted)


@pytest.mark.parametrize(
    ("tested", "finished"),
    [
        (run(outcome=FAILED), True),
        (replace(run(outcome=FAILED), under_way=True), False),
        (run(outcome=SUCCEEDED), True),
        (run(outcome=RUNNING), False),
        (run(outcome=PAUSED), False),
        (run(outcome=UNKNOWN), False),
    ],
    ids=["failed", "failed and running", "succeeded", "running", "paused", "unknown"],
)
def test_a_run_is_finished_when_nothing_of_it_is_under_way(
    tested: Run, *, finished: bool
) -> None:
    assert tested.finished is finished


def test_a_listing_may_say_of_what_it_is() -> None:
    rows = (run(),)

    assert Listing[Run](rows) == Listing(rows)
