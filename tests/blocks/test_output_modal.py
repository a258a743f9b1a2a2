import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.output_modal import loading_modal, output_modal, problem_modal
from bot.blocks.problems import problem
from bot.domain.answers import ExecutionAnswer
from bot.domain.executions import Named, Outcome
from bot.domain.messages import Message, Modal
from bot.domain.outputs import Output, bounded
from bot.domain.presses import Press, read_value
from bot.playground.rules import broken_view
from tests.blocks.samples import FAILED, answer
from tests.blocks.shapes import (
    Shape,
    actions,
    button,
    context,
    header,
    rich_text,
    section,
)
from tests.blocks.strategies import EXECUTION_ANSWER, FRAGMENTS

HEAD = header("✖ Failed: Patch check on FIN-DESK-02")
COMMAND = "/runs script prod/script/rec-1"


def printed(text: str) -> Shape:
    return rich_text("rich_text_preformatted", {"type": "text", "text": text})


def output(
    text: str, end: str = "", lines: int = 0, *, hidden: int = 0
) -> ExecutionAnswer:
    return answer(replace(FAILED, output=Output(text, end, lines)), hidden=hidden)


def broken_rules(modal: Modal) -> list[str]:
    """What the playground's Slack would say against the window."""
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": modal.title, "emoji": False},
        "blocks": list(modal.blocks),
    }
    return [f"{one.rule}: {one.detail}" for one in broken_view(view, "modal")]


# Sixty parts of one line each: three pages.
LONG = "\n".join(f"{number:02}" + "x" * 2_000 for number in range(1, 61))


def test_a_short_output_is_shown_whole() -> None:
    modal = output_modal(answer(FAILED, hidden=2, gaps=("`test` is <silent>.",)))

    shown = printed("Checking KB5034441\nERROR: disk <full> & slow\nexit 1")
    assert modal == Modal(
        "Output",
        (
            HEAD,
            context("3 lines · 2 secrets hidden"),
            shown,
            section("⚠ `test` is &lt;silent&gt;."),
        ),
    )
    assert broken_rules(modal) == []


def test_one_line_is_called_one() -> None:
    modal = output_modal(output("done\n"))

    assert modal.blocks == (HEAD, context("1 line"), printed("done"))


def test_what_was_not_kept_is_said_in_its_place() -> None:
    modal = output_modal(output("one\ntwo", "nine\nten", 10))

    assert modal.blocks == (
        HEAD,
        context("10 lines"),
        printed("one\ntwo"),
        context("⋯ 6 lines were not kept ⋯"),
        printed("nine\nten"),
    )
    assert broken_rules(modal) == []


def to(page: int) -> str:
    return f"v1 {COMMAND} {page}"


BACK = {page: button("◀ Previous", "runs.output.previous", to(page)) for page in (1, 2)}
ON = {page: button("Next ▶", "runs.output.next", to(page)) for page in (2, 3)}


@pytest.mark.parametrize(
    ("wanted", "lines", "page", "row"),
    [
        (-1, "1 to 20", 1, actions(ON[2])),
        (0, "1 to 20", 1, actions(ON[2])),
        (1, "1 to 20", 1, actions(ON[2])),
        (2, "21 to 40", 2, actions(BACK[1], ON[3])),
        (3, "41 to 60", 3, actions(BACK[2])),
        (999_999, "41 to 60", 3, actions(BACK[2])),
    ],
)
def test_a_long_output_has_pages(
    wanted: int, lines: str, page: int, row: Shape
) -> None:
    modal = output_modal(output(LONG, hidden=1), wanted)

    where = f"Lines {lines} of 60 · page {page} of 3 · 1 secret hidden"
    _, told, *shown, below = modal.blocks
    assert told == context(where)
    assert below == row
    assert shown == [
        printed(line) for line in LONG.split("\n")[20 * page - 20 : 20 * page]
    ]
    assert broken_rules(modal) == []


def test_a_page_of_one_endless_line_names_that_line() -> None:
    modal = output_modal(output("x" * 64_000), 2)

    assert modal.blocks[1] == context("1 line · page 2 of 2")


def test_a_page_of_one_line_among_others_names_that_line() -> None:
    modal = output_modal(output(f"{LONG}\n{'y' * 64_000}"), 5)

    assert modal.blocks[1] == context("Line 61 of 61 · page 5 of 5")


def test_the_gap_stands_on_the_page_of_what_follows_it() -> None:
    whole = bounded("\n".join("x" * 100 for _ in range(5_000)))

    first, second = (
        output_modal(output(whole.text, whole.end, whole.lines), page)
        for page in (1, 2)
    )

    said = [str(modal.blocks).count("were not kept") for modal in (first, second)]
    assert said == [1, 0]
    assert "of 5,000 · page 1 of 2" in str(first.blocks[1])


def test_the_buttons_of_a_window_ask_for_its_execution() -> None:
    modal = output_modal(output(LONG), 2)

    values = [one["value"] for one in modal.blocks[-1]["elements"]]
    assert list(map(read_value, values)) == [Press(COMMAND, 1), Press(COMMAND, 3)]


@pytest.mark.parametrize(
    ("outcome", "found", "said"),
    [
        (Outcome.FAILED, Output(" \n"), "It printed nothing."),
        (Outcome.RUNNING, Output(), "It has printed nothing so far."),
        (
            Outcome.FAILED,
            Output(gap="`x` is <up>."),
            "It was not read: `x` is &lt;up&gt;.",
        ),
    ],
    ids=["ended", "running", "not read"],
)
def test_an_output_of_nothing_is_said(
    outcome: Outcome, found: Output, said: str
) -> None:
    execution = replace(FAILED, outcome=outcome, output=found)

    modal = output_modal(answer(execution, hidden=1))

    assert modal.blocks[1:] == (section(said), context("1 secret hidden"))
    assert broken_rules(modal) == []


def test_a_window_opens_before_anything_was_read() -> None:
    modal = loading_modal()

    assert modal == Modal("Output", (section("Reading the output…"),))
    assert broken_rules(modal) == []


def test_a_window_tells_what_went_wrong() -> None:
    message = problem("I don't know `<x>`.", request_id="k3v9")

    modal = problem_modal(message)

    said = "I don't know `&lt;x&gt;`.\nid `k3v9`"
    assert modal == Modal("Output", (section(said),))
    assert broken_rules(modal) == []


def test_a_long_problem_is_shortened() -> None:
    modal = problem_modal(Message("&amp;" * 800))

    assert modal.blocks == (section("&amp;" * 599 + "…"),)
    assert broken_rules(modal) == []


@given(EXECUTION_ANSWER, st.integers(-5, 10**6))
def test_no_window_breaks_a_rule(found: ExecutionAnswer, page: int) -> None:
    modal = output_modal(found, page)

    assert broken_rules(modal) == []


@pytest.mark.parametrize("sign", [*FRAGMENTS, '"', "\\", "\x85é"], ids=ascii)
def test_a_window_full_of_anything_is_small_enough(sign: str) -> None:
    text = sign * 20_000
    execution = replace(
        FAILED,
        output=Output(text, text, 10**6),
        target=Named("", text),
        script=Named(text),
    )

    modal = output_modal(answer(execution, gaps=(text,) * 12, hidden=10**9))

    assert broken_rules(modal) == []
    assert len(json.dumps(modal.blocks)) < 240_000
