import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.adapters.slack import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import (
    OPERATOR,
    ApiError,
    Delivery,
    Hang,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from tests.fakes import FakeClock

BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
TOO_LONG = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3_001}}
MESSAGE = Message("3 failed", (BLOCK,))
SENT = {
    "response_type": "ephemeral",
    "text": "3 failed",
    "blocks": [BLOCK],
    "unfurl_links": False,
    "unfurl_media": False,
    "replace_original": False,
}


class ResponseUrl:
    """Answers posts one after another, the last answer for ever; keeps what came."""

    def __init__(self) -> None:
        self.answers: deque[web.Response] = deque([web.Response(text="ok")])
        self.bodies: list[Any] = []

    def will_answer(self, *answers: web.Response) -> None:
        self.answers = deque(answers)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.bodies.append(await request.json())
        if len(self.answers) > 1:
            return self.answers.popleft()
        last = self.answers[0]
        again = web.Response(status=last.status, headers=last.headers)
        again.body = last.body
        return again


def throttled(**headers: str) -> web.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(status=429, text="rate limited", headers=named)


@pytest.fixture
def messenger(session: aiohttp.ClientSession, clock: FakeClock) -> SlackMessenger:
    return SlackMessenger(session, clock)


@pytest.fixture
def url() -> ResponseUrl:
    return ResponseUrl()


@pytest.fixture
async def address(url: ResponseUrl) -> AsyncIterator[Address]:
    async with LoopbackServer(url) as server:
        yield Address(f"{server.url}/commands/1")


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async def ack(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response()

    async with (
        LoopbackServer(ack) as bot,
        LocalSlack(signing_secret="s", bot_token="xoxb-1", scopes=[]) as running,
    ):
        running.events_url = f"{bot.url}/slack/events"
        yield running


@pytest.fixture
async def delivery(slack: LocalSlack) -> Delivery:
    return await slack.command(user=OPERATOR, text="failures")


def shown(slack: LocalSlack) -> list[Any]:
    return [post.message for post in slack.posts]


async def failure(
    messenger: SlackMessenger, url: str, message: Message = MESSAGE
) -> tuple[str, bool]:
    with pytest.raises(MessengerError) as caught:
        await messenger.reply(Address(url), message)
    return str(caught.value), caught.value.permanent


async def test_a_message_is_shown_to_who_asked(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert shown(slack) == [SENT]
    assert [post.visible_to for post in slack.posts] == [OPERATOR]
    assert slack.broken_rules == []


async def test_a_message_may_take_the_place_of_another(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url, replaces=True), MESSAGE)

    assert shown(slack) == [{**SENT, "replace_original": True}]


@pytest.mark.parametrize("url", ["", "//x", "javascript:alert(1)", "file:///etc/hosts"])
async def test_an_address_that_is_none_gets_nothing(
    messenger: SlackMessenger, url: str
) -> None:
    with pytest.raises(MessengerError) as caught:
        await messenger.reply(Address(url), MESSAGE)

    assert caught.value.permanent


async def test_a_message_without_blocks_says_so(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), Message("3 failed"))

    assert shown(slack) == [SENT | {"blocks": []}]


async def test_blocks_that_slack_refuses_are_left_out(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    message = Message("3 failed", (TOO_LONG,))

    with capture_logs() as logs:
        await messenger.reply(Address(delivery.response_url), message)

    assert shown(slack) == [{k: v for k, v in SENT.items() if k != "blocks"}]
    assert [(log["event"], log["answer"]) for log in logs] == [
        ("blocks_refused", "invalid_blocks")
    ]


async def test_a_text_that_is_refused_too_is_given_up(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    url.will_answer(web.Response(status=400, text="invalid_blocks"))

    said = await failure(messenger, address.response_url)

    assert said == ("response_url answered 400: invalid_blocks", True)
    assert [("blocks" in body) for body in url.bodies] == [True, False]


async def test_a_message_without_blocks_is_not_sent_again_without_them(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    url.will_answer(web.Response(status=400, text="invalid_blocks"))

    said = await failure(messenger, address.response_url, Message("3 failed"))

    assert said == ("response_url answered 400: invalid_blocks", True)
    assert len(url.bodies) == 1


async def test_throttling_is_waited_out(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack.faults.next("response_url", RateLimited(7), times=3)

    await messenger.reply(Address(delivery.response_url), MESSAGE)

    assert shown(slack) == [SENT]
    assert clock.slept == [7, 7, 7]


async def test_throttling_without_end_is_given_up(
    url: ResponseUrl, address: Address, messenger: SlackMessenger, clock: FakeClock
) -> None:
    url.will_answer(throttled(Retry_After="2"))

    said = await failure(messenger, address.response_url)

    assert said == ("response_url answered 429: rate limited", False)
    assert (len(url.bodies), clock.slept) == (4, [2, 2, 2])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "5"}, 5),
        ({"retry_after": "5"}, 5),
        ({"Retry_After": "60"}, 60),
        ({"Retry_After": "61"}, 60),
        ({"Retry_After": "9" * 400}, 60),
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
    url: ResponseUrl,
    address: Address,
    messenger: SlackMessenger,
    clock: FakeClock,
    *,
    headers: dict[str, str],
    seconds: float,
) -> None:
    url.will_answer(throttled(**headers), web.Response(text="ok"))

    await messenger.reply(address, MESSAGE)

    assert clock.slept == [seconds]


async def test_a_url_that_takes_no_more_is_given_up(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    for _ in range(5):
        await messenger.reply(Address(delivery.response_url), MESSAGE)

    said = await failure(messenger, delivery.response_url)

    assert said == (
        'response_url answered 404: {"ok": false, "error": "used_url"}',
        True,
    )
    assert len(slack.posts) == 5


async def test_an_expired_url_is_given_up(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    slack.faults.next("response_url", ApiError("expired_url"))

    said = await failure(messenger, delivery.response_url)

    assert said == (
        'response_url answered 404: {"ok": false, "error": "expired_url"}',
        True,
    )


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_trouble_of_slack_may_pass_and_is_not_tried_again(
    slack: LocalSlack,
    delivery: Delivery,
    messenger: SlackMessenger,
    clock: FakeClock,
    status: int,
) -> None:
    slack.faults.next("response_url", ServerError(status))

    said = await failure(messenger, delivery.response_url)

    assert said == (f"response_url answered {status}: upstream request failed", False)
    assert (slack.posts, clock.slept) == ([], [])


@pytest.mark.parametrize("status", [201, 301, 400, 403, 410, 499])
async def test_any_other_answer_is_a_refusal(
    url: ResponseUrl, address: Address, messenger: SlackMessenger, status: int
) -> None:
    url.will_answer(web.Response(status=status, text="no"))

    said = await failure(messenger, address.response_url)

    assert said == (f"response_url answered {status}: no", True)


async def test_a_long_answer_is_cut(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    url.will_answer(web.Response(status=502, text="<html>" * 1_000))

    said, _ = await failure(messenger, address.response_url)

    assert len(said) < 120


async def test_an_error_page_in_another_charset_may_pass(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    url.will_answer(web.Response(status=502, body=b"caf\xe9"))

    _, permanent = await failure(messenger, address.response_url)

    assert permanent is False


async def test_a_message_that_was_taken_is_taken_whatever_the_answer_says(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    url.will_answer(web.Response(body=b"caf\xe9"))

    await messenger.reply(address, MESSAGE)

    assert url.bodies == [SENT]


@pytest.mark.parametrize(
    ("fault", "shown_then"),
    [(ResetBefore(), []), (ResetAfterStoring(), [SENT])],
    ids=["reset-before", "reset-after"],
)
async def test_a_broken_connection_may_pass_and_nothing_is_sent_twice(
    slack: LocalSlack,
    delivery: Delivery,
    messenger: SlackMessenger,
    fault: ResetBefore | ResetAfterStoring,
    shown_then: list[Any],
) -> None:
    slack.faults.next("response_url", fault)

    said, permanent = await failure(messenger, delivery.response_url)

    assert said.startswith("response_url: ")
    assert permanent is False
    assert shown(slack) == shown_then


async def test_an_answer_that_does_not_come_may_pass(
    slack: LocalSlack, delivery: Delivery, hasty: aiohttp.ClientSession
) -> None:
    slack.faults.next("response_url", Hang())

    _, permanent = await failure(
        SlackMessenger(hasty, FakeClock()), delivery.response_url
    )

    assert permanent is False
    assert slack.posts == []


async def test_a_connection_that_breaks_when_used_again_is_not_sent_twice(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    await messenger.reply(Address(delivery.response_url), MESSAGE)
    slack.faults.next("response_url", ResetAfterStoring())

    _, permanent = await failure(messenger, delivery.response_url)

    assert permanent is False
    assert shown(slack) == [SENT, SENT]


async def test_nobody_there_may_pass(messenger: SlackMessenger) -> None:
    async with LoopbackServer(ResponseUrl()) as server:
        gone = server.url

    said = await failure(messenger, gone)

    assert said == ("response_url: ClientConnectorError", False)


async def test_an_error_does_not_tell_the_url(messenger: SlackMessenger) -> None:
    secret = "http://127.0.0.1:9/commands/T1/1/secret"

    said, _ = await failure(messenger, secret)

    assert "secret" not in said


async def test_the_environments_proxy_is_left_to_the_session(
    url: ResponseUrl,
    address: Address,
    session: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    await SlackMessenger(session, FakeClock()).reply(address, MESSAGE)

    assert url.bodies == [SENT]


async def test_hostile_text_arrives_as_it_was_given(
    url: ResponseUrl, address: Address, messenger: SlackMessenger
) -> None:
    text = "<!channel> \u202e\x00\ud800 财务 \U0001f600"

    await messenger.reply(address, Message(text))

    assert url.bodies[0]["text"] == text


async def test_a_refusal_that_comes_in_pieces_is_understood(
    messenger: SlackMessenger,
) -> None:
    bodies: list[Any] = []

    async def hesitate(request: web.BaseRequest) -> web.StreamResponse:
        bodies.append(await request.json())
        if "blocks" not in bodies[-1]:
            return web.Response(text="ok")
        response = web.StreamResponse(status=400)
        await response.prepare(request)
        await response.write(b"invalid")
        await asyncio.sleep(0.02)
        await response.write(b"_blocks")
        return response

    async with LoopbackServer(hesitate) as server:
        await messenger.reply(Address(server.url), MESSAGE)

    assert [("blocks" in body) for body in bodies] == [True, False]


async def test_without_a_connection_it_tries_again(
    messenger: SlackMessenger, clock: FakeClock
) -> None:
    address = Address("http://127.0.0.1:9/commands/1")

    with pytest.raises(MessengerError) as caught:
        await messenger.reply(address, MESSAGE)

    assert (str(caught.value), caught.value.permanent) == (
        "response_url: ClientConnectorError",
        False,
    )
    assert clock.slept == [1, 1, 1]
