"""Looking for a post among many, and among what cannot be read."""

from typing import Any

import pytest
from aiohttp import web

from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import BOT, CHANNEL, OPERATOR, LocalSlack, ResetAfterStoring
from bot.playground.slack.faults import Attempt
from tests.adapters.slack.scripted import Answer, ScriptedSlack, gives, refuses, resets
from tests.fakes import NINE, FakeClock

MESSAGE = Message("3 failed")
POST, READ, THREAD = (
    "chat.postMessage",
    "conversations.history",
    "conversations.replies",
)
NOW = NINE.timestamp()

Json = dict[str, Any]


def post(post_id: str = "p1", bot: str = BOT, event: str = "runwatch_post") -> Json:
    payload = {"post_id": post_id}
    metadata = {"event_type": event, "event_payload": payload}
    return {"ts": f"{NOW:.6f}", "bot_id": bot, "metadata": metadata}


def said(ago: float = 0) -> Json:
    return {"ts": f"{NOW - ago:.6f}", "user": "U1", "text": "hello"}


def page(*messages: object, more: str = "") -> Answer:
    listed = {"ok": True, "messages": list(messages), "has_more": bool(more)}
    return gives(
        {**listed, "response_metadata": {"next_cursor": more}} if more else listed
    )


async def share(messenger: SlackMessenger, thread: str = "") -> None:
    await messenger.share(Address(channel="C1", thread=thread), MESSAGE, "p1")


async def test_a_channel_is_asked_for_its_end_with_what_posts_carry(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, resets)
    script.will(READ, page(post()))

    await share(actor)

    assert script.bodies(READ) == [
        {"channel": "C1", "limit": "15", "include_all_metadata": "1"}
    ]


async def test_a_thread_is_asked_for_all_since_an_hour(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, resets)
    script.will(THREAD, page(said(9_000), post()))

    await share(actor, "1.2")

    assert script.bodies(THREAD) == [
        {
            "channel": "C1",
            "ts": "1.2",
            "oldest": f"{NOW - 3_600:.6f}",
            "limit": "15",
            "include_all_metadata": "1",
        }
    ]


@pytest.mark.parametrize("thread", ["", "1.2"], ids=["channel", "thread"])
async def test_it_turns_pages_until_the_post_is_found(
    script: ScriptedSlack, actor: SlackMessenger, thread: str
) -> None:
    method = THREAD if thread else READ
    script.will(POST, resets)
    script.will(
        method, page(said(), more="two"), page(said(), more="three"), page(post())
    )

    await share(actor, thread)

    assert [body.get("cursor") for body in script.bodies(method)] == [
        None,
        "two",
        "three",
    ]


async def test_it_reads_no_further_back_than_the_post_can_be(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, resets, gives({"ok": True}))
    script.will(READ, page(said(), said(301), more="two"))

    await share(actor)

    assert script.called == [POST, READ, READ, READ, POST]


async def test_the_root_of_a_thread_is_always_old_and_ends_nothing(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, resets)
    script.will(THREAD, page(said(9_000), said(), more="two"), page(post()))

    await share(actor, "1.2")

    assert script.called == [POST, THREAD, THREAD]


async def test_a_channel_too_busy_to_be_read_leaves_it_unsure(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, resets)
    script.will(READ, page(said(), more="on and on"))

    with pytest.raises(UncertainError):
        await share(actor)

    assert script.called == [POST, *[READ] * 5]


async def test_a_post_that_shows_late_is_found(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(POST, resets)
    script.will(READ, page(), page(), page(post()))

    await share(actor)

    assert script.called == [POST, READ, READ, READ]
    assert clock.slept == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        post("p2"),
        post(bot="B0SOMEBODY"),
        post(event="their_post"),
        {"ts": "1", "bot_id": BOT, "metadata": {"event_type": "runwatch_post"}},
        {"ts": "1", "bot_id": BOT, "metadata": "p1"},
        {"ts": "1", "bot_id": BOT, "text": "p1"},
        "p1",
        None,
    ],
    ids=range(8),
)
async def test_what_only_looks_like_the_post_is_another(
    script: ScriptedSlack, actor: SlackMessenger, other: object
) -> None:
    script.will(POST, resets, gives({"ok": True}))
    script.will(READ, page(other))

    await share(actor)

    assert script.called.count(POST) == 2


@pytest.mark.parametrize(
    "answer",
    [
        *[
            refuses(code)
            for code in ("missing_scope", "not_in_channel", "invalid_auth")
        ],
        refuses("a_code_of_next_year"),
        gives({"ok": True, "messages": [], "has_more": True}),
        gives({"ok": True, "messages": "none", "has_more": 1, "response_metadata": []}),
        gives({"ok": True, "messages": [{"ts": "soon"}], "has_more": True}),
    ],
    ids=range(7),
)
async def test_what_cannot_be_read_leaves_it_unsure(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(POST, resets)
    script.will(READ, answer)

    with pytest.raises(UncertainError):
        await share(actor)

    assert script.called == [POST, READ]


async def test_among_many_posts_the_lost_one_is_found(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    class StoredAmongOthers:
        """It took effect, and others write on before anybody can look."""

        async def answer(self, attempt: Attempt) -> web.StreamResponse:
            answer = await ResetAfterStoring().answer(attempt)
            at = slack.channels[CHANNEL].messages[-1]["ts"]
            slack.channels[CHANNEL].messages.extend(
                {"type": "message", "user": OPERATOR, "text": "hm", "ts": f"{at}{n:02}"}
                for n in range(40)
            )
            return answer

    slack.faults.next(POST, StoredAmongOthers())

    await messenger.share(Address(channel=CHANNEL), MESSAGE, "p1")

    assert len(slack.channels[CHANNEL].messages) == 41
    assert [call.method for call in slack.calls] == [POST, READ, READ, READ]


@pytest.mark.parametrize(
    ("bot", "ago", "posts"),
    [(BOT, 0, 1), (BOT, 301, 3), ("B0OTHER", 0, 3)],
    ids=["ours", "ours of before", "of another bot"],
)
async def test_a_post_of_ours_that_hides_its_id_may_be_the_one(
    script: ScriptedSlack, actor: SlackMessenger, bot: str, ago: float, posts: int
) -> None:
    script.will(POST, resets, resets, resets)
    bare = {"ts": f"{NOW - ago:.6f}", "bot_id": bot, "text": "3 failed"}
    script.will(READ, *[page(bare)] * 9)

    with pytest.raises(MessengerError):
        await share(actor)

    assert len(script.bodies(POST)) == posts
