"""Selects whose options the bot names while a person types."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import pytest

from bot.playground.slack import COLLEAGUE, OPERATOR, LocalSlack
from bot.playground.slack.impossible import ImpossibleError
from tests.playground.block_samples import input_of, modal, option, plain
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import slack_with
from tests.playground.tiny_bot import TinyBot

FIRST, SECOND = option(), option(text=plain("Row 2"), value="second")


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with slack_with(bot, clock) as running:
        yield running


def opened(slack: LocalSlack, **more: Any) -> str:  # noqa: ANN401  Slack's JSON
    """The id of a modal with such a select before the operator."""
    element = {"type": "external_select", "action_id": "row", **more}
    view = modal({**input_of(element), "block_id": "rows"}, submit=plain("Save"))
    slack.workspace.views.judge(view, "modal")
    return slack.workspace.views.open(OPERATOR, view).id


def acks(bot: TinyBot, body: object) -> None:
    bot.body, bot.content_type = json.dumps(body), "application/json"


def told(bot: TinyBot) -> dict[str, Any]:
    ((_, text),) = parse_qsl(bot.bodies[-1], strict_parsing=True)
    found: dict[str, Any] = json.loads(text)
    return found


async def test_what_is_typed_is_told_and_options_are_offered(
    slack: LocalSlack, bot: TinyBot
) -> None:
    view = opened(slack, min_query_length=0)
    acks(bot, {"options": [FIRST, SECOND]})

    typing = await slack.type_in_modal(OPERATOR, "row", "ro")

    body = told(bot)
    assert (body["type"], body["action_id"], body["block_id"], body["value"]) == (
        "block_suggestion",
        "row",
        "rows",
        "ro",
    )
    assert (body["container"], body["view"]["id"]) == (
        {"type": "view", "view_id": view},
        view,
    )
    assert "trigger_id" not in body
    assert (typing.error, typing.options) == (None, [FIRST, SECOND])
    assert slack.broken_rules == []


async def test_an_option_that_was_offered_can_be_chosen(
    slack: LocalSlack, bot: TinyBot
) -> None:
    opened(slack, min_query_length=0)
    acks(bot, {"options": [FIRST, SECOND]})
    await slack.type_in_modal(OPERATOR, "row", "")
    acks(bot, {"options": [FIRST]})
    await slack.type_in_modal(OPERATOR, "row", "1")
    bot.body = ""

    await slack.submit(OPERATOR, {"row": "second"})

    assert told(bot)["view"]["state"]["values"] == {
        "rows": {"row": {"type": "external_select", "selected_option": SECOND}}
    }


async def test_what_was_never_offered_cannot_be_chosen(slack: LocalSlack) -> None:
    opened(slack)

    with pytest.raises(ImpossibleError, match="no such options"):
        await slack.submit(OPERATOR, {"row": "second"})


@pytest.mark.parametrize(
    ("least", "typed", "requests"),
    [({}, "ro", 0), ({}, "row", 1), ({"min_query_length": 1}, "", 0)],
)
async def test_the_bot_is_asked_once_enough_is_typed(
    slack: LocalSlack, bot: TinyBot, least: dict[str, int], typed: str, requests: int
) -> None:
    opened(slack, **least)
    acks(bot, {"options": []})

    typing = await slack.type_in_modal(OPERATOR, "row", typed)

    assert (typing.asked, len(bot.bodies)) == (requests > 0, requests)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"options": [FIRST] * 101}, "too-many"),
        ({"options": [{"value": "x"}]}, "missing-field"),
        ({}, "missing-field"),
        ({"text": "no"}, "unknown-field"),
    ],
)
async def test_options_of_which_one_is_wrong_are_not_offered(
    slack: LocalSlack, bot: TinyBot, body: object, rule: str
) -> None:
    opened(slack, min_query_length=0)
    acks(bot, body)

    typing = await slack.type_in_modal(OPERATOR, "row", "x")

    assert (typing.error, typing.options) == ("invalid_options", [])
    assert rule in {one.rule for one in slack.broken_rules}


async def test_options_in_groups_are_offered_too(
    slack: LocalSlack, bot: TinyBot
) -> None:
    opened(slack, min_query_length=0)
    acks(bot, {"option_groups": [{"label": plain("All"), "options": [FIRST]}]})

    assert (await slack.type_in_modal(OPERATOR, "row", "")).options == [FIRST]


async def test_a_bot_that_says_nothing_in_time_offers_nothing(
    slack: LocalSlack, bot: TinyBot
) -> None:
    opened(slack, min_query_length=0)
    bot.hangs, slack.ack_seconds = True, 0.05

    typing = await slack.type_in_modal(OPERATOR, "row", "")

    assert (typing.timed_out, typing.options) == (True, [])


async def test_nobody_types_where_there_is_no_such_select(slack: LocalSlack) -> None:
    opened(slack)

    for user, action in ((OPERATOR, "other"), (COLLEAGUE, "row")):
        with pytest.raises(ImpossibleError):
            await slack.type_in_modal(user, action, "x")
