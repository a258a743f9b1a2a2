from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.rules import BrokenRule, broken_view
from bot.playground.rules.block_shapes import Surface
from tests.playground.block_samples import (
    ALERT,
    CHECKBOXES,
    GOOD_HOME,
    GOOD_MODAL,
    Json,
    actions,
    button,
    cell,
    chart,
    home,
    modal,
    mrkdwn,
    option,
    pie,
    plain,
    rich_text,
    run,
    section,
    table,
    typed,
)

CHOICES = {"type": "multi_static_select", "options": [option()]}
SECOND_BUTTON = "/view/blocks/0/elements/1/action_id"


def found(view: Json, surface: Surface = "modal") -> list[tuple[str, str, str | None]]:
    return [
        (each.rule, each.detail, each.refusal) for each in broken_view(view, surface)
    ]


def filled_in(element: Json) -> Json:
    block = {"type": "input", "label": plain("Sources"), "element": element}
    return modal(block, submit=plain("Save"))


def test_good_views_break_no_rule() -> None:
    assert found(GOOD_MODAL) == []
    assert found(GOOD_HOME, "home") == []


LENGTHS: dict[str, tuple[Callable[[str], Json], int, str]] = {
    "title": (lambda text: modal(title=plain(text)), 24, "/view/title/text"),
    "submit": (lambda text: modal(submit=plain(text)), 24, "/view/submit/text"),
    "close": (lambda text: modal(close=plain(text)), 24, "/view/close/text"),
    "callback_id": (lambda text: modal(callback_id=text), 255, "/view/callback_id"),
    "external_id": (lambda text: modal(external_id=text), 255, "/view/external_id"),
    "private_metadata": (
        lambda text: modal(private_metadata=text),
        3_000,
        "/view/private_metadata",
    ),
    "alert": (
        lambda text: modal({**ALERT, "text": plain(text)}),
        200,
        "/view/blocks/0/text/text",
    ),
    "label": (
        lambda text: modal({**typed(), "label": plain(text)}, submit=plain("Save")),
        2_000,
        "/view/blocks/0/label/text",
    ),
    "hint": (
        lambda text: modal({**typed(), "hint": plain(text)}, submit=plain("Save")),
        2_000,
        "/view/blocks/0/hint/text",
    ),
    "initial value": (
        lambda text: modal(typed(initial_value=text), submit=plain("Save")),
        3_000,
        "/view/blocks/0/element/initial_value",
    ),
    "placeholder": (
        lambda text: modal(typed(placeholder=plain(text)), submit=plain("Save")),
        150,
        "/view/blocks/0/element/placeholder/text",
    ),
    "placeholder of choices": (
        lambda text: filled_in({**CHOICES, "placeholder": plain(text)}),
        150,
        "/view/blocks/0/element/placeholder/text",
    ),
    "block": (
        lambda text: modal(section(text=plain(text))),
        3_000,
        "/view/blocks/0/text/text",
    ),
}


@pytest.mark.parametrize(("view", "most", "at"), LENGTHS.values(), ids=LENGTHS.keys())
def test_a_text_has_a_length(view: Callable[[str], Json], most: int, at: str) -> None:
    assert found(view("x" * most)) == []
    assert found(view("x" * (most + 1))) == [
        (
            "too-long",
            f"must be less than {most + 1} characters [json-pointer:{at}]",
            "invalid_arguments",
        )
    ]


def numbered(count: int) -> list[Json]:
    return [option(value=str(index)) for index in range(count)]


COUNTS: dict[str, tuple[Callable[[int], Json], int, str]] = {
    "blocks": (
        lambda count: modal(*[{"type": "divider"}] * count),
        100,
        "/view/blocks",
    ),
    "checkboxes": (
        lambda count: filled_in({**CHECKBOXES, "options": numbered(count)}),
        10,
        "/view/blocks/0/element/options",
    ),
    "radio buttons": (
        lambda count: filled_in({"type": "radio_buttons", "options": numbered(count)}),
        10,
        "/view/blocks/0/element/options",
    ),
    "choices": (
        lambda count: filled_in(
            {"type": "multi_static_select", "options": numbered(count)}
        ),
        100,
        "/view/blocks/0/element/options",
    ),
}


@pytest.mark.parametrize(("view", "most", "at"), COUNTS.values(), ids=COUNTS.keys())
def test_a_list_has_a_length(view: Callable[[int], Json], most: int, at: str) -> None:
    assert found(view(most)) == []
    assert found(view(most + 1)) == [
        (
            "too-many",
            f"no more than {most} items allowed [json-pointer:{at}]",
            "invalid_arguments",
        )
    ]


def test_a_home_tab_has_at_most_a_hundred_blocks() -> None:
    blocks = [{"type": "divider"}] * 101

    assert [each[0] for each in found(home(*blocks), "home")] == ["too-many"]


def without(key: str) -> Json:
    return {k: v for k, v in modal().items() if k != key}


SPOILED: dict[str, tuple[Json, Surface, str, str]] = {
    "table in a modal": (
        modal(table([cell("x")])),
        "modal",
        "wrong-surface",
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    "chart in a modal": (
        modal(chart(pie())),
        "modal",
        "wrong-surface",
        "unsupported type: data_visualization [json-pointer:/view/blocks/0/type]",
    ),
    "markdown in a modal": (
        modal({"type": "markdown", "text": "x"}),
        "modal",
        "wrong-surface",
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    "alert in a Home tab": (
        home(ALERT),
        "home",
        "wrong-surface",
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    "markdown in a Home tab": (
        home({"type": "markdown", "text": "x"}),
        "home",
        "wrong-surface",
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    "Home tab as a modal": (
        home(),
        "modal",
        "unknown-type",
        "unsupported type: home [json-pointer:/view/type]",
    ),
    "modal without a title": (
        without("title"),
        "modal",
        "missing-field",
        "missing required field: title [json-pointer:/view]",
    ),
    "modal without blocks": (
        without("blocks"),
        "modal",
        "missing-field",
        "missing required field: blocks [json-pointer:/view]",
    ),
    "title in a Home tab": (
        home(title=plain("x")),
        "home",
        "unknown-field",
        "invalid additional property: title [json-pointer:/view]",
    ),
    "unknown field": (
        modal(text="x"),
        "modal",
        "unknown-field",
        "invalid additional property: text [json-pointer:/view]",
    ),
    "markup in a title": (
        modal(title=mrkdwn("x")),
        "modal",
        "unknown-type",
        "unsupported type: mrkdwn [json-pointer:/view/title/type]",
    ),
    "input without submit": (
        modal(typed()),
        "modal",
        "no-submit",
        "missing required field: submit [json-pointer:/view]",
    ),
    "input of a button": (
        filled_in(button()),
        "modal",
        "unknown-type",
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
    "more than can be typed": (
        filled_in({"type": "plain_text_input", "max_length": 3_001}),
        "modal",
        "out-of-range",
        "must be between 0 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    "unknown level": (
        modal({**ALERT, "level": "loud"}),
        "modal",
        "unknown-word",
        "must be a valid enum value [json-pointer:/view/blocks/0/level]",
    ),
    "one block_id twice": (
        modal(section(block_id="a"), section(block_id="a")),
        "modal",
        "duplicate-block-id",
        "block_id a already used [json-pointer:/view/blocks/1/block_id]",
    ),
    "one action_id twice": (
        modal(actions(button(), button())),
        "modal",
        "duplicate-action-id",
        f"action_id open already used [json-pointer:{SECOND_BUTTON}]",
    ),
    "two tables": (
        home(table([cell("x")]), table([cell("y")])),
        "home",
        "many-tables",
        "only_one_table_allowed",
    ),
    "blocks that are no list": (
        modal() | {"blocks": {}},
        "modal",
        "wrong-type",
        "must provide an array [json-pointer:/view/blocks]",
    ),
}


@pytest.mark.parametrize(
    ("view", "surface", "rule", "detail"), SPOILED.values(), ids=SPOILED.keys()
)
def test_slack_refuses_what_is_no_view(
    view: Json, surface: Surface, rule: str, detail: str
) -> None:
    assert broken_view(view, surface) == [
        BrokenRule(rule, detail, view, "invalid_arguments")
    ]


def test_a_view_has_a_size() -> None:
    line = run("\u00e4" * 3_000)
    code = rich_text({"type": "rich_text_preformatted", "elements": [line]})

    assert found(modal(*[code] * 13)) == []
    ((rule, _, refusal),) = found(modal(*[code] * 14))
    assert (rule, refusal) == ("view-too-large", "view_too_large")


@pytest.mark.parametrize(
    ("block", "rule", "at"),
    [
        (section(text=mrkdwn("<!here>")), "mention", "/view/blocks/0/text/text"),
        (section(text=mrkdwn("R&D")), "unescaped", "/view/blocks/0/text/text"),
        (
            section(text={"type": "mrkdwn", "text": "x"}),
            "not-verbatim",
            "/view/blocks/0/text",
        ),
        (
            section(text=plain("a\x07")),
            "control-characters",
            "/view/blocks/0/text/text",
        ),
    ],
)
def test_texts_are_judged_as_in_messages(block: Any, rule: str, at: str) -> None:  # noqa: ANN401 - any JSON
    ((broken, detail, refusal),) = found(modal(block))

    assert (broken, refusal) == (rule, None)
    assert detail.endswith(f"[json-pointer:{at}]")


def test_a_title_has_no_control_characters() -> None:
    assert found(modal(title=plain("a\x07"))) == [
        ("control-characters", "U+0007 [json-pointer:/view/title/text]", None)
    ]


def test_a_mention_can_be_allowed() -> None:
    view = modal(section(text=mrkdwn("<@U0OPERATOR1>")))

    assert broken_view(view, "modal", mentions_allowed={"U0OPERATOR1"}) == []


def test_of_a_kind_of_input_that_is_not_modelled_nothing_is_said() -> None:
    detail = "timepicker is not judged [json-pointer:/view/blocks/0/element/type]"

    assert found(filled_in({"type": "timepicker"})) == [("not-modelled", detail, None)]


@pytest.mark.parametrize("day", ["20.11.2026", "2026-11-31", "20261120"])
def test_a_day_is_written_as_slack_wants_it(day: str) -> None:
    at = "json-pointer:/view/blocks/0/element/initial_date"
    detail = f"must be a date such as 2026-11-20 [{at}]"

    assert found(filled_in({"type": "datepicker", "initial_date": day})) == [
        ("no-date", detail, "invalid_arguments")
    ]
