"""Mentions of the bot."""

from typing import Any

import pytest

from bot.blocks.helping import mention_help
from bot.blocks.problems import BUSY
from bot.domain.access import Person, Standing
from bot.domain.messages import Address
from handlers.intake import Intake
from tests.fakes import FakeMessenger, FakePeople
from tests.handlers.counter import Other, desk, dispatch, mention

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
