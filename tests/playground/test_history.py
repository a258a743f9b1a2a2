from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
)
from tests.playground.caller import SCOPES, Caller

METADATA = {"event_type": "runwatch_post", "event_payload": {"post_id": "p1"}}
BOTH = pytest.mark.parametrize(
    "method", ["conversations.history", "conversations.replies"]
)


@pytest.fixture
def slack() -> Caller:
    return Caller()


def texts(answer: dict[str, Any]) -> list[str]:
    return [each["text"] for each in answer["messages"]]


def history(slack: Caller, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return slack("conversations.history", channel=CHANNEL, **more)


def replies(slack: Caller, ts: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return slack("conversations.replies", channel=CHANNEL, ts=ts, **more)


def test_history_is_newest_first_and_has_no_ephemerals(slack: Caller) -> None:
    slack.say("one")
    slack("chat.postEphemeral", channel=CHANNEL, user=OPERATOR, text="psst")
    slack.say("two")

    answer = history(slack)

    assert texts(answer) == ["two", "one"]
    assert (answer["ok"], answer["has_more"]) == (True, False)
    assert "response_metadata" not in answer


@pytest.mark.parametrize(
    ("asked", "shown"), [({}, None), ({"include_all_metadata": "1"}, METADATA)]
)
def test_metadata_is_shown_when_it_is_asked_for(
    slack: Caller, asked: dict[str, str], shown: object
) -> None:
    ts = slack.say("one", metadata=METADATA)

    (in_history,) = history(slack, **asked)["messages"]
    (in_thread,) = replies(slack, ts, **asked)["messages"]

    assert (in_history.get("metadata"), in_thread.get("metadata")) == (shown, shown)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"oldest": 1}, ["4", "3", "2"]),
        ({"oldest": 1, "inclusive": True}, ["4", "3", "2", "1"]),
        ({"latest": 3}, ["2", "1", "0"]),
        ({"latest": 3, "inclusive": "true"}, ["3", "2", "1", "0"]),
        ({"oldest": 1, "latest": 3}, ["2"]),
    ],
)
def test_history_can_begin_and_end_somewhere(
    slack: Caller, asked: dict[str, Any], found: list[str]
) -> None:
    stamps = [slack.say(str(index)) for index in range(5)]
    named = {
        key: stamps[value] if key in {"oldest", "latest"} else value
        for key, value in asked.items()
    }

    assert texts(history(slack, **named)) == found


def pages(slack: Caller, **asked: Any) -> list[list[str]]:  # noqa: ANN401 - any JSON
    answer = history(slack, **asked)
    found = [texts(answer)]
    while answer["has_more"]:
        cursor = answer["response_metadata"]["next_cursor"]
        answer = history(slack, **asked, cursor=cursor)
        found.append(texts(answer))
    return found


def test_history_is_read_page_by_page(slack: Caller) -> None:
    stamps = [slack.say(str(index)) for index in range(5)]

    assert pages(slack, limit=2) == [["4", "3"], ["2", "1"], ["0"]]
    assert pages(slack, limit="2", latest=stamps[4]) == [["3", "2"], ["1", "0"]]


def test_history_from_a_moment_on_begins_there(slack: Caller) -> None:
    stamps = [slack.say(str(index)) for index in range(5)]

    assert pages(slack, limit=2, oldest=stamps[0]) == [["2", "1"], ["4", "3"]]


@given(count=st.integers(0, 12), limit=st.integers(1, 6), forward=st.booleans())
def test_the_pages_together_are_the_whole(
    count: int, limit: int, *, forward: bool
) -> None:
    slack = Caller()
    slack.workspace.rates.enabled = False
    said = [str(index) for index in range(count)]
    for text in said:
        slack.say(text)

    found = pages(slack, limit=limit, **({"oldest": "1"} if forward else {}))

    ordered = [text for page in found for text in (page[::-1] if forward else page)]
    assert ordered == (said if forward else said[::-1])
    assert all(len(page) <= limit for page in found)


def test_new_messages_do_not_move_the_pages(slack: Caller) -> None:
    for text in "abc":
        slack.say(text)
    first = history(slack, limit=1)
    slack.say("d")

    cursor = first["response_metadata"]["next_cursor"]

    assert texts(history(slack, cursor=cursor)) == ["b", "a"]


def test_a_thread_stands_beside_the_channel(slack: Caller) -> None:
    root = slack.say("root")
    slack.say("one", thread_ts=root)
    last = slack.say("two", thread_ts=root)

    (message,) = history(slack)["messages"]
    thread = replies(slack, root)["messages"]

    told = ("thread_ts", "reply_count", "reply_users", "latest_reply")
    assert [message[key] for key in told] == [root, 2, [BOT_USER], last]
    assert texts({"messages": thread}) == ["root", "one", "two"]
    assert thread[0] == message
    assert [each["thread_ts"] for each in thread] == [root] * 3
    assert [each["parent_user_id"] for each in thread[1:]] == [BOT_USER] * 2


def test_a_broadcast_reply_stands_in_both(slack: Caller) -> None:
    root = slack.say("root")
    slack.say("loud", thread_ts=root, reply_broadcast=True)

    assert texts(history(slack)) == ["loud", "root"]


def test_a_thread_is_read_page_by_page(slack: Caller) -> None:
    root = slack.say("root")
    for text in "abc":
        slack.say(text, thread_ts=root)

    first = replies(slack, root, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = replies(slack, root, limit=2, cursor=cursor)

    assert (texts(first), texts(second)) == (["root", "a"], ["b", "c"])
    assert not second["has_more"]


def test_a_thread_can_be_read_from_a_moment_on(slack: Caller) -> None:
    root = slack.say("root")
    first = slack.say("a", thread_ts=root)
    slack.say("b", thread_ts=root)

    assert texts(replies(slack, root, oldest=first)) == ["root", "b"]


@BOTH
@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"channel": "C0NOWHERE01"}, "channel_not_found"),
        ({}, "channel_not_found"),
        ({"channel": PRIVATE_CHANNEL}, "channel_not_found"),
        ({"channel": UNJOINED_CHANNEL}, "not_in_channel"),
        ({"channel": CHANNEL, "limit": "x"}, "invalid_limit"),
        ({"channel": CHANNEL, "limit": 1_001}, "invalid_limit"),
        ({"channel": CHANNEL, "oldest": "then"}, "invalid_ts_oldest"),
        ({"channel": CHANNEL, "latest": "now"}, "invalid_ts_latest"),
        ({"channel": CHANNEL, "cursor": "x"}, "invalid_cursor"),
        ({"channel": CHANNEL, "cursor": "YWZ0ZXI6MS4x"}, "invalid_cursor"),
    ],
    ids=[
        "unknown",
        "unsaid",
        "private",
        "not joined",
        "limit",
        "big limit",
        "oldest",
        "latest",
        "cursor",
        "old cursor",
    ],
)
def test_what_cannot_be_read_is_refused(
    method: str, asked: dict[str, Any], error: str
) -> None:
    slack = Caller(scopes=(*SCOPES, "chat:write.public"))
    ts = slack.say("one")

    assert slack.error(method, **asked, ts=ts) == error


@BOTH
def test_a_private_channel_needs_a_scope_of_its_own(method: str) -> None:
    slack = Caller(scopes=("chat:write", "channels:history"))
    slack.workspace.channels[PRIVATE_CHANNEL].members.add(BOT_USER)

    assert slack(method, channel=PRIVATE_CHANNEL, ts="1.1") == {
        "ok": False,
        "error": "missing_scope",
        "needed": "groups:history",
        "provided": "chat:write,channels:history",
    }


@pytest.mark.parametrize(
    ("ts", "error"), [("1.000001", "thread_not_found"), ("", "invalid_arguments")]
)
def test_a_thread_has_a_root(slack: Caller, ts: str, error: str) -> None:
    assert replies(slack, ts)["error"] == error


def test_a_conversation_is_described(slack: Caller) -> None:
    about = slack("conversations.info", channel=UNJOINED_CHANNEL)["channel"]

    told = ("id", "name", "is_private", "is_archived", "is_member", "is_im")
    assert [about[key] for key in told] == [
        UNJOINED_CHANNEL,
        "elsewhere",
        False,
        False,
        False,
        False,
    ]


def test_a_direct_message_is_described() -> None:
    slack = Caller(scopes=("im:read", "chat:write"))
    slack.say("x", channel=OPERATOR)

    about = slack("conversations.info", channel="D0OPERATOR1")["channel"]

    assert (about["is_im"], about["user"]) == (True, OPERATOR)


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0NOWHERE01", "channel_not_found"), (PRIVATE_CHANNEL, "channel_not_found")],
)
def test_what_the_bot_cannot_know_is_not_described(
    slack: Caller, channel: str, error: str
) -> None:
    assert slack.error("conversations.info", channel=channel) == error


def test_a_private_channel_is_described_with_its_own_scope(slack: Caller) -> None:
    slack.workspace.channels[PRIVATE_CHANNEL].members.add(BOT_USER)

    answer = slack("conversations.info", channel=PRIVATE_CHANNEL)

    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:read")
