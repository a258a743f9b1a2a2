from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.rules import BrokenRule, broken
from tests.playground.block_samples import (
    GOOD,
    Json,
    actions,
    button,
    cell,
    chart,
    confirm,
    context,
    group,
    grouped,
    header,
    image,
    inline,
    message,
    mrkdwn,
    option,
    overflow,
    pie,
    plain,
    plot,
    rich_text,
    run,
    section,
    segment,
    select,
    series,
    table,
    typed,
)


def many_series(count: int) -> list[Json]:
    return [series(f"series {index}", "mon") for index in range(count)]


def found(sent: Json) -> list[tuple[str, str, str | None]]:
    return [(each.rule, each.detail, each.refusal) for each in broken(sent)]


def test_a_good_message_breaks_no_rule() -> None:
    assert broken(GOOD) == []


LENGTHS: dict[str, tuple[Callable[[str], Json], int, str]] = {
    "header": (header, 150, "/blocks/0/text/text"),
    "section": (
        lambda text: section(text=plain(text)),
        3_000,
        "/blocks/0/text/text",
    ),
    "field": (
        lambda text: section(fields=[plain(text)]),
        2_000,
        "/blocks/0/fields/0/text",
    ),
    "context": (
        lambda text: context(mrkdwn(text)),
        3_000,
        "/blocks/0/elements/0/text",
    ),
    "button": (
        lambda text: actions(button(text=plain(text))),
        75,
        "/blocks/0/elements/0/text/text",
    ),
    "button value": (
        lambda text: actions(button(value=text)),
        2_000,
        "/blocks/0/elements/0/value",
    ),
    "button url": (
        lambda text: actions(button(url=text)),
        3_000,
        "/blocks/0/elements/0/url",
    ),
    "button label": (
        lambda text: actions(button(accessibility_label=text)),
        75,
        "/blocks/0/elements/0/accessibility_label",
    ),
    "action_id": (
        lambda text: actions(button(action_id=text)),
        255,
        "/blocks/0/elements/0/action_id",
    ),
    "block_id": (lambda text: section(block_id=text), 255, "/blocks/0/block_id"),
    "confirm title": (
        lambda text: actions(button(confirm=confirm(title=plain(text)))),
        100,
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm text": (
        lambda text: actions(button(confirm=confirm(text=plain(text)))),
        300,
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "confirm button": (
        lambda text: actions(button(confirm=confirm(confirm=plain(text)))),
        30,
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    "deny button": (
        lambda text: actions(button(confirm=confirm(deny=plain(text)))),
        30,
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    "placeholder": (
        lambda text: actions(select(placeholder=plain(text))),
        150,
        "/blocks/0/elements/0/placeholder/text",
    ),
    "option": (
        lambda text: actions(overflow(options=[option(text=plain(text))])),
        75,
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value": (
        lambda text: actions(select(options=[option(value=text)])),
        150,
        "/blocks/0/elements/0/options/0/value",
    ),
    "option description": (
        lambda text: actions(select(options=[option(description=plain(text))])),
        75,
        "/blocks/0/elements/0/options/0/description/text",
    ),
    "option url": (
        lambda text: actions(overflow(options=[option(url=text)])),
        3_000,
        "/blocks/0/elements/0/options/0/url",
    ),
    "option in a group": (
        lambda text: actions(grouped(group(option(text=plain(text))))),
        75,
        "/blocks/0/elements/0/option_groups/0/options/0/text/text",
    ),
    "select action_id": (
        lambda text: section(accessory=select(action_id=text)),
        255,
        "/blocks/0/accessory/action_id",
    ),
    "overflow action_id": (
        lambda text: section(accessory=overflow(action_id=text)),
        255,
        "/blocks/0/accessory/action_id",
    ),
    "select confirm": (
        lambda text: actions(select(confirm=confirm(confirm=plain(text)))),
        30,
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    "overflow confirm": (
        lambda text: actions(overflow(confirm=confirm(title=plain(text)))),
        100,
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "group label": (
        lambda text: actions(grouped({**group(option()), "label": plain(text)})),
        75,
        "/blocks/0/elements/0/option_groups/0/label/text",
    ),
    "alt text": (lambda text: image(alt_text=text), 2_000, "/blocks/0/alt_text"),
    "image url": (lambda text: image(image_url=text), 3_000, "/blocks/0/image_url"),
    "chart title": (lambda text: chart(pie(), title=text), 50, "/blocks/0/title"),
    "segment": (
        lambda text: chart({"type": "pie", "segments": [segment(text)]}),
        20,
        "/blocks/0/chart/segments/0/label",
    ),
    "series": (
        lambda text: chart(plot(series(text, "mon"), days=["mon"])),
        20,
        "/blocks/0/chart/series/0/name",
    ),
    "axis": (
        lambda text: chart(plot(series("a", "mon"), days=["mon"], x_label=text)),
        50,
        "/blocks/0/chart/axis_config/x_label",
    ),
    "other axis": (
        lambda text: chart(plot(series("a", "mon"), days=["mon"], y_label=text)),
        50,
        "/blocks/0/chart/axis_config/y_label",
    ),
    "image title": (
        lambda text: image(title=plain(text)),
        2_000,
        "/blocks/0/title/text",
    ),
}


@pytest.mark.parametrize(("block", "most", "at"), LENGTHS.values(), ids=LENGTHS.keys())
def test_a_text_has_a_length(block: Callable[[str], Json], most: int, at: str) -> None:
    assert found(message(block("x" * most))) == []
    assert found(message(block("x" * (most + 1)))) == [
        (
            "too-long",
            f"must be less than {most + 1} characters [json-pointer:{at}]",
            "invalid_blocks",
        )
    ]
    assert found(message(block(""))) == [
        (
            "empty",
            f"must be more than 0 characters [json-pointer:{at}]",
            "invalid_blocks",
        )
    ]


def distinct(count: int) -> list[Json]:
    return [button(action_id=f"open-{index}") for index in range(count)]


COUNTS: dict[str, tuple[Callable[[int], Json], int, str]] = {
    "fields": (
        lambda count: section(fields=[plain("x")] * count),
        10,
        "/blocks/0/fields",
    ),
    "context": (
        lambda count: context(*[plain("x")] * count),
        10,
        "/blocks/0/elements",
    ),
    "actions": (
        lambda count: actions(*distinct(count)),
        25,
        "/blocks/0/elements",
    ),
    "overflow": (
        lambda count: section(accessory=overflow(options=[option()] * count)),
        5,
        "/blocks/0/accessory/options",
    ),
    "select": (
        lambda count: section(accessory=select(options=[option()] * count)),
        100,
        "/blocks/0/accessory/options",
    ),
    "groups": (
        lambda count: section(accessory=grouped(*[group(option())] * count)),
        100,
        "/blocks/0/accessory/option_groups",
    ),
    "options of a group": (
        lambda count: section(accessory=grouped(group(*[option()] * count))),
        100,
        "/blocks/0/accessory/option_groups/0/options",
    ),
    "segments": (
        lambda count: chart({"type": "pie", "segments": [segment("x")] * count}),
        12,
        "/blocks/0/chart/segments",
    ),
    "series": (
        lambda count: chart(plot(*many_series(count), days=["mon"])),
        12,
        "/blocks/0/chart/series",
    ),
    "rows": (lambda count: table(*[[cell("x")]] * count), 100, "/blocks/0/rows"),
    "cells": (lambda count: table([cell("x")] * count), 20, "/blocks/0/rows/0"),
}


@pytest.mark.parametrize(("block", "most", "at"), COUNTS.values(), ids=COUNTS.keys())
def test_a_list_has_a_length(block: Callable[[int], Json], most: int, at: str) -> None:
    assert found(message(block(most))) == []
    assert found(message(block(most + 1))) == [
        (
            "too-many",
            f"no more than {most} items allowed [json-pointer:{at}]",
            "invalid_blocks",
        )
    ]
    assert found(message(block(0))) == [
        (
            "too-few",
            f"no fewer than 1 items allowed [json-pointer:{at}]",
            "invalid_blocks",
        )
    ]


def test_a_message_has_at_most_fifty_blocks() -> None:
    divider = {"type": "divider"}

    assert found(message(*[divider] * 50)) == []
    assert found(message(*[divider] * 51)) == [
        (
            "too-many",
            "no more than 50 items allowed [json-pointer:/blocks]",
            "invalid_blocks",
        )
    ]


SPOILED: dict[str, tuple[Any, str, str, str]] = {
    "unknown block": (
        {"type": "scoreboard", "elements": []},
        "unknown-type",
        "unsupported type: scoreboard",
        "/blocks/0/type",
    ),
    "block without a type": (
        {"type": ["divider"]},
        "unknown-type",
        "unsupported type: ['divider']",
        "/blocks/0/type",
    ),
    "alert in a message": (
        {"type": "alert", "text": plain("x")},
        "wrong-surface",
        "unsupported type: alert",
        "/blocks/0/type",
    ),
    "input in a message": (
        typed(),
        "wrong-surface",
        "unsupported type: input",
        "/blocks/0/type",
    ),
    "pie with an empty segment": (
        chart({"type": "pie", "segments": [{"label": "a", "value": 0}]}),
        "not-positive",
        "must be greater than 0",
        "/blocks/0/chart/segments/0/value",
    ),
    "chart of another kind": (
        chart({"type": "gauge"}),
        "unknown-type",
        "unsupported type: gauge",
        "/blocks/0/chart/type",
    ),
    "two series of one name": (
        chart(plot(series("a", "mon"), series("a", "mon"), days=["mon"])),
        "duplicate-series",
        "series a already used",
        "/blocks/0/chart/series/1/name",
    ),
    "points beside the axis": (
        chart(plot(series("a", "mon", "tue"), days=["tue", "mon"])),
        "stray-label",
        "labels must match the categories",
        "/blocks/0/chart/series/0/data",
    ),
    "plot without an axis": (
        chart({"type": "line", "series": [series("a", "mon")]}),
        "missing-field",
        "missing required field: axis_config",
        "/blocks/0/chart",
    ),
    "no block": (
        "text",
        "unknown-type",
        "unsupported type: None",
        "/blocks/0/type",
    ),
    "button as a block": (
        button(),
        "unknown-type",
        "unsupported type: button",
        "/blocks/0/type",
    ),
    "markup in a header": (
        {"type": "header", "text": mrkdwn("x")},
        "unknown-type",
        "unsupported type: mrkdwn",
        "/blocks/0/text/type",
    ),
    "markup in a button": (
        actions(button(text=mrkdwn("x"))),
        "unknown-type",
        "unsupported type: mrkdwn",
        "/blocks/0/elements/0/text/type",
    ),
    "button in a context": (
        context(button()),
        "unknown-type",
        "unsupported type: button",
        "/blocks/0/elements/0/type",
    ),
    "emoji in code": (
        rich_text(
            {
                "type": "rich_text_preformatted",
                "elements": [{"type": "emoji", "name": "x"}],
            }
        ),
        "unknown-type",
        "unsupported type: emoji",
        "/blocks/0/elements/0/elements/0/type",
    ),
    "mrkdwn in a cell": (
        table([mrkdwn("x")]),
        "unknown-type",
        "unsupported type: mrkdwn",
        "/blocks/0/rows/0/0/type",
    ),
    "unknown field": (
        {"type": "divider", "text": "x"},
        "unknown-field",
        "invalid additional property: text",
        "/blocks/0",
    ),
    "verbatim in plain text": (
        section(text={**plain("x"), "verbatim": True}),
        "unknown-field",
        "invalid additional property: verbatim",
        "/blocks/0/text",
    ),
    "section without text": (
        {"type": "section"},
        "missing-field",
        "must define either `text` or `fields`",
        "/blocks/0",
    ),
    "select without options": (
        actions({"type": "static_select", "action_id": "x"}),
        "missing-field",
        "must define either `options` or `option_groups`",
        "/blocks/0/elements/0",
    ),
    "select with options in two places": (
        actions(select(option_groups=[group(option())])),
        "both",
        "cannot define both `options` and `option_groups`",
        "/blocks/0/elements/0",
    ),
    "initial option of no select": (
        actions(select(initial_option=option(value="elsewhere"))),
        "unknown-option",
        "must exactly match one of the options",
        "/blocks/0/elements/0/initial_option",
    ),
    "initial option of no group": (
        actions(grouped(group(option()), initial_option=option(text=plain("Row 2")))),
        "unknown-option",
        "must exactly match one of the options",
        "/blocks/0/elements/0/initial_option",
    ),
    "link in a select": (
        actions(select(options=[option(url="https://runs.example")])),
        "unknown-field",
        "invalid additional property: url",
        "/blocks/0/elements/0/options/0",
    ),
    "option value that is a number": (
        actions(select(options=[option(value=3)])),
        "wrong-type",
        "must provide a string",
        "/blocks/0/elements/0/options/0/value",
    ),
    "option with markup": (
        actions(select(options=[option(text=mrkdwn("x"))])),
        "unknown-type",
        "unsupported type: mrkdwn",
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "groups that are no list": (
        actions(grouped() | {"option_groups": {}}),
        "wrong-type",
        "must provide an array",
        "/blocks/0/elements/0/option_groups",
    ),
    "group without options": (
        actions(grouped({"label": plain("Failed")})),
        "missing-field",
        "missing required field: options",
        "/blocks/0/elements/0/option_groups/0",
    ),
    "group without a label": (
        actions(grouped({"options": [option()]})),
        "missing-field",
        "missing required field: label",
        "/blocks/0/elements/0/option_groups/0",
    ),
    "overflow without options": (
        actions({"type": "overflow", "action_id": "x"}),
        "missing-field",
        "missing required field: options",
        "/blocks/0/elements/0",
    ),
    "overflow with a placeholder": (
        actions(overflow(placeholder=plain("More"))),
        "unknown-field",
        "invalid additional property: placeholder",
        "/blocks/0/elements/0",
    ),
    "button without a text": (
        actions({"type": "button", "action_id": "x"}),
        "missing-field",
        "missing required field: text",
        "/blocks/0/elements/0",
    ),
    "button that is disabled": (
        actions(button(disabled=True)),
        "unknown-field",
        "invalid additional property: disabled",
        "/blocks/0/elements/0",
    ),
    "button value that is no string": (
        actions(button(value={"page": 2})),
        "wrong-type",
        "must provide a string",
        "/blocks/0/elements/0/value",
    ),
    "dialog without a title": (
        actions(button(confirm={k: v for k, v in confirm().items() if k != "title"})),
        "missing-field",
        "missing required field: title",
        "/blocks/0/elements/0/confirm",
    ),
    "dialog of an unknown style": (
        actions(button(confirm=confirm(style="default"))),
        "unknown-word",
        "must be a valid enum value",
        "/blocks/0/elements/0/confirm/style",
    ),
    "menu of another kind": (
        actions({"type": "dial", "action_id": "x"}),
        "unknown-type",
        "unsupported type: dial",
        "/blocks/0/elements/0/type",
    ),
    "image without a picture": (
        {"type": "image", "alt_text": "x"},
        "missing-field",
        "must define either `image_url` or `slack_file`",
        "/blocks/0",
    ),
    "image without a description": (
        {"type": "image", "slack_file": {"id": "F1"}},
        "missing-field",
        "missing required field: alt_text",
        "/blocks/0",
    ),
    "option without a value": (
        actions(overflow(options=[{"text": plain("x")}])),
        "missing-field",
        "missing required field: value",
        "/blocks/0/elements/0/options/0",
    ),
    "option that is a text": (
        actions(overflow(options=["x"])),
        "wrong-type",
        "must provide an object",
        "/blocks/0/elements/0/options/0",
    ),
    "text that is a number": (
        section(text={"type": "plain_text", "text": 3}),
        "wrong-type",
        "must provide a string",
        "/blocks/0/text/text",
    ),
    "elements that are no list": (
        {"type": "actions", "elements": {}},
        "wrong-type",
        "must provide an array",
        "/blocks/0/elements",
    ),
    "flag that is a word": (
        section(expand="yes"),
        "wrong-type",
        "must provide a boolean",
        "/blocks/0/expand",
    ),
    "time that is a text": (
        inline({"type": "date", "timestamp": "1768417836", "format": "{date}"}),
        "wrong-type",
        "must provide a number",
        "/blocks/0/elements/0/elements/0/timestamp",
    ),
    "unknown style": (
        actions(button(style="blue")),
        "unknown-word",
        "must be a valid enum value",
        "/blocks/0/elements/0/style",
    ),
    "empty run": (
        inline(run("")),
        "empty",
        "must be more than 0 characters",
        "/blocks/0/elements/0/elements/0/text",
    ),
    "empty markdown": (
        {"type": "markdown", "text": ""},
        "empty",
        "must be more than 0 characters",
        "/blocks/0/text",
    ),
    "empty cell": (
        table([cell("")]),
        "empty",
        "must be more than 0 characters",
        "/blocks/0/rows/0/0/text",
    ),
    "two buttons of one id": (
        actions(button(), button()),
        "duplicate-action-id",
        "action_id open already used",
        "/blocks/0/elements/1/action_id",
    ),
    "too many column settings": (
        table([cell("x")], column_settings=[{}] * 21),
        "too-many",
        "no more than 20 items allowed",
        "/blocks/0/column_settings",
    ),
    "too much in cells": (
        table([cell("x" * 5_001), cell("x" * 5_000)]),
        "table-too-long",
        "10,001 characters in cells, at most 10,000",
        "/blocks",
    ),
}


@pytest.mark.parametrize(
    ("block", "rule", "problem", "at"), SPOILED.values(), ids=SPOILED.keys()
)
def test_slack_refuses_what_is_no_block(
    block: object, rule: str, problem: str, at: str
) -> None:
    sent = message(block)
    detail = f"{problem} [json-pointer:{at}]"

    assert broken(sent) == [BrokenRule(rule, detail, sent, "invalid_blocks")]


@pytest.mark.parametrize("blocks", [{}, "[]", 3])
def test_blocks_are_a_list(blocks: object) -> None:
    assert found({"text": "x", "blocks": blocks}) == [
        (
            "wrong-type",
            "must provide an array [json-pointer:/blocks]",
            "invalid_blocks",
        )
    ]


def test_a_block_id_is_used_once() -> None:
    sent = message(section(block_id="a"), section(block_id="b"), section(block_id="a"))

    assert found(sent) == [
        (
            "duplicate-block-id",
            "block_id a already used [json-pointer:/blocks/2/block_id]",
            "invalid_blocks",
        )
    ]


def test_an_action_id_in_another_block_is_taken_but_ambiguous() -> None:
    sent = message(actions(button()), section(accessory=overflow(action_id="open")))

    assert found(sent) == [
        (
            "ambiguous-action-id",
            "action_id open in two blocks [json-pointer:/blocks/1/accessory/action_id]",
            None,
        )
    ]


def test_an_initial_option_is_looked_for_among_anything() -> None:
    odd: Any = "Failed"
    sent = message(actions(grouped(odd, initial_option=option())))
    at = "/blocks/0/elements/0"

    assert found(sent) == [
        (
            "wrong-type",
            f"must provide an object [json-pointer:{at}/option_groups/0]",
            "invalid_blocks",
        ),
        (
            "unknown-option",
            f"must exactly match one of the options [json-pointer:{at}/initial_option]",
            "invalid_blocks",
        ),
    ]


def test_a_message_has_one_table() -> None:
    assert found(message(table([cell("x")]), table([cell("y")]))) == [
        ("many-tables", "only_one_table_allowed", "invalid_attachments")
    ]


def test_a_message_has_two_charts() -> None:
    assert found(message(*[chart(pie())] * 2)) == []
    assert found(message(*[chart(pie())] * 3)) == [
        (
            "many-charts",
            "no more than 2 charts allowed [json-pointer:/blocks]",
            "invalid_blocks",
        )
    ]


def test_markdown_has_a_length_over_all_blocks() -> None:
    half = {"type": "markdown", "text": "x" * 6_000}

    assert found(message(half, half)) == []
    assert found(message(half, half, {"type": "markdown", "text": "x"})) == [
        (
            "markdown-too-long",
            "12,001 characters of Markdown, at most 12,000 [json-pointer:/blocks]",
            "invalid_blocks",
        )
    ]


def test_the_text_of_all_blocks_has_a_length() -> None:
    full = [section(text=plain("x" * 2_600))] * 5

    assert found(message(*full)) == []
    assert found(message(*full, section(text=plain("x")))) == [
        (
            "blocks-too-long",
            "13,001 characters of text in blocks, at most 13,000",
            "msg_blocks_too_long",
        )
    ]


KNOWN = {
    "card": ({"type": "card"}, "card", "/blocks/0"),
    "plan": ({"type": "plan", "title": "x"}, "plan", "/blocks/0"),
    "people": (
        actions({"type": "users_select", "action_id": "x"}),
        "users_select",
        "/blocks/0/elements/0",
    ),
    "ticks beside a text": (
        section(accessory={"type": "checkboxes", "options": [option()]}),
        "checkboxes",
        "/blocks/0/accessory",
    ),
    "color": (
        inline({"type": "color", "value": "#F405B3"}),
        "color",
        "/blocks/0/elements/0/elements/0",
    ),
}


@pytest.mark.parametrize(("block", "kind", "at"), KNOWN.values(), ids=KNOWN.keys())
def test_of_what_is_not_modelled_nothing_is_said(
    block: Json, kind: str, at: str
) -> None:
    detail = f"{kind} is not judged [json-pointer:{at}/type]"

    assert found(message(block)) == [("not-modelled", detail, None)]
