import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientSession

from bot.playground.slack import COLLEAGUE, OPERATOR, LocalSlack
from tests.playground.block_samples import Json, actions, button, option, plain, select
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import BOT_TOKEN, slack_with
from tests.playground.socket_bot import socket
from tests.playground.tiny_bot import TinyBot

TYPED = {
    "type": "input",
    "block_id": "name",
    "label": plain("Name"),
    "element": {"type": "plain_text_input", "action_id": "typed"},
}


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with slack_with(bot, clock) as running:
        yield running


def told(bot: TinyBot) -> dict[str, Any]:
    """What the bot was told last."""
    ((_, text),) = parse_qsl(bot.bodies[-1], strict_parsing=True)
    found: dict[str, Any] = json.loads(text)
    return found


def modal(*blocks: Json, **more: object) -> Json:
    """A modal with these blocks."""
    shown = [*blocks] or [{"type": "divider"}]
    return {"type": "modal", "title": plain("Output"), "blocks": shown, **more}


FORM = modal(TYPED, submit=plain("Save"))


async def opened(
    slack: LocalSlack, http: ClientSession, bot: TinyBot, view: Json
) -> None:
    """Let the bot open a modal before the operator."""
    await slack.shortcut(OPERATOR, "look_up")
    arguments = {"trigger_id": told(bot)["trigger_id"], "view": view}
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    url = f"{slack.api_url}views.open"
    async with http.post(url, json=arguments, headers=headers) as response:
        answer = await response.json()
    assert answer["ok"], answer


async def test_a_press_in_a_modal_carries_the_view(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, modal(actions(button(text=plain("Next")))))

    press = await slack.press_in_modal(OPERATOR, text="Next")

    payload = told(bot)
    assert (payload["type"], payload["actions"]) == ("block_actions", [press.action])
    assert payload["container"] == {"type": "view", "view_id": press.modal.id}
    assert payload["view"]["title"] == plain("Output")
    assert payload["trigger_id"]
    assert not {"channel", "message", "response_url"} & payload.keys()
    assert (press.status, press.error, slack.broken_rules) == (200, None, [])


async def test_an_option_in_a_modal_can_be_chosen(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    rows = select(options=[option(), option(text=plain("Row 2"), value="2")])
    await opened(slack, http, bot, modal(actions(rows)))

    press = await slack.choose_in_modal(OPERATOR, text="Row 2")

    assert press.action["selected_option"]["value"] == "2"


async def test_nobody_presses_in_the_modal_of_others(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, modal(actions(button())))

    with pytest.raises(ValueError, match=f"{COLLEAGUE} has no modal"):
        await slack.press_in_modal(COLLEAGUE, action_id="open")


async def test_what_is_not_in_the_modal_cannot_be_pressed(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, modal(actions(button())))

    with pytest.raises(ValueError, match="0 fit"):
        await slack.press_in_modal(OPERATOR, text="Previous")


async def test_a_modal_is_filled_in_and_closes(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, FORM)

    submission = await slack.submit(OPERATOR, {"typed": "night shift"})

    payload = told(bot)
    typed = {"type": "plain_text_input", "value": "night shift"}
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"] == {"name": {"typed": typed}}
    assert (submission.status, submission.error, submission.errors) == (200, None, {})
    assert slack.workspace.views.modals(OPERATOR) == []
    assert slack.broken_rules == []


async def test_a_submission_accepts_a_payload_over_a_socket(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, FORM)
    slack.mode = "socket"
    errors = {"response_action": "errors", "errors": {"name": "taken"}}
    async with socket(slack, http) as line:
        submitting = asyncio.create_task(slack.submit(OPERATOR, {"typed": "night"}))

        envelope = await line.take(payload=errors)

        submission = await submitting
    assert envelope["accepts_response_payload"] is True
    assert (submission.errors, submission.error) == ({"name": "taken"}, None)


@pytest.mark.parametrize(
    ("ack", "titles"),
    [
        ({"response_action": "update", "view": modal(title=plain("Saved"))}, ["Saved"]),
        (
            {"response_action": "push", "view": modal(title=plain("Sure?"))},
            ["Output", "Sure?"],
        ),
        ({"response_action": "clear"}, []),
    ],
    ids=["update", "push", "clear"],
)
async def test_the_ack_says_what_becomes_of_the_modal(
    slack: LocalSlack,
    http: ClientSession,
    bot: TinyBot,
    ack: Json,
    titles: list[str],
) -> None:
    await opened(slack, http, bot, FORM)
    bot.content_type, bot.body = "application/json", json.dumps(ack)

    submission = await slack.submit(OPERATOR, {"typed": "night"})

    modals = slack.workspace.views.modals(OPERATOR)
    assert [each.view["title"]["text"] for each in modals] == titles
    assert (submission.ack, submission.error) == (ack, None)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "{"),
        ("application/json", '{"response_action": "dance"}'),
        ("text/plain", "saved"),
    ],
    ids=["no json", "unknown", "text"],
)
async def test_an_ack_of_a_submission_that_slack_cannot_read_shows_an_error(
    slack: LocalSlack, http: ClientSession, bot: TinyBot, kind: str, body: str
) -> None:
    await opened(slack, http, bot, FORM)
    bot.content_type, bot.body = kind, body

    submission = await slack.submit(OPERATOR, {"typed": "night"})

    assert submission.error == "invalid_command_response"
    assert len(slack.workspace.views.modals(OPERATOR)) == 1


@pytest.mark.parametrize("asked", [True, False])
async def test_a_modal_is_closed_and_the_bot_is_told_if_it_asked(
    slack: LocalSlack, http: ClientSession, bot: TinyBot, *, asked: bool
) -> None:
    view = modal(actions(button()), notify_on_close=asked)
    await opened(slack, http, bot, view)
    before = len(bot.bodies)

    closed = await slack.close_modal(OPERATOR)

    assert (len(closed), len(bot.bodies) - before) == (asked, asked)
    assert [each.status for each in closed] == [200] * asked
    assert slack.workspace.views.modals(OPERATOR) == []


async def test_a_closed_modal_can_close_all_below(
    slack: LocalSlack, http: ClientSession, bot: TinyBot
) -> None:
    await opened(slack, http, bot, modal(actions(button()), notify_on_close=True))
    slack.workspace.views.push(
        OPERATOR, modal(notify_on_close=True, clear_on_close=True)
    )

    closed = await slack.close_modal(OPERATOR)

    assert len(closed) == 2
    assert (told(bot)["type"], told(bot)["is_cleared"]) == ("view_closed", True)
    assert slack.workspace.views.modals(OPERATOR) == []
