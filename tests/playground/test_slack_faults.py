import asyncio

import pytest
from aiohttp import ClientSession, ServerDisconnectedError, web

from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    ApiError,
    Fault,
    Hang,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from bot.playground.slack.deliveries import Delivery
from bot.playground.slack.faults import Attempt, ServerErrorAfterStoring, Slow

MESSAGE = {"channel": CHANNEL, "text": "3 failed", "response_type": "ephemeral"}


class HangAloud:
    """Hangs, and says when it does."""

    def __init__(self) -> None:
        self.began = asyncio.Event()

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        self.began.set()
        return await Hang().answer(attempt)


class Caller:
    """Posts one message over and over, in two ways."""

    def __init__(self, slack: LocalSlack, http: ClientSession, url: str) -> None:
        self.slack = slack
        self.http = http
        self.urls = {
            "chat.postMessage": f"{slack.api_url}chat.postMessage",
            "response_url": url,
        }

    async def post(self, target: str) -> tuple[int, str, str]:
        async with self.http.post(
            self.urls[target],
            json=MESSAGE,
            headers={"Authorization": "Bearer xoxb-playground"},
        ) as response:
            waiting = response.headers.get("Retry-After", "")
            return response.status, waiting, await response.text()


@pytest.fixture
async def delivery(slack: LocalSlack) -> Delivery:
    return await slack.command(user=OPERATOR, text="failures")


@pytest.fixture
def caller(slack: LocalSlack, http: ClientSession, delivery: Delivery) -> Caller:
    return Caller(slack, http, delivery.response_url)


BOTH = pytest.mark.parametrize("target", ["chat.postMessage", "response_url"])


def errors(slack: LocalSlack) -> list[str | None]:
    return [call.error for call in slack.calls]


@BOTH
async def test_a_rate_limit_says_when_to_come_back(
    slack: LocalSlack, caller: Caller, target: str
) -> None:
    slack.faults.next(target, RateLimited(3))

    answer = await caller.post(target)

    assert answer == (429, "3", '{"ok": false, "error": "ratelimited"}')
    assert slack.posts == []


@BOTH
async def test_a_server_error_is_no_json(
    slack: LocalSlack, caller: Caller, target: str
) -> None:
    slack.faults.next(target, ServerError(503))

    assert await caller.post(target) == (503, "", "upstream request failed")
    assert slack.posts == []


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("chat.postMessage", (200, "", '{"ok": false, "error": "fatal_error"}')),
        ("response_url", (404, "", '{"ok": false, "error": "fatal_error"}')),
    ],
)
async def test_any_error_can_be_answered(
    slack: LocalSlack, caller: Caller, target: str, answer: tuple[int, str, str]
) -> None:
    slack.faults.next(target, ApiError("fatal_error"))

    assert await caller.post(target) == answer
    assert slack.posts == []


@BOTH
@pytest.mark.parametrize(
    ("fault", "stored"), [(ResetBefore(), 0), (ResetAfterStoring(), 1)]
)
async def test_a_lost_answer_does_not_say_whether_it_was_stored(
    slack: LocalSlack, caller: Caller, target: str, fault: Fault, stored: int
) -> None:
    slack.faults.next(target, fault)

    with pytest.raises(ServerDisconnectedError):
        await caller.post(target)

    assert len(slack.posts) == stored


@BOTH
async def test_a_server_error_does_not_say_whether_it_was_stored(
    slack: LocalSlack, caller: Caller, target: str
) -> None:
    slack.faults.next(target, ServerErrorAfterStoring(503))

    assert await caller.post(target) == (503, "", "upstream request failed")
    assert len(slack.posts) == 1


@BOTH
async def test_a_slow_slack_does_at_once_what_it_says_late(
    slack: LocalSlack, caller: Caller, target: str
) -> None:
    slack.faults.next(target, Slow(60))

    posting = asyncio.create_task(caller.post(target))
    await slack.posted(lambda _: True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(posting, 0.01)

    assert len(slack.posts) == 1


async def test_a_slow_answer_is_right(slack: LocalSlack, caller: Caller) -> None:
    slack.faults.next("response_url", Slow(0.001))

    assert await caller.post("response_url") == (200, "", "ok")


@pytest.mark.parametrize(
    "method",
    [
        "auth.test",
        "chat.postEphemeral",
        "chat.update",
        "chat.delete",
        "conversations.info",
        "conversations.history",
        "conversations.replies",
        "views.open",
        "views.push",
        "views.update",
        "views.publish",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
        "apps.connections.open",
    ],
)
async def test_every_method_has_its_faults(
    slack: LocalSlack, http: ClientSession, method: str
) -> None:
    slack.faults.next(method, ApiError("fatal_error"))

    async with http.post(f"{slack.api_url}{method}") as response:
        answer = await response.json()

    assert answer == {"ok": False, "error": "fatal_error"}


@BOTH
async def test_a_hanging_slack_never_answers(
    slack: LocalSlack, caller: Caller, target: str
) -> None:
    fault = HangAloud()
    slack.faults.next(target, fault)

    posting = asyncio.create_task(caller.post(target))
    await fault.began.wait()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(posting, 0.05)

    assert slack.posts == []
    assert errors(slack) == ["hang"] * len(slack.calls)


async def test_a_fault_hits_only_its_target_and_only_so_often(
    slack: LocalSlack, caller: Caller
) -> None:
    slack.faults.next("users.info", ServerError())
    slack.faults.next("chat.postMessage", ServerError(), times=2)
    slack.faults.next("chat.postMessage", RateLimited(1))

    statuses = [(await caller.post("chat.postMessage"))[0] for _ in range(4)]

    assert statuses == [500, 500, 429, 200]
    assert errors(slack) == ["http_500", "http_500", "ratelimited", None]


async def test_what_was_answered_is_kept_with_the_call(
    slack: LocalSlack, caller: Caller
) -> None:
    target = "chat.postMessage"
    slack.faults.next(target, ApiError("fatal_error"))
    slack.faults.next(target, ResetAfterStoring())
    slack.faults.next(target, ServerError(502))

    await caller.post(target)
    with pytest.raises(ServerDisconnectedError):
        await caller.post(target)
    await caller.post(target)

    assert errors(slack) == ["fatal_error", "reset", "http_502"]
