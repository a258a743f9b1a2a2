import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.rules import BrokenRule
from bot.playground.slack import CHANNEL, OPERATOR, LocalSlack
from bot.playground.slack.deliveries import Delivery, Post
from tests.playground.hand_clock import HandClock
from tests.playground.tiny_bot import TAKEN, answer

ANSWER = {"text": "3 failed", "response_type": "ephemeral"}


@pytest.fixture
async def delivery(slack: LocalSlack) -> Delivery:
    return await slack.command(user=OPERATOR, text="failures")


async def test_an_answer_is_seen_by_the_asker_alone(
    slack: LocalSlack, http: ClientSession, delivery: Delivery, clock: HandClock
) -> None:
    taken = await answer(http, delivery.response_url, ANSWER)

    (post,) = slack.posts
    assert taken == TAKEN
    assert post == Post(ANSWER, OPERATOR, clock(), "response_url", post.shown)
    assert delivery.posts == [post]
    assert (slack.channels[CHANNEL].messages, slack.broken_rules) == ([], [])


async def test_an_answer_can_be_seen_by_the_channel(
    slack: LocalSlack, http: ClientSession, delivery: Delivery
) -> None:
    message = {"text": "3 failed", "response_type": "in_channel"}

    await answer(http, delivery.response_url, message)

    assert [post.visible_to for post in delivery.posts] == [None]
    assert slack.channels[CHANNEL].messages == [
        {
            "type": "message",
            "user": "U0RUNWATCH1",
            "bot_id": "B0RUNWATCH1",
            "app_id": "A0RUNWATCH1",
            "team": "T0RUNWATCH1",
            "ts": "1768469400.000001",
            "text": "3 failed",
        }
    ]


async def test_an_answer_in_a_direct_message_is_seen(
    slack: LocalSlack, http: ClientSession
) -> None:
    delivery = await slack.command(user=OPERATOR, text="", channel="D0DIRECT001")
    message = {"text": "3 failed", "response_type": "in_channel"}

    assert await answer(http, delivery.response_url, message) == TAKEN

    assert slack.posts == delivery.posts


async def test_somebody_can_wait_for_an_answer(
    http: ClientSession, delivery: Delivery
) -> None:
    second = asyncio.create_task(delivery.post(1))
    for text in ("one", "two"):
        await answer(http, delivery.response_url, {**ANSWER, "text": text})

    assert (await second).message["text"] == "two"
    assert (await delivery.post()).message["text"] == "one"


async def test_nobody_waits_for_ever(delivery: Delivery) -> None:
    with pytest.raises(TimeoutError):
        await delivery.post(timeout=0.01)


async def test_the_sixth_answer_is_refused(
    http: ClientSession, delivery: Delivery
) -> None:
    answers = [await answer(http, delivery.response_url, ANSWER) for _ in range(6)]

    assert answers == [TAKEN] * 5 + [(404, '{"ok": false, "error": "used_url"}')]
    assert len(delivery.posts) == 5


async def test_an_answer_after_thirty_minutes_is_refused(
    http: ClientSession, delivery: Delivery, clock: HandClock
) -> None:
    clock.advance(minutes=29, seconds=59)
    in_time = await answer(http, delivery.response_url, ANSWER)
    clock.advance(seconds=1)
    late = await answer(http, delivery.response_url, ANSWER)

    assert in_time == TAKEN
    assert late == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_made_up_url_takes_nothing(
    slack: LocalSlack, http: ClientSession
) -> None:
    url = slack.api_url.replace("/api/", "/commands/T1/1/x")

    assert await answer(http, url, ANSWER) == (
        404,
        '{"ok": false, "error": "invalid_url"}',
    )


@pytest.mark.parametrize("key", ["replace_original", "delete_original"])
async def test_replacing_is_ignored_and_recorded(
    slack: LocalSlack, http: ClientSession, delivery: Delivery, key: str
) -> None:
    message = {**ANSWER, key: True}

    await answer(http, delivery.response_url, ANSWER)
    taken = await answer(http, delivery.response_url, message)

    assert taken == TAKEN
    assert [post.message for post in delivery.posts] == [ANSWER, message]
    assert slack.broken_rules == [
        BrokenRule(
            "replace-from-command",
            f"{key} does nothing for a command's response",
            message,
        )
    ]


@pytest.mark.parametrize("said", [{}, {"response_type": "private"}])
async def test_an_answer_must_say_who_sees_it(
    slack: LocalSlack, http: ClientSession, delivery: Delivery, said: dict[str, str]
) -> None:
    message = {"text": "3 failed", **said}

    await answer(http, delivery.response_url, message)

    assert [post.visible_to for post in delivery.posts] == [OPERATOR]
    assert slack.broken_rules == [
        BrokenRule("response-type-unsaid", "who sees it is left to a default", message)
    ]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ],
)
async def test_a_bad_answer_is_refused_and_uses_nothing_up(
    slack: LocalSlack,
    http: ClientSession,
    delivery: Delivery,
    more: dict[str, Any],
    refusal: str,
) -> None:
    url = delivery.response_url
    bad = [await answer(http, url, {**ANSWER, **more}) for _ in range(6)]

    assert bad == [(400, refusal)] * 6
    assert await answer(http, url, ANSWER) == TAKEN
    assert [rule.refusal for rule in slack.broken_rules] == [refusal] * 6


@pytest.mark.parametrize("body", [b"text=hello", b"[]", b"\xff"])
async def test_an_answer_that_is_no_json_object_is_refused(
    http: ClientSession, delivery: Delivery, body: bytes
) -> None:
    async with http.post(delivery.response_url, data=body) as response:
        refused = response.status, await response.text()

    assert (refused, delivery.posts) == ((400, "invalid_payload"), [])


async def test_a_mention_can_be_allowed(
    slack: LocalSlack, http: ClientSession, delivery: Delivery
) -> None:
    slack.mentions_allowed.add(OPERATOR)

    await answer(http, delivery.response_url, {**ANSWER, "text": f"<@{OPERATOR}> hi"})

    assert slack.broken_rules == []


@pytest.mark.parametrize("seen_by", ["ephemeral", "in_channel"])
async def test_an_answer_joins_no_thread_that_is_not_there(
    slack: LocalSlack, http: ClientSession, delivery: Delivery, seen_by: str
) -> None:
    message = {"text": "x", "response_type": seen_by, "thread_ts": "1.000001"}

    refused = await answer(http, delivery.response_url, message)

    assert (refused, slack.posts) == ((400, "cannot_reply_to_message"), [])


async def test_an_answer_can_join_a_thread(
    slack: LocalSlack, http: ClientSession, delivery: Delivery
) -> None:
    root = (await slack.say(OPERATOR, "hello")).message["ts"]
    message = {**ANSWER, "thread_ts": root}

    assert await answer(http, delivery.response_url, message) == TAKEN
    assert slack.broken_rules == []


async def test_an_archived_channel_takes_nothing_that_all_see(
    slack: LocalSlack, http: ClientSession, delivery: Delivery
) -> None:
    slack.channels[CHANNEL].is_archived = True
    message = {"text": "x", "response_type": "in_channel"}

    assert await answer(http, delivery.response_url, message) == (400, "is_archived")
    assert await answer(http, delivery.response_url, ANSWER) == TAKEN
