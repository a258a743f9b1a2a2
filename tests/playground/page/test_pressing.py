import pytest

from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    OTHER_TEAM,
    STRANGER,
    UNJOINED_CHANNEL,
)
from tests.playground.block_samples import (
    actions,
    button,
    home,
    modal,
    option,
    overflow,
    plain,
    select,
)
from tests.playground.page.told import MEI, TEAM, interaction, parts
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Visitor, is_sentence
from tests.playground.tiny_bot import TAKEN, answer

FIRST, SECOND = option(), option(text=plain("Row 2"), value="second")
ROWS = {
    **actions(
        select(options=[FIRST, SECOND]),
        button(value="v1 open"),
        button(action_id="next", value="v1 next", text=plain("Next")),
        overflow(options=[FIRST, SECOND]),
    ),
    "block_id": "rows",
}
OPEN = {"block_id": "rows", "action_id": "open"}
SELECT = {"block_id": "rows", "action_id": "select", "value": "second"}
PRESSED = {
    "type": "button",
    "action_id": "open",
    "block_id": "rows",
    "text": plain("Open"),
    "value": "v1 open",
}
CHOSEN = {
    "type": "static_select",
    "action_id": "select",
    "block_id": "rows",
    "placeholder": plain("Choose a row"),
    "selected_option": SECOND,
}


def action(told: Json) -> Json:
    """The one action that the bot was told, without its time."""
    (found,) = told["actions"]
    assert found.pop("action_ts")
    return dict(found)


async def test_a_press_tells_the_bot_what_was_pressed_where(
    town: Town, mei: Visitor
) -> None:
    ts = await town.post("rows", blocks=[ROWS])

    said = await mei.does("press", channel=CHANNEL, ts=ts, **OPEN, value="v1 open")

    told = interaction(town.bot)
    assert said == {"error": None}
    assert action(told) == PRESSED
    assert told["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": CHANNEL,
        "is_ephemeral": False,
    }
    assert parts(told, "type", "user", "team", "channel") == {
        "type": "block_actions",
        "user": MEI,
        "team": TEAM,
        "channel": {"id": CHANNEL, "name": "operations"},
    }
    assert (told["message"]["text"], told["message"]["blocks"]) == ("rows", [ROWS])


async def test_a_press_in_a_private_message_carries_no_message(
    town: Town, mei: Visitor
) -> None:
    ts = await town.whisper("rows", blocks=[ROWS])

    await mei.does("press", channel=CHANNEL, ts=ts, **OPEN)

    told = interaction(town.bot)
    assert told["container"]["is_ephemeral"] is True
    assert "message" not in told


async def test_a_press_can_be_answered(town: Town, mei: Visitor) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    await mei.does("press", channel=CHANNEL, ts=ts, **OPEN)
    page = {"text": "page 2", "replace_original": True}

    assert await answer(town.http, interaction(town.bot)["response_url"], page) == TAKEN

    assert town.slack.channels[CHANNEL].messages[0]["text"] == "page 2"


async def test_what_stands_there_now_is_pressed(town: Town, mei: Visitor) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    newer = {**actions(button(value="v1 newer")), "block_id": "rows"}
    await town.call("chat.update", channel=CHANNEL, ts=ts, text="x", blocks=[newer])

    await mei.does("press", channel=CHANNEL, ts=ts, **OPEN)

    assert action(interaction(town.bot))["value"] == "v1 newer"


async def test_a_press_of_somebody_of_another_organisation_says_so(town: Town) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    pat = Visitor(STRANGER, town.slack.url, town.http)

    await pat.does("press", channel=CHANNEL, ts=ts, **OPEN)

    told = interaction(town.bot)
    assert (told["user"]["team_id"], told["team"]["id"]) == (OTHER_TEAM, OTHER_TEAM)


async def test_a_choice_tells_the_bot_what_was_chosen(town: Town, mei: Visitor) -> None:
    ts = await town.post("rows", blocks=[ROWS])

    await mei.does("choose", channel=CHANNEL, ts=ts, **SELECT)

    told = interaction(town.bot)
    assert action(told) == CHOSEN
    state = {"select": {"type": "static_select", "selected_option": SECOND}}
    assert told["state"] == {"values": {"rows": state}}


async def test_an_option_of_an_overflow_menu_is_chosen(
    town: Town, mei: Visitor
) -> None:
    ts = await town.post("rows", blocks=[ROWS])

    await mei.does(
        "choose",
        channel=CHANNEL,
        ts=ts,
        block_id="rows",
        action_id="more",
        value="second",
    )

    assert action(interaction(town.bot)) == {
        "type": "overflow",
        "action_id": "more",
        "block_id": "rows",
        "selected_option": SECOND,
    }


STALE = {
    "another block": {**OPEN, "block_id": "older"},
    "another action": {**OPEN, "action_id": "older"},
    "another value": {**OPEN, "value": "v1 older"},
    "a menu": SELECT,
    "nothing": {"block_id": "", "action_id": ""},
}


@pytest.mark.parametrize("stale", STALE.values(), ids=STALE)
async def test_what_is_not_there_any_more_is_not_pressed(
    town: Town, mei: Visitor, stale: Json
) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    view = await town.open_modal(modal(ROWS))
    await town.call("views.publish", user_id=OPERATOR, view=home(ROWS))

    for place in ({"channel": CHANNEL, "ts": ts}, {"view": view}, {"home": True}):
        status, said = await mei.tries("press", **place, **stale)

        assert status == 404
        assert is_sentence(said["error"]), said
    assert (town.bot.bodies, town.slack.presses) == ([], [])


@pytest.mark.parametrize(
    "stale",
    [{**SELECT, "value": "third"}, {**SELECT, "value": None}, OPEN],
    ids=["another value", "no value", "a button"],
)
async def test_what_is_not_offered_is_not_chosen(
    town: Town, mei: Visitor, stale: Json
) -> None:
    ts = await town.post("rows", blocks=[ROWS])

    status, said = await mei.tries("choose", channel=CHANNEL, ts=ts, **stale)

    assert status == 404
    assert is_sentence(said["error"]), said
    assert (town.bot.bodies, town.slack.posts[-1].shown.choices) == ([], {})


async def test_nobody_presses_in_what_others_see(
    town: Town, mei: Visitor, jonas: Visitor, ana: Visitor
) -> None:
    private = await town.whisper("rows", blocks=[ROWS])
    heard = len(town.bot.bodies)
    elsewhere = await town.post("rows", UNJOINED_CHANNEL, blocks=[ROWS])

    for person, channel, ts in (
        (jonas, CHANNEL, private),
        (ana, UNJOINED_CHANNEL, elsewhere),
    ):
        status, said = await person.tries("press", channel=channel, ts=ts, **OPEN)
        assert status == 404
        assert is_sentence(said["error"]), said

    assert len(town.bot.bodies) == heard
    await mei.does("press", channel=CHANNEL, ts=private, **OPEN)


async def test_nobody_presses_in_what_is_gone(town: Town, mei: Visitor) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    said = await town.slack.say(OPERATOR, "hello", UNJOINED_CHANNEL)
    await town.call("chat.delete", channel=CHANNEL, ts=ts)

    for channel, place in (
        (CHANNEL, ts),
        (CHANNEL, "1.000001"),
        ("C0NOWHERE", ts),
        (UNJOINED_CHANNEL, ts),
        (UNJOINED_CHANNEL, said.message["ts"]),
    ):
        status, told = await mei.tries("press", channel=channel, ts=place, **OPEN)
        assert (status, is_sentence(told["error"])) == (404, True)
    status, told = await mei.tries("press", **OPEN)
    assert (status, is_sentence(told["error"])) == (404, True)


@pytest.mark.parametrize("name", ["press", "choose"])
async def test_a_press_that_fails_says_so(town: Town, mei: Visitor, name: str) -> None:
    ts = await town.post("rows", blocks=[ROWS])
    deed = OPEN if name == "press" else SELECT
    town.slack.ack_seconds, town.bot.hangs = 0.05, True

    status, said = await mei.tries(name, channel=CHANNEL, ts=ts, **deed)

    error = "That failed with the error “operation_timeout”."
    assert (status, said) == (200, {"error": error})


async def test_a_press_in_a_modal_tells_the_bot_the_view(
    town: Town, mei: Visitor
) -> None:
    view = await town.open_modal(modal(ROWS, private_metadata="v1 x"))

    await mei.does("choose", view=view, **SELECT)
    await mei.does("press", view=view, **OPEN)

    told = interaction(town.bot)
    assert action(told) == PRESSED
    assert told["container"] == {"type": "view", "view_id": view}
    state = {"select": {"type": "static_select", "selected_option": SECOND}}
    assert parts(told["view"], "id", "type", "private_metadata", "state") == {
        "id": view,
        "type": "modal",
        "private_metadata": "v1 x",
        "state": {"values": {"rows": state}},
    }
    assert parts(told, "user", "channel", "response_url") == {
        "user": MEI,
        "channel": None,
        "response_url": None,
    }


async def test_a_press_in_the_home_tab_tells_the_bot_the_view(
    town: Town, mei: Visitor
) -> None:
    await town.call("views.publish", user_id=OPERATOR, view=home(ROWS))

    await mei.does("choose", home=True, **SELECT)
    await mei.does("press", home=True, **OPEN)

    told = interaction(town.bot)
    shown = town.slack.workspace.views.home(OPERATOR)
    assert shown is not None
    assert action(told) == PRESSED
    assert told["container"] == {"type": "view", "view_id": shown.id}
    assert (told["view"]["type"], told["view"]["id"]) == ("home", shown.id)
    state = {"select": {"type": "static_select", "selected_option": SECOND}}
    assert told["view"]["state"] == {"values": {"rows": state}}


async def test_nobody_presses_in_a_home_tab_that_is_not_there(mei: Visitor) -> None:
    status, said = await mei.tries("press", home=True, **OPEN)

    assert (status, is_sentence(said["error"])) == (404, True)
