import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.statuses import outcome_of
from bot.domain.executions import Outcome

DOCUMENTED = {
    "WAITING": Outcome.WAITING,
    "INIT": Outcome.WAITING,
    "READY": Outcome.WAITING,
    "PENDING": Outcome.WAITING,
    "RUNNING": Outcome.RUNNING,
    "PROCESSING": Outcome.RUNNING,
    "EXECUTING": Outcome.RUNNING,
    "ROLLBACK": Outcome.RUNNING,
    "ABORTING": Outcome.RUNNING,
    "SUCCESS": Outcome.SUCCEEDED,
    "FINISHED": Outcome.SUCCEEDED,
    "FAIL": Outcome.FAILED,
    "FAILED": Outcome.FAILED,
    "ABNORMAL": Outcome.FAILED,
    "ERROR": Outcome.FAILED,
    "TIMEOUT": Outcome.FAILED,
    "SKIP": Outcome.SKIPPED,
    "SKIPPED": Outcome.SKIPPED,
    "CANCELED": Outcome.CANCELED,
    "CANCELLED": Outcome.CANCELED,
    "STOPPED": Outcome.CANCELED,
    "ABORTED": Outcome.CANCELED,
    "ROLLBACKED": Outcome.CANCELED,
    "PAUSED": Outcome.PAUSED,
    "PAUSE": Outcome.PAUSED,
}


@pytest.mark.parametrize(("word", "outcome"), DOCUMENTED.items())
def test_a_documented_word_has_its_outcome(word: str, outcome: Outcome) -> None:
    assert outcome_of(word) is outcome


@pytest.mark.parametrize("word", ["failed", " Failed ", "FAILED\n", "\tfAiLeD"])
def test_case_and_spaces_do_not_matter(word: str) -> None:
    assert outcome_of(word) is Outcome.FAILED


@pytest.mark.parametrize(
    "word",
    [
        "",
        " ",
        "FINISH",
        "HALF_DONE",
        "SUCCESSFUL",
        "NOT_SUCCESS",
        "SUCCESS FINISHED",
        "FAILED.",
        "\uff26\uff21\uff29\uff2c",
        "FAILED\x00",
        "成功",
        "<!channel>",
        "0",
        "null",
        "true",
        "S" * 100_000,
    ],
    ids=ascii,
)
def test_any_other_word_is_unknown(word: str) -> None:
    assert outcome_of(word) is Outcome.UNKNOWN


@pytest.mark.parametrize("word", ["\u017fKIP", "FA\u0131LED"], ids=ascii)
def test_a_letter_that_only_looks_alike_makes_another_word(word: str) -> None:
    assert outcome_of(word) is Outcome.UNKNOWN


@given(word=st.text() | st.sampled_from(sorted(DOCUMENTED)))
def test_an_outcome_is_never_guessed(word: str) -> None:
    known = DOCUMENTED.get(word.strip().upper()) if word.isascii() else None

    assert outcome_of(word) is (known or Outcome.UNKNOWN)
