"""Parts of digests, which somebody else may have posted before."""

from datetime import timedelta

import aiohttp
import pytest

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import BOT, CHANNEL, ApiError, LocalSlack, ResetAfterStoring
from tests.adapters.slack.conftest import TOKEN
from tests.fakes import FakeClock

POST = "chat.postMessage"
HERE = Address(channel=CHANNEL)
ROOT, OTHER = Message("3 failed"), Message("another")


def stored(slack: LocalSlack) -> list[str]:
    return [str(post.message["text"]) for post in slack.posts]


async def test_slacks_name_for_it_is_told(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    ts = await messenger.post(HERE, ROOT, "d.0", None)

    assert [post.ts for post in slack.posts] == [ts]


async def test_so_it_is_where_slacks_answer_was_lost(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ResetAfterStoring())

    ts = await messenger.post(HERE, ROOT, "d.0", None)

    assert [post.ts for post in slack.posts] == [ts]


async def test_what_somebody_has_posted_is_found_and_not_posted_again(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    tried = clock.now()
    ts = await messenger.post(HERE, ROOT, "d.0", None)
    await messenger.post(HERE, OTHER, "e.0", None)
    clock.time += timedelta(minutes=2)

    assert await messenger.post(HERE, ROOT, "d.0", tried) == ts
    assert stored(slack) == ["3 failed", "another"]


async def test_what_somebody_has_only_tried_is_posted(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    await messenger.post(HERE, OTHER, "e.0", None)
    tried = clock.now()
    clock.time += timedelta(minutes=2)

    ts = await messenger.post(HERE, ROOT, "d.0", tried)

    assert stored(slack) == ["another", "3 failed"]
    assert slack.posts[-1].ts == ts


async def test_in_a_thread_it_is_looked_for_there(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    tried = clock.now()
    root = await messenger.post(HERE, ROOT, "d.0", None)
    there = Address(channel=CHANNEL, thread=root)
    ts = await messenger.post(there, OTHER, "d.1", None)

    assert await messenger.post(there, OTHER, "d.1", tried) == ts
    assert stored(slack) == ["3 failed", "another"]


async def test_where_nobody_can_look_nothing_is_posted(
    clock: FakeClock, session: aiohttp.ClientSession
) -> None:
    async with LocalSlack(
        signing_secret="s", bot_token=TOKEN, scopes=["chat:write"], now=clock.now
    ) as slack:
        client = writing_client(slack.api_url, TOKEN, session)
        messenger = SlackMessenger(session, client, clock, BOT)

        with pytest.raises(UncertainError):
            await messenger.post(HERE, ROOT, "d.0", clock.now())

        assert stored(slack) == []


async def test_what_slack_refuses_is_an_error(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next(POST, ApiError("is_archived"))

    with pytest.raises(MessengerError) as refused:
        await messenger.post(HERE, ROOT, "d.0", None)

    assert (refused.value.permanent, refused.value.code) == (True, "is_archived")
