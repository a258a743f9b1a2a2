"""Plain replies in threads of the bot, where it listens."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.playground.slack import BOT_USER, COLLEAGUE, OPERATOR
from tests.journeys.reading import first_line
from tests.journeys.talking import Talk
from tests.journeys.town import town_of

EVERYTHING = "failures since:2026-01-01"


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    """The thread below what somebody has shared, where the bot hears every reply."""
    async with town_of(listens=True) as town:
        town.slack.mentions_allowed |= {OPERATOR}
        post = await town.shown(EVERYTHING)
        await town.press(post, "Share")
        (root,) = [one for one in town.slack.posts if one.visible_to is None]
        yield Talk(town.slack, root.ts)


async def test_a_plain_follow_up_is_answered_in_the_thread(talk: Talk) -> None:
    assert "on RENDER-04" in first_line(await talk.says("render-04"))
    assert first_line(await talk.says("skipped")) == "⤼ 13 skipped (PARTIAL)"


CHATTER = (
    *("lunch?", "faield", "thanks!", "row 2 looks bad", "yesterday", "output"),
    "why not",
)


async def test_what_is_not_exactly_a_follow_up_gets_silence(talk: Talk) -> None:
    posts = len(talk.slack.posts)

    for text in CHATTER:
        await talk.slack.say(COLLEAGUE, text, thread_ts=talk.thread)
    await talk.says("2")

    assert len(talk.slack.posts) == posts + 1


async def test_a_mention_is_a_message_too_and_is_answered_once(talk: Talk) -> None:
    await talk.asks("2")
    await talk.says("3")

    assert len(talk.public) == 2


async def test_other_threads_and_the_channel_itself_get_silence(talk: Talk) -> None:
    root = await talk.slack.say(OPERATOR, "2")
    await talk.slack.say(OPERATOR, "2", thread_ts=str(root.message["ts"]))

    await talk.says("3")

    assert len([one for one in talk.slack.posts if one.visible_to is None]) == 2


NO_PERSON: tuple[dict[str, Any], ...] = (
    {"bot_id": "B0OTHERBOT"},
    {"subtype": "message_changed", "hidden": True, "user": None},
    {"edited": {"user": OPERATOR, "ts": "1.0"}},
    {"subtype": "channel_join"},
    {"user": BOT_USER, "bot_id": "B0RUNWATCH"},
)


async def test_what_no_person_has_just_said_gets_silence(talk: Talk) -> None:
    for change in NO_PERSON:
        await _told(talk, "2", **change)

    await talk.says("3")

    assert len(talk.public) == 1


async def test_a_reply_that_the_channel_sees_as_well_is_answered_once(
    talk: Talk,
) -> None:
    broadcast = await _told(talk, "2", subtype="thread_broadcast")
    await talk.slack.workspace.posted(lambda _: bool(talk.public))
    await talk.slack.redeliver(broadcast)

    await talk.says("3")

    assert len(talk.public) == 2


async def _told(talk: Talk, text: str, **change: Any) -> Any:  # noqa: ANN401  Slack's JSON
    """Let Slack tell of a reply that is a little different."""
    said = await talk.slack.say(OPERATOR, "nothing", thread_ts=talk.thread)
    event = said.payload["event"]
    stamp = talk.slack.workspace.stamp()
    event.update({"text": text, "ts": stamp, "event_ts": stamp, **change})
    said.payload["event_id"] = f"Ev{stamp}"
    await talk.slack.redeliver(said)
    return said
