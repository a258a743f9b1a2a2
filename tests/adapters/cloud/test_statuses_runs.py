import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.statuses import is_under_way, outcome_of, run_outcome
from bot.domain.executions import Outcome
from bot.domain.runs import Counts

NONE = Counts()
CLEAN = Counts({Outcome.SUCCEEDED: 3, Outcome.FAILED: 0, Outcome.SKIPPED: 0})
SKIPS = Counts({Outcome.SUCCEEDED: 3, Outcome.FAILED: 0, Outcome.SKIPPED: 1})
FAILURES = Counts({Outcome.SUCCEEDED: 3, Outcome.FAILED: 1, Outcome.SKIPPED: 1})
NOT_SKIPS = Counts({Outcome.SUCCEEDED: 3, Outcome.FAILED: 0})
NOT_FAILURES = Counts({Outcome.SUCCEEDED: 3, Outcome.SKIPPED: 0})
STILL = Counts({Outcome.RUNNING: 1, Outcome.FAILED: 0, Outcome.SUCCEEDED: 2})
STOPPED = Counts({Outcome.CANCELED: 1, Outcome.FAILED: 0, Outcome.SUCCEEDED: 2})
NEVER_BEGAN = Counts({Outcome.WAITING: 1, Outcome.FAILED: 0, Outcome.SUCCEEDED: 2})
ODD = Counts({Outcome.UNKNOWN: 1, Outcome.FAILED: 0, Outcome.SUCCEEDED: 2})

CASES = {
    "finish-clean": ("FINISH", CLEAN, Outcome.SUCCEEDED),
    "finish-skips": ("FINISH", SKIPS, Outcome.SKIPPED),
    "finish-failures": ("FINISH", FAILURES, Outcome.FAILED),
    "finish-uncounted": ("FINISH", NONE, Outcome.UNKNOWN),
    "finish-skips-uncounted": ("FINISH", NOT_SKIPS, Outcome.UNKNOWN),
    "finish-failures-uncounted": ("FINISH", NOT_FAILURES, Outcome.UNKNOWN),
    "finish-lower-case": (" finish\n", CLEAN, Outcome.SUCCEEDED),
    "finished-clean": ("FINISHED", NOT_SKIPS, Outcome.SUCCEEDED),
    "finished-failures": ("FINISHED", FAILURES, Outcome.FAILED),
    "finished-uncounted": ("FINISHED", NONE, Outcome.UNKNOWN),
    "finished-running": ("FINISHED", STILL, Outcome.RUNNING),
    "finished-canceled": ("FINISHED", STOPPED, Outcome.CANCELED),
    "finished-never-began": ("FINISHED", NEVER_BEGAN, Outcome.UNKNOWN),
    "finished-odd": ("FINISHED", ODD, Outcome.UNKNOWN),
    "success-clean": ("SUCCESS", CLEAN, Outcome.SUCCEEDED),
    "success-uncounted": ("SUCCESS", NONE, Outcome.SUCCEEDED),
    "success-skips": ("SUCCESS", SKIPS, Outcome.SKIPPED),
    "success-failures": ("SUCCESS", FAILURES, Outcome.FAILED),
    "skip-failures": ("SKIP", FAILURES, Outcome.FAILED),
    "skip-skips": ("SKIP", SKIPS, Outcome.SKIPPED),
    "running-failures": ("RUNNING", FAILURES, Outcome.FAILED),
    "running-clean": ("RUNNING", CLEAN, Outcome.RUNNING),
    "fail-clean": ("FAIL", CLEAN, Outcome.FAILED),
    "init-uncounted": ("INIT", NONE, Outcome.WAITING),
    "paused-uncounted": ("PAUSED", NONE, Outcome.PAUSED),
    "canceled-failures": ("CANCELED", FAILURES, Outcome.FAILED),
    "odd-clean": ("HALF_DONE", CLEAN, Outcome.UNKNOWN),
    "odd-failures": ("HALF_DONE", FAILURES, Outcome.FAILED),
    "no-word": ("", CLEAN, Outcome.UNKNOWN),
}


@pytest.mark.parametrize(("word", "counts", "outcome"), CASES.values(), ids=list(CASES))
def test_the_counters_of_a_run_beat_its_word(
    word: str, counts: Counts, outcome: Outcome
) -> None:
    assert run_outcome(word, counts) is outcome


@pytest.mark.parametrize(
    ("word", "counts", "under_way"),
    [
        ("RUNNING", NONE, True),
        ("running ", FAILURES, True),
        ("INIT", NONE, True),
        ("PAUSED", NONE, True),
        ("FINISH", CLEAN, False),
        ("FINISH", STILL, True),
        ("FAILED", STILL, True),
        ("FAILED", NEVER_BEGAN, False),
        ("", NONE, False),
        ("HALF_DONE", CLEAN, False),
    ],
)
def test_a_run_is_under_way_by_its_word_or_by_what_still_runs(
    word: str, counts: Counts, *, under_way: bool
) -> None:
    assert is_under_way(word, counts) is under_way


COUNTS = st.builds(
    Counts,
    st.dictionaries(st.sampled_from(Outcome), st.integers(0, 3)),
    st.none() | st.integers(0, 9),
)
WORDS = st.sampled_from([word for word, _, _ in CASES.values()]) | st.text(max_size=9)


@given(word=WORDS, counts=COUNTS)
def test_a_run_with_a_failure_is_failed_and_no_other_hides_one(
    word: str, counts: Counts
) -> None:
    outcome = run_outcome(word, counts)

    assert (outcome is Outcome.FAILED) == (
        counts.of(Outcome.FAILED) > 0 or outcome_of(word) is Outcome.FAILED
    )


@given(word=WORDS, counts=COUNTS)
def test_a_run_succeeds_only_where_nothing_else_is_counted(
    word: str, counts: Counts
) -> None:
    if run_outcome(word, counts) is not Outcome.SUCCEEDED:
        return

    others = set(Outcome) - {Outcome.SUCCEEDED}
    assert not any(map(counts.of, others))
    assert word.strip().upper() in {"SUCCESS", "FINISH", "FINISHED"}


@given(word=WORDS, counts=COUNTS)
def test_a_finish_without_its_counters_is_never_a_success(
    word: str, counts: Counts
) -> None:
    known = run_outcome("FINISH", counts) is Outcome.SUCCEEDED

    assert not known or counts.knows(Outcome.FAILED, Outcome.SKIPPED)
    assert run_outcome(word, Counts()) is not Outcome.SUCCEEDED or (
        word.strip().upper() == "SUCCESS"
    )
