"""What each audience of an answer can press."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.domain.answers import Answer, ReferenceAnswer, RunAnswer, RunsAnswer
from bot.domain.commandline import LONGEST
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from tests.blocks.run_samples import ROWS, RUNS, page_of, run_answer, runs_answer
from tests.blocks.samples import FAILED, answer, broken_rules, choices, in_cloud
from tests.blocks.shapes import context

# The second of three pages of a run, and of runs.
ROW, RUN = ROWS[SourceName.TASK][0], RUNS[SourceName.TASK]
A_RUN: RunAnswer = replace(
    run_answer(RUN, line="/runs task t-1 r-1"), page=page_of((ROW,) * 23, 2)
)
RUNS_FOUND: RunsAnswer = replace(
    runs_answer(line="/runs pool name:x"), page=page_of((RUN,) * 23, 2)
)
EXECUTION = replace(answer(FAILED), line="/runs script rec-1")
ANSWERS: dict[str, Answer] = {
    "execution": EXECUTION,
    "run": A_RUN,
    "runs": RUNS_FOUND,
}
SCRIPT = "v1 /runs script prod/script/rec-1 1"
TASK = "v1 /runs task prod/task/t-1/r-1 1"
REFRESH, SHARE = ("Refresh", "runs.refresh"), ("Share", "runs.share")
AGAIN, COPY = ("Ask again", "runs.again"), "runs.copy"
OUTPUT, WHY = ("Output", "runs.output"), ("Why", "runs.why")
EXPLAINED = "v1 /runs why prod/script/rec-1 1"
BACK, ON = ("◀ Previous", "runs.previous"), ("Next ▶", "runs.next")

Pressed = tuple[str, str, str]


def pressable(message: Message) -> Iterator[Pressed]:
    """Text, action and value of what stands in the one row of buttons, in order."""
    (row,) = (block for block in message.blocks if block["type"] == "actions")
    for element in row["elements"]:
        text = element.get("text") or element["placeholder"]
        yield text["text"], element["action_id"], element.get("value", "")


def buttons_of(
    kind: str, before: tuple[Pressed, ...], *asking: tuple[str, str]
) -> list[Pressed]:
    """The buttons of an answer, those in the middle being about asking again."""
    line = {
        "execution": "v1 /runs script rec-1 1",
        "run": "v1 /runs task t-1 r-1 2",
        "runs": "v1 /runs pool name:x 2",
    }[kind]
    copied = {"execution": SCRIPT, "run": TASK, "runs": "v1 /runs pool name:x 1"}
    label = "Copy command" if kind == "runs" else "Copy reference"
    copying = (label, COPY, copied[kind])
    return [*before, *((*one, line) for one in asking), copying]


ABOVE: dict[str, tuple[Pressed, ...]] = {
    "execution": ((*OUTPUT, SCRIPT), (*WHY, EXPLAINED)),
    "run": (("Open one desktop…", "runs.open", ""),),
    "runs": (("Open one run…", "runs.open", ""),),
}
TURNING: dict[str, tuple[Pressed, ...]] = {
    "execution": (),
    "run": (
        (*BACK, "v1 /runs task t-1 r-1 1"),
        (*ON, "v1 /runs task t-1 r-1 3"),
    ),
    "runs": (
        (*BACK, "v1 /runs pool name:x 1"),
        (*ON, "v1 /runs pool name:x 3"),
    ),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_whoever_asked_can_do_everything(kind: str) -> None:
    message = render(ANSWERS[kind])

    above = (*ABOVE[kind], *TURNING[kind])
    assert list(pressable(message)) == buttons_of(kind, above, REFRESH, SHARE)
    assert broken_rules(message) == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_who_shared_does_not_share_again_and_is_told_so(kind: str) -> None:
    private = render(ANSWERS[kind])

    message = render(ANSWERS[kind], audience=Audience.SHARER)

    above = (*ABOVE[kind], *TURNING[kind])
    assert list(pressable(message)) == buttons_of(kind, above, REFRESH)
    assert message.blocks[-1] == context("Shared with this channel.")
    assert message.text == f"{private.text}\nShared with this channel."
    assert broken_rules(message) == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_channel_turns_no_pages_and_asks_again_instead(kind: str) -> None:
    message = render(ANSWERS[kind], audience=Audience.CHANNEL)

    assert list(pressable(message)) == buttons_of(kind, ABOVE[kind], AGAIN)
    assert message.text == render(ANSWERS[kind]).text
    assert broken_rules(message) == []


@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_opened_where_nothing_was_printed(audience: Audience) -> None:
    silent = replace(FAILED, output=Output("\x1b[0m\n"))

    message = render(answer(silent), audience=audience)

    assert "runs.output" not in [action for _, action, _ in pressable(message)]


def test_an_answer_without_a_line_is_asked_for_by_its_reference() -> None:
    execution = render(answer(FAILED))
    run = render(replace(A_RUN, line=""))

    values = [value for _, _, value in pressable(execution)]
    assert values == [SCRIPT, EXPLAINED, *[SCRIPT] * 3]
    assert [value for *_, value in pressable(run)][3:] == [
        "v1 /runs task prod/task/t-1/r-1 2",
        "v1 /runs task prod/task/t-1/r-1 2",
        TASK,
    ]


@pytest.mark.parametrize("audience", Audience)
def test_a_choice_can_only_be_opened(audience: Audience) -> None:
    message = render(choices(FAILED, in_cloud("test")), audience=audience)

    ids = [
        block["accessory"]["action_id"]
        for block in message.blocks
        if "accessory" in block
    ]
    assert ids == ["runs.details.1", "runs.details.2"]
    assert [block for block in message.blocks if block["type"] == "actions"] == []


def test_rows_keep_their_own_buttons_in_a_channel() -> None:
    long = replace(RUN, reference=replace(RUN.reference, ids=("t" * 100, "r" * 100)))

    message = render(runs_answer(long), audience=Audience.CHANNEL)

    ids = [block["accessory"]["action_id"] for block in message.blocks[1:2]]
    assert ids == ["runs.details.1"]
    assert [action for _, action, _ in pressable(message)] == [
        "runs.again",
        "runs.copy",
    ]


def test_a_line_that_no_button_can_carry_has_none() -> None:
    endless = runs_answer(line="/runs pool " + "x" * LONGEST * 2)

    message = render(endless)

    assert [block for block in message.blocks if block["type"] == "actions"] == []
    assert broken_rules(message) == []


def test_a_reference_is_rendered_for_every_audience() -> None:
    found = ReferenceAnswer("/runs task prod/task/t-1", "prod/task/t-1")

    messages = {render(found, "k3v9", audience).text for audience in Audience}

    said = "Reference: prod/task/t-1\nCommand: /runs task prod/task/t-1"
    assert messages == {said, f"{said}\nShared with this channel."}
