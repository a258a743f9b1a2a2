"""Messages that change while people read them."""

import pytest

from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message, Posted
from bot.errors import MessengerError
from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    ApiError,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
)

UPDATE = "chat.update"
HERE = Address(channel=CHANNEL)
BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
FIRST, SECOND = Message("2 failed"), Message("3 failed", (BLOCK,))


def standing(slack: LocalSlack) -> object:
    """What the first message says now."""
    current = slack.posts[0].current
    assert current is not None
    return current["text"]


def updates(slack: LocalSlack) -> int:
    return [call.method for call in slack.calls].count(UPDATE)


async def test_a_message_is_put_and_changed(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    posted = await messenger.put(HERE, FIRST, "w1.board", None)

    changed = await messenger.change(posted, SECOND)

    assert posted == Posted(channel=CHANNEL, ts=slack.posts[0].ts)
    assert (changed, standing(slack)) == (True, "3 failed")


async def test_a_direct_message_is_known_by_its_conversation(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    posted = await messenger.put(Address(channel=OPERATOR), FIRST, "w1.board", None)

    assert posted.channel.startswith("D")
    assert await messenger.change(posted, SECOND)
    assert standing(slack) == "3 failed"


async def test_a_message_is_put_once_where_slacks_answer_was_lost(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.next("chat.postMessage", ResetAfterStoring())

    posted = await messenger.put(HERE, FIRST, "w1.board", None)

    assert [post.ts for post in slack.posts] == [posted.ts]
    assert posted.channel == CHANNEL


@pytest.mark.parametrize("fault", [RateLimited(2), ResetAfterStoring()])
async def test_a_change_is_made_again_where_nobody_knows(
    slack: LocalSlack, messenger: SlackMessenger, fault: RateLimited | ResetAfterStoring
) -> None:
    posted = await messenger.put(HERE, FIRST, "w1.board", None)
    slack.faults.next(UPDATE, fault)

    assert await messenger.change(posted, SECOND)
    assert (standing(slack), updates(slack)) == ("3 failed", 2)


@pytest.mark.parametrize(
    "code",
    [
        "message_not_found",
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "cant_update_message",
        "edit_window_closed",
    ],
)
async def test_what_cannot_be_changed_any_more_is_gone(
    slack: LocalSlack, messenger: SlackMessenger, code: str
) -> None:
    posted = await messenger.put(HERE, FIRST, "w1.board", None)
    slack.faults.next(UPDATE, ApiError(code))

    assert not await messenger.change(posted, SECOND)


async def test_a_token_that_is_refused_does_not_make_it_gone(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    posted = await messenger.put(HERE, FIRST, "w1.board", None)
    slack.faults.next(UPDATE, ApiError("invalid_auth"))

    with pytest.raises(MessengerError):
        await messenger.change(posted, SECOND)


async def test_refused_blocks_are_made_simpler(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    posted = await messenger.put(HERE, FIRST, "w1.board", None)
    slack.faults.next(UPDATE, ApiError("invalid_blocks"))

    assert await messenger.change(posted, SECOND)
    assert standing(slack) == "3 failed"
