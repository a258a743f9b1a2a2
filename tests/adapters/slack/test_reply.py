import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import (
    OPERATOR,
    Delivery,
    Hang,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from tests.adapters.slack.scripted import (
    URL,
    ScriptedSlack,
    gives,
    resets,
    says,
    throttles,
)
from tests.fakes import FakeClock

BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
MESSAGE = Message("3 failed", (BLOCK,))
SENT = {
    "response_type": "ephemeral",
    "text": "3 failed",
    "blocks": [BLOCK],
    "unfurl_links": False,
    "unfurl_media": False,
    "replace_original": False,
}


def shown(slack: LocalSlack) -> list[Any]:
    return [post.message for post in slack.posts]


async def failure(messenger: SlackMessenger, url: str) -> tuple[str, bool]:
    with pytest.raises(MessengerError) as caught:
        await messenger.reply(Address(url), MESSAGE)
    return str(caught.value), caught.value.permanent


async def test_a_message_is_shown_to_who_asked(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert shown(slack) == [SENT]
    assert [post.visible_to for post in slack.posts] == [OPERATOR]
    assert slack.broken_rules == []


async def test_an_answer_to_a_press_in_a_thread_stays_there(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    await actor.reply(Address(script.response_url, thread="1.2"), MESSAGE)

    assert script.bodies(URL) == [{**SENT, "thread_ts": "1.2"}]


async def test_what_takes_the_place_of_another_stays_where_that_is(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    where = Address(script.response_url, replaces=True, thread="1.2")

    await actor.reply(where, MESSAGE)

    assert script.bodies(URL) == [{**SENT, "replace_original": True}]


async def test_a_message_may_take_the_place_of_another(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    await actor.reply(Address(script.response_url, replaces=True), MESSAGE)

    assert script.bodies(URL) == [{**SENT, "replace_original": True}]


async def test_a_message_without_blocks_says_so(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), Message("3 failed"))

    assert shown(slack) == [SENT | {"blocks": []}]


async def test_throttling_is_waited_out(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack.faults.next("response_url", RateLimited(7), times=3)

    await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert shown(slack) == [SENT]
    assert clock.slept == [7, 7, 7]


async def test_throttling_without_end_is_given_up(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(URL, throttles(2))

    said = await failure(actor, script.response_url)

    assert said == ("response_url: 429", False)
    assert (len(script.calls), clock.slept) == (4, [2, 2, 2])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "5"}, 5),
        ({"retry_after": "5"}, 5),
        ({"Retry_After": "60"}, 60),
        ({"Retry_After": "61"}, 60),
        ({"Retry_After": "9" * 400}, 60),
        ({"Retry_After": "0"}, 1),
        ({}, 1),
        ({"Retry_After": ""}, 1),
        ({"Retry_After": "soon"}, 1),
        ({"Retry_After": "-5"}, 1),
        ({"Retry_After": "1.5"}, 1),
        ({"Retry_After": "²"}, 1),
        ({"Retry_After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 1),
    ],
    ids=lambda value: ascii(value)[:40],
)
async def test_the_wait_is_what_slack_says_within_reason(
    script: ScriptedSlack,
    actor: SlackMessenger,
    clock: FakeClock,
    *,
    headers: dict[str, str],
    seconds: float,
) -> None:
    script.will(URL, says("rate limited", 429, **headers), says())

    await actor.reply(Address(script.response_url), MESSAGE)

    assert clock.slept == [seconds]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_error_of_slack_leaves_it_unsure_and_is_not_tried_again(
    slack: LocalSlack,
    delivery: Delivery,
    messenger: SlackMessenger,
    clock: FakeClock,
    status: int,
) -> None:
    slack.faults.next("response_url", ServerError(status))

    with pytest.raises(UncertainError, match=f"^response_url: {status}$"):
        await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert (slack.posts, clock.slept) == ([], [])


@pytest.mark.parametrize("status", [201, 301, 400, 403, 499])
async def test_any_other_answer_is_a_refusal(
    script: ScriptedSlack, actor: SlackMessenger, status: int
) -> None:
    script.will(URL, says("no", status))

    said = await failure(actor, script.response_url)

    assert said == (f"response_url: {status} no", True)
    assert len(script.calls) == 1


async def test_what_a_stranger_says_in_between_is_not_repeated(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, says(f"<html>Cannot POST {script.response_url}</html>" * 9, 403))

    said = await failure(actor, script.response_url)

    assert said == ("response_url: 403", True)


@pytest.mark.parametrize("text", ["ok", "", "<html>", "caf\xe9", '{"ok": true}'])
async def test_a_message_that_was_taken_is_taken_whatever_the_answer_says(
    script: ScriptedSlack, actor: SlackMessenger, text: str
) -> None:
    script.will(URL, says(text))

    await actor.reply(Address(script.response_url), MESSAGE)

    assert script.bodies(URL) == [SENT]


@pytest.mark.parametrize("answer", [{"ok": False}, {"ok": False, "error": "no_text"}])
async def test_a_no_is_a_no_also_with_status_200(
    script: ScriptedSlack, actor: SlackMessenger, answer: dict[str, object]
) -> None:
    script.will(URL, gives(answer))

    _, permanent = await failure(actor, script.response_url)

    assert permanent is True


@pytest.mark.parametrize(
    ("fault", "shown_then"),
    [(ResetBefore(), []), (ResetAfterStoring(), [SENT])],
    ids=["reset-before", "reset-after"],
)
async def test_a_broken_connection_leaves_it_unsure_and_nothing_is_sent_twice(
    slack: LocalSlack,
    delivery: Delivery,
    messenger: SlackMessenger,
    fault: ResetBefore | ResetAfterStoring,
    shown_then: list[Any],
) -> None:
    slack.faults.next("response_url", fault)

    with pytest.raises(UncertainError):
        await messenger.reply(
            Address(delivery.response_url, user=OPERATOR, channel=delivery.channel),
            MESSAGE,
        )

    assert shown(slack) == shown_then
    assert slack.calls == []


async def test_an_answer_that_does_not_come_leaves_it_unsure(
    slack: LocalSlack, delivery: Delivery, hasty: aiohttp.ClientSession
) -> None:
    slack.faults.next("response_url", Hang())
    client = writing_client(slack.api_url, "xoxb-1", hasty)

    with pytest.raises(UncertainError, match=r"^response_url: TimeoutError$"):
        await SlackMessenger(hasty, client, FakeClock()).reply(
            Address(delivery.response_url), MESSAGE
        )

    assert slack.posts == []


async def test_a_connection_that_breaks_when_used_again_is_not_sent_twice(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), MESSAGE)
    slack.faults.next("response_url", ResetAfterStoring())

    with pytest.raises(UncertainError):
        await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert shown(slack) == [SENT, SENT]


async def test_without_a_connection_it_tries_again(
    messenger: SlackMessenger, clock: FakeClock
) -> None:
    said = await failure(messenger, "http://127.0.0.1:9/commands/T1/1/secret")

    assert said == ("response_url: ClientConnectorError", False)
    assert clock.slept == [1, 1, 1]


async def test_throttling_and_no_connection_use_up_the_same_tries(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(URL, throttles(3), throttles(1), throttles(2), says())

    await actor.reply(Address(script.response_url), MESSAGE)

    assert (len(script.calls), clock.slept) == (4, [3, 1, 2])


async def test_a_lost_answer_after_throttling_is_not_tried_again(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, throttles(1), resets)

    with pytest.raises(UncertainError):
        await actor.reply(Address(script.response_url), MESSAGE)

    assert len(script.calls) == 2


async def test_the_environments_proxy_is_left_to_the_session(
    script: ScriptedSlack,
    session: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    client = writing_client(script.api_url, "xoxb-1", session)
    messenger = SlackMessenger(session, client, FakeClock())

    await messenger.reply(Address(script.response_url), MESSAGE)
    await messenger.share(Address(channel="C1"), MESSAGE, "p1")

    assert script.called == [URL, "chat.postMessage"]


async def test_hostile_text_arrives_as_it_was_given(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    text = "<!channel> \u202e\x00\ud800 财务 \U0001f600"

    await actor.reply(Address(script.response_url), Message(text))

    assert script.bodies(URL)[0]["text"] == text


async def test_a_refusal_that_comes_in_pieces_is_understood(
    actor: SlackMessenger,
) -> None:
    bodies: list[Any] = []

    async def hesitate(request: web.BaseRequest) -> web.StreamResponse:
        bodies.append(await request.json())
        if not bodies[-1]["blocks"]:
            return web.Response(text="ok")
        response = web.StreamResponse(status=400)
        await response.prepare(request)
        await response.write(b"invalid")
        await asyncio.sleep(0.02)
        await response.write(b"_blocks")
        return response

    async with LoopbackServer(hesitate) as server:
        await actor.reply(Address(server.url), MESSAGE)

    assert bodies[0]["blocks"]
    assert not bodies[-1]["blocks"]
