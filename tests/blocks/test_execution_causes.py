from dataclasses import replace

import pytest

from bot.blocks.executions import execution_page
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Outcome
from tests.blocks.samples import PLAIN, answer, texts


def told(execution: Execution) -> list[str]:
    return execution_page(answer(execution)).text.split("\n")


NOT_GOOD = [
    outcome
    for outcome in Outcome
    if outcome not in {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}
]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_reason_is_a_cause_only_where_one_is_looked_for(outcome: Outcome) -> None:
    execution = replace(PLAIN, outcome=outcome, cause=Cause("", "it is what it is"))

    lines = told(execution)

    label = "Cause" if outcome in NOT_GOOD else "The cloud notes"
    assert f"{label}: it is what it is." in lines


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (Cause("WKS.1", ""), "WKS.1."),
        (Cause("WKS.1", "agent offline"), "agent offline. (WKS.1)"),
        (Cause("", "agent offline!"), "agent offline!"),
        (Cause("", "why?"), "why?"),
        (Cause("", "see (1)"), "see (1)"),
        (Cause("", "离线。"), "离线。"),
        (Cause("", "离线！"), "离线！"),
        (Cause("", "离线？"), "离线？"),
        (Cause("", " a\n b "), "a b."),
        (
            Cause("WKS.00010109", "x"),
            "x. WKS.00010109: the desktop's custom computer name is empty.",
        ),
    ],
    ids=str,
)
def test_a_cause_is_told_in_sentences(cause: Cause, sentence: str) -> None:
    lines = told(replace(PLAIN, outcome=Outcome.FAILED, cause=cause))

    assert f"Cause: {sentence}" in lines


@pytest.mark.parametrize("cause", [Cause(), Cause("", " \n"), Cause(" ", "")], ids=str)
def test_a_blank_cause_is_not_mentioned(cause: Cause) -> None:
    message = execution_page(
        answer(replace(PLAIN, outcome=Outcome.FAILED, cause=cause))
    )

    assert not [text for text in texts(message.blocks) if "Cause" in text]
    assert "Cause" not in message.text
