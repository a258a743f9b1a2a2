from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
)
from tests.playground.block_samples import (
    actions,
    button,
    home,
    option,
    overflow,
    plain,
    section,
    select,
)
from tests.playground.page.told import MEI, events, interaction, parts
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor, is_sentence

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


async def test_a_shortcut_of_a_message_carries_it(town: Town, mei: Visitor) -> None:
    ts = await town.post("3 failed", blocks=[section()])
    people = await town.slack.say(COLLEAGUE, "SCT1 failed")

    for place, message in (
        (ts, town.slack.channels[CHANNEL].messages[0]),
        (people.message["ts"], people.message),
    ):
        await mei.does("shortcut", callback_id="look_up", channel=CHANNEL, ts=place)

        told = interaction(town.bot)
        assert told["message"] == message
        assert parts(told, "type", "callback_id", "user", "channel", "message_ts") == {
            "type": "message_action",
            "callback_id": "look_up",
            "user": MEI,
            "channel": {"id": CHANNEL, "name": "operations"},
            "message_ts": place,
        }


async def test_a_shortcut_of_the_workspace_has_no_message(
    town: Town, mei: Visitor
) -> None:
    await mei.does("shortcut", callback_id="ask")

    told = interaction(town.bot)
    assert (told["type"], told["callback_id"]) == ("shortcut", "ask")
    assert not {"message", "channel", "response_url"} & told.keys()


async def test_there_is_no_shortcut_for_what_has_no_menu(
    town: Town, mei: Visitor, ana: Visitor
) -> None:
    private = await town.whisper("only mei")
    heard = len(town.bot.bodies)
    said = await town.slack.workspace.posted(lambda _: True)
    hidden = await town.post("hidden", UNJOINED_CHANNEL)

    for person, channel, ts in (
        (mei, CHANNEL, private),
        (mei, CHANNEL, "1.000001"),
        (mei, "", said.ts),
        (ana, UNJOINED_CHANNEL, hidden),
        (ana, PRIVATE_CHANNEL, hidden),
    ):
        status, told = await person.tries(
            "shortcut", callback_id="look_up", channel=channel, ts=ts
        )
        assert (status, is_sentence(told["error"])) == (404, True)
    assert len(town.bot.bodies) == heard


async def test_a_shortcut_that_fails_says_so(town: Town, mei: Visitor) -> None:
    town.bot.status = 500

    _, said = await mei.tries("shortcut", callback_id="look_up")

    assert said == {"error": "The shortcut failed with the error “dispatch_failed”."}


async def test_the_bot_is_told_that_its_home_tab_was_opened(
    town: Town, mei: Visitor
) -> None:
    await mei.does("home")
    await town.call("views.publish", user_id=OPERATOR, view=home(section()))
    await mei.does("home")

    first, second = events(town.bot)
    assert parts(first, "type", "user", "channel", "tab") == {
        "type": "app_home_opened",
        "user": OPERATOR,
        "channel": "D0OPERATOR1",
        "tab": "home",
    }
    assert "view" not in first
    shown = town.slack.workspace.views.home(OPERATOR)
    assert shown is not None
    assert second["view"] == shown.as_view()


async def test_the_app_cannot_act_as_a_person(town: Town) -> None:
    app = Visitor(BOT_USER, town.slack.url, town.http)
    ts = await town.post("rows", blocks=[ROWS])

    for name, deed in (
        ("say", {"channel": CHANNEL, "text": "hello"}),
        ("command", {"channel": CHANNEL, "text": "/runs pool"}),
        ("press", {"channel": CHANNEL, "ts": ts, **OPEN}),
        ("home", {}),
    ):
        status, said = await app.tries(name, **deed)
        assert (status, is_sentence(said["error"])) == (404, True)
    assert town.bot.bodies == []
