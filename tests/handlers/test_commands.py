"""The slash command through Bolt, without a socket."""

import json

import pytest

from bot.blocks.helping import help_page
from bot.blocks.problems import BUSY, RESTARTING
from bot.domain.access import Standing
from handlers.intake import Intake
from tests.fakes import FakeMessenger, FakePeople
from tests.handlers.counter import BESIDE, command, desk, dispatch


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("script x1", "Reading the script execution…"),
        ("SCRIPT x1", "Reading the script execution…"),
        ("task x1", "Reading the scheduled task…"),
        ("pool", "Reading the pools' runs…"),
        ('name:"a b" pool', "Reading the pools' runs…"),
        ("cloud:prod order SCT1", "Reading the script order…"),
        ("/runs app x1", "Reading the App Streaming run…"),
        ("help", "One moment…"),
        ("", "One moment…"),
        ("<!channel>", "One moment…"),
    ],
)
async def test_the_ack_is_the_first_progress(text: str, first: str) -> None:
    response = await dispatch(Intake(limit=5), desk(FakeMessenger()), command(text))

    assert (response.status, json.loads(response.body)) == (
        200,
        {"text": first, "response_type": "ephemeral"},
    )


async def test_the_answer_follows_through_the_response_url() -> None:
    messenger = FakeMessenger()

    await dispatch(Intake(limit=5), desk(messenger), command("help"))

    assert messenger.replies == [(BESIDE, help_page(""))]


async def test_a_payload_without_text_asks_for_a_glance() -> None:
    messenger, form = FakeMessenger(), command("")
    del form["text"]

    await dispatch(Intake(limit=5), desk(messenger), form)

    ((address, message),) = messenger.replies
    assert address == BESIDE
    assert "ask again: /runs" in message.text


async def test_when_full_the_ack_says_so_and_nothing_is_begun() -> None:
    messenger = FakeMessenger()

    response = await dispatch(Intake(limit=0), desk(messenger), command("help"))

    assert json.loads(response.body) == {"text": BUSY, "response_type": "ephemeral"}
    assert messenger.replies == []


async def test_while_stopping_the_ack_says_so_and_nothing_is_begun() -> None:
    intake, messenger = Intake(limit=5), FakeMessenger()
    await intake.drain(finish=0, tell=0)

    response = await dispatch(intake, desk(messenger), command("help"))

    assert json.loads(response.body)["text"] == RESTARTING
    assert messenger.replies == []


@pytest.mark.parametrize(
    "standing", sorted(set(Standing) - {Standing.MEMBER, Standing.OPERATOR})
)
async def test_only_members_get_help(standing: Standing) -> None:
    messenger = FakeMessenger()
    at = desk(messenger, FakePeople(standing))

    await dispatch(Intake(limit=1), at, command("help"))

    ((_, message),) = messenger.replies
    assert "look up runs" in message.text
