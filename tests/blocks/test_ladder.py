from dataclasses import replace

import pytest

from bot.blocks.answers import render
from bot.blocks.elements import labelled, preformatted
from bot.blocks.ladder import simpler
from bot.blocks.problems import problem
from bot.domain.messages import Block, Message
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from tests.blocks.run_samples import whole
from tests.blocks.samples import FAILED, answer, broken_rules
from tests.blocks.shapes import (
    AS_OF,
    START,
    Shape,
    actions,
    button,
    context,
    fields,
    header,
    mrkdwn,
    rich_text,
    section,
    table,
    time_cell,
)

AT = "2026-01-15 03:00:00 Asia/Singapore"
CHART: Shape = {
    "type": "data_visualization",
    "title": "Last 3 digests",
    "chart": {
        "type": "bar",
        "series": [
            {
                "name": "failed",
                "data": [{"label": str(value), "value": value} for value in (0, 4, 8)],
            }
        ],
        "axis_config": {"categories": ["0", "4", "8"]},
    },
}
DRAWN_SAYS = "Last 3 digests: failed ▁▅█ (0 to 8, now 8)"
DRAWN = context(DRAWN_SAYS)
ROWS = table("#, Why", ["1", "<a> & *b*"], ["2", "—"])
PRESS = actions(button("Refresh", "runs.refresh", "v1 /runs x 1"))


def plain(text: str) -> Shape:
    shown = {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "section", "text": shown, "expand": True}


def rungs(*blocks: Block) -> list[tuple[Block, ...]]:
    return [rung.blocks for rung in simpler(Message("text", blocks))]


def test_each_step_takes_away_one_thing() -> None:
    found = rungs(header("Title"), CHART, ROWS, PRESS)

    assert found == [
        (header("Title"), DRAWN, ROWS, PRESS),
        (header("Title"), DRAWN, plain("1 · <a> & *b*"), plain("2"), PRESS),
        (
            plain("Title"),
            section(DRAWN_SAYS),
            plain("1 · <a> & *b*"),
            plain("2"),
            PRESS,
        ),
        (),
    ]


def test_an_answer_steps_down_to_its_text() -> None:
    message = render(whole(SourceName.APP))

    without_table, sections, alone = simpler(message)

    row = plain(f"1 · ▶ running · APP-01 · {AT}")
    head, known, numbers, _, press, last = message.blocks
    assert without_table.blocks == (head, known, numbers, row, press, last)
    assert sections.blocks == (
        plain("▶ Running: Restart server"),
        section(
            f"*What*\n`Restart server`\n*Started*\n{START}\n"
            "*Running for*\n6 h so far\n*Cloud*\n`prod`"
        ),
        numbers,
        row,
        press,
        section(f"as of {AS_OF} · ask again: `/runs app h-1`"),
    )
    assert alone == Message(message.text)
    assert {one.text for one in (without_table, sections)} == {message.text}


def test_what_is_plain_already_has_only_its_text_left() -> None:
    found = rungs(section("a"), PRESS)

    assert found == [()]


def test_nothing_is_simpler_than_a_text() -> None:
    found = list(simpler(Message("text")))

    assert found == []


def test_a_text_that_is_too_long_is_cut() -> None:
    found = list(simpler(Message("&amp;" * 1_000)))

    assert found == [Message("&amp;" * 799 + "…")]


def test_a_chart_alone_is_drawn_with_text() -> None:
    found = rungs(CHART)

    assert found == [(DRAWN,), (section(DRAWN_SAYS),), ()]


def test_a_block_of_an_unknown_kind_is_left_out_of_plain_sections() -> None:
    strange: Shape = {"type": "hologram", "text": {"text": "boo"}}

    found = rungs(header("Title"), strange, {"type": "divider"})

    assert found == [(plain("Title"),), ()]


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (labelled("Cause", "no <IP>"), plain("Cause  no <IP>")),
        (preformatted("a\n\nb"), plain("a\n\nb")),
        (
            rich_text(
                "rich_text_list",
                rich_text("rich_text_section", {"type": "text", "text": "one"}),
                rich_text("rich_text_section", {"type": "link", "url": "https://x"}),
            ),
            plain("one\nhttps://x"),
        ),
        (time_cell(1, AT, " (zone uncertain)"), plain(f"{AT} (zone uncertain)")),
        (context("a &lt;b&gt;"), section("a &lt;b&gt;")),
        (fields(("A", "`1`"), ("B", "2")), section("*A*\n`1`\n*B*\n2")),
    ],
    ids=["a reason", "output", "a list", "a date", "small type", "fields"],
)
def test_every_text_becomes_a_section(block: Block, shown: Block) -> None:
    found = rungs(block)

    assert found == [(shown,), ()]


def test_a_section_keeps_its_button_and_loses_its_fields() -> None:
    press = button("Details", "runs.details.1", "v1 /runs x 1")
    block = {
        **section("above", accessory=press),
        "fields": [mrkdwn("*x*"), {"type": "plain_text", "text": "<y>"}],
    }

    found = rungs(block)

    assert found == [(section("above\n*x*\n&lt;y&gt;", accessory=press),), ()]


def test_a_long_output_is_shown_in_several_sections() -> None:
    lines = [f"{number:02}" + "x" * 158 for number in range(20)]
    message = render(answer(replace(FAILED, output=Output("\n".join(lines)))))

    sections, _ = simpler(message)

    first, second = sections.blocks[-4:-2]
    assert first == plain("\n".join(lines[:18]))
    assert second == plain("\n".join(lines[18:]))
    assert broken_rules(sections) == []


def test_a_long_line_is_cut_where_it_has_to_be() -> None:
    found = rungs(preformatted("x" * 4_000))

    assert found[0] == (plain("x" * 3_000), plain("x" * 1_000))


def test_many_rows_share_sections() -> None:
    rows = [[str(number), "x" * 90] for number in range(1, 100)]

    without_table, *_ = simpler(
        Message("text", (header("Title"), table("#, Why", *rows), PRESS))
    )

    _, first, *_, last, _ = without_table.blocks
    assert len(without_table.blocks) <= 50
    assert first == plain(f"1 · {'x' * 90}\n2 · {'x' * 90}\n3 · {'x' * 90}")
    assert last == plain("\n".join(f"{n} · {'x' * 90}" for n in (97, 98, 99)))
    assert broken_rules(without_table) == []


def test_rows_get_equal_shares_of_the_room_that_is_left() -> None:
    above = [preformatted("x" * 4_900)] * 2
    rows = [[str(number), "y" * 90] for number in range(1, 11)]

    without_table, *_ = simpler(Message("text", (*above, table("#, Why", *rows))))

    assert without_table.blocks[2:] == tuple(
        plain(f"{number} · {'y' * (8 - len(str(number)))}…") for number in range(1, 11)
    )


def test_a_table_without_room_or_rows_is_left_out() -> None:
    full = [preformatted("x" * 5_000)] * 2

    crowded = rungs(*full, ROWS)
    bare = rungs(header("Title"), table("#, Why"))

    assert crowded[0] == tuple(full)
    assert bare[0] == (header("Title"),)


def test_a_problem_steps_down_too() -> None:
    message = problem("No.", request_id="k3v9")

    sections, alone = simpler(message)

    assert sections.blocks == (section("No."), section("id `k3v9`"))
    assert alone == Message("No.\nid `k3v9`")
