from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.adapters.cloud.corrections import corrected, with_shortfall
from bot.adapters.cloud.errors import Asked, nothing
from bot.adapters.cloud.findings import (
    below,
    counts_of,
    matching,
    row_key,
    run_of,
)
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, WholeRun, tally
from bot.errors import NotFoundError, SourceUnavailableError

RUN = Reference("prod", SourceName.APP, ("run",))
ASKED = Asked(
    reference=Reference("prod", SourceName.APP, ("run", "srv-1")),
    thing="App Streaming run",
    permission="workspace:scheduledTasks:getRecord",
)
NINE = Moment("9", datetime(2026, 1, 15, 9, tzinfo=UTC))
TEN = Moment("10", datetime(2026, 1, 15, 10, tzinfo=UTC))
NO_TIME = Moment("soon", None)


def row(
    outcome: Outcome = Outcome.SUCCEEDED,
    target: str = "srv-1",
    kind: str = "RESTART_SERVER",
    started: Moment | None = NINE,
    ended: Moment | None = TEN,
) -> Execution:
    return Execution(
        reference=RUN,
        outcome=outcome,
        raw_status="",
        target=Named(target),
        kind=kind,
        started=started,
        ended=ended,
    )


def run_with(*rows: Execution, gaps: tuple[str, ...] = ()) -> Run:
    return run_of(RUN, Listing(rows, gaps=gaps))


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("a",), ("run", "a")),
        (("1", "900101"), ("run", "1", "900101")),
        (("",), ("run",)),
        (("a/b",), ("run",)),
        (("1", ".."), ("run",)),
        (("x" * 129,), ("run",)),
    ],
    ids=lambda ids: ascii(ids)[:20],
)
def test_a_reference_leads_only_where_one_can_ask_again(
    ids: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert below(RUN, *ids) == replace(RUN, ids=found)


def test_a_counter_that_is_left_out_or_below_nothing_is_not_known() -> None:
    assert counts_of(3, None, -1, 0, total=-5) == Counts(
        {Outcome.RUNNING: 0, Outcome.SUCCEEDED: 3}
    )


def test_a_run_of_rows_has_their_worst_outcome_kind_and_times() -> None:
    later = row(Outcome.FAILED, "srv-2", started=TEN, ended=TEN)

    assert run_with(later, row()) == Run(
        reference=RUN,
        outcome=Outcome.FAILED,
        kind="RESTART_SERVER",
        started=NINE,
        ended=TEN,
    )


def test_a_run_with_a_row_that_still_runs_has_no_end() -> None:
    found = run_with(row(), row(Outcome.RUNNING, ended=None))

    assert (found.outcome, found.ended, found.under_way) == (
        Outcome.RUNNING,
        None,
        True,
    )


def test_times_that_nobody_can_read_are_no_start_and_no_end() -> None:
    found = run_with(row(started=NO_TIME, ended=NO_TIME), row(started=None, ended=None))

    assert (found.started, found.ended) == (None, None)


def test_rows_of_several_kinds_make_a_run_of_none() -> None:
    assert run_with(row(), row(kind="STOP_SERVER")).kind == ""


def test_a_run_of_clean_rows_with_a_gap_is_no_success() -> None:
    assert run_with(row(), gaps=("Some are missing.",)).outcome is Outcome.UNKNOWN


def test_a_run_of_no_rows_is_unknown() -> None:
    assert run_with() == Run(reference=RUN, outcome=Outcome.UNKNOWN)


F, S, C, U = Outcome.FAILED, Outcome.SKIPPED, Outcome.CANCELED, Outcome.UNKNOWN
CORRECTED = {
    "failed": (Outcome.SUCCEEDED, {}, (F, S), F),
    "failed-though-running": (Outcome.RUNNING, {}, (F,), F),
    "skipped": (Outcome.SUCCEEDED, {F: 0, S: 0}, (S, C), S),
    "canceled": (Outcome.SUCCEEDED, {}, (C, U), C),
    "unknown-uncounted": (Outcome.SUCCEEDED, {}, (U,), U),
    "unknown-counted": (Outcome.SUCCEEDED, {F: 0}, (U,), Outcome.SUCCEEDED),
    "running-with-skips": (Outcome.RUNNING, {}, (S,), Outcome.RUNNING),
    "clean": (Outcome.SUCCEEDED, {}, (Outcome.SUCCEEDED,), Outcome.SUCCEEDED),
    "no-rows": (Outcome.SUCCEEDED, {}, (), Outcome.SUCCEEDED),
}


@pytest.mark.parametrize(
    ("said", "counts", "rows", "outcome"), CORRECTED.values(), ids=list(CORRECTED)
)
def test_the_rows_of_a_run_correct_what_it_says_of_itself(
    said: Outcome,
    counts: dict[Outcome, int],
    rows: tuple[Outcome, ...],
    outcome: Outcome,
) -> None:
    run = Run(reference=RUN, outcome=said, counts=Counts(counts))

    assert corrected(run, tally(map(row, rows))) == replace(run, outcome=outcome)


def test_what_a_run_counts_and_nobody_lists_is_a_gap() -> None:
    run = replace(run_with(), counts=counts_of(2_000, 0, 1))
    gap = (
        "The cloud counts 1 skipped, 2,000 succeeded, but does not list on which "
        "targets."
    )

    assert with_shortfall(run, Listing()) == Listing(gaps=(gap,))


def test_a_gap_that_is_told_already_is_told_once() -> None:
    run = replace(run_with(), counts=counts_of(2, 1))
    listing = Listing((row(),), gaps=("It is out.",))

    assert with_shortfall(run, listing) == listing


@pytest.mark.parametrize(
    ("counts", "total", "gaps"),
    [
        (
            counts_of(0, 1_002, 2),
            None,
            (
                "The cloud counts 1,002 failed, but lists 1.",
                "The cloud counts 2 skipped, but lists 0.",
            ),
        ),
        (counts_of(1, 1, 0, total=3), 9, ("The cloud counts 3 targets, but lists 2.",)),
        (counts_of(1, 1), 3, ("The cloud counts 3 targets, but lists 2.",)),
        (counts_of(1, 2, total=3), None, ("The cloud counts 2 failed, but lists 1.",)),
        (counts_of(9, 0, total=2), None, ()),
    ],
    ids=["outcomes", "total", "total-of-rows", "once", "no-more"],
)
def test_what_is_counted_beyond_the_rows_is_a_gap(
    counts: Counts, total: int | None, gaps: tuple[str, ...]
) -> None:
    rows = (row(Outcome.FAILED), row())
    run = replace(run_with(*rows), counts=counts)

    assert with_shortfall(run, Listing(rows, total)) == Listing(rows, total, gaps)


def test_a_total_without_any_row_is_a_gap() -> None:
    run = replace(run_with(), counts=counts_of(None, None, total=7))

    assert with_shortfall(run, Listing()).gaps == (
        "The cloud counts 7 targets, but lists 0.",
    )


def test_a_run_that_counts_nothing_misses_nothing() -> None:
    assert with_shortfall(run_with(), Listing()) == Listing()


def test_one_row_of_a_target_is_its_execution_of_the_runs_kind() -> None:
    whole = WholeRun(replace(run_with(), kind="REBOOT"), Listing((row(kind=""),)))

    assert matching(ASKED.reference, whole, "server") == row(kind="REBOOT")


def test_several_rows_of_a_target_are_all_of_them() -> None:
    rows = (row(), row(Outcome.FAILED))
    run = run_with(*rows)
    whole = WholeRun(run, Listing((*rows, row(target="srv-2")), 3, ("One is out.",)))

    assert matching(ASKED.reference, whole, "server") == WholeRun(
        run, Listing(rows, gaps=("One is out.",))
    )


def test_a_target_that_is_not_in_the_run_is_not_found() -> None:
    with pytest.raises(NotFoundError) as caught:
        matching(ASKED.reference, WholeRun(run_with(), Listing()), "server")

    assert str(caught.value) == "prod has no server `srv-1` in that run."
    assert caught.value.reference == "prod/app/run/srv-1"


def test_a_target_that_may_be_among_what_was_not_read_is_not_said_to_be_missing() -> (
    None
):
    listing = Listing((row(target="srv-2"),), gaps=("prod is out.",))

    with pytest.raises(SourceUnavailableError) as caught:
        matching(ASKED.reference, WholeRun(run_with(), listing), "server")

    assert str(caught.value) == (
        "prod did not list the whole run, and server `srv-1` is not among what it did. "
        "prod is out."
    )


def test_nothing_is_said_with_all_of_its_ids() -> None:
    error = nothing(ASKED)

    assert str(error) == "prod has no App Streaming run `run/srv-1`."
    assert error.reference == "prod/app/run/srv-1"


@pytest.mark.parametrize(
    ("id_", "target", "key"),
    [
        ("1", "srv-1", ("1", "srv-1")),
        ("1", "", ("1", "")),
        ("", "srv-1", ("", "srv-1")),
        ("", "", None),
    ],
    ids=["both", "row", "target", "neither"],
)
def test_a_row_is_known_by_its_id_and_its_targets(
    id_: str, target: str, key: tuple[str, str] | None
) -> None:
    assert row_key(replace(row(target=target), id=id_)) == key
