"""The slash command through Bolt, without a socket."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from structlog.testing import capture_logs

from bot.blocks.helping import help_page
from bot.blocks.problems import BUSY, RESTARTING
from bot.blocks.progress import STILL_READING
from bot.domain.access import Standing
from bot.domain.messages import Address, Message
from bot.errors import MessengerError
from bot.services.answer import AnswerService
from handlers.commands import CommandRequest, Commands, Desk
from handlers.intake import Intake
from tests.fakes import FakeClock, FakeMessenger, FakePeople, SlowPeople

URL = "https://hooks.slack.test/commands/1"


def desk(messenger: FakeMessenger, people: FakePeople | None = None) -> Desk:
    clock = FakeClock()
    return Desk(
        people=people or FakePeople(),
        answers=AnswerService({}, clock),
        messenger=messenger,
        clock=clock,
        patience=15,
    )


def command(text: str | None) -> dict[str, Any]:
    return {
        "command": "/runs",
        "text": text,
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "response_url": URL,
    }


async def dispatch(intake: Intake, messenger: FakeMessenger, text: str) -> BoltResponse:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")

    app = AsyncApp(
        signing_secret="s",
        authorize=authorize,
        request_verification_enabled=False,
        process_before_response=True,
    )
    Commands(intake, desk(messenger)).register(app)
    form = {key: value or "" for key, value in command(text).items()}
    request = AsyncBoltRequest(
        body=urlencode(form),
        headers={"content-type": ["application/x-www-form-urlencoded"]},
    )
    response = await app.async_dispatch(request)
    await intake.drain(finish=2, tell=1)
    return response


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("script x1", "Reading the script execution…"),
        ("SCRIPT x1", "Reading the script execution…"),
        ("help", "One moment…"),
        ("", "One moment…"),
        ("<!channel>", "One moment…"),
    ],
)
async def test_the_ack_is_the_first_progress(text: str, first: str) -> None:
    response = await dispatch(Intake(limit=5), FakeMessenger(), text)

    assert (response.status, json.loads(response.body)) == (
        200,
        {"text": first, "response_type": "ephemeral"},
    )


async def test_the_answer_follows_through_the_response_url() -> None:
    messenger = FakeMessenger()

    await dispatch(Intake(limit=5), messenger, "help")

    assert messenger.replies == [(Address(URL), help_page(""))]


async def test_when_full_the_ack_says_so_and_nothing_is_begun() -> None:
    messenger = FakeMessenger()

    response = await dispatch(Intake(limit=0), messenger, "help")

    assert json.loads(response.body) == {"text": BUSY, "response_type": "ephemeral"}
    assert messenger.replies == []


async def test_while_stopping_the_ack_says_so() -> None:
    intake = Intake(limit=5)
    await intake.drain(finish=0, tell=0)

    response = await dispatch(intake, FakeMessenger(), "help")

    assert json.loads(response.body)["text"] == RESTARTING


async def test_an_answer_on_its_way_is_not_denied_at_the_end() -> None:
    class Slow(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            await super().reply(address, message)
            await asyncio.Event().wait()

    intake, messenger = Intake(limit=1), Slow()
    intake.accept(CommandRequest(command("help"), desk(messenger)))

    await intake.drain(finish=0.05, tell=1)

    assert messenger.replies == [(Address(URL), help_page(""))]


@pytest.mark.parametrize(
    "standing", set(Standing) - {Standing.MEMBER, Standing.OPERATOR}
)
async def test_only_members_get_help(standing: Standing) -> None:
    messenger = FakeMessenger()
    people = FakePeople(standing)
    request = CommandRequest(command("help"), desk(messenger, people))
    intake = Intake(limit=1)

    intake.accept(request)
    await intake.drain(finish=2, tell=1)

    ((_, message),) = messenger.replies
    assert "look up runs" in message.text


async def test_a_payload_without_text_is_a_question_for_help() -> None:
    messenger = FakeMessenger()

    await CommandRequest(command(None), desk(messenger)).answer("abc23456")

    assert messenger.replies == [(Address(URL), help_page(""))]


async def test_progress_that_cannot_be_told_does_not_stop_the_answer() -> None:
    messenger = FakeMessenger(MessengerError("reset", permanent=False))
    people = SlowPeople()
    request = CommandRequest(command("help"), desk(messenger, people))

    with capture_logs() as log:
        await request.answer("abc23456")

    assert "progress_not_delivered" in [entry["event"] for entry in log]
    assert messenger.replies == [(Address(URL), help_page(""))]


async def test_progress_is_told_once_while_the_answer_takes_long() -> None:
    messenger = FakeMessenger()

    await CommandRequest(command("help"), desk(messenger, SlowPeople())).answer(
        "abc23456"
    )

    assert [message for _, message in messenger.replies] == [
        Message(STILL_READING),
        help_page(""),
    ]


async def test_secrets_that_somebody_typed_are_not_logged() -> None:
    typed = "script password=hunter2"
    intake = Intake(limit=1)

    with capture_logs() as log:
        intake.accept(CommandRequest(command(typed), desk(FakeMessenger())))
        await intake.drain(finish=2, tell=1)

    assert [entry["event"] for entry in log] == ["command", "request_refused"]
    assert "hunter2" not in str(log)


async def test_progress_on_its_way_does_not_arrive_after_the_answer() -> None:
    class SlowToTake(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            if message.text == STILL_READING:
                await asyncio.sleep(0.05)
            await super().reply(address, message)

    messenger = SlowToTake()

    await CommandRequest(command("help"), desk(messenger, SlowPeople())).answer("abc")

    assert [message for _, message in messenger.replies] == [
        Message(STILL_READING),
        help_page(""),
    ]
