import pytest

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    GUEST,
    OPERATOR,
    OTHER_TEAM,
    PRIVATE_CHANNEL,
    STRANGER,
    UNJOINED_CHANNEL,
)
from tests.playground.page.told import events, form
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor, is_sentence

DIRECT = "D0OPERATOR1"
DEEP = "[" * 700 + "]" * 700


async def test_a_command_is_sent_as_it_was_typed(town: Town, mei: Visitor) -> None:
    said = await mei.does(
        "command", channel=CHANNEL, text="/runs  pool  status:failed @mei <x> "
    )

    told = form(town.bot)
    assert said == {"error": None}
    assert told.pop("response_url") == town.slack.deliveries[-1].response_url
    assert told.pop("trigger_id")
    assert told == {
        "token": "verification-token-nobody-checks",
        "team_id": "T0RUNWATCH1",
        "team_domain": "runwatch-playground",
        "channel_id": CHANNEL,
        "channel_name": "operations",
        "user_id": OPERATOR,
        "user_name": "mei.tan",
        "command": "/runs",
        "text": "pool  status:failed @mei <x>",
        "api_app_id": "A0RUNWATCH1",
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize("line", ["/runs", " /runs ", "/runs   "])
async def test_a_command_may_stand_alone(town: Town, mei: Visitor, line: str) -> None:
    await mei.does("command", channel=CHANNEL, text=line)

    told = form(town.bot)
    assert (told["command"], told["text"]) == ("/runs", "")


async def test_somebody_of_another_organisation_is_named_so(town: Town) -> None:
    pat = Visitor(STRANGER, town.slack.url, town.http)

    await pat.does("command", channel=CHANNEL, text="/runs pool")

    told = form(town.bot)
    assert (told["user_id"], told["team_id"]) == (STRANGER, OTHER_TEAM)


@pytest.mark.parametrize(
    ("channel", "name"),
    [(PRIVATE_CHANNEL, "privategroup"), (DIRECT, "directmessage")],
    ids=["private", "direct"],
)
async def test_a_command_says_where_it_was_typed(
    town: Town, mei: Visitor, channel: str, name: str
) -> None:
    town.slack.workspace.direct(OPERATOR)

    await mei.does("command", channel=channel, text="/runs pool")

    told = form(town.bot)
    assert (told["channel_id"], told["channel_name"]) == (channel, name)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("/rnus pool", "/rnus is not a valid command."),
        ("/", "/ is not a valid command."),
        ("/RUNS pool", "/RUNS is not a valid command."),
        ("/runs/pool", "/runs/pool is not a valid command."),
    ],
)
async def test_slack_answers_to_an_unknown_command(
    town: Town, mei: Visitor, line: str, error: str
) -> None:
    status, said = await mei.tries("command", channel=CHANNEL, text=line)

    assert (status, said) == (200, {"error": error})
    assert (town.bot.bodies, town.slack.deliveries) == ([], [])


@pytest.mark.parametrize("line", ["", "   ", "pool"])
async def test_what_is_no_command_is_not_sent_as_one(
    town: Town, mei: Visitor, line: str
) -> None:
    _, said = await mei.tries("command", channel=CHANNEL, text=line)

    assert is_sentence(said["error"]), said
    assert town.bot.bodies == []


async def test_there_are_no_commands_in_threads(town: Town, mei: Visitor) -> None:
    ts = await town.post("root")

    status, said = await mei.tries(
        "command", channel=CHANNEL, text="/runs pool", thread_ts=ts
    )

    error = "/runs is not supported in threads. Sorry!"
    assert (status, said, town.bot.bodies) == (200, {"error": error}, [])


async def test_a_command_that_takes_too_long_failed(town: Town, mei: Visitor) -> None:
    town.slack.ack_seconds, town.bot.hangs = 0.05, True

    status, said = await mei.tries("command", channel=CHANNEL, text="/runs pool")

    error = "/runs failed with the error “operation_timeout”."
    assert (status, said) == (200, {"error": error})


@pytest.mark.parametrize(
    ("status", "kind", "body", "error"),
    [
        (500, "text/plain", "", "dispatch_failed"),
        (202, "text/plain", "", "dispatch_failed"),
        (200, "application/json", "{", "invalid_command_response"),
        (200, "application/json", "[]", "invalid_command_response"),
        (
            200,
            "application/json",
            '{"blocks":[{"type":"hologram"}],"text":"x"}',
            "invalid_command_response",
        ),
    ],
    ids=["500", "202", "no JSON", "no object", "no blocks"],
)
async def test_a_command_whose_ack_is_wrong_failed(  # noqa: PLR0917 - one row each
    town: Town, mei: Visitor, status: int, kind: str, body: str, error: str
) -> None:
    town.bot.status, town.bot.content_type, town.bot.body = status, kind, body

    _, said = await mei.tries("command", channel=CHANNEL, text="/runs pool")

    assert said == {"error": f"/runs failed with the error “{error}”."}


async def test_a_command_without_a_bot_failed(town: Town, mei: Visitor) -> None:
    town.slack.mode = "socket"

    _, said = await mei.tries("command", channel=CHANNEL, text="/runs pool")

    assert said == {"error": "/runs failed with the error “dispatch_failed”."}


@pytest.mark.parametrize("text", [f"/runs {DEEP}", '/runs {"token": "x"}'])
async def test_a_command_may_look_like_json(
    town: Town, mei: Visitor, text: str
) -> None:
    await mei.does("command", channel=CHANNEL, text=text)

    assert form(town.bot)["text"] == text.removeprefix("/runs ")


PLACES = [
    (OPERATOR, "C0NOWHERE"),
    (OPERATOR, ""),
    (OPERATOR, "D0COLLEAGU1"),
    (GUEST, UNJOINED_CHANNEL),
    (GUEST, PRIVATE_CHANNEL),
    (GUEST, "../C0OPERATION"),
]


@pytest.mark.parametrize("name", ["command", "say"])
@pytest.mark.parametrize(("user", "channel"), PLACES)
async def test_nobody_types_where_they_are_not(
    town: Town, name: str, user: str, channel: str
) -> None:
    town.slack.workspace.direct("U0COLLEAGU1")
    person = Visitor(user, town.slack.url, town.http)

    status, said = await person.tries(name, channel=channel, text="/runs pool")

    assert (status, is_sentence(said["error"])) == (404, True)
    assert (town.bot.bodies, town.slack.deliveries) == ([], [])
    assert all(each.messages == [] for each in town.slack.channels.values())


async def test_what_people_say_reaches_the_bot_with_its_mentions(
    town: Town, mei: Visitor
) -> None:
    said = await mei.does(
        "say", channel=CHANNEL, text="@runwatch why did #operations fail, @jonas.weber?"
    )

    text = f"<@{BOT_USER}> why did <#{CHANNEL}> fail, <@U0COLLEAGU1>?"
    heard = {event["type"]: event for event in events(town.bot)}
    assert said == {"error": None}
    assert heard.keys() == {"app_mention", "message"}
    for event in heard.values():
        assert (event["user"], event["text"], event["channel"]) == (
            OPERATOR,
            text,
            CHANNEL,
        )
    (message,) = town.slack.channels[CHANNEL].messages
    assert message["text"] == text


async def test_what_people_say_is_escaped(town: Town, mei: Visitor) -> None:
    await mei.does("say", channel=CHANNEL, text="<!channel> & <@U0RUNWATCH1>")

    (event,) = events(town.bot)
    assert event["type"] == "message"
    assert event["text"] == "&lt;!channel&gt; &amp; &lt;@U0RUNWATCH1&gt;"


async def test_a_reply_is_said_in_its_thread(town: Town, mei: Visitor) -> None:
    ts = await town.post("root")

    await mei.does("say", channel=CHANNEL, text="@runwatch why?", thread_ts=ts)

    assert {event["thread_ts"] for event in events(town.bot)} == {ts}


@pytest.mark.parametrize("thread", ["1.000001", "", "x"])
async def test_nobody_replies_to_what_is_not_there(
    town: Town, mei: Visitor, thread: str
) -> None:
    status, said = await mei.tries(
        "say", channel=CHANNEL, text="why?", thread_ts=thread
    )

    assert (status, is_sentence(said["error"])) == (404, True)
    assert town.slack.channels[CHANNEL].messages == []


async def test_nobody_replies_to_what_only_others_see(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    ts = await town.whisper("only mei")

    for person in (mei, jonas):
        status, _ = await person.tries(
            "say", channel=CHANNEL, text="why?", thread_ts=ts
        )
        assert status == 404


async def test_people_write_to_the_app_itself(town: Town, mei: Visitor) -> None:
    town.slack.workspace.direct(OPERATOR)

    await mei.does("say", channel=DIRECT, text="help")

    (event,) = events(town.bot)
    assert (event["type"], event["channel_type"], event["channel"]) == (
        "message",
        "im",
        DIRECT,
    )


@pytest.mark.parametrize(
    "app_home",
    [{"messages_tab_read_only_enabled": True}, {"messages_tab_enabled": False}],
    ids=["read-only", "off"],
)
async def test_nobody_writes_to_an_app_that_takes_no_messages(
    town: Town, mei: Visitor, app_home: dict[str, bool]
) -> None:
    town.offer(**app_home)
    town.slack.workspace.direct(OPERATOR)

    status, said = await mei.tries("say", channel=DIRECT, text="help")

    error = "Sending messages to this app has been turned off."
    assert (status, said, town.bot.bodies) == (200, {"error": error}, [])
    assert town.slack.channels[DIRECT].messages == []


async def test_what_the_bot_does_not_hear_is_said_all_the_same(
    town: Town, mei: Visitor
) -> None:
    await mei.does("say", channel=UNJOINED_CHANNEL, text="@runwatch?")

    (message,) = town.slack.channels[UNJOINED_CHANNEL].messages
    assert (message["text"], town.bot.bodies) == (f"<@{BOT_USER}>?", [])


async def test_a_bot_that_does_not_take_an_event_is_no_trouble_of_whoever_spoke(
    town: Town, mei: Visitor
) -> None:
    town.bot.status = 500

    assert await mei.does("say", channel=CHANNEL, text="hello") == {"error": None}


@pytest.mark.parametrize(
    "text", [DEEP, "x\x00y", "\u202eevil", "👩‍👩‍👧", "a" * 40_000, "\r\n\n"]
)
async def test_anything_can_be_said(town: Town, mei: Visitor, text: str) -> None:
    await mei.does("say", channel=CHANNEL, text=f"said: {text}")

    (message,) = town.slack.channels[CHANNEL].messages
    assert message["text"] == f"said: {text}"


async def test_private_channels_are_no_words_for_who_is_not_there(
    town: Town, jonas: Visitor
) -> None:
    await jonas.does("say", channel=CHANNEL, text="what is #night-team?")

    (message,) = town.slack.channels[CHANNEL].messages
    assert message["text"] == "what is #night-team?"
