"""Mentions of the bot."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.helping import mention_help
from bot.blocks.problems import BUSY
from bot.domain.access import Person, Standing
from bot.domain.messages import Address, Posted
from bot.domain.references import SourceName
from bot.domain.threads import Row, Step, begun
from bot.services.clouds import Cloud
from handlers.asking import Desk
from handlers.intake import Intake
from tests.conversations import MemoryThreads
from tests.fakes import NINE, FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import Counter, Other, desk, dispatch, mention
from tests.services.scripts import IDS, execution

IN_CHANNEL = Address(user="U1", channel="C1")


async def test_a_mention_is_answered_with_the_help_in_private() -> None:
    messenger = FakeMessenger()

    response = await dispatch(Intake(limit=5), desk(messenger), mention())

    assert response.status == 200
    assert messenger.replies == [(IN_CHANNEL, mention_help())]


async def test_a_mention_in_a_thread_is_answered_there() -> None:
    messenger = FakeMessenger()

    await dispatch(Intake(limit=5), desk(messenger), mention(thread_ts="8.1"))

    ((address, _),) = messenger.replies
    assert address == Address(user="U1", channel="C1", thread="8.1")


@pytest.mark.parametrize(
    "event",
    [{"bot_id": "B2"}, {"edited": {"user": "U1", "ts": "9.2"}}, {"user": None}],
    ids=["of a bot", "edited", "of nobody"],
)
async def test_what_no_person_just_wrote_gets_silence(event: dict[str, Any]) -> None:
    messenger = FakeMessenger()

    response = await dispatch(Intake(limit=5), desk(messenger), mention(**event))

    assert (response.status, messenger.replies) == (200, [])


async def test_a_guest_who_calls_is_refused_in_private() -> None:
    messenger = FakeMessenger()
    at = desk(messenger, FakePeople(Standing.GUEST))

    await dispatch(Intake(limit=5), at, mention())

    ((address, message),) = messenger.replies
    assert address == IN_CHANNEL
    assert message.text.startswith("Guests of this workspace may not look up runs.")


async def test_whoever_calls_while_the_bot_is_full_is_told() -> None:
    messenger = FakeMessenger()
    intake = Intake(limit=1)
    intake.accept(Other())

    await dispatch(intake, desk(messenger), mention())

    ((address, message),) = messenger.replies
    assert address == IN_CHANNEL
    assert message.text.startswith(BUSY)


@pytest.mark.parametrize(
    ("event", "workspace"), [({"team": "T2"}, "T2"), ({}, "T1")], ids=["own", "none"]
)
async def test_who_calls_is_of_their_own_workspace(
    event: dict[str, Any], workspace: str
) -> None:
    class Asked(FakePeople):
        async def person(self, user: str, workspace: str) -> Person:
            asked.append(workspace)
            return await super().person(user, workspace)

    asked: list[str] = []

    await dispatch(Intake(limit=5), desk(FakeMessenger(), Asked()), mention(**event))

    assert asked == [workspace]


async def test_an_answer_that_somebody_began_before_is_looked_for_first() -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)
    threads.tried = NINE

    await dispatch(Intake(limit=5), at, mention(text="<@UBOT> 1", thread_ts="8.1"))

    assert messenger.tried == [NINE]


FAILED = replace(execution(output="exit 1"), id="rec-1")
ROW = Row("/runs script prod/script/rec-1", "FIN-DESK-02")
PLACE = Posted("C1", "8.1")


def talking(messenger: FakeMessenger) -> tuple[Desk, MemoryThreads]:
    """A desk at which a thread is known, whose first row is a failure."""
    threads = MemoryThreads()
    threads.kept[PLACE] = replace(
        begun(Step("/runs failures"), {1: ROW}, NINE), version=1
    )
    clouds = {"prod": Cloud({SourceName.SCRIPT: FakeSource({IDS: FAILED})})}
    return desk(messenger, clouds=clouds, threads=threads), threads


def plain(text: str, **event: Any) -> dict[str, str]:  # noqa: ANN401  Slack's JSON
    """The JSON of somebody who writes in a thread."""
    said = {"type": "message", "text": text, "thread_ts": PLACE.ts, **event}
    return mention(**said)


async def test_a_follow_up_is_answered_for_everybody_in_the_thread() -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)

    await dispatch(Intake(limit=5), at, mention(text="<@UBOT> 1", thread_ts="8.1"))

    ((address, message, post_id),) = messenger.posts
    assert (address, post_id) == (Address(channel="C1", thread="8.1"), "C1.9.1")
    assert message.text.startswith("✖ Failed: Patch check on FIN-DESK-02")
    assert threads.kept[PLACE].focus == ROW.line
    assert threads.done_with == [Posted("C1", "9.1")]


@pytest.mark.parametrize(
    "text",
    [
        "<@UBOT> `1`",
        "<@UBOT|runwatch>   1 ",
        "1 <@UBOT>",
        "<@UBOT> <http://fin-desk-02|fin-desk-02>",
        "<@UBOT> why prod/script/rec-1",
    ],
)
async def test_what_is_typed_is_read_as_people_see_it(text: str) -> None:
    messenger = FakeMessenger()
    at, _ = talking(messenger)

    await dispatch(Intake(limit=5), at, mention(text=text, thread_ts="8.1"))

    ((_, message, _),) = messenger.posts
    assert message.text.startswith("✖ Failed: Patch check on FIN-DESK-02")


async def test_a_plain_reply_is_answered_too() -> None:
    messenger = FakeMessenger()
    at, _ = talking(messenger)

    await dispatch(Intake(limit=5), at, plain("fin-desk-02"))

    assert len(messenger.posts) == 1


@pytest.mark.parametrize("text", ["lunch?", "faield", "web-01", "output", ""])
async def test_chatter_gets_silence(text: str) -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)

    response = await dispatch(Intake(limit=5), at, plain(text))

    assert response.status == 200
    assert (messenger.posts, messenger.replies, threads.taken) == ([], [], [])


async def test_nobody_is_told_of_a_database_that_is_gone_who_asked_nothing() -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)
    threads.broken = True

    await dispatch(Intake(limit=5), at, plain("1"))
    silent = list(messenger.replies)
    await dispatch(Intake(limit=5), at, mention(text="<@UBOT> 1", thread_ts="8.1"))

    ((_, message),) = messenger.replies
    assert silent == []
    assert message.text.startswith("I cannot reach my own memory.")


async def test_slack_is_asked_to_tell_a_plain_reply_again_while_the_bot_is_full() -> (
    None
):
    messenger = FakeMessenger()
    at, _ = talking(messenger)
    intake = Intake(limit=1)
    counter = Counter(intake, at)
    intake.accept(Other())

    refused = await counter.take(plain("1"))
    for _ in range(5):  # until the other one has ended
        await asyncio.sleep(0)
    again = await counter.take(plain("1"))
    await intake.drain(finish=2, tell=1)

    assert (refused.status, again.status) == (500, 200)
    assert len(messenger.posts) == 1


async def test_a_message_that_another_replica_took_is_left_to_it() -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)
    await threads.take(Posted("C1", "9.1"), NINE)

    await dispatch(Intake(limit=5), at, mention(text="<@UBOT> 1", thread_ts="8.1"))

    assert (messenger.posts, messenger.replies) == ([], [])


async def test_what_goes_wrong_is_said_to_the_asker_in_the_thread() -> None:
    messenger = FakeMessenger()
    at, threads = talking(messenger)

    await dispatch(Intake(limit=5), at, mention(text="<@UBOT> 9", thread_ts="8.1"))

    ((address, message),) = messenger.replies
    assert address == Address(user="U1", channel="C1", thread="8.1")
    assert message.text.startswith("There is no row 9")
    assert threads.done_with == [Posted("C1", "9.1")]
