from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.playground.loopback import LoopbackServer
from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
    LocalSlack,
)
from bot.playground.slack.http import UploadAttempt
from tests.playground.caller import BOT_TOKEN, SCOPES, Caller
from tests.playground.hand_clock import HandClock

GET, COMPLETE = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture
def slack() -> Caller:
    return Caller()


def path_of(url: str) -> str:
    assert url.startswith("http://127.0.0.1:1/upload/v1/")
    return url.removeprefix("http://127.0.0.1:1")


def uploaded(slack: Caller, data: bytes = b"a,b\n1,2\n") -> str:
    """The id of a file whose bytes have arrived."""
    issued = slack(GET, filename="rows.csv", length=len(data))
    assert slack.workspace.files.take(path_of(issued["upload_url"]), data)
    return str(issued["file_id"])


def complete(slack: Caller, file: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return slack(COMPLETE, files=[{"id": file, "title": "Rows"}], **more)


def test_a_file_is_shared_in_a_thread(slack: Caller) -> None:
    root = slack.say("root")
    file = uploaded(slack)

    answer = complete(
        slack,
        file,
        channel_id=CHANNEL,
        thread_ts=root,
        initial_comment="All rows",
    )

    shared = slack.workspace.files.known[file]
    post = slack.workspace.posts[-1]
    assert answer == {"ok": True, "files": [shared.as_file()]}
    assert (shared.data, shared.title, shared.channels) == (
        b"a,b\n1,2\n",
        "Rows",
        [CHANNEL],
    )
    assert (post.message, post.via) == (
        {"text": "All rows", "thread_ts": root, "files": [shared.as_file()]},
        COMPLETE,
    )
    read = slack("conversations.replies", channel=CHANNEL, ts=root)
    assert read["messages"][-1]["files"] == [shared.as_file()]


def test_a_file_without_a_channel_is_seen_by_nobody(slack: Caller) -> None:
    answer = complete(slack, uploaded(slack))

    assert (answer["ok"], slack.workspace.posts) == (True, [])


def test_a_file_can_be_shared_in_several_channels(slack: Caller) -> None:
    slack.workspace.channels[PRIVATE_CHANNEL].members.add(BOT_USER)
    both = f"{CHANNEL},{PRIVATE_CHANNEL}"

    complete(slack, uploaded(slack), channels=both)

    posts = slack.workspace.posts
    assert [post.shown.channel for post in posts] == [CHANNEL, PRIVATE_CHANNEL]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"channel_id": UNJOINED_CHANNEL}, "not_in_channel"),
        ({"channel_id": PRIVATE_CHANNEL}, "channel_not_found"),
        ({"channel_id": "C0NOWHERE01"}, "channel_not_found"),
        (
            {"channel_id": CHANNEL, "thread_ts": "1.000001"},
            "cannot_reply_to_message",
        ),
    ],
)
def test_a_file_that_cannot_be_shared_can_be_tried_again(
    asked: dict[str, str], error: str
) -> None:
    slack = Caller(scopes=(*SCOPES, "chat:write.public"))
    file = uploaded(slack)

    assert complete(slack, file, **asked)["error"] == error
    assert complete(slack, file, channel_id=CHANNEL)["ok"]


def test_a_file_is_completed_once(slack: Caller) -> None:
    file = uploaded(slack)
    complete(slack, file)

    assert complete(slack, file)["error"] == "file_not_found"


@pytest.mark.parametrize(
    ("method", "asked", "error"),
    [
        (GET, {"length": 3}, "invalid_arguments"),
        (GET, {"filename": "rows.csv"}, "invalid_arguments"),
        (GET, {"filename": "rows.csv", "length": "much"}, "invalid_arguments"),
        (COMPLETE, {}, "invalid_arguments"),
        (COMPLETE, {"files": "[]"}, "invalid_arguments"),
        (COMPLETE, {"files": ["F1"]}, "invalid_arguments"),
        (COMPLETE, {"files": [{"id": "F1"}]}, "file_not_found"),
    ],
)
def test_what_is_no_upload_is_refused(
    slack: Caller, method: str, asked: dict[str, Any], error: str
) -> None:
    assert slack.error(method, **asked) == error


def test_a_file_that_did_not_arrive_is_not_completed(slack: Caller) -> None:
    issued = slack(GET, filename="rows.csv", length=3)

    assert complete(slack, issued["file_id"])["error"] == "file_not_found"


def test_the_comment_is_judged(slack: Caller) -> None:
    complete(slack, uploaded(slack), channel_id=CHANNEL, initial_comment="R&D")

    assert slack.rules() == ["unescaped"]


async def upload(slack: Caller, http: ClientSession, path: str, data: bytes) -> str:
    async def take(request: web.BaseRequest) -> web.StreamResponse:
        files, body = slack.workspace.files, await request.read()
        return await UploadAttempt(request, files, body).succeed()

    async with LoopbackServer(take) as server:
        url = f"{server.url}{path}"
        async with http.post(url, data=data) as response:
            return f"{response.status} {await response.text()}"


async def test_an_upload_url_takes_one_file(slack: Caller, http: ClientSession) -> None:
    issued = slack(GET, filename="rows.csv", length="3")
    path = path_of(issued["upload_url"])

    answers = [await upload(slack, http, path, b"abc") for _ in range(2)]

    assert answers == ["200 OK - 3", "404 file_not_found"]
    assert slack.workspace.files.known[issued["file_id"]].data == b"abc"


@pytest.mark.parametrize("data", [b"ab", b"abcd"])
async def test_an_upload_has_the_announced_length(
    slack: Caller, http: ClientSession, data: bytes
) -> None:
    issued = slack(GET, filename="rows.csv", length=3)
    path = path_of(issued["upload_url"])

    assert await upload(slack, http, path, data) == "404 file_not_found"


async def test_a_file_goes_the_whole_way_over_http(
    http: ClientSession, clock: HandClock
) -> None:
    async with LocalSlack(
        signing_secret="playground-secret",
        bot_token=BOT_TOKEN,
        scopes=["files:write"],
        now=clock,
    ) as slack:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        asked = {"filename": "rows.csv", "length": "3"}
        async with http.get(slack.api_url + GET, params=asked, headers=headers) as got:
            issued = await got.json()
        async with http.post(issued["upload_url"], data=b"abc") as took:
            taken = took.status
        done = {"files": [{"id": issued["file_id"]}], "channel_id": CHANNEL}
        async with http.post(
            slack.api_url + COMPLETE, json=done, headers=headers
        ) as end:
            answer = await end.json()

    (post,) = slack.posts
    assert (taken, answer) == (200, {"ok": True, "files": post.message["files"]})


def test_the_thread_of_a_file_without_a_comment_is_judged(slack: Caller) -> None:
    reply = slack.say("reply", thread_ts=slack.say("root"))

    answer = complete(slack, uploaded(slack), channel_id=CHANNEL, thread_ts=reply)

    assert (answer["ok"], slack.rules()) == (True, ["reply-to-reply"])
