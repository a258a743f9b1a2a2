"""Slack's answer is lost; the channel sees the post once, or the person is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.loopback import drop, never
from bot.playground.slack import (
    BOT,
    CHANNEL,
    OPERATOR,
    UNJOINED_CHANNEL,
    ApiError,
    Fault,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from bot.playground.slack.faults import Attempt
from tests.adapters.slack.conftest import TOKEN
from tests.fakes import FakeClock

MESSAGE = Message("3 failed")
POST, READ, THREAD = (
    "chat.postMessage",
    "conversations.history",
    "conversations.replies",
)
HERE = Address(channel=CHANNEL)


@dataclass(frozen=True, slots=True)
class StoredThen500:
    """It took effect, and Slack says that it failed."""

    code: str = ""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        await attempt.succeed()
        if self.code:
            return attempt.fail(self.code)
        return web.Response(status=500, text="upstream request failed")


@dataclass(frozen=True, slots=True)
class StoredThenSilence:
    """It took effect, and no answer comes."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        await attempt.succeed()
        await never()


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing happens, and no answer comes."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        del attempt
        await never()


@dataclass(frozen=True, slots=True)
class StoredThenHalf:
    """It took effect, and the answer breaks in the middle."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        await attempt.succeed()
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = 100
        await response.prepare(attempt.request)
        await response.write(b'{"ok": tr')
        return drop(attempt.request)


@dataclass(frozen=True, slots=True)
class Passing:
    """Nothing goes wrong."""

    async def answer(self, attempt: Attempt) -> web.StreamResponse:
        return await attempt.succeed()


NOT_STORED: dict[str, Fault] = {
    "reset": ResetBefore(),
    "500": ServerError(500),
    "503": ServerError(503),
    "silence": Silence(),
}
STORED: dict[str, Fault] = {
    "reset, stored": ResetAfterStoring(),
    "500, stored": StoredThen500(),
    "internal_error, stored": StoredThen500("internal_error"),
    "half an answer, stored": StoredThenHalf(),
    "silence, stored": StoredThenSilence(),
}
LOST = NOT_STORED | STORED
# A silence takes as long as the client's patience, so it is not paired with everything.
QUICK = [name for name in LOST if "silence" not in name]
BOTH_ORDERS = [
    *[
        (one, two)
        for one in QUICK
        for two in QUICK
        if one in NOT_STORED and two in STORED
    ],
    ("silence", "silence, stored"),
]
_PATIENCE = aiohttp.ClientTimeout(total=0.3)


@pytest.fixture
async def messenger(
    slack: LocalSlack, clock: FakeClock
) -> AsyncIterator[SlackMessenger]:
    """Waits a short while for an answer."""
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        client = writing_client(slack.api_url, TOKEN, session)
        yield SlackMessenger(session, client, clock, BOT)


def stored(slack: LocalSlack, channel: str = CHANNEL) -> int:
    return len(slack.channels[channel].messages)


@pytest.mark.parametrize("fault", LOST)
async def test_a_share_that_can_be_looked_for_is_there_once(
    slack: LocalSlack, messenger: SlackMessenger, fault: str
) -> None:
    slack.faults.next(POST, LOST[fault])

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert slack.broken_rules == []


@pytest.mark.parametrize(("before", "after"), BOTH_ORDERS)
async def test_a_share_that_is_lost_twice_is_there_once(
    slack: LocalSlack, messenger: SlackMessenger, before: str, after: str
) -> None:
    slack.faults.next(POST, LOST[before])
    slack.faults.next(POST, LOST[after])

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert [call.method for call in slack.calls].count(POST) == 2


@pytest.mark.parametrize(("before", "after"), BOTH_ORDERS)
async def test_what_is_there_is_not_posted_again_whatever_would_come_next(
    slack: LocalSlack, messenger: SlackMessenger, before: str, after: str
) -> None:
    slack.faults.next(POST, LOST[after])
    slack.faults.next(POST, LOST[before])

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert [call.method for call in slack.calls].count(POST) == 1


@pytest.mark.parametrize("fault", LOST)
async def test_a_share_in_a_thread_is_there_once(
    slack: LocalSlack, messenger: SlackMessenger, fault: str
) -> None:
    await messenger.share(HERE, MESSAGE, "root")
    root = slack.posts[0].ts
    slack.faults.next(POST, LOST[fault])

    await messenger.share(Address(channel=CHANNEL, thread=root), MESSAGE, "p1")

    assert stored(slack) == 2
    assert THREAD in [call.method for call in slack.calls]
    assert READ not in [call.method for call in slack.calls]


@pytest.mark.parametrize("fault", LOST)
async def test_a_share_that_nobody_can_look_for_is_never_sent_again(
    clock: FakeClock, fault: str
) -> None:
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE) as session,
        LocalSlack(
            signing_secret="s", bot_token=TOKEN, scopes=["chat:write"], now=clock.now
        ) as slack,
    ):
        client = writing_client(slack.api_url, TOKEN, session)
        slack.faults.next(POST, LOST[fault])

        with pytest.raises(UncertainError):
            await SlackMessenger(session, client, clock, BOT).share(HERE, MESSAGE, "p1")

        assert stored(slack) == (1 if fault in STORED else 0)
        assert [call.method for call in slack.calls] == [POST, READ]


@pytest.mark.parametrize("fault", [name for name in LOST if "_" not in name])
async def test_a_share_through_a_response_url_is_never_sent_again(
    slack: LocalSlack, messenger: SlackMessenger, fault: str
) -> None:
    channel = UNJOINED_CHANNEL
    asked = await slack.command(user=OPERATOR, text="failures", channel=channel)
    slack.faults.next("response_url", LOST[fault])
    where = Address(asked.response_url, user=OPERATOR, channel=channel)

    with pytest.raises(UncertainError):
        await messenger.share(where, MESSAGE, "p1")

    assert stored(slack, channel) == (1 if fault in STORED else 0)
    assert [call.method for call in slack.calls] == [POST]


@pytest.mark.parametrize("fault", [name for name in LOST if "_" not in name])
async def test_a_reply_is_never_sent_again(
    slack: LocalSlack, messenger: SlackMessenger, fault: str
) -> None:
    asked = await slack.command(user=OPERATOR, text="failures")
    slack.faults.next("response_url", LOST[fault])
    where = Address(asked.response_url, user=OPERATOR, channel=CHANNEL)

    with pytest.raises(UncertainError):
        await messenger.reply(where, MESSAGE)

    assert len(slack.posts) == (1 if fault in STORED else 0)
    assert slack.calls == []


async def test_a_post_that_slack_loses_each_time_is_given_up(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack.faults.next(POST, ResetBefore(), times=9)

    with capture_logs() as logs, pytest.raises(MessengerError) as caught:
        await messenger.share(HERE, MESSAGE, "p1")

    # It was looked for to the end, so it is known not to be there.
    assert (type(caught.value), caught.value.permanent) == (MessengerError, False)
    methods = [call.method for call in slack.calls]
    assert methods == [POST, READ, READ, READ] * 3
    assert stored(slack) == 0
    assert sum(clock.slept) < 15
    assert [(log["event"], log["post"]) for log in logs] == [
        ("post_answer_lost", "absent")
    ] * 3


async def test_a_post_that_is_lost_each_time_and_last_out_of_sight_is_uncertain(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ResetBefore(), times=3)
    slack.faults.next(READ, Passing(), times=6)
    slack.faults.next(READ, ApiError("missing_scope"))

    with pytest.raises(UncertainError):
        await messenger.share(HERE, MESSAGE, "p1")

    assert [call.method for call in slack.calls].count(POST) == 3


async def test_the_last_post_is_looked_for_too(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ResetBefore(), times=2)
    slack.faults.next(POST, ResetAfterStoring())

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1


async def test_the_third_post_may_be_the_first_that_arrives(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ResetBefore(), times=2)

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert slack.broken_rules == []


async def test_what_is_refused_after_it_was_lost_is_refused(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ResetBefore())
    slack.faults.next(POST, StoredThen500("is_archived"))

    with pytest.raises(MessengerError) as caught:
        await messenger.share(HERE, MESSAGE, "p1")

    assert caught.value.permanent


@pytest.mark.parametrize("fault", LOST)
async def test_a_lost_look_is_looked_again(
    slack: LocalSlack, messenger: SlackMessenger, fault: str
) -> None:
    slack.faults.next(POST, ResetAfterStoring())
    slack.faults.next(READ, LOST[fault])

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert [call.method for call in slack.calls] == [POST, READ, READ]


async def test_looking_waits_as_long_as_slack_asks(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack._workspace.rates.restricted_history = True
    slack.faults.next(POST, ResetBefore())
    slack.faults.next(READ, RateLimited(30))

    await messenger.share(HERE, MESSAGE, "p1")

    assert stored(slack) == 1
    assert 150 <= sum(clock.slept) <= 180
