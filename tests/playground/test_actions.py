import json
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientSession

from bot.playground.loopback import LoopbackServer
from bot.playground.rules import BrokenRule
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    OTHER_TEAM,
    PRIVATE_CHANNEL,
    STRANGER,
    LocalSlack,
    Post,
)
from tests.playground.block_samples import (
    Json,
    actions,
    button,
    confirm,
    group,
    grouped,
    message,
    mrkdwn,
    option,
    overflow,
    plain,
    section,
    select,
)
from tests.playground.tiny_bot import TinyBot, answer, answered

PRIVATELY = {"response_type": "ephemeral"}
ROWS = [option(), option(text=plain("Row 2"), value="v1 prod/script/y")]


async def posted(
    slack: LocalSlack, http: ClientSession, *blocks: Json, **more: object
) -> Post:
    """Let the bot answer a command with these blocks, privately unless it says more."""
    return await answered(slack, http, {**message(*blocks), **PRIVATELY, **more})


def payload(bot: TinyBot) -> dict[str, Any]:
    """What the bot was told last."""
    ((key, text),) = parse_qsl(bot.bodies[-1], strict_parsing=True)
    assert key == "payload"
    found: dict[str, Any] = json.loads(text)
    return found


async def test_a_press_in_a_private_message_carries_all_but_the_message(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    next_page = button(text=plain("Next"), action_id="next", value="v1 /runs 2")
    post = await posted(slack, http, {**actions(next_page), "block_id": "pages"})

    press = await slack.press(OPERATOR, post, text="Next")

    told = payload(bot)
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", told.pop("trigger_id"))
    action = {
        "type": "button",
        "action_id": "next",
        "block_id": "pages",
        "text": plain("Next"),
        "value": "v1 /runs 2",
        "action_ts": "1768469400.000002",
    }
    assert told == {
        "type": "block_actions",
        "user": {
            "id": OPERATOR,
            "username": "mei.tan",
            "name": "mei.tan",
            "team_id": "T0RUNWATCH1",
        },
        "api_app_id": "A0RUNWATCH1",
        "token": "verification-token-nobody-checks",
        "container": {
            "type": "message",
            "message_ts": "1768469400.000001",
            "channel_id": CHANNEL,
            "is_ephemeral": True,
        },
        "team": {"id": "T0RUNWATCH1", "domain": "runwatch-playground"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL, "name": "operations"},
        "state": {"values": {}},
        "response_url": press.response_url,
        "actions": [action],
    }
    assert (press.user, press.channel, press.original) == (OPERATOR, CHANNEL, post)
    assert (press.action, press.confirmed) == (action, None)
    assert slack.presses == [press]
    assert len(slack.deliveries) == 1


async def test_a_press_in_a_channel_carries_the_message_with_its_ids(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    bare = {"type": "button", "text": plain("Share")}
    post = await posted(slack, http, actions(bare), response_type="in_channel")

    press = await slack.press(COLLEAGUE, post, text="Share")

    block, action = press.action["block_id"], press.action["action_id"]
    named = {**actions({**bare, "action_id": action}), "block_id": block}
    assert payload(bot)["container"]["is_ephemeral"] is False
    assert payload(bot)["message"] == {
        "type": "message",
        "user": "U0RUNWATCH1",
        "bot_id": "B0RUNWATCH1",
        "app_id": "A0RUNWATCH1",
        "team": "T0RUNWATCH1",
        "ts": post.ts,
        "text": "3 failed",
        "blocks": [named],
    }


async def test_ids_that_slack_makes_up_differ_and_stay(
    slack: LocalSlack, http: ClientSession
) -> None:
    bare = [{"type": "button", "text": plain(text)} for text in ("Back", "Next")]
    post = await posted(slack, http, actions(*bare), actions(*bare[:1]))

    first = await slack.press(OPERATOR, post, text="Next")
    again = await slack.press(OPERATOR, post, text="Next")

    keys = ("block_id", "action_id")
    made_up = [first.action[key] for key in keys]
    assert made_up == [again.action[key] for key in keys]
    assert [len(name) for name in made_up] == [5, 5]
    with pytest.raises(ValueError, match="2 fit"):
        await slack.press(OPERATOR, post, text="Back")


async def test_a_press_is_signed_and_has_slacks_headers(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    post = await posted(slack, http, actions(button()))

    await slack.command(user=OPERATOR, text="help")
    await slack.press(OPERATOR, post, action_id="open")

    *_, command, press = bot.headers
    assert press.keys() == command.keys()
    assert press["Content-Type"] == "application/x-www-form-urlencoded"
    assert re.fullmatch(r"v0=[0-9a-f]{64}", press["X-Slack-Signature"])
    assert press["X-Slack-Signature"] != command["X-Slack-Signature"]


async def test_a_choice_carries_the_option_and_stays_chosen(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    rows = {**actions(select(options=ROWS), button()), "block_id": "rows"}
    post = await posted(slack, http, rows)

    press = await slack.choose(OPERATOR, post, value="v1 prod/script/y")
    state = payload(bot)["state"]
    await slack.press(OPERATOR, post, action_id="open")

    assert press.action == {
        "type": "static_select",
        "action_id": "select",
        "block_id": "rows",
        "placeholder": plain("Choose a row"),
        "selected_option": ROWS[1],
        "action_ts": "1768469400.000002",
    }
    chosen = {"type": "static_select", "selected_option": ROWS[1]}
    assert state == {"values": {"rows": {"select": chosen}}}
    assert payload(bot)["state"] == state


async def test_what_is_chosen_from_the_beginning_is_told(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    chosen = select(options=ROWS, initial_option=ROWS[0])
    row = {**section(accessory=chosen), "block_id": "row"}
    more = {**actions(overflow(), select(), button()), "block_id": "more"}
    post = await posted(slack, http, row, more)

    await slack.press(OPERATOR, post, action_id="open")

    assert payload(bot)["state"]["values"] == {
        "row": {"select": {"type": "static_select", "selected_option": ROWS[0]}},
        "more": {"select": {"type": "static_select", "selected_option": None}},
    }


@pytest.mark.parametrize(
    "block",
    [
        section(accessory=select(options=ROWS)),
        section(accessory=overflow(action_id="select", options=ROWS)),
        actions(grouped(group(ROWS[0]), group(ROWS[1]))),
    ],
    ids=["select beside a text", "overflow", "groups"],
)
async def test_an_option_is_found_wherever_it_stands(
    slack: LocalSlack, http: ClientSession, block: Json
) -> None:
    post = await posted(slack, http, block)

    press = await slack.choose(OPERATOR, post, text="Row 2", action_id="select")

    assert press.action["selected_option"] == ROWS[1]


async def test_a_button_beside_a_text_is_found_by_its_value(
    slack: LocalSlack, http: ClientSession
) -> None:
    rows = [section(accessory=button(value=f"v1 {row}")) for row in "xy"]
    post = await posted(slack, http, *rows)

    press = await slack.press(OPERATOR, post, text="Open", value="v1 y")

    assert press.action["value"] == "v1 y"


async def test_a_dialog_is_confirmed(slack: LocalSlack, http: ClientSession) -> None:
    again = button(style="danger", confirm=confirm())
    post = await posted(slack, http, actions(again))

    press = await slack.press(OPERATOR, post, action_id="open")

    told = press.action["style"], press.action["confirm"], press.confirmed
    assert told == ("danger", confirm(), confirm())


@pytest.mark.parametrize(
    "wanted",
    [{"text": "Share"}, {"action_id": "next"}, {"value": "v1"}, {"text": "Row 1"}],
    ids=["label", "id", "value", "option"],
)
async def test_what_is_not_there_cannot_be_pressed(
    slack: LocalSlack, http: ClientSession, wanted: dict[str, str]
) -> None:
    post = await posted(slack, http, actions(button(), select()))

    with pytest.raises(ValueError, match=r"0 fit .*; there are \['Open'\]"):
        await slack.press(OPERATOR, post, **wanted)

    assert slack.presses == []


async def test_an_option_that_is_not_there_cannot_be_chosen(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await posted(slack, http, actions(button(), select()))

    with pytest.raises(ValueError, match=r"0 fit .*; there are \['Row 1'\]"):
        await slack.choose(OPERATOR, post, text="Open")


async def test_a_message_without_blocks_has_nothing_to_press(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.body = "One moment…"
    delivery = await slack.command(user=OPERATOR, text="help")
    assert delivery.ack_post is not None

    with pytest.raises(ValueError, match="0 fit"):
        await slack.press(OPERATOR, delivery.ack_post)


async def test_an_ack_with_buttons_can_be_pressed(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.content_type = "application/json"
    bot.body = json.dumps({**message(actions(button())), **PRIVATELY})
    delivery = await slack.command(user=OPERATOR, text="help")
    assert delivery.ack_post is not None
    bot.body = ""

    press = await slack.press(OPERATOR, delivery.ack_post)

    assert (press.status, press.ack, press.error) == (200, None, None)
    assert slack.broken_rules == []


async def test_a_private_message_is_pressed_by_nobody_else(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await posted(slack, http, actions(button()))

    with pytest.raises(ValueError, match=f"{COLLEAGUE} does not see the message"):
        await slack.press(COLLEAGUE, post)


@pytest.mark.parametrize(
    ("channel", "sees"),
    [(CHANNEL, True), (PRIVATE_CHANNEL, False), ("D0DIRECT001", True)],
    ids=["public", "private", "direct"],
)
async def test_a_message_is_pressed_by_those_who_are_there(
    slack: LocalSlack, bot: TinyBot, channel: str, *, sees: bool
) -> None:
    bot.content_type = "application/json"
    openly = {**message(actions(button())), "response_type": "in_channel"}
    bot.body = json.dumps(openly)
    await slack.command(user=OPERATOR, text="", channel=channel)
    bot.body = ""
    (post,) = slack.posts

    if sees:
        await slack.press(COLLEAGUE, post)
    else:
        with pytest.raises(ValueError, match="does not see"):
            await slack.press(COLLEAGUE, post)

    assert [press.user for press in slack.presses] == [COLLEAGUE] * sees


async def test_a_press_in_a_thread_names_it(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    root = await posted(slack, http, response_type="in_channel")
    reply = {**message(actions(button())), "channel": CHANNEL, "thread_ts": root.ts}
    headers = {"Authorization": "Bearer xoxb-playground"}
    url = f"{slack.api_url}chat.postMessage"
    async with http.post(url, json=reply, headers=headers) as response:
        assert (await response.json())["ok"]

    press = await slack.press(OPERATOR, slack.posts[-1])

    told = payload(bot)
    assert told["container"] == {
        "type": "message",
        "message_ts": press.original.ts,
        "channel_id": CHANNEL,
        "is_ephemeral": False,
        "thread_ts": root.ts,
    }
    assert told["message"]["thread_ts"] == root.ts


async def test_a_replacement_stays_in_its_thread(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    root = await posted(slack, http, response_type="in_channel")
    row = actions(button())
    reply = await posted(
        slack, http, row, response_type="in_channel", thread_ts=root.ts
    )
    press = await slack.press(OPERATOR, reply)
    await answer(http, press.response_url, {**message(row), "replace_original": True})

    await slack.press(OPERATOR, reply)

    told = payload(bot)
    assert told["container"]["thread_ts"] == root.ts
    assert told["message"]["thread_ts"] == root.ts
    assert slack.channels[CHANNEL].messages[1]["thread_ts"] == root.ts


@pytest.mark.parametrize(
    ("user", "name"),
    [(STRANGER, "p.partner"), ("U0NOBODY001", "")],
    ids=["partner", "unknown"],
)
async def test_somebody_of_another_workspace_can_press(
    slack: LocalSlack, http: ClientSession, bot: TinyBot, user: str, name: str
) -> None:
    slack.channels[CHANNEL].members.add("U0NOBODY001")
    post = await posted(slack, http, actions(button()), response_type="in_channel")

    await slack.press(user, post, team=OTHER_TEAM)

    told = payload(bot)
    assert told["team"]["id"] == OTHER_TEAM
    assert told["user"] == {
        "id": user,
        "username": name,
        "name": name,
        "team_id": OTHER_TEAM,
    }


@pytest.mark.parametrize(
    ("sent", "ack"),
    [
        (
            ("text/plain", "One moment…"),
            {"text": "One moment…", "response_type": "ephemeral"},
        ),
        (("application/json", '{"text": "x"}'), {"text": "x"}),
        (("application/json", "{}"), {}),
        (("application/json", "{"), {"text": "{"}),
    ],
    ids=["text", "json", "empty object", "no json"],
)
async def test_the_ack_of_a_press_shows_nothing(
    slack: LocalSlack,
    http: ClientSession,
    bot: TinyBot,
    sent: tuple[str, str],
    ack: dict[str, str],
) -> None:
    post = await posted(slack, http, actions(button()))
    bot.content_type, bot.body = sent

    press = await slack.press(OPERATOR, post)

    assert (press.status, press.ack, press.error) == (200, ack, None)
    assert (slack.posts, press.posts) == ([post], [])
    assert slack.broken_rules == [
        BrokenRule("ack-with-body", "the ack of a press shows nothing", ack)
    ]


async def test_a_press_that_is_acked_late_is_a_time_out(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    post = await posted(slack, http, actions(button()))
    slack.ack_seconds = 0.05
    bot.hangs = True

    press = await slack.press(OPERATOR, post)

    assert (press.timed_out, press.error, press.status) == (
        True,
        "operation_timeout",
        0,
    )
    assert press.ack_seconds > 0


async def test_a_press_that_is_acked_with_another_status_fails(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    post = await posted(slack, http, actions(button()))
    bot.status, bot.body = 404, "nothing here"

    press = await slack.press(OPERATOR, post)

    assert (press.status, press.ack, press.error) == (404, None, "dispatch_failed")
    assert slack.broken_rules == []


async def test_a_press_for_a_bot_that_is_gone_fails(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await posted(slack, http, actions(button()))
    async with LoopbackServer(TinyBot()) as gone:
        slack.events_url = gone.url

    press = await slack.press(OPERATOR, post)

    assert (press.status, press.error) == (0, "dispatch_failed")


async def test_text_around_buttons_is_nothing_to_press(
    slack: LocalSlack, http: ClientSession
) -> None:
    picture = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "chart"}
    post = await posted(
        slack,
        http,
        section(text=mrkdwn("*3 failed*"), accessory=picture),
        {"type": "divider"},
        actions(button()),
    )

    press = await slack.press(OPERATOR, post)

    assert press.action["action_id"] == "open"
