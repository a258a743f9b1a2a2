from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from bot.playground.transcript import readable
from tests.playground.block_samples import (
    Json,
    actions,
    button,
    cell,
    context,
    group,
    grouped,
    image,
    inline,
    line,
    message,
    mrkdwn,
    option,
    overflow,
    plain,
    rich_text,
    run,
    section,
    select,
    table,
)

SINGAPORE = ZoneInfo("Asia/Singapore")
# Wednesday, 14 January 2026, 19:10:36 UTC
MOMENT = 1768417836


def shown(*blocks: Json, width: int = 30) -> str:
    return readable(message(*blocks), width=width)


def test_a_message_without_blocks_is_its_text() -> None:
    assert readable({"text": "3 failed &amp; *1* skipped"}) == "3 failed & 1 skipped"
    assert readable({}) == ""


def test_blocks_stand_apart() -> None:
    blocks = (
        {"type": "header", "text": plain("财务 failed")},
        section(text=mrkdwn("*FIN-DESK-02* is `offline`")),
        {"type": "divider"},
        context(mrkdwn("as of 09:02"), plain("prod")),
    )

    assert shown(*blocks) == (
        "财务 failed\n"
        "═══════════\n"
        "\n"
        "FIN-DESK-02 is offline\n"
        "\n"
        "──────────────────────────────\n"
        "\n"
        "as of 09:02 · prod"
    )


def test_fields_are_rows() -> None:
    fields = [
        mrkdwn("*Desktop*\nFIN-DESK-02"),
        mrkdwn("*Reason:* not running at all today"),
        plain("alone"),
    ]

    assert shown({"type": "section", "fields": fields}) == (
        "Desktop  FIN-DESK-02\nReason:  not running at all\n         today\nalone"
    )


@pytest.mark.parametrize(
    ("element", "lines"),
    [
        (button(), "[ Open ]"),
        (select(), "▾ Choose a row (1 option)\n    Row 1"),
        (overflow(options=[option(), option(text=plain("CSV"))]), "[ ⋮ Row 1 | CSV ]"),
        (image(), "[image: chart]"),
    ],
    ids=["button", "select", "overflow", "image"],
)
def test_an_accessory_stands_below(element: Json, lines: str) -> None:
    assert shown(section(accessory=element)) == f"text\n{lines}"


def test_buttons_stand_in_a_row() -> None:
    row = actions(button(text=plain("Previous")), button(text=plain("Next")))

    assert shown(row) == "[ Previous ]  [ Next ]"


def test_what_does_not_fit_in_a_row_goes_to_the_next_whole() -> None:
    row = actions(button(text=plain("Share this")), button(), select(), overflow())

    assert shown(row) == (
        "[ Share this ]  [ Open ]\n▾ Choose a row (1 option)\n[ ⋮ Row 1 ]\n    Row 1"
    )


def test_what_is_wider_than_a_row_is_wrapped() -> None:
    row = actions(button(text=plain("Show the failed ones")), button())

    assert shown(row, width=12) == "[ Show the\nfailed ones\n]  [ Open ]"


def test_at_most_twelve_options_are_listed() -> None:
    options = [option(text=plain(f"Row {number}")) for number in range(1, 15)]
    twelve = "\n".join(f"    Row {number}" for number in range(1, 13))

    all_of_them = shown(actions(select(options=options[:12])))
    too_many = shown(actions(select(options=options)))

    assert all_of_them == f"▾ Choose a row (12 options)\n{twelve}"
    assert too_many == f"▾ Choose a row (14 options)\n{twelve}\n    … and 2 more"


def test_options_show_their_group_and_description() -> None:
    first = option(description=plain("the agent is offline since Tuesday"))
    menu = grouped(group(first), {**group(option()), "label": plain("Skipped")})

    assert shown(actions(menu)) == (
        "▾ Choose a row (2 options)\n"
        "    Failed · Row 1 · the agent\n"
        "    is offline since Tuesday\n"
        "    Skipped · Row 1"
    )


@pytest.mark.parametrize(
    ("menu", "closed"),
    [
        (select(initial_option=option()), "▾ Row 1 (1 option)"),
        ({"type": "static_select", "options": [option()]}, "▾ (1 option)"),
    ],
    ids=["chosen already", "without a placeholder"],
)
def test_a_select_shows_what_is_chosen(menu: Json, closed: str) -> None:
    assert shown(actions(menu)) == f"{closed}\n    Row 1"


def test_an_image_is_described() -> None:
    assert shown(image(), image(title=plain("Failures"))) == (
        "[image: chart]\n\nFailures\n[image: chart]"
    )


def test_output_stands_in_a_frame() -> None:
    code = {"type": "rich_text_preformatted", "elements": [run("exit 1\n\n  x" * 2)]}

    assert shown(rich_text(code), width=12) == (
        "  ┌─────────\n  │ exit 1\n  │\n  │   xexit\n  │ 1\n  │\n  │   x\n  └─────────"
    )


def test_fences_in_markup_are_frames() -> None:
    text = mrkdwn("before\n```a &lt; *b*\n```\nafter")

    assert shown(section(text=text), width=12) == (
        "before\n  ┌─────────\n  │ a < *b*\n  └─────────\nafter"
    )


def test_rich_text_is_plain() -> None:
    every = (
        run("a "),
        {"type": "link", "url": "https://x.example", "text": "x"},
        run(" "),
        {"type": "link", "url": "https://y.example"},
        run(" "),
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "broadcast", "range": "here"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "emoji", "name": "warning"},
    )

    assert shown(rich_text(line(*every)), width=80) == (
        "a x (https://x.example) https://y.example @U1@S1@here#C1:warning:"
    )


def test_lists_and_quotes_are_marked() -> None:
    items = [line(run("one two three")), line(run("four"))]
    ordered = {"type": "rich_text_list", "style": "ordered", "elements": items}
    bullets = {**ordered, "style": "bullet", "indent": 1}
    quote = {"type": "rich_text_quote", "elements": [run("said\nagain")]}

    assert shown(
        rich_text(ordered, {**ordered, "offset": 2}, bullets, quote), width=14
    ) == (
        "1.  one two\n"
        "    three\n"
        "2.  four\n"
        "3.  one two\n"
        "    three\n"
        "4.  four\n"
        "  •  one two\n"
        "     three\n"
        "  •  four\n"
        "> said\n"
        "> again"
    )


def test_a_table_has_columns() -> None:
    block = table(
        [cell("Desktop"), cell("原因")],
        [cell("FIN-DESK-02"), {"type": "raw_number", "value": 3}],
        [inline(run("FIN")), cell("the agent is offline")],
    )

    assert shown(block) == (
        "Desktop      原因\n"
        "───────      ────\n"
        "FIN-DESK-02  3\n"
        "FIN          the agent is\n"
        "             offline"
    )


def test_a_table_that_cannot_fit_is_too_wide() -> None:
    block = table([cell("Desktop1"), cell("Desktop2")])

    assert shown(block, width=10) == "Desktop1  Desktop2\n────────  ────────"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{date_num}", "2026-01-15"),
        ("{date_slash}", "15/01/2026"),
        ("{date}", "January 15th, 2026"),
        ("{date_pretty}", "January 15th, 2026"),
        ("{date_short}", "Jan 15, 2026"),
        ("{date_short_pretty}", "Jan 15, 2026"),
        ("{date_long}", "Thursday, January 15th, 2026"),
        ("{date_long_pretty}", "Thursday, January 15th, 2026"),
        ("{day_divider_pretty}", "Thursday, January 15th, 2026"),
        ("{date_long_full}", "January 15, 2026"),
        ("{time}", "03:10"),
        ("{time_secs}", "03:10:36"),
        ("{ago}", "2026-01-15 03:10"),
        (
            "since {date_num} at {time} {nonsense}",
            "since 2026-01-15 at 03:10 {nonsense}",
        ),
    ],
)
def test_dates_are_told_in_the_readers_zone(template: str, text: str) -> None:
    markup = {"text": f"<!date^{MOMENT}^{template}|fallback>"}
    element = {"type": "date", "timestamp": MOMENT, "format": template}

    assert readable(markup, zone=SINGAPORE) == text
    assert readable(message(inline(element)), zone=SINGAPORE) == text


@pytest.mark.parametrize(
    ("day", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd")]
)
def test_days_are_counted_in_english(day: int, text: str) -> None:
    unix = MOMENT + (day - 14) * 86_400

    assert readable({"text": f"<!date^{unix}^{{date}}|x>"}, zone=UTC) == (
        f"January {text}, 2026"
    )


def test_a_date_out_of_range_is_its_fallback() -> None:
    assert readable({"text": f"<!date^{10**20}^{{date}}|never>"}) == "never"


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("*bold* _italic_ ~struck~ `code`", "bold italic struck code"),
        ("snake_case_name 2*3*4 a * b * c", "snake_case_name 2*3*4 a * b * c"),
        ("<@U1> <@U1|mei> <!here>", "@U1 @mei @here"),
        ("<!subteam^S1|@team> <#C1|operations>", "@team #operations"),
        (
            "<https://x.example|x> <https://x.example>",
            "x (https://x.example) https://x.example",
        ),
        ("<nonsense> &lt;b&gt; &amp;amp;", "<nonsense> <b> &amp;"),
    ],
)
def test_markup_is_stripped_lightly(text: str, plain_text: str) -> None:
    assert readable({"text": text}) == plain_text


def test_what_a_terminal_would_act_on_is_spelled_out() -> None:
    text = "a\x1b[31m\tb\u202e\u2066"

    assert readable({"text": text}) == "a\\u001b[31m    b\\u202e\\u2066"


def test_long_lines_are_wrapped_by_what_a_terminal_shows() -> None:
    text = "一二三四五六 word e\u0301e\u0301e\u0301 averyverylongword"

    assert readable({"text": text}, width=8) == (
        "一二三四\n五六\nword e\u0301e\u0301e\u0301\naveryver\nylongwor\nd"
    )


def test_what_is_not_known_is_named() -> None:
    assert shown({"type": "video"}) == "(video)"
