import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    OTHER_TEAM,
    PRIVATE_CHANNEL,
    STRANGER,
    UNJOINED_CHANNEL,
    LocalSlack,
    Post,
)
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import slack_with
from tests.playground.socket_bot import SocketBot, socket
from tests.playground.test_commands import expected_signature
from tests.playground.tiny_bot import TAKEN, TinyBot, answer

EVERY = {"app_mention", "message.channels", "message.groups", "message.im"}
READS = ("channels:history", "groups:history", "im:history")
RETRY = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with slack_with(bot, clock, *READS) as running:
        yield running


def told(bot: TinyBot) -> list[dict[str, Any]]:
    return [json.loads(body) for body in bot.bodies]


def retries(bot: TinyBot) -> Iterator[tuple[str | None, ...]]:
    for headers in bot.headers:
        yield tuple(headers.get(name) for name in RETRY)


async def test_a_mention_is_an_event(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    mention = await slack.mention(OPERATOR, "what failed?")

    (payload,) = told(bot)
    assert payload == mention.payload
    assert re.fullmatch(r"Ev[0-9A-F]{10}", payload.pop("event_id"))
    assert re.fullmatch(r"4-[0-9a-f]{32}", payload.pop("event_context"))
    assert re.fullmatch(r"[0-9a-f-]{36}", payload["event"].pop("client_msg_id"))
    assert payload == {
        "token": "verification-token-nobody-checks",
        "team_id": "T0RUNWATCH1",
        "context_team_id": "T0RUNWATCH1",
        "context_enterprise_id": None,
        "api_app_id": "A0RUNWATCH1",
        "event": {
            "type": "app_mention",
            "user": OPERATOR,
            "text": f"<@{BOT_USER}> what failed?",
            "ts": "1768469400.000001",
            "event_ts": "1768469400.000001",
            "channel": CHANNEL,
            "team": "T0RUNWATCH1",
        },
        "type": "event_callback",
        "event_time": int(clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T0RUNWATCH1",
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
    assert (mention.name, mention.status, mention.error) == ("app_mention", 200, None)
    assert slack.channels[CHANNEL].messages == [mention.message]
    assert (slack.heard, slack.broken_rules) == ([mention], [])


async def test_an_event_is_signed(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    await slack.mention(OPERATOR, "help")

    (headers,) = bot.headers
    timestamp = str(int(clock().timestamp()))
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Slack-Signature"] == expected_signature(bot.bodies[0], timestamp)
    assert not set(RETRY) & headers.keys()


async def test_a_mention_stands_where_it_was_typed(
    slack: LocalSlack, bot: TinyBot
) -> None:
    await slack.mention(OPERATOR, f"and <@{BOT_USER}>?")

    assert told(bot)[0]["event"]["text"] == f"and <@{BOT_USER}>?"


async def test_a_mention_in_a_thread_names_it(slack: LocalSlack, bot: TinyBot) -> None:
    root = await slack.mention(OPERATOR, "what failed?")

    reply = await slack.mention(COLLEAGUE, "why?", thread_ts=root.message["ts"])

    assert told(bot)[1]["event"]["thread_ts"] == root.message["ts"]
    assert slack.channels[CHANNEL].messages == [root.message, reply.message]


async def test_somebody_of_another_workspace_is_named_so(
    slack: LocalSlack, bot: TinyBot
) -> None:
    await slack.mention(STRANGER, "hello")

    assert told(bot)[0]["event"]["team"] == OTHER_TEAM


async def test_nobody_speaks_where_they_are_not(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match=f"{COLLEAGUE} is not in {PRIVATE_CHANNEL}"):
        await slack.mention(COLLEAGUE, "hello", channel=PRIVATE_CHANNEL)


async def test_nobody_replies_to_what_is_not_there(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match=r"there is no 1\.000001"):
        await slack.mention(OPERATOR, "hello", thread_ts="1.000001")


async def test_the_bot_does_not_hear_where_it_is_not(
    slack: LocalSlack, bot: TinyBot
) -> None:
    mention = await slack.mention(OPERATOR, "hello", channel=UNJOINED_CHANNEL)

    assert (mention.attempts, mention.status, mention.error) == ([], 0, None)
    assert (bot.bodies, slack.heard) == ([], [])
    assert slack.channels[UNJOINED_CHANNEL].messages == [mention.message]


async def test_the_bot_does_not_hear_what_it_may_not(
    bot: TinyBot, clock: HandClock
) -> None:
    async with slack_with(bot, clock) as slack:
        slack.events = EVERY

        await slack.say(OPERATOR, "hello")

        assert (bot.bodies, slack.heard) == ([], [])


async def test_the_bot_does_not_hear_what_it_did_not_subscribe_to(
    slack: LocalSlack, bot: TinyBot
) -> None:
    said = await slack.say(OPERATOR, "hello")

    assert (bot.bodies, said.attempts) == ([], [])


@pytest.mark.parametrize(
    ("channel", "name", "kind"),
    [
        (CHANNEL, "message.channels", "channel"),
        (PRIVATE_CHANNEL, "message.groups", "group"),
    ],
    ids=["public", "private"],
)
async def test_what_people_say_can_be_heard(
    slack: LocalSlack, bot: TinyBot, channel: str, name: str, kind: str
) -> None:
    slack.events = EVERY
    slack.channels[channel].members.add(BOT_USER)

    said = await slack.say(OPERATOR, "what failed?", channel=channel)

    (payload,) = told(bot)
    event = payload["event"]
    assert (said.name, said.payload) == (name, payload)
    assert (event["type"], event["channel_type"], event["text"]) == (
        "message",
        kind,
        "what failed?",
    )


async def test_what_people_write_to_the_bot_is_no_mention(
    slack: LocalSlack, bot: TinyBot
) -> None:
    slack.events = EVERY
    direct = slack.workspace.direct(OPERATOR)

    await slack.say(OPERATOR, f"<@{BOT_USER}> help", channel=direct.id)

    (event,) = (payload["event"] for payload in told(bot))
    assert (event["type"], event["channel_type"]) == ("message", "im")
    assert event["channel"] == direct.id


async def test_a_mention_is_also_said(slack: LocalSlack, bot: TinyBot) -> None:
    slack.events = EVERY

    mention = await slack.mention(OPERATOR, "hello")

    events = [payload["event"] for payload in told(bot)]
    assert {event["type"] for event in events} == {"app_mention", "message"}
    assert len({event["ts"] for event in events}) == 1
    assert len({event.event_id for event in slack.heard}) == 2
    assert mention.name == "app_mention"


@pytest.mark.parametrize("status", [200, 202, 204])
async def test_any_2xx_is_an_ack(slack: LocalSlack, bot: TinyBot, status: int) -> None:
    bot.status = status

    mention = await slack.mention(OPERATOR, "hello")

    assert (mention.status, mention.error, len(bot.bodies)) == (status, None, 1)


async def test_what_fails_is_sent_again_three_times(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.status = 500

    mention = await slack.mention(OPERATOR, "hello")
    assert [attempt.status for attempt in mention.attempts] == [500, 500]
    await slack.retry(mention)
    await slack.retry(mention)

    assert list(retries(bot)) == [
        (None, None),
        ("1", "http_error"),
        ("2", "http_error"),
        ("3", "http_error"),
    ]
    assert len({payload["event_id"] for payload in told(bot)}) == 1
    assert (mention.error, slack.heard) == ("dispatch_failed", [mention])
    with pytest.raises(ValueError, match="would not be sent again"):
        await slack.retry(mention)


async def test_what_is_late_is_sent_again(slack: LocalSlack, bot: TinyBot) -> None:
    slack.ack_seconds = 0.05
    bot.hangs = True

    mention = await slack.mention(OPERATOR, "hello")

    assert list(retries(bot)) == [(None, None), ("1", "http_timeout")]
    assert mention.error == "operation_timeout"


async def test_what_was_acked_is_not_retried(slack: LocalSlack) -> None:
    mention = await slack.mention(OPERATOR, "hello")

    with pytest.raises(ValueError, match="would not be sent again"):
        await slack.retry(mention)


async def test_the_bot_can_ask_for_no_more(slack: LocalSlack, bot: TinyBot) -> None:
    bot.status, bot.more_headers = 500, {"X-Slack-No-Retry": "1"}

    mention = await slack.mention(OPERATOR, "hello")

    assert (len(bot.bodies), mention.status) == (1, 500)
    with pytest.raises(ValueError, match="would not be sent again"):
        await slack.retry(mention)


async def test_what_was_acked_can_come_again(slack: LocalSlack, bot: TinyBot) -> None:
    mention = await slack.mention(OPERATOR, "hello")

    await slack.redeliver(mention)

    first, again = told(bot)
    assert first == again
    assert list(retries(bot))[1] == ("1", "http_timeout")
    assert len(mention.attempts) == 2


async def test_an_event_can_come_twice(slack: LocalSlack, bot: TinyBot) -> None:
    slack.twice = True

    mention = await slack.mention(OPERATOR, "hello")

    first, again = told(bot)
    assert first == again
    assert list(retries(bot)) == [(None, None), (None, None)]
    assert len(mention.attempts) == 1


async def test_the_ack_of_an_event_shows_nothing(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.body = "hello, too"

    await slack.mention(OPERATOR, "hello")

    details = [(broken.rule, broken.detail) for broken in slack.broken_rules]
    assert details == [("ack-with-body", "the ack of an event shows nothing")]
    assert slack.posts == []


async def test_what_only_the_asker_was_shown_since_is_found(
    slack: LocalSlack, http: ClientSession
) -> None:
    earlier = await posted(slack, http, OPERATOR, "earlier")
    mention = await slack.mention(OPERATOR, "help")
    waiting = asyncio.create_task(mention.post(timeout=5))

    await posted(slack, http, COLLEAGUE, "for somebody else")
    later = await posted(slack, http, OPERATOR, "later")

    assert await waiting == later
    assert mention.private == [later]
    assert earlier not in mention.private
    with pytest.raises(TimeoutError):
        await mention.post(1, timeout=0.01)


async def posted(slack: LocalSlack, http: ClientSession, user: str, text: str) -> Post:
    """Let the bot say this to one person."""
    delivery = await slack.command(user=user, text="failures")
    private = {"text": text, "response_type": "ephemeral"}
    assert await answer(http, delivery.response_url, private) == TAKEN
    return await delivery.post()


async def test_one_waits_for_a_post(slack: LocalSlack, http: ClientSession) -> None:
    def wanted(post: Post) -> bool:
        return bool(post.message["text"] == "second")

    waiting = asyncio.create_task(slack.posted(wanted))

    await posted(slack, http, OPERATOR, "first")
    second = await posted(slack, http, OPERATOR, "second")

    assert await waiting is second
    assert await slack.posted(wanted) is second


async def test_a_mention_comes_in_an_envelope(
    slack: LocalSlack, http: ClientSession
) -> None:
    slack.mode = "socket"
    async with socket(slack, http) as line:
        mentioning = asyncio.create_task(slack.mention(OPERATOR, "hello"))

        envelope = await line.take()

        mention = await mentioning
    assert envelope == {
        "envelope_id": envelope["envelope_id"],
        "type": "events_api",
        "accepts_response_payload": False,
        "retry_attempt": 0,
        "retry_reason": "",
        "payload": mention.payload,
    }
    assert (mention.status, mention.error) == (200, None)


async def test_a_mention_whose_connection_broke_goes_to_another(
    slack: LocalSlack, http: ClientSession
) -> None:
    slack.mode = "socket"
    async with socket(slack, http) as line:
        mentioning = asyncio.create_task(slack.mention(OPERATOR, "hello"))
        first = await line.hear()

        async with socket(slack, http) as other:
            await line.ws.close()
            again = await other.take()
            mention = await mentioning

    assert retried(again) == (1, "connection_failed")
    assert first["payload"] == again["payload"]
    assert [attempt.error for attempt in mention.attempts] == ["dispatch_failed", None]


def retried(envelope: dict[str, Any]) -> tuple[int, str]:
    return envelope["retry_attempt"], envelope["retry_reason"]


async def test_a_mention_that_is_acked_late_comes_again(
    slack: LocalSlack, http: ClientSession
) -> None:
    slack.mode, slack.ack_seconds = "socket", 0.05
    async with socket(slack, http) as line:
        mention = await slack.mention(OPERATOR, "hello")
        envelopes = [await line.hear() for _ in range(2)]
        slack.ack_seconds = 3
        await asyncio.gather(slack.retry(mention), heard_again(line, envelopes))
        await asyncio.gather(slack.redeliver(mention), heard_again(line, envelopes))

    attempts = [retried(each) for each in envelopes]
    assert attempts == [(0, ""), (1, "timeout"), (2, "timeout"), (1, "timeout")]
    assert len({each["envelope_id"] for each in envelopes}) == 4
    assert (mention.status, slack.broken_rules) == (200, [])


async def heard_again(line: SocketBot, envelopes: list[dict[str, Any]]) -> None:
    envelopes.append(await line.take())


async def test_the_home_tab_that_is_opened_is_an_event(
    bot: TinyBot, clock: HandClock
) -> None:
    async with slack_with(bot, clock) as slack:
        slack.events = {"app_home_opened"}

        opened = await slack.open_home(OPERATOR)

        (payload,) = told(bot)
        assert (opened.payload, slack.heard) == (payload, [opened])
        assert payload["event"] == {
            "type": "app_home_opened",
            "user": OPERATOR,
            "channel": "D0OPERATOR1",
            "tab": "home",
            "event_ts": "1768469400.000001",
        }
        assert slack.channels["D0OPERATOR1"].messages == []


async def test_a_home_tab_is_opened_in_silence_where_nobody_subscribed(
    slack: LocalSlack, bot: TinyBot
) -> None:
    opened = await slack.open_home(OPERATOR)

    assert (bot.bodies, opened.attempts, slack.heard) == ([], [], [])


async def test_a_home_tab_that_is_there_is_told_with_the_event(
    slack: LocalSlack, bot: TinyBot
) -> None:
    slack.events = {"app_home_opened"}
    view = {"type": "home", "blocks": [{"type": "divider", "block_id": "d"}]}
    tab = slack.workspace.views.publish(OPERATOR, view)

    await slack.open_home(OPERATOR)
    await slack.open_home(COLLEAGUE)

    hers, his = (payload["event"] for payload in told(bot))
    assert (hers["view"], "view" in his) == (tab.as_view(), False)


async def test_the_tab_with_the_messages_is_told_without_the_home_tab(
    slack: LocalSlack, bot: TinyBot
) -> None:
    slack.events = {"app_home_opened"}
    view = {"type": "home", "blocks": [{"type": "divider", "block_id": "d"}]}
    slack.workspace.views.publish(OPERATOR, view)

    await slack.open_home(OPERATOR, "messages")

    (payload,) = told(bot)
    event = payload["event"]
    assert (event["tab"], "view" in event) == ("messages", False)


async def test_an_opened_home_tab_that_fails_is_sent_again(
    slack: LocalSlack, bot: TinyBot
) -> None:
    slack.events, bot.status = {"app_home_opened"}, 500

    opened = await slack.open_home(OPERATOR)

    assert list(retries(bot)) == [(None, None), ("1", "http_error")]
    assert opened.error == "dispatch_failed"


async def test_what_people_say_wakes_those_who_wait(slack: LocalSlack) -> None:
    upcoming = slack.workspace.changes.upcoming()

    await slack.say(OPERATOR, "hello")

    assert upcoming.is_set()
    assert not slack.workspace.changes.upcoming().is_set()
