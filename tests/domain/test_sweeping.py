"""What has to be read again, and what is missing."""

from datetime import timedelta

import pytest

from bot.domain.executions import Named, Outcome
from bot.domain.sweeping import (
    Held,
    KnownRun,
    SeenWork,
    WorkNote,
    awaited,
    is_fine,
    must_read,
    must_read_rows,
)
from tests.fakes import NINE
from tests.ledgers import counted
from tests.services.swept import HOUR, execution, failed, run

WORK = SeenWork(work=Named("t1", "nightly"), hint="SUCCESS 02:00")
NOTE = WorkNote(id="t1", hint="SUCCESS 02:00")


@pytest.mark.parametrize(
    ("due", "read"),
    [
        (NINE + HOUR, False),
        (NINE, True),
        (NINE - HOUR, True),
        (NINE - 2 * HOUR, False),  # switched off, or nobody knows why it did not run
    ],
)
def test_work_is_read_again_for_two_hours_after_it_was_due(due, read) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    note = WorkNote(id="t1", hint=WORK.hint, due=due)

    assert must_read(WORK, note, NINE) is read


def test_work_is_read_when_it_is_new_open_or_told_otherwise() -> None:
    assert not must_read(WORK, NOTE, NINE)
    assert must_read(WORK, None, NINE)
    assert must_read(WORK, WorkNote(id="t1", hint=WORK.hint, open=True), NINE)
    assert must_read(WORK, WorkNote(id="t1", hint="FAIL 02:00"), NINE)


@pytest.mark.parametrize(
    ("newest", "missing"),
    [(None, True), (NINE - HOUR, True), (NINE - timedelta(seconds=30), False)],
)
def test_a_run_that_was_due_and_is_not_listed_is_awaited(newest, missing) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    note = WorkNote(id="t1", hint="", due=NINE)

    assert awaited(note, newest, NINE + HOUR) is missing
    assert not awaited(note, newest, NINE + 2 * HOUR)


def test_a_run_is_fine_when_nothing_in_it_failed_was_skipped_or_goes_on() -> None:
    assert is_fine(run("t1", "r1", counts=failed(0)).run)
    assert not is_fine(run("t1", "r1", counts=failed(1)).run)
    assert not is_fine(run("t1", "r1", counts={Outcome.SKIPPED: 1}).run)
    assert not is_fine(run("t1", "r1", under_way=True).run)


@pytest.mark.parametrize("walk", [False, True])
def test_rows_are_read_when_the_list_tells_something_else(walk: bool) -> None:  # noqa: FBT001
    one = run("t1", "r1", counts=failed(2))
    known = KnownRun(state=one.state, clouds=frozenset({"prod"}))
    other = KnownRun(state="other", clouds=frozenset({"prod"}))

    assert must_read_rows(one, None, "prod", walk=walk)
    assert must_read_rows(one, other, "prod", walk=walk)
    assert must_read_rows(one, known, "lab", walk=walk)
    assert not must_read_rows(one, known, "prod", walk=walk)
    assert not must_read_rows(one, KnownRun(owned=True), "prod", walk=walk)


def test_a_walk_looks_again_for_rows_that_were_missing() -> None:
    one = run("t1", "r1", counts=failed(2))
    known = KnownRun(state=one.state, short=True, clouds=frozenset({"prod"}))

    assert must_read_rows(one, known, "prod", walk=True)
    assert not must_read_rows(one, known, "prod", walk=False)


def test_what_goes_on_without_counters_is_read_every_time() -> None:
    one = run("SCT1", under_way=True)
    known = KnownRun(state=one.state, clouds=frozenset({"prod"}))

    assert must_read_rows(one, known, "prod", walk=False)


def test_a_walk_reads_what_goes_on_although_nothing_moved() -> None:
    one = run("t1", "r1", under_way=True, counts=failed(0))
    known = KnownRun(state=one.state, clouds=frozenset({"prod"}))

    assert must_read_rows(one, known, "prod", walk=True)
    assert not must_read_rows(one, known, "prod", walk=False)


def test_the_state_of_a_run_changes_with_whatever_its_list_tells() -> None:
    states = {
        run("t1", "r1", counts=failed(1)).state,
        run("t1", "r1", counts=failed(2)).state,
        run("t1", "r1", under_way=True, counts=failed(1)).state,
        run("t1", "r1", at=NINE, counts=failed(1)).state,
    }

    assert len(states) == 4


def test_rows_that_come_again_count_once_with_their_latest_outcome() -> None:
    one, held = run("t1", "r1"), Held()
    held.add([execution(one, "d1"), execution(one, "d2")])
    held.add([execution(one, "d1", Outcome.SKIPPED), execution(one, "d2")])

    assert held.missing(counted(failed=3, skipped=2)) == {
        Outcome.FAILED: 2,
        Outcome.SKIPPED: 1,
    }
    assert held.missing(counted(failed=1, skipped=1)) == {}
