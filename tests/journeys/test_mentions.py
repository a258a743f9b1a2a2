"""Whoever calls the bot in a channel gets the help, in private and once."""

import pytest

from bot.playground.slack import GUEST, OPERATOR, ResetBefore, ServerError
from tests.journeys.town import Town

HELP = "Type `/runs` into a channel, or mention me"


async def test_a_mention_is_answered_in_private_with_the_help(town: Town) -> None:
    event = await town.slack.mention(OPERATOR, "what failed?")

    post = await event.post()

    assert (post.visible_to, post.via) == (OPERATOR, "chat.postEphemeral")
    assert str(post.message["text"]).startswith(HELP)


async def test_in_a_thread_the_help_stands_there(town: Town) -> None:
    root = await town.slack.say(OPERATOR, "the night's runs")
    ts = str(root.message["ts"])

    event = await town.slack.mention(OPERATOR, "and now?", thread_ts=ts)

    assert (await event.post()).message["thread_ts"] == ts


async def test_an_event_that_comes_again_is_answered_once(town: Town) -> None:
    event = await town.slack.mention(OPERATOR, "what failed?")
    await event.post()

    await town.slack.redeliver(event)
    await town.ask("help")

    assert town.called.count("chat.postEphemeral") == 1
    assert [attempt.error for attempt in event.attempts] == [None, None]


async def test_a_guest_is_refused_in_private(town: Town) -> None:
    event = await town.slack.mention(GUEST, "what failed?")

    post = await event.post()

    assert post.visible_to == GUEST
    assert str(post.message["text"]).startswith("Guests of this workspace")


@pytest.mark.parametrize("fault", [ServerError(), ResetBefore()], ids=["500", "reset"])
async def test_a_help_that_slack_may_have_shown_is_not_shown_again(
    town: Town, fault: ServerError | ResetBefore
) -> None:
    town.slack.faults.next("chat.postEphemeral", fault)

    event = await town.slack.mention(OPERATOR, "what failed?")
    post = await event.post()

    assert "Slack did not say whether it took my answer" in post.message["text"]
