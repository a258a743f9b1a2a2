"""One question on its way, whoever asked it and however."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.blocks.helping import help_page
from bot.blocks.problems import INTERRUPTED, UNDELIVERED
from bot.blocks.progress import STILL_READING
from bot.domain.access import Person
from bot.domain.causes import Cause
from bot.domain.messages import Address, Message
from bot.domain.references import SourceName
from bot.errors import BusyError, MessengerError, UncertainError
from bot.services.clouds import Cloud
from handlers.asking import Desk
from handlers.intake import Intake
from handlers.questions import Question
from tests.domain.samples import execution
from tests.fakes import FakeMessenger, FakePeople, FakeSource, SlowPeople
from tests.handlers.counter import BESIDE, IN_PLACE, asking, desk


def question(at: Desk, text: str = "help", *, address: Address = BESIDE) -> Question:
    return Question(asking(at, text, address=address))


async def test_the_answer_is_shown_where_the_question_says() -> None:
    messenger = FakeMessenger()

    await question(desk(messenger), address=IN_PLACE).answer("abc23456")

    assert messenger.replies == [(IN_PLACE, help_page(""))]


async def test_a_failure_never_takes_the_place_of_what_was_read() -> None:
    messenger = FakeMessenger()
    asked = question(desk(messenger), address=IN_PLACE)

    await asked.fail(BusyError("Busy."), "abc23456")

    ((address, message),) = messenger.replies
    assert (address, message.text) == (BESIDE, "Busy.\nid `abc23456`")


async def test_an_answer_whose_sending_was_cut_off_is_not_denied() -> None:
    class Slow(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            await super().reply(address, message)
            if len(self.replies) > 1:
                return
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError as exc:
                # What the adapter makes of it while a request is on its way.
                raise UncertainError("cut off") from exc

    intake, messenger = Intake(limit=1), Slow()
    intake.accept(question(desk(messenger)))

    await intake.drain(finish=0.05, tell=0.05)

    said = [message.text.split("\n")[0] for _, message in messenger.replies]
    assert said == [help_page("").text.split("\n")[0], UNDELIVERED]


async def test_a_question_cut_short_before_its_answer_is_told() -> None:
    class Endless(FakePeople):
        async def person(self, user: str, workspace: str) -> Person:
            await asyncio.Event().wait()
            return await super().person(user, workspace)

    intake, messenger = Intake(limit=1), FakeMessenger()
    intake.accept(question(desk(messenger, Endless())))

    await intake.drain(finish=0.01, tell=1)

    ((address, message),) = messenger.replies
    assert address == BESIDE
    assert message.text.startswith(f"{INTERRUPTED}\nid `")


async def test_an_answer_that_slack_may_not_have_taken_is_told_beside() -> None:
    messenger = FakeMessenger(UncertainError("reset"))
    intake = Intake(limit=1)

    intake.accept(question(desk(messenger), address=IN_PLACE))
    await intake.drain(finish=1, tell=1)

    ((address, message),) = messenger.replies
    assert address == BESIDE
    assert message.text.startswith(f"{UNDELIVERED}\nid `")


async def test_a_notice_that_may_be_lost_is_told_in_another_way_as_well() -> None:
    lost = UncertainError("reset")
    messenger = FakeMessenger(lost, lost)
    intake = Intake(limit=1)

    intake.accept(question(desk(messenger), address=IN_PLACE))
    await intake.drain(finish=1, tell=1)

    ((address, message),) = messenger.replies
    assert address == replace(BESIDE, response_url="")
    assert message.text.startswith(UNDELIVERED)


async def test_a_notice_that_is_itself_cut_off_is_not_told_again() -> None:
    cut_off = UncertainError("cut off")
    cut_off.__cause__ = asyncio.CancelledError()
    messenger = FakeMessenger(UncertainError("reset"), cut_off)
    intake = Intake(limit=1)

    intake.accept(question(desk(messenger)))
    await intake.drain(finish=1, tell=1)

    assert messenger.replies == []


async def test_progress_that_cannot_be_told_does_not_stop_the_answer() -> None:
    messenger = FakeMessenger(MessengerError("reset", permanent=False))

    with capture_logs() as log:
        await question(desk(messenger, SlowPeople())).answer("abc23456")

    assert "progress_not_delivered" in [entry["event"] for entry in log]
    assert messenger.replies == [(BESIDE, help_page(""))]


@pytest.mark.parametrize("address", [BESIDE, IN_PLACE], ids=["beside", "in place"])
async def test_progress_is_told_once_and_beside_while_the_answer_takes_long(
    address: Address,
) -> None:
    messenger = FakeMessenger()
    at = desk(messenger, SlowPeople())

    await question(at, address=address).answer("abc23456")

    assert messenger.replies == [
        (BESIDE, Message(STILL_READING)),
        (address, help_page("")),
    ]


async def test_progress_on_its_way_does_not_arrive_after_the_answer() -> None:
    class SlowToTake(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            if message.text == STILL_READING:
                await asyncio.sleep(0.05)
            await super().reply(address, message)

    messenger = SlowToTake()

    await question(desk(messenger, SlowPeople())).answer("abc23456")

    assert [message for _, message in messenger.replies] == [
        Message(STILL_READING),
        help_page(""),
    ]


async def test_the_question_is_logged_with_who_asks_and_which_page() -> None:
    with capture_logs() as log:
        await question(desk(FakeMessenger())).answer("abc23456")

    assert log == [
        {"event": "question", "log_level": "info", "text": "help", "page": 1}
    ]


async def test_secrets_that_somebody_typed_are_not_logged() -> None:
    intake = Intake(limit=1)

    with capture_logs() as log:
        intake.accept(question(desk(FakeMessenger()), "script password=hunter2"))
        await intake.drain(finish=2, tell=1)

    assert [entry["event"] for entry in log] == ["question", "request_refused"]
    assert "hunter2" not in str(log)


async def test_secrets_in_an_answer_do_not_reach_slack() -> None:
    messenger = FakeMessenger()
    leaking = replace(execution(), cause=Cause("", "login --password hunter2"))
    source = FakeSource({("r1",): leaking})
    clouds = {"prod": Cloud({SourceName.SCRIPT: source})}

    await question(desk(messenger, clouds=clouds), "script r1").answer("abc23456")

    ((_, message),) = messenger.replies
    assert "login --password" in message.text
    assert "hunter2" not in str(message)
