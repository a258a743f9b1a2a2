import asyncio
from typing import Any

import pytest

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
)
from tests.playground.caller import SCOPES, Caller

DIRECT = "D0OPERATOR1"
SECTION = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}


@pytest.fixture
def slack() -> Caller:
    return Caller()


def human(slack: Caller, text: str = "hello") -> str:
    ts = slack.workspace.stamp()
    said = {"type": "message", "user": OPERATOR, "text": text, "ts": ts}
    slack.workspace.channels[CHANNEL].messages.append(said)
    return ts


def history(slack: Caller) -> list[str]:
    return [each["text"] for each in slack.workspace.channels[CHANNEL].messages]


def whisper(slack: Caller, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    usual = {"channel": CHANNEL, "user": OPERATOR, "text": "psst"}
    return slack("chat.postEphemeral", **{**usual, **more})


def test_an_ephemeral_is_seen_by_one_person_and_not_kept(slack: Caller) -> None:
    answer = whisper(slack)

    (post,) = slack.workspace.posts
    assert answer == {"ok": True, "message_ts": post.ts}
    assert (post.message, post.visible_to, post.via) == (
        {"text": "psst"},
        OPERATOR,
        "chat.postEphemeral",
    )
    assert history(slack) == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"user": "U0NOBODY001"}, "user_not_in_channel"),
        ({"user": None}, "user_not_in_channel"),
        ({"channel": "C0NOWHERE01"}, "channel_not_found"),
        ({"channel": PRIVATE_CHANNEL}, "channel_not_found"),
        ({"channel": UNJOINED_CHANNEL}, "not_in_channel"),
        ({"channel": OPERATOR}, "channel_not_found"),
        ({"thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": ""}, "no_text"),
    ],
)
def test_an_ephemeral_that_cannot_be_shown_is_refused(
    arguments: dict[str, Any], error: str
) -> None:
    slack = Caller(scopes=(*SCOPES, "chat:write.public"))

    assert whisper(slack, **arguments)["error"] == error
    assert slack.workspace.posts == []


def test_a_message_to_a_person_is_a_direct_message(slack: Caller) -> None:
    answer = slack("chat.postMessage", channel=OPERATOR, text="for you")

    (post,) = slack.workspace.posts
    direct = slack.workspace.channels[DIRECT]
    assert (answer["channel"], post.visible_to, post.shown.visible_to) == (
        DIRECT,
        OPERATOR,
        None,
    )
    assert direct.messages == [answer["message"]]
    assert slack.workspace.sees(OPERATOR, post.shown)
    assert not slack.workspace.sees(COLLEAGUE, post.shown)


def test_a_direct_message_goes_on_under_its_own_id(slack: Caller) -> None:
    slack("chat.postMessage", channel=OPERATOR, text="one")
    slack("chat.postMessage", channel=DIRECT, text="two")

    read = slack("conversations.history", channel=DIRECT)

    assert [each["text"] for each in read["messages"]] == ["two", "one"]


@pytest.mark.parametrize("somebody", [BOT_USER, GUEST])
def test_not_everybody_takes_direct_messages(slack: Caller, somebody: str) -> None:
    slack.workspace.people[GUEST].deleted = True

    error = slack.error("chat.postMessage", channel=somebody, text="x")

    assert error == "channel_not_found"


def test_an_update_replaces_text_and_takes_blocks_away(slack: Caller) -> None:
    metadata = {"event_type": "digest", "event_payload": {"id": "d1"}}
    ts = slack.say("before", blocks=[SECTION], metadata=metadata)

    answer = slack("chat.update", channel=CHANNEL, ts=ts, text="after")

    post = slack.workspace.posts[-1]
    assert (answer["ok"], answer["ts"], post.ts, post.via) == (
        True,
        ts,
        ts,
        "chat.update",
    )
    assert post.current == {"text": "after", "metadata": metadata}
    assert history(slack) == ["after"]
    assert "blocks" not in answer["message"]


def test_an_update_stays_in_its_thread(slack: Caller) -> None:
    root = slack.say("root")
    ts = slack.say("before", thread_ts=root)

    slack("chat.update", channel=CHANNEL, ts=ts, text="after")

    assert slack.workspace.posts[-1].message == {"text": "after", "thread_ts": root}


@pytest.mark.parametrize(
    ("method", "error"),
    [("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")],
)
def test_only_own_messages_are_changed(slack: Caller, method: str, error: str) -> None:
    ts = human(slack)

    assert slack.error(method, channel=CHANNEL, ts=ts, text="mine") == error
    assert history(slack) == ["hello"]


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
def test_what_history_does_not_have_is_not_changed(slack: Caller, method: str) -> None:
    ephemeral = str(whisper(slack)["message_ts"])
    gone = slack.say("gone")
    slack("chat.delete", channel=CHANNEL, ts=gone)

    errors = [
        slack.error(method, channel=CHANNEL, ts=ts, text="x")
        for ts in (ephemeral, gone, "1.000001", "")
    ]

    assert errors == ["message_not_found"] * 4


def test_a_direct_message_is_changed_under_its_own_id_only(slack: Caller) -> None:
    ts = slack("chat.postMessage", channel=OPERATOR, text="x")["ts"]
    update = {"ts": ts, "text": "y"}

    assert slack.error("chat.update", channel=OPERATOR, **update) == "channel_not_found"
    assert slack.error("chat.update", channel=DIRECT, **update) is None


def test_an_update_is_not_split(slack: Caller) -> None:
    ts = slack.say("short")
    error = slack.error("chat.update", channel=CHANNEL, ts=ts, text="x" * 4_001)

    assert error == "msg_too_long"
    assert slack.rules() == ["update-too-long", "text-too-long"]
    assert history(slack) == ["short"]


def test_an_update_is_judged(slack: Caller) -> None:
    ts = slack.say("before")

    assert slack.error("chat.update", channel=CHANNEL, ts=ts, text="") == "no_text"


def test_a_message_can_be_taken_away(slack: Caller) -> None:
    ts = slack.say("before")

    answer = slack("chat.delete", channel=CHANNEL, ts=ts)

    (post,) = slack.workspace.posts
    assert answer == {"ok": True, "channel": CHANNEL, "ts": ts}
    assert (post.current, history(slack)) == (None, [])


@pytest.mark.parametrize(
    ("length", "parts"),
    [
        (4_000, [4_000]),
        (4_001, [4_000, 1]),
        (12_000, [4_000] * 3),
        (40_001, [4_000] * 10),
    ],
)
def test_a_long_text_is_split_and_a_very_long_one_is_cut(
    slack: Caller, length: int, parts: list[int]
) -> None:
    answer = slack("chat.postMessage", channel=CHANNEL, text="x" * length)

    posts = slack.workspace.posts
    assert [len(text) for text in history(slack)] == parts
    assert answer["ts"] == posts[0].ts
    assert slack.rules() == ["text-too-long"] * (length > 4_000)


def test_a_long_text_beside_blocks_is_not_split(slack: Caller) -> None:
    text = "x" * 4_001
    slack("chat.postMessage", channel=CHANNEL, text=text, blocks=[SECTION])

    assert history(slack) == [text]


def test_markdown_can_be_the_text(slack: Caller) -> None:
    slack("chat.postMessage", channel=CHANNEL, markdown_text="**3** failed")

    assert history(slack) == ["**3** failed"]


@pytest.mark.parametrize("event_type", ["", "a b", 3])
def test_metadata_has_a_name(slack: Caller, event_type: object) -> None:
    metadata = {"event_type": event_type, "event_payload": {}}
    error = slack.error(
        "chat.postMessage", channel=CHANNEL, text="x", metadata=metadata
    )

    assert error == "invalid_metadata_format"


def test_an_answer_to_an_answer_is_noted(slack: Caller) -> None:
    root = slack.say("root")
    reply = slack.say("reply", thread_ts=root)

    slack.say("below", thread_ts=reply)

    assert slack.rules() == ["reply-to-reply"]


async def test_somebody_can_wait_for_a_post(slack: Caller) -> None:
    slack.say("one")
    slack.say("two")

    post = await slack.workspace.posted(lambda each: each.message["text"] == "two")

    assert post == slack.workspace.posts[-1]


async def test_somebody_can_wait_until_a_post_is_gone(slack: Caller) -> None:
    ts = slack.say("one")
    gone = asyncio.create_task(slack.workspace.posted(lambda each: not each.current))
    await asyncio.sleep(0)

    slack("chat.delete", channel=CHANNEL, ts=ts)

    assert (await gone).ts == ts


async def test_nobody_waits_for_a_post_for_ever(slack: Caller) -> None:
    with pytest.raises(TimeoutError):
        await slack.workspace.posted(lambda _: True, timeout=0.01)
