from typing import Any

import pytest

from bot.playground.slack import COLLEAGUE, OPERATOR
from bot.playground.slack.modals import HomeView, ModalView
from bot.playground.slack.people import people
from bot.playground.slack.pressables import BUTTONS, MENUS, Wanted
from bot.playground.slack.submissions import ViewClosed, ViewSubmission
from bot.playground.slack.view_actions import ViewAction
from tests.playground.block_samples import (
    Json,
    actions,
    button,
    group,
    grouped,
    home,
    modal,
    option,
    plain,
    select,
    typed,
)
from tests.playground.caller import Caller

TEAM = "T0RUNWATCH1"
TRIGGER = "1.2.abc"
FIRST, SECOND = option(), option(text=plain("Row 2"), value="second")
COMMON = {
    "user": {
        "id": OPERATOR,
        "username": "mei.tan",
        "name": "mei.tan",
        "team_id": TEAM,
    },
    "api_app_id": "A0RUNWATCH1",
    "token": "verification-token-nobody-checks",
    "trigger_id": TRIGGER,
    "team": {"id": TEAM, "domain": "runwatch-playground"},
    "enterprise": None,
    "is_enterprise_install": False,
}


def shown(*blocks: object, **more: Any) -> ModalView:  # noqa: ANN401 - any JSON
    slack = Caller()
    view = modal(*blocks, **more)
    answer = slack("views.open", trigger_id=slack.trigger(), view=view)
    assert answer["ok"], answer
    (top,) = slack.workspace.views.modals(OPERATOR)
    return top


def test_a_press_in_a_modal_names_the_view_and_no_channel() -> None:
    top = shown({**actions(button(value="v1 script x")), "block_id": "b"})

    act = ViewAction.of(OPERATOR, top, BUTTONS, Wanted(text="Open"), "1.000001")

    assert act.payload(people()[OPERATOR], TEAM, TRIGGER) == {
        "type": "block_actions",
        **COMMON,
        "container": {"type": "view", "view_id": top.id},
        "view": top.as_view(),
        "actions": [
            {
                "type": "button",
                "action_id": "open",
                "block_id": "b",
                "text": plain("Open"),
                "value": "v1 script x",
                "action_ts": "1.000001",
            }
        ],
    }


def test_a_choice_in_a_modal_is_remembered() -> None:
    menu = select(options=[FIRST, SECOND], initial_option=FIRST)
    rows = {**actions(menu, button()), "block_id": "b"}
    top = shown(rows)

    chosen = ViewAction.of(OPERATOR, top, MENUS, Wanted(value="second"), "1.000001")
    pressed = ViewAction.of(OPERATOR, top, BUTTONS, Wanted(), "1.000002")

    assert chosen.action["selected_option"] == SECOND
    state = {"b": {"select": {"type": "static_select", "selected_option": SECOND}}}
    assert pressed.view["state"] == {"values": state}


def test_only_who_sees_a_modal_presses_in_it() -> None:
    top = shown(actions(button()))

    with pytest.raises(ValueError, match="does not see"):
        ViewAction.of(COLLEAGUE, top, BUTTONS, Wanted(), "1.000001")
    top.closed = True
    with pytest.raises(ValueError, match="does not see"):
        ViewAction.of(OPERATOR, top, BUTTONS, Wanted(), "1.000001")


def test_one_of_two_buttons_is_known_by_its_block() -> None:
    two = [
        {**actions(button(value=f"v1 {name}")), "block_id": name} for name in ("a", "b")
    ]
    top = shown(*two)

    act = ViewAction.of(OPERATOR, top, BUTTONS, Wanted(block_id="b"), "1.000001")

    assert (act.action["block_id"], act.action["value"]) == ("b", "v1 b")
    with pytest.raises(ValueError, match="2 fit"):
        ViewAction.of(OPERATOR, top, BUTTONS, Wanted("open"), "1.000001")
    with pytest.raises(ValueError, match="0 fit"):
        ViewAction.of(OPERATOR, top, BUTTONS, Wanted(block_id="c"), "1.000001")


def published(*blocks: object) -> HomeView:
    slack = Caller()
    answer = slack("views.publish", user_id=OPERATOR, view=home(*blocks))
    assert answer["ok"], answer
    tab = slack.workspace.views.home(OPERATOR)
    assert tab is not None
    return tab


def test_a_press_in_a_home_tab_names_the_view_and_its_state() -> None:
    rows = {**actions(select(options=[FIRST, SECOND]), button()), "block_id": "b"}
    tab = published(rows)

    ViewAction.of(OPERATOR, tab, MENUS, Wanted(value="second"), "1.000001")
    act = ViewAction.of(OPERATOR, tab, BUTTONS, Wanted(), "1.000002")

    state = {"b": {"select": {"type": "static_select", "selected_option": SECOND}}}
    assert act.payload(people()[OPERATOR], TEAM, TRIGGER) == {
        "type": "block_actions",
        **COMMON,
        "container": {"type": "view", "view_id": tab.id},
        "view": tab.as_view(state),
        "actions": [
            {
                "type": "button",
                "action_id": "open",
                "block_id": "b",
                "text": plain("Open"),
                "action_ts": "1.000002",
            }
        ],
    }


def test_nobody_presses_in_the_home_tab_of_others() -> None:
    tab = published(actions(button()))

    with pytest.raises(ValueError, match="does not see"):
        ViewAction.of(COLLEAGUE, tab, BUTTONS, Wanted(), "1.000001")


def inputs(*elements: Json, **more: Any) -> ModalView:  # noqa: ANN401 - any JSON
    blocks = [
        {
            "type": "input",
            "block_id": f"b{index}",
            "label": plain("Label"),
            "element": element,
            **more,
        }
        for index, element in enumerate(elements)
    ]
    return shown(*blocks, submit=plain("Save"))


BOXES = {"type": "checkboxes", "action_id": "boxes", "options": [FIRST, SECOND]}
RADIO = {"type": "radio_buttons", "action_id": "radio", "options": [FIRST, SECOND]}
GROUPS = grouped(group(FIRST), group(SECOND), action_id="groups")
NAME = typed()["element"]


def test_a_submission_says_what_was_filled_in() -> None:
    top = inputs(NAME, GROUPS, BOXES, RADIO)
    values: dict[str, str | list[str]] = {
        "name": "night",
        "groups": "second",
        "boxes": ["second"],
        "radio": FIRST["value"],
    }

    sent = ViewSubmission.of(OPERATOR, top, values)

    filled = {
        "b0": {"name": {"type": "plain_text_input", "value": "night"}},
        "b1": {"groups": {"type": "static_select", "selected_option": SECOND}},
        "b2": {"boxes": {"type": "checkboxes", "selected_options": [SECOND]}},
        "b3": {"radio": {"type": "radio_buttons", "selected_option": FIRST}},
    }
    assert sent.payload(people()[OPERATOR], TEAM, TRIGGER) == {
        "type": "view_submission",
        **COMMON,
        "view": top.as_view(filled),
        "response_urls": [],
    }


def test_what_stood_there_is_submitted() -> None:
    top = inputs(
        {**NAME, "initial_value": "night"},
        {**GROUPS, "initial_option": FIRST},
        {**BOXES, "initial_options": [FIRST]},
    )

    state = ViewSubmission.of(OPERATOR, top, {}).view["state"]["values"]

    assert [next(iter(each.values())) for each in state.values()] == [
        {"type": "plain_text_input", "value": "night"},
        {"type": "static_select", "selected_option": FIRST},
        {"type": "checkboxes", "selected_options": [FIRST]},
    ]


def test_an_optional_input_may_be_empty() -> None:
    top = inputs(NAME, BOXES, optional=True)

    state = ViewSubmission.of(OPERATOR, top, {}).view["state"]["values"]

    assert state == {
        "b0": {"name": {"type": "plain_text_input", "value": None}},
        "b1": {"boxes": {"type": "checkboxes", "selected_options": []}},
    }


def test_an_input_without_a_name_gets_one() -> None:
    top = inputs({"type": "plain_text_input"})

    sent = ViewSubmission.of(OPERATOR, top, {"b0/input": "x"})

    assert list(sent.view["state"]["values"]["b0"]) == ["b0/input"]


@pytest.mark.parametrize(
    ("user", "values", "problem"),
    [
        (OPERATOR, {}, "must be filled in"),
        (OPERATOR, {"name": "x", "other": "y"}, "there are only"),
        (OPERATOR, {"name": "x", "boxes": ["third"]}, "no such options"),
        (COLLEAGUE, {"name": "x"}, "cannot submit"),
    ],
    ids=["empty", "unknown", "no option", "somebody else"],
)
def test_what_slack_would_not_submit_is_not_sent(
    user: str, values: dict[str, Any], problem: str
) -> None:
    top = inputs(NAME, {**BOXES, "initial_options": [FIRST]})

    with pytest.raises(ValueError, match=problem):
        ViewSubmission.of(user, top, values)


def test_what_has_no_button_is_not_submitted() -> None:
    with pytest.raises(ValueError, match="cannot submit"):
        ViewSubmission.of(OPERATOR, shown(), {})


@pytest.mark.parametrize("wanted", [True, False])
def test_the_bot_is_told_of_a_closed_modal_if_it_asked(*, wanted: bool) -> None:
    top = shown(notify_on_close=wanted)

    closed = ViewClosed(OPERATOR, top, is_cleared=True)

    common = {key: value for key, value in COMMON.items() if key != "trigger_id"}
    assert closed.told is wanted
    assert closed.payload(people()[OPERATOR], TEAM) == {
        "type": "view_closed",
        **common,
        "view": top.as_view(),
        "is_cleared": True,
    }
