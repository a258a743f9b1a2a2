import asyncio
import json

import pytest

from bot.playground.slack import OPERATOR
from tests.playground.block_samples import (
    CHECKBOXES,
    input_of,
    modal,
    option,
    plain,
    section,
    select,
    typed,
)
from tests.playground.page.told import MEI, interaction
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Visitor, is_sentence

FIRST, SECOND = option(), option(text=plain("Row 2"), value="second")
OPEN = {"block_id": "rows", "action_id": "open"}
NAME = {**typed(), "block_id": "name"}
FORM = modal(NAME, submit=plain("Save"), callback_id="form", private_metadata="v1 x")


async def test_only_the_modal_on_top_is_used(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    below = await town.open_modal(FORM)
    trigger = town.slack.workspace.triggers.issue(OPERATOR)
    pushed = await town.call("views.push", trigger_id=trigger, view=FORM)
    top = pushed["view"]["id"]

    for person, view in ((mei, below), (jonas, top), (mei, "V0"), (mei, "")):
        for name, deed in (
            ("press", OPEN),
            ("submit", {"values": {"name": "night"}}),
            ("close", {}),
        ):
            status, said = await person.tries(name, view=view, **deed)
            assert (status, is_sentence(said["error"])) == (404, True)
    assert len(town.slack.workspace.views.modals(OPERATOR)) == 2
    assert town.bot.bodies == []


async def test_a_form_tells_the_bot_what_was_filled_in(
    town: Town, mei: Visitor
) -> None:
    rows = {**input_of(select(options=[FIRST, SECOND])), "block_id": "row"}
    boxes = {**input_of(CHECKBOXES), "block_id": "boxes"}
    view = await town.open_modal(modal(NAME, rows, boxes, submit=plain("Save")))
    values = {"name": "<night>", "select": "second", "sources": ["v1 prod/script/x"]}

    said = await mei.does("submit", view=view, values=values)

    told = interaction(town.bot)
    assert said == {"error": None, "errors": {}}
    assert (told["type"], told["user"], told["view"]["id"]) == (
        "view_submission",
        MEI,
        view,
    )
    assert told["view"]["state"]["values"] == {
        "name": {"name": {"type": "plain_text_input", "value": "<night>"}},
        "row": {"select": {"type": "static_select", "selected_option": SECOND}},
        "boxes": {
            "sources": {
                "type": "checkboxes",
                "selected_options": CHECKBOXES["options"],
            }
        },
    }
    assert town.slack.workspace.views.modals(OPERATOR) == []


async def test_the_errors_of_a_form_are_told(town: Town, mei: Visitor) -> None:
    view = await town.open_modal(FORM)
    errors = {"name": "That name is taken."}
    town.bot.content_type = "application/json"
    town.bot.body = json.dumps({"response_action": "errors", "errors": errors})

    said = await mei.does("submit", view=view, values={"name": "night"})

    assert said == {"error": None, "errors": errors}
    assert len(town.slack.workspace.views.modals(OPERATOR)) == 1


@pytest.mark.parametrize(
    ("status", "kind", "body", "error"),
    [
        (500, "text/plain", "", "dispatch_failed"),
        (200, "text/plain", "ok", "invalid_command_response"),
        (200, "application/json", "{", "invalid_command_response"),
        (
            200,
            "application/json",
            '{"response_action":"update","view":{}}',
            "invalid_command_response",
        ),
    ],
    ids=["500", "text", "no JSON", "no view"],
)
async def test_a_form_that_fails_says_so_and_stays(  # noqa: PLR0917 - one row each
    town: Town, mei: Visitor, status: int, kind: str, body: str, error: str
) -> None:
    view = await town.open_modal(FORM)
    town.bot.status, town.bot.content_type, town.bot.body = status, kind, body

    _, said = await mei.tries("submit", view=view, values={"name": "night"})

    sentence = f"The form failed with the error “{error}”."
    assert said == {"error": sentence, "errors": {}}
    assert len(town.slack.workspace.views.modals(OPERATOR)) == 1


WRONG_VALUES = {
    "nothing": {},
    "an empty text": {"name": ""},
    "a list for a text": {"name": ["night"], "select": "second"},
    "an unknown input": {"name": "night", "select": "second", "other": "x"},
    "an option that is not there": {"name": "night", "select": "third"},
    "two options of one": {"name": "night", "select": [FIRST["value"], "second"]},
    "one option twice": {"name": "night", "select": ["second", "second"]},
    "a text that is too long": {"name": "x" * 81, "select": "second"},
}


@pytest.mark.parametrize("values", WRONG_VALUES.values(), ids=WRONG_VALUES)
async def test_what_slack_would_not_submit_is_refused(
    town: Town, mei: Visitor, values: Json
) -> None:
    name = {**typed(max_length=80), "block_id": "name"}
    rows = input_of(select(options=[FIRST, SECOND]))
    view = await town.open_modal(modal(name, rows, submit=plain("Save")))

    _, said = await mei.tries("submit", view=view, values=values)

    assert town.bot.bodies == []
    assert said["error"] is not None or said["errors"]
    assert len(town.slack.workspace.views.modals(OPERATOR)) == 1


async def test_what_must_be_filled_in_is_said_beside_the_input(
    town: Town, mei: Visitor
) -> None:
    view = await town.open_modal(FORM)

    status, said = await mei.tries("submit", view=view, values={})

    assert (status, said["error"], list(said["errors"])) == (200, None, ["name"])
    assert is_sentence(said["errors"]["name"])


async def test_a_window_that_cannot_be_submitted_is_not(
    town: Town, mei: Visitor
) -> None:
    view = await town.open_modal(modal(section()))

    status, said = await mei.tries("submit", view=view, values={})

    assert (status, is_sentence(said["error"])) == (404, True)
    assert OPERATOR not in said["error"]


async def test_a_window_that_is_closed_before_the_bot_answers_is_no_trouble(
    town: Town, mei: Visitor
) -> None:
    view = await town.open_modal(FORM)
    town.bot.content_type = "application/json"
    town.bot.body = json.dumps({"response_action": "update", "view": modal(section())})
    town.bot.seconds = 0.1

    submitting = asyncio.create_task(
        mei.tries("submit", view=view, values={"name": "night"})
    )
    await asyncio.sleep(0.03)
    await mei.does("close", view=view)
    status, said = await submitting

    assert status == 200
    assert said["error"] is None or is_sentence(said["error"])
    assert town.slack.workspace.views.modals(OPERATOR) == []


async def test_a_form_that_is_submitted_twice_is_no_trouble(
    town: Town, mei: Visitor
) -> None:
    view = await town.open_modal(FORM)
    town.bot.seconds = 0.05
    deed = {"view": view, "values": {"name": "night"}}

    both = await asyncio.gather(
        mei.tries("submit", **deed), mei.tries("submit", **deed)
    )

    assert all(status in {200, 404} for status, _ in both)
    assert town.slack.workspace.views.modals(OPERATOR) == []


async def test_a_window_is_closed(town: Town, mei: Visitor) -> None:
    view = await town.open_modal(modal(section(), notify_on_close=True))

    said = await mei.does("close", view=view)

    told = interaction(town.bot)
    assert said == {"error": None}
    assert (told["type"], told["view"]["id"], told["is_cleared"]) == (
        "view_closed",
        view,
        False,
    )
    assert town.slack.workspace.views.modals(OPERATOR) == []
    assert (await mei.tries("close", view=view))[0] == 404


async def test_what_is_typed_into_a_select_is_answered_with_options(
    town: Town, mei: Visitor
) -> None:
    element = {"type": "external_select", "action_id": "row", "min_query_length": 0}
    view = await town.open_modal(modal(input_of(element), submit=plain("Save")))
    town.bot.body = json.dumps({"options": [FIRST, SECOND]})
    town.bot.content_type = "application/json"

    said = await mei.does("type", view=view, action_id="row", value="r")

    assert said == {"error": None, "options": [FIRST, SECOND]}
    told = interaction(town.bot)
    assert (told["type"], told["value"]) == ("block_suggestion", "r")
