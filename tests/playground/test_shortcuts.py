import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientSession

from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    PRIVATE_CHANNEL,
    LocalSlack,
)
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import slack_with
from tests.playground.tiny_bot import TAKEN, TinyBot, answer, answered

MEI = {
    "id": OPERATOR,
    "username": "mei.tan",
    "name": "mei.tan",
    "team_id": "T0RUNWATCH1",
}
OPENLY = {"text": "3 failed", "response_type": "in_channel"}


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with slack_with(bot, clock) as running:
        yield running


def told(bot: TinyBot) -> dict[str, Any]:
    ((_, text),) = parse_qsl(bot.bodies[-1], strict_parsing=True)
    found: dict[str, Any] = json.loads(text)
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", found.pop("trigger_id"))
    return found


async def test_a_shortcut_of_the_workspace_has_no_place(
    slack: LocalSlack, bot: TinyBot
) -> None:
    chosen = await slack.shortcut(OPERATOR, "look_up")

    assert told(bot) == {
        "type": "shortcut",
        "token": "verification-token-nobody-checks",
        "action_ts": "1768469400.000001",
        "team": {"id": "T0RUNWATCH1", "domain": "runwatch-playground"},
        "user": MEI,
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": "look_up",
    }
    assert (chosen.status, chosen.error, chosen.response_url) == (200, None, "")


async def test_a_shortcut_of_a_message_carries_it(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    post = await answered(slack, http, OPENLY)

    chosen = await slack.shortcut(COLLEAGUE, "look_up", post)

    payload = told(bot)
    assert payload["message"] == slack.channels[CHANNEL].messages[0]
    assert {
        "type": "message_action",
        "channel": {"id": CHANNEL, "name": "operations"},
        "message_ts": post.ts,
        "response_url": chosen.response_url,
    }.items() <= payload.items()


async def test_a_shortcut_of_a_message_can_be_answered(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await answered(slack, http, OPENLY)
    chosen = await slack.shortcut(OPERATOR, "look_up", post)
    message = {"text": "found", "response_type": "ephemeral"}

    assert await answer(http, chosen.response_url, message) == TAKEN

    found = await chosen.post()
    assert (found.message, found.visible_to) == (message, OPERATOR)
    assert slack.broken_rules == []


async def test_what_a_person_wrote_has_shortcuts_too(
    slack: LocalSlack, bot: TinyBot
) -> None:
    said = await slack.say(COLLEAGUE, "SCT123 failed")

    await slack.shortcut(OPERATOR, "look_up", said)

    assert told(bot)["message"] == said.message


async def test_a_private_message_has_no_shortcuts(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await answered(slack, http, {**OPENLY, "response_type": "ephemeral"})

    with pytest.raises(ValueError, match="has no shortcuts"):
        await slack.shortcut(OPERATOR, "look_up", post)


async def test_nobody_sees_the_menu_of_what_they_do_not_see(slack: LocalSlack) -> None:
    said = await slack.say(OPERATOR, "hello", channel=PRIVATE_CHANNEL)

    with pytest.raises(ValueError, match="has no shortcuts"):
        await slack.shortcut(COLLEAGUE, "look_up", said)


async def test_the_ack_of_a_shortcut_shows_nothing(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.body = "One moment…"

    chosen = await slack.shortcut(OPERATOR, "look_up")

    assert [broken.rule for broken in slack.broken_rules] == ["ack-with-body"]
    assert (slack.posts, chosen.ack is None) == ([], False)


async def test_a_shortcut_is_chosen_at_the_place_of_a_message(
    slack: LocalSlack, bot: TinyBot
) -> None:
    said = await slack.say(COLLEAGUE, "SCT123 failed")

    await slack.shortcut_at(OPERATOR, "look_up", (CHANNEL, said.message["ts"]))

    assert (told(bot)["message"], bot.bodies[1:]) == (said.message, [])


async def test_what_replaced_a_message_is_what_its_shortcut_carries(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    post = await answered(slack, http, OPENLY)
    slack.workspace.replace(post.shown, {"text": "4 failed"})

    await slack.shortcut_at(OPERATOR, "look_up", (CHANNEL, post.ts))

    assert told(bot)["message"]["text"] == "4 failed"


@pytest.mark.parametrize(
    ("user", "channel", "ts"),
    [
        (OPERATOR, CHANNEL, "1.000001"),
        (OPERATOR, "C0NOWHERE", "{ts}"),
        (OPERATOR, PRIVATE_CHANNEL, "{ts}"),
        ("U0NOBODY", CHANNEL, "{ts}"),
    ],
    ids=["no message", "no channel", "another channel", "nobody"],
)
async def test_there_is_no_menu_where_there_is_no_message(
    slack: LocalSlack, bot: TinyBot, user: str, channel: str, ts: str
) -> None:
    said = await slack.say(OPERATOR, "hello")
    place = channel, ts.format(ts=said.message["ts"])

    with pytest.raises(ValueError, match="has no shortcuts"):
        await slack.shortcut_at(user, "look_up", place)
    assert bot.bodies == []


async def test_a_deleted_message_has_no_shortcuts(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await answered(slack, http, OPENLY)
    slack.workspace.delete(post.shown, {})

    with pytest.raises(ValueError, match="has no shortcuts"):
        await slack.shortcut_at(OPERATOR, "look_up", (CHANNEL, post.ts))
