"""What happens where a response_url takes nothing more."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
    ApiError,
    Delivery,
    LocalSlack,
    ResetAfterStoring,
)
from tests.adapters.slack.scripted import (
    URL,
    Answer,
    ScriptedSlack,
    gives,
    refuses,
    resets,
    says,
    throttles,
)
from tests.fakes import FakeClock

BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
MESSAGE = Message("3 failed", (BLOCK,))
USED = gives({"ok": False, "error": "used_url"}, 404)
WHISPER, POST = "chat.postEphemeral", "chat.postMessage"


def seen(slack: LocalSlack) -> list[tuple[str | None, str, str]]:
    return [(post.visible_to, post.shown.channel, post.via) for post in slack.posts]


def address(script: ScriptedSlack) -> Address:
    return Address(script.response_url, user="U1", channel="C1")


async def test_the_sixth_message_is_told_in_the_conversation(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    where = Address(delivery.response_url, user=OPERATOR, channel=CHANNEL)

    for _ in range(6):
        await messenger.reply(where, MESSAGE)

    url, whisper = (OPERATOR, CHANNEL, "response_url"), (OPERATOR, CHANNEL, WHISPER)
    assert seen(slack) == [*[url] * 5, whisper]
    assert slack.posts[-1].message["blocks"] == [BLOCK]
    assert slack.broken_rules == []


@pytest.mark.parametrize(
    "channel", [UNJOINED_CHANNEL, PRIVATE_CHANNEL, "D0SOMEBODY", ""]
)
async def test_where_the_bot_is_no_member_it_is_a_direct_message(
    slack: LocalSlack, messenger: SlackMessenger, channel: str
) -> None:
    await messenger.reply(Address(user=OPERATOR, channel=channel), MESSAGE)

    [post] = slack.posts
    assert slack.channels[post.shown.channel].direct_with == OPERATOR
    assert post.message["text"] == "3 failed"


@pytest.mark.parametrize("archived", [True, False], ids=["archived", "restricted"])
async def test_where_nobody_may_post_it_is_a_direct_message(
    slack: LocalSlack, messenger: SlackMessenger, *, archived: bool
) -> None:
    slack.channels[CHANNEL].is_archived = archived
    slack.channels[CHANNEL].is_restricted = not archived

    await messenger.reply(Address(user=OPERATOR, channel=CHANNEL), MESSAGE)

    assert [call.method for call in slack.calls] == [WHISPER, POST]
    assert len(slack.posts) == 1


async def test_a_thread_is_kept(script: ScriptedSlack, actor: SlackMessenger) -> None:
    await actor.reply(Address(user="U1", channel="C1", thread="1.2"), MESSAGE)

    assert script.calls == [
        (
            WHISPER,
            {
                "channel": "C1",
                "user": "U1",
                "thread_ts": "1.2",
                "text": "3 failed",
                "blocks": [BLOCK],
            },
        )
    ]


@pytest.mark.parametrize(
    "answer",
    [
        USED,
        gives({"ok": False, "error": "expired_url"}, 404),
        gives({"ok": False, "error": "used_url"}),
        gives({"ok": False, "error": "invalid_url"}, 400),
        gives({"ok": False, "error": "message_not_found"}, 404),
        says("expired_url", 403),
        says("no_service", 404),
        says("channel_is_archived", 410),
        says("channel_not_found", 404),
        says("action_prohibited", 403),
        says("<html>not here</html>", 404),
        says("", 410),
    ],
    ids=range(12),
)
async def test_every_way_in_which_a_url_is_used_up_leads_to_the_conversation(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(URL, answer)

    await actor.reply(address(script), MESSAGE)

    assert script.called == [URL, WHISPER]


@pytest.mark.parametrize(
    "answer",
    [
        says("no", 403),
        says("too many", 400),
        says("", 413),
        says("<html>moved</html>", 302),
        gives({"ok": False}),
        gives({"ok": False, "error": "no_text"}),
        gives({"ok": False, "error": "new_one"}, 400),
    ],
    ids=range(7),
)
async def test_whatever_a_url_refuses_is_told_in_the_conversation(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(URL, answer)

    await actor.reply(address(script), MESSAGE)

    assert script.called == [URL, WHISPER]


@pytest.mark.parametrize(
    "answer", [throttles(2), says("rate_limited", 403)], ids=[0, 1]
)
async def test_a_url_that_is_throttled_to_the_end_leads_to_the_conversation(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(URL, answer)
    script.will(WHISPER, throttles(2))

    await actor.reply(address(script), MESSAGE)

    assert script.called == [URL] * 4 + [WHISPER] * 4 + [POST]


async def test_a_url_without_a_connection_leads_to_the_conversation(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    where = Address("http://127.0.0.1:9/secret", user="U1", channel="C1")

    await actor.reply(where, MESSAGE)

    assert script.called == [WHISPER]


async def test_a_url_that_signs_us_out_leads_nowhere(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, says("token_revoked", 403))

    with pytest.raises(MessengerError):
        await actor.reply(address(script), MESSAGE)

    assert script.called == [URL]


@pytest.mark.parametrize("channel", ["C1", ""], ids=["conversation", "direct"])
async def test_what_one_person_sees_waits_for_no_turn(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock, channel: str
) -> None:
    where = Address(user="U1", channel=channel)

    await asyncio.gather(*(actor.reply(where, MESSAGE) for _ in range(110)))

    assert (len(script.calls), clock.slept) == (110, [])


@pytest.mark.parametrize(("channel", "way"), [("C1", WHISPER), ("", POST)])
async def test_what_one_person_sees_waits_as_long_as_slack_asks(
    script: ScriptedSlack,
    actor: SlackMessenger,
    clock: FakeClock,
    *,
    channel: str,
    way: str,
) -> None:
    script.will(way, throttles(7), gives({"ok": True}))

    await actor.reply(Address(user="U1", channel=channel), MESSAGE)

    assert (script.called, clock.slept) == ([way] * 2, [7])


@pytest.mark.parametrize(
    "url",
    ["", "//x", "http://", "javascript:alert(1)", "file:///etc/hosts", "http://["],
)
async def test_a_url_that_is_none_leads_to_the_conversation(
    script: ScriptedSlack, actor: SlackMessenger, url: str
) -> None:
    await actor.reply(Address(url, user="U1", channel="C1"), MESSAGE)

    assert script.called == [WHISPER]


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "is_bot", "new_one"])
async def test_whatever_refuses_the_conversation_leads_to_a_direct_message(
    script: ScriptedSlack, actor: SlackMessenger, code: str
) -> None:
    script.will(WHISPER, refuses(code))

    await actor.reply(Address(user="U1", channel="C1"), MESSAGE)

    assert script.calls[-1] == (
        POST,
        {
            "channel": "U1",
            "text": "3 failed",
            "blocks": [BLOCK],
            "unfurl_links": False,
            "unfurl_media": False,
        },
    )


async def test_a_token_that_is_worth_nothing_is_not_tried_in_another_way(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(WHISPER, refuses("token_revoked"))

    with pytest.raises(MessengerError) as caught:
        await actor.reply(Address(user="U1", channel="C1"), MESSAGE)

    assert script.called == [WHISPER]
    assert (str(caught.value), caught.value.permanent) == (
        "chat.postEphemeral: 200 token_revoked",
        True,
    )


@pytest.mark.parametrize("step", [URL, WHISPER, POST])
async def test_a_lost_answer_ends_the_search_for_another_way(
    script: ScriptedSlack, actor: SlackMessenger, step: str
) -> None:
    script.will(URL, USED)
    script.will(WHISPER, refuses("not_in_channel"))
    script.will(step, resets)

    with pytest.raises(UncertainError):
        await actor.reply(address(script), MESSAGE)

    ways = [URL, WHISPER, POST]
    assert script.called == ways[: ways.index(step) + 1]


async def test_a_post_that_used_the_url_up_and_was_lost_is_not_told_again(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    where = Address(delivery.response_url, user=OPERATOR, channel=CHANNEL)
    for _ in range(4):
        await messenger.reply(where, MESSAGE)
    slack.faults.next("response_url", ResetAfterStoring())

    with pytest.raises(UncertainError):
        await messenger.reply(where, MESSAGE)

    assert (len(slack.posts), slack.calls) == (5, [])


async def test_where_nobody_is_named_it_is_given_up(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    slack.faults.next("response_url", ApiError("expired_url"))

    with pytest.raises(MessengerError) as caught:
        await messenger.reply(Address(delivery.response_url, channel=CHANNEL), MESSAGE)

    assert (str(caught.value), caught.value.permanent) == (
        "response_url: 404 expired_url",
        True,
    )
    assert (slack.posts, slack.calls) == ([], [])


async def test_neither_errors_nor_logs_tell_a_secret(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, USED)
    script.will(WHISPER, refuses("invalid_blocks"))
    script.will("views.open", resets)

    with capture_logs() as logs, pytest.raises(MessengerError) as caught:
        await actor.reply(address(script), MESSAGE)

    said = f"{logs} {caught.value!r}"
    assert not [word for word in ("secret", "xoxb", "3 failed") if word in said]
