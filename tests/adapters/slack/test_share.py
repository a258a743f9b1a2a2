import asyncio

import aiohttp
import pytest

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
    LocalSlack,
    RateLimited,
)
from tests.adapters.slack.scripted import (
    URL,
    Answer,
    ScriptedSlack,
    refuses,
    resets,
    says,
    throttles,
)
from tests.fakes import FakeClock, StoppedClock

BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
MESSAGE = Message("3 failed", (BLOCK,))
POST = "chat.postMessage"
METADATA = {"event_type": "runwatch_post", "event_payload": {"post_id": "p1"}}
POSTED = {
    "text": "3 failed",
    "blocks": [BLOCK],
    "unfurl_links": False,
    "unfurl_media": False,
    "metadata": METADATA,
}
PUBLISHED = {
    "response_type": "in_channel",
    "replace_original": False,
    "text": "3 failed",
    "blocks": [BLOCK],
    "unfurl_links": False,
    "unfurl_media": False,
}


async def test_a_share_is_seen_by_the_channel_and_carries_its_id(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.share(Address(user=OPERATOR, channel=CHANNEL), MESSAGE, "p1")

    [post] = slack.posts
    assert (post.visible_to, post.shown.channel, post.message) == (
        None,
        CHANNEL,
        POSTED,
    )
    assert slack.broken_rules == []


async def test_a_share_in_a_thread_stays_there(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.share(Address(channel=CHANNEL), MESSAGE, "root")
    root = slack.posts[0].ts

    await messenger.share(Address(channel=CHANNEL, thread=root), MESSAGE, "p1")

    assert slack.posts[-1].message == POSTED | {"thread_ts": root}


@pytest.mark.parametrize("channel", [UNJOINED_CHANNEL, PRIVATE_CHANNEL])
async def test_where_the_bot_is_no_member_it_goes_through_the_response_url(
    slack: LocalSlack, messenger: SlackMessenger, channel: str
) -> None:
    asked = await slack.command(user=OPERATOR, text="failures", channel=channel)
    where = Address(asked.response_url, replaces=True, user=OPERATOR, channel=channel)

    await messenger.share(where, MESSAGE, "p1")

    [post] = slack.posts
    assert (post.visible_to, post.shown.channel, post.message) == (
        None,
        channel,
        PUBLISHED,
    )
    assert [call.method for call in slack.calls] == [POST]
    assert slack.broken_rules == []


async def test_without_a_channel_it_goes_through_the_response_url(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    await actor.share(Address(script.response_url), MESSAGE, "p1")

    assert script.calls == [(URL, PUBLISHED)]


async def test_the_response_url_keeps_to_the_thread(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, refuses("missing_scope"))
    where = Address(script.response_url, channel="C1", thread="1.2")

    await actor.share(where, MESSAGE, "p1")

    assert script.bodies(URL) == [PUBLISHED | {"thread_ts": "1.2"}]


async def test_with_neither_way_it_is_refused(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, refuses("not_in_channel"))

    with pytest.raises(MessengerError) as caught:
        await actor.share(Address(channel="C1"), MESSAGE, "p1")

    assert (str(caught.value), caught.value.permanent) == (
        "chat.postMessage: 200 not_in_channel",
        True,
    )


async def test_a_response_url_that_takes_nothing_more_tells_nobody_else(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, refuses("not_in_channel"))
    script.will(URL, says("used_url", 404))
    where = Address(script.response_url, user="U1", channel="C1")

    with pytest.raises(MessengerError) as caught:
        await actor.share(where, MESSAGE, "p1")

    assert caught.value.permanent
    assert script.called == [POST, URL]


@pytest.mark.parametrize(
    "answer",
    [resets, says("oops", 500), says("fatal_error")],
    ids=["reset", "500", "fatal"],
)
async def test_an_answer_of_the_response_url_that_is_lost_is_not_looked_for(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(POST, refuses("not_in_channel"))
    script.will(URL, answer)

    with pytest.raises(UncertainError):
        await actor.share(Address(script.response_url, channel="C1"), MESSAGE, "p1")

    assert script.called == [POST, URL]


async def test_throttling_is_waited_out(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack.faults.next(POST, RateLimited(7), times=3)

    await messenger.share(Address(channel=CHANNEL), MESSAGE, "p1")

    assert (len(slack.posts), clock.slept) == (1, [7, 7, 7])


async def test_throttling_without_end_may_pass_later(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(POST, throttles(90))

    with pytest.raises(MessengerError) as caught:
        await actor.share(Address(channel="C1"), MESSAGE, "p1")

    assert (type(caught.value), caught.value.permanent) == (MessengerError, False)
    assert (len(script.calls), clock.slept) == (2, [60])


async def test_without_a_connection_it_tries_again(
    session: aiohttp.ClientSession, clock: FakeClock
) -> None:
    client = writing_client("http://127.0.0.1:9/api/", "xoxb-1", session)
    messenger = SlackMessenger(session, client, clock)

    with pytest.raises(MessengerError) as caught:
        await messenger.share(Address(channel="C1"), MESSAGE, "p1")

    assert (str(caught.value), caught.value.permanent) == (
        "chat.postMessage: ClientConnectorError",
        False,
    )
    assert clock.slept == [1, 1, 1]


async def test_a_channel_gets_one_message_a_second(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    for number in range(5):
        await messenger.share(Address(channel=CHANNEL), MESSAGE, f"p{number}")

    assert clock.slept == [1, 1, 1, 1]
    assert (len(slack.posts), slack.broken_rules) == (5, [])


async def test_a_channel_that_is_busy_for_more_than_a_minute_takes_nothing_more(
    script: ScriptedSlack, session: aiohttp.ClientSession
) -> None:
    client = writing_client(script.api_url, "xoxb-1", session)
    messenger = SlackMessenger(session, client, StoppedClock())
    sharing = [
        asyncio.create_task(messenger.share(Address(channel="C1"), MESSAGE, f"p{one}"))
        for one in range(62)
    ]
    await asyncio.wait(sharing, return_when=asyncio.FIRST_COMPLETED)

    with pytest.raises(MessengerError) as caught:
        await messenger.share(Address(channel="C1"), MESSAGE, "p")

    assert (str(caught.value), caught.value.permanent) == (f"{POST}: held", False)
    for task in sharing:
        task.cancel()
    await asyncio.wait(sharing)
    assert len(script.calls) == 1


async def test_what_goes_through_a_response_url_keeps_the_pace_too(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    asked = await slack.command(
        user=OPERATOR, text="failures", channel=UNJOINED_CHANNEL
    )
    where = Address(asked.response_url, channel=UNJOINED_CHANNEL)

    for number in range(3):
        await messenger.share(where, MESSAGE, f"p{number}")

    assert (len(slack.posts), slack.broken_rules) == (3, [])
    assert sum(clock.slept) >= 2
