from collections.abc import Callable

import pytest
from aiohttp import ClientSession

from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    PRIVATE_CHANNEL,
    LocalSlack,
)
from bot.playground.slack.answers import RateLimitedError
from tests.playground.block_samples import actions, button, home, message, plain
from tests.playground.caller import Caller
from tests.playground.tiny_bot import TAKEN, answer, answered

POST = {"channel": CHANNEL, "text": "3 failed"}
PUBLIC = {"text": "3 failed", "response_type": "in_channel"}


@pytest.fixture
def api() -> Caller:
    return Caller()


def waits(call: Callable[[], object]) -> int | None:
    """After how many seconds to come again, None when it was taken."""
    try:
        call()
    except RateLimitedError as limit:
        return limit.seconds
    return None


def test_a_channel_takes_one_message_a_second_and_a_short_burst(api: Caller) -> None:
    def post() -> object:
        return api("chat.postMessage", **POST)

    at_once = [waits(post) for _ in range(3)]
    api.clock.advance(seconds=1)
    later = [waits(post) for _ in range(2)]

    assert (at_once, later) == ([None, None, 1], [None, 1])
    assert api.rules() == ["too-fast"] * 2
    assert len(api.workspace.posts) == 3


def test_whispers_are_counted_by_their_method(api: Caller) -> None:
    whisper = {**POST, "user": OPERATOR}
    api("chat.postMessage", **POST)

    at_once = [waits(lambda: api("chat.postEphemeral", **whisper)) for _ in range(101)]

    assert at_once == [*[None] * 100, 1]


def test_each_channel_has_its_own_pace(api: Caller) -> None:
    api.workspace.channels[PRIVATE_CHANNEL].members.add("U0RUNWATCH1")
    elsewhere = {**POST, "channel": PRIVATE_CHANNEL}

    for each in (POST, POST, elsewhere, elsewhere):
        assert api.error("chat.postMessage", **each) is None

    assert waits(lambda: api("chat.postMessage", **elsewhere)) == 1


def test_a_refused_message_does_not_count(api: Caller) -> None:
    for _ in range(3):
        assert api.error("chat.postMessage", channel=CHANNEL) == "no_text"

    assert waits(lambda: api("chat.postMessage", **POST)) is None


@pytest.mark.parametrize(
    ("method", "arguments", "per_minute"),
    [
        ("chat.update", {}, 50),
        ("chat.delete", {}, 50),
        ("conversations.history", {"channel": CHANNEL}, 50),
        ("conversations.replies", {"channel": CHANNEL}, 50),
        ("views.open", {}, 100),
        ("views.push", {}, 100),
        ("views.update", {}, 100),
        ("views.publish", {"user_id": OPERATOR, "view": home()}, 100),
    ],
)
def test_a_method_has_a_tier(
    api: Caller, method: str, arguments: dict[str, object], per_minute: int
) -> None:
    def call() -> object:
        return api(method, **arguments)

    assert [waits(call) for _ in range(per_minute)] == [None] * per_minute
    assert waits(call) in {1, 2}
    api.clock.advance(seconds=2)
    assert waits(call) is None
    assert api.rules() == []


def test_rates_can_be_turned_off(api: Caller) -> None:
    api.workspace.rates.enabled = False

    assert [waits(lambda: api("chat.postMessage", **POST)) for _ in range(9)] == (
        [None] * 9
    )


def test_a_burst_can_be_longer(api: Caller) -> None:
    api.workspace.rates.burst = 4

    taken = [waits(lambda: api("chat.postMessage", **POST)) for _ in range(6)]

    assert taken == [None] * 5 + [1]


def test_history_can_be_restricted(api: Caller) -> None:
    api.workspace.rates.restricted_history = True
    for index in range(16):
        api.say(str(index))

    page = api("conversations.history", channel=CHANNEL, limit=999)

    assert (len(page["messages"]), page["has_more"]) == (15, True)
    assert waits(lambda: api("conversations.history", channel=CHANNEL)) == 60
    api.clock.advance(seconds=60)
    assert waits(lambda: api("conversations.history", channel=CHANNEL)) is None


async def test_too_soon_is_status_429(slack: LocalSlack, http: ClientSession) -> None:
    url = f"{slack.api_url}chat.postMessage"
    headers = {"Authorization": "Bearer xoxb-playground"}
    for _ in range(2):
        async with http.post(url, json=POST, headers=headers) as taken:
            assert taken.status == 200

    async with http.post(url, json=POST, headers=headers) as refused:
        body = await refused.json()

    assert (refused.status, refused.headers["Retry-After"], body) == (
        429,
        "1",
        {"ok": False, "error": "ratelimited"},
    )
    assert [call.error for call in slack.calls] == [None, None, "ratelimited"]


async def test_a_response_url_counts_what_the_channel_sees(
    slack: LocalSlack, http: ClientSession
) -> None:
    delivery = await slack.command(user=OPERATOR, text="failures")
    private = {**PUBLIC, "response_type": "ephemeral"}

    for sent in (private, private, private, PUBLIC, PUBLIC):
        assert await answer(http, delivery.response_url, sent) == TAKEN
    other = await slack.command(user=OPERATOR, text="failures")
    refused = await answer(http, other.response_url, PUBLIC)

    assert refused == (429, '{"ok": false, "error": "ratelimited"}')
    assert [rule.rule for rule in slack.broken_rules] == ["too-fast"]
    assert len(delivery.posts) == 5


async def test_a_press_counts_what_the_channel_sees_anew(
    slack: LocalSlack, http: ClientSession
) -> None:
    page = message(actions(button(text=plain("Next"))))
    post = await answered(slack, http, {**page, "response_type": "in_channel"})
    press = await slack.press(OPERATOR, post, text="Next")
    aside, instead = {"replace_original": False}, {"replace_original": True}

    taken = [
        await answer(http, press.response_url, {**PUBLIC, **how})
        for how in (instead, aside, aside)
    ]

    assert [status for status, _ in taken] == [200, 200, 429]
    assert [rule.rule for rule in slack.broken_rules] == ["too-fast"]


def test_a_file_counts_like_a_message(api: Caller) -> None:
    def share() -> object:
        asked = {"filename": "rows.csv", "length": 3}
        issued = api("files.getUploadURLExternal", **asked)
        path = issued["upload_url"].removeprefix("http://127.0.0.1:1")
        api.workspace.files.take(path, b"abc")
        files = [{"id": issued["file_id"]}]
        return api("files.completeUploadExternal", files=files, channel_id=CHANNEL)

    assert [waits(share) for _ in range(3)] == [None, None, 1]
    assert len(api.workspace.posts) == 2
    assert api.rules() == ["too-fast"]
