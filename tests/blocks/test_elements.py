from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import limits
from bot.blocks.elements import (
    actions,
    button,
    context,
    fields,
    header,
    labelled,
    plain_section,
    preformatted,
    section,
    select,
    text_length,
)
from bot.domain import presses
from bot.domain.messages import Block, Message
from bot.playground.rules import blocks as block_rules
from bot.playground.rules import messages as rules
from bot.playground.rules import views as view_rules
from tests.blocks import shapes
from tests.blocks.samples import broken_rules, texts

MAKERS: dict[str, Callable[[str], Block]] = {
    "header": header,
    "section": section,
    "context": context,
    "fields": lambda text: fields([("Label", text)] * 11),
    "labelled": lambda text: labelled("Cause", text),
    "preformatted": preformatted,
    "plain": plain_section,
}


def test_a_header_is_one_plain_line() -> None:
    block = header("✖ Failed:\n<!here> :fire:")

    assert block == {
        "type": "header",
        "text": {
            "type": "plain_text",
            "text": "✖ Failed: <!here> :fire:",
            "emoji": False,
        },
    }


def test_a_section_is_verbatim() -> None:
    block = section("*a* &lt;b&gt;")

    assert block == {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*a* &lt;b&gt;", "verbatim": True},
        "expand": True,
    }


def test_a_context_is_verbatim() -> None:
    block = context("small")

    assert block == {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "small", "verbatim": True}],
    }


def test_a_section_may_have_something_to_press() -> None:
    block = section("a", button("Details", "runs.details.1", "v1 x"))

    assert block == shapes.section(
        "a", accessory=shapes.button("Details", "runs.details.1", "v1 x")
    )


def test_a_select_offers_texts_for_values() -> None:
    element = select("Open one run…", "runs.open", [("1 ✖ <a>\n&", "v1 a"), ("2", "b")])

    assert element == shapes.select("run", **{"1 ✖ <a> &": "v1 a", "2": "b"})


def test_what_can_be_pressed_stands_in_one_row() -> None:
    block = actions([button("Next ▶", "runs.next", "v1 x 2")])

    assert block == shapes.actions(shapes.button("Next ▶", "runs.next", "v1 x 2"))


def test_no_more_is_offered_than_slack_takes() -> None:
    options = [(f"{number} {'x' * 100}", f"v{number}") for number in range(120)]
    many = select("p" * 200, "runs.open", options)
    buttons = [button("b" * 100, f"runs.{number}", "v") for number in range(30)]

    message = Message("text", (actions([many]), actions(buttons)))

    assert broken_rules(message) == []


def test_the_text_of_blocks_is_added_up() -> None:
    element = select("12345", "runs.open", [("123", "v1 value")])
    blocks = [
        header("12"),
        section("1234", button("1", "runs.next", "v1 value")),
        fields([("1", "2")]),
        labelled("1", "23"),
        actions([element]),
    ]

    length = text_length(blocks)

    assert length == 2 + (4 + 1) + len("*1*\n2") + len("1  23") + (5 + 3)
    assert length == sum(map(len, texts(blocks)))


def test_fields_are_labels_over_values() -> None:
    block = fields([("A & B", "`1`"), ("C", "2")])

    assert block == {
        "type": "section",
        "fields": [
            {"type": "mrkdwn", "text": "*A &amp; B*\n`1`", "verbatim": True},
            {"type": "mrkdwn", "text": "*C*\n2", "verbatim": True},
        ],
    }


def test_only_ten_fields_are_shown() -> None:
    block = fields((str(number), "x") for number in range(11))

    shown = [field["text"] for field in block["fields"]]
    assert shown == [f"*{number}*\nx" for number in range(10)]


def test_a_labelled_text_is_shown_letter_for_letter() -> None:
    block = labelled("Cause", "*no* <IP> & `no` lease\x00\r\n")

    assert block == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Cause  ", "style": {"bold": True}},
                    {"type": "text", "text": "*no* <IP> & `no` lease\ufffd\n"},
                ],
            }
        ],
    }


def test_output_is_preformatted_letter_for_letter() -> None:
    block = preformatted("```\x1b[31m<a> & b```\r\nexit 1")

    assert block == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": "```<a> & b```\nexit 1"}],
            }
        ],
    }


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    "text",
    ["x" * 20_000, "&amp;" * 4_000, "x\n" * 10_000, "桌" * 20_000, "🚀" * 20_000],
    ids=["letters", "entities", "lines", "chinese", "emoji"],
)
def test_a_block_of_far_too_much_text_is_within_the_limits(
    kind: str, text: str
) -> None:
    block = MAKERS[kind](text)

    too_long = [
        rule
        for rule in broken_rules(Message("text", (block,)))
        if not rule.startswith("blocks-too-long")
    ]
    assert too_long == []


@pytest.mark.parametrize("kind", ["header", "labelled", "preformatted", "plain"])
@given(text=st.text(st.characters(), min_size=1))
def test_a_block_of_any_text_breaks_no_rule(kind: str, text: str) -> None:
    block = MAKERS[kind](f"x{text}")

    broken = broken_rules(Message("text", (block,)))

    assert broken == []


@pytest.mark.parametrize(
    ("kind", "longest"),
    [
        ("header", limits.HEADER_TEXT),
        ("section", limits.SECTION_TEXT),
        ("context", limits.SECTION_TEXT),
    ],
)
def test_a_text_that_just_fits_is_not_cut(kind: str, longest: int) -> None:
    block = MAKERS[kind]("x" * longest)

    assert "x" * longest in str(block)
    assert "…" not in str(block)


def test_the_limits_agree_with_slacks_judge() -> None:
    most_text, most_in_blocks = rules.MAX_TEXT, block_rules.MAX_TEXT

    assert most_text == limits.TEXT
    assert most_in_blocks >= limits.ALL_BLOCKS_TEXT
    assert block_rules.MAX_TABLE_TEXT == limits.TABLE_TEXT
    assert view_rules.MAX_BYTES == limits.VIEW_BYTES
    assert presses.LONGEST_OPTION == limits.OPTION_VALUE


def test_a_plain_section_keeps_its_lines_and_parses_nothing() -> None:
    block = plain_section("*a* <b>\r\n:fire:\x00")

    assert block == {
        "type": "section",
        "text": {
            "type": "plain_text",
            "text": "*a* <b>\n:fire:\ufffd",
            "emoji": False,
        },
        "expand": True,
    }
