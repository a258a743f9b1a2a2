"""Files of digests, which somebody else may have posted before."""

from datetime import timedelta

import pytest

from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Attachment, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import (
    CHANNEL,
    ApiError,
    Fault,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
    ServerErrorAfterStoring,
)
from tests.fakes import FakeClock

GET, COMPLETE = "files.getUploadURLExternal", "files.completeUploadExternal"
FILE = Attachment(
    "night-d.csv", "night: 2 rows", "target,reason\r\nFIN-1,ünreachable\r\n"
)
OTHER = Attachment("night-e.csv", "night: 1 row", "target\r\nHR-1\r\n")


@pytest.fixture
async def thread(messenger: SlackMessenger) -> Address:
    root = await messenger.post(
        Address(channel=CHANNEL), Message("2 failed"), "d.0", None
    )
    return Address(channel=CHANNEL, thread=root)


def shared(slack: LocalSlack) -> list[tuple[str, str]]:
    """Where files were shared, and as what."""
    return [
        (str(post.message.get("thread_ts")), str(file["name"]))
        for post in slack.posts
        for file in post.message.get("files", [])
    ]


async def test_it_is_there_for_everybody_in_the_thread(
    slack: LocalSlack, messenger: SlackMessenger, thread: Address
) -> None:
    name = await messenger.attach(thread, FILE, "d.1", None)

    (file,) = slack.files.known.values()
    assert shared(slack) == [(thread.thread, "night-d.csv")]
    assert (file.id, file.title) == (name, "night: 2 rows")
    assert file.data == b"\xef\xbb\xbf" + FILE.content.encode()


LOST: dict[str, Fault] = {
    "answer lost": ResetAfterStoring(),
    "500 after taking it": ServerErrorAfterStoring(),
    "reset before": ResetBefore(),
    "500": ServerError(),
    "429": RateLimited(1),
}


@pytest.mark.parametrize("method", [GET, COMPLETE])
@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_whatever_slack_loses_it_is_there_once(
    slack: LocalSlack,
    messenger: SlackMessenger,
    thread: Address,
    fault: Fault,
    method: str,
) -> None:
    slack.faults.next(method, fault)

    await messenger.attach(thread, FILE, "d.1", None)

    assert shared(slack) == [(thread.thread, "night-d.csv")]


async def test_what_somebody_has_posted_is_found(
    slack: LocalSlack, messenger: SlackMessenger, thread: Address, clock: FakeClock
) -> None:
    tried = clock.now()
    await messenger.attach(thread, FILE, "d.1", None)
    await messenger.attach(thread, OTHER, "e.1", None)
    clock.time += timedelta(minutes=2)

    found = await messenger.attach(thread, FILE, "d.1", tried)

    (post,) = [one for one in slack.posts if one.ts == found]
    assert [file["name"] for file in post.message["files"]] == ["night-d.csv"]
    assert len(shared(slack)) == 2


async def test_what_somebody_has_only_tried_is_posted(
    slack: LocalSlack, messenger: SlackMessenger, thread: Address, clock: FakeClock
) -> None:
    tried = clock.now()
    clock.time += timedelta(minutes=2)

    await messenger.attach(thread, FILE, "d.1", tried)

    assert shared(slack) == [(thread.thread, "night-d.csv")]


async def test_where_nothing_can_be_read_nobody_knows(
    slack: LocalSlack, messenger: SlackMessenger, thread: Address
) -> None:
    slack.faults.next(COMPLETE, ResetAfterStoring())
    slack.faults.next("conversations.replies", ApiError("missing_scope"))

    with pytest.raises(UncertainError):
        await messenger.attach(thread, FILE, "d.1", None)


@pytest.mark.parametrize("method", [GET, COMPLETE])
async def test_what_is_not_allowed_is_refused_for_good(
    slack: LocalSlack, messenger: SlackMessenger, thread: Address, method: str
) -> None:
    slack.faults.next(method, ApiError("missing_scope"))

    with pytest.raises(MessengerError) as refused:
        await messenger.attach(thread, FILE, "d.1", None)

    assert (refused.value.permanent, refused.value.code) == (True, "missing_scope")
    assert shared(slack) == []
