"""In which order rows are shown."""

from dataclasses import replace
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.ordering import newest_first, worst_first
from tests.domain.samples import execution, moment, run

WAITING, RUNNING, PAUSED = Outcome.WAITING, Outcome.RUNNING, Outcome.PAUSED
SUCCEEDED, FAILED, SKIPPED = Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SKIPPED
CANCELED, UNKNOWN = Outcome.CANCELED, Outcome.UNKNOWN
UNREADABLE = Moment("soon", None)


def test_executions_are_sorted_by_outcome_then_by_number_in_their_name() -> None:
    rows = [
        execution("a", SUCCEEDED),
        execution("DESK-10"),
        execution("z", UNKNOWN),
        execution("desk-9"),
        execution("DESK-9-b"),
        execution("b", RUNNING),
        execution("", SKIPPED),
        execution("9"),
        execution("x", CANCELED),
        execution("p", PAUSED),
        execution("w", WAITING),
    ]

    found = worst_first(rows)

    assert [(one.outcome, one.target.label) for one in found] == [
        (FAILED, "9"),
        (FAILED, "desk-9"),
        (FAILED, "DESK-9-b"),
        (FAILED, "DESK-10"),
        (UNKNOWN, "z"),
        (SKIPPED, ""),
        (CANCELED, "x"),
        (PAUSED, "p"),
        (RUNNING, "b"),
        (WAITING, "w"),
        (SUCCEEDED, "a"),
    ]


def test_targets_of_one_name_are_told_apart_by_their_ids() -> None:
    rows = [replace(execution(), target=Named(id_, "DESK")) for id_ in ("b", "a")]

    found = worst_first(rows)

    assert [one.target.id for one in found] == ["a", "b"]


ROWS = st.lists(
    st.builds(
        execution,
        st.text(st.characters(exclude_categories=()), max_size=6)
        | st.from_regex(r"[A-Z]{1,3}-[0-9]{1,30}", fullmatch=True),
        st.sampled_from(Outcome),
    )
)


@given(ROWS)
def test_sorting_executions_loses_none(rows: list[Execution]) -> None:
    found = worst_first(rows)

    assert sorted(map(repr, found)) == sorted(map(repr, rows))
    assert worst_first(found) == found


def test_runs_are_sorted_by_start_else_end_and_the_timeless_come_first() -> None:
    old = replace(run("old"), started=moment(-9), ended=moment(-1))
    new = replace(run("new"), started=moment(-2))
    ended = replace(run("ended"), ended=moment(-3))
    unreadable = replace(run("unreadable"), started=UNREADABLE, ended=moment(-4))
    never, odd = run("never"), replace(run("odd"), started=UNREADABLE)

    found = newest_first([old, odd, unreadable, new, never, ended])

    assert found == (never, odd, new, ended, unreadable, old)


def test_runs_of_one_moment_are_told_apart_by_their_references() -> None:
    runs = [replace(run(name), started=moment(0)) for name in ("b", "a")]

    found = newest_first(runs)

    assert found == (runs[1], runs[0])


MOMENTS = st.none() | st.builds(
    Moment, st.just("x"), st.none() | st.datetimes(timezones=st.just(UTC))
)


@given(st.lists(st.tuples(MOMENTS, MOMENTS)))
def test_sorting_runs_loses_none(
    times: list[tuple[Moment | None, Moment | None]],
) -> None:
    runs = [
        replace(run(f"r{place}"), started=started, ended=ended)
        for place, (started, ended) in enumerate(times)
    ]

    found = newest_first(runs)

    assert sorted(map(str, found)) == sorted(map(str, runs))
    assert newest_first(found) == found
