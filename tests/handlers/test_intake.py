import asyncio
from typing import Any

import pytest
import structlog
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.blocks.problems import BUSY, RESTARTING
from bot.errors import BusyError, MessengerError
from handlers.intake import _MOST_TOLD as MOST_TOLD
from handlers.intake import Intake


class Scripted:
    """A request that waits for a sign, then ends as it is told to."""

    def __init__(
        self, ends: Exception | None = None, telling: Exception | None = None
    ) -> None:
        self.sign = asyncio.Event()
        self.ends = ends
        self.telling = telling
        self.answered = False
        self.told: list[tuple[type[BaseException], str]] = []
        self.reasons: list[str] = []

    async def answer(self, request_id: str) -> None:
        del request_id
        await self.sign.wait()
        if self.ends is not None:
            raise self.ends
        self.answered = True

    async def fail(self, error: BaseException, request_id: str) -> None:
        self.told.append((type(error), request_id))
        self.reasons.append(str(error))
        if self.telling is not None:
            raise self.telling


async def test_what_is_accepted_is_done() -> None:
    intake, request = Intake(limit=1), Scripted()

    accepted = intake.accept(request)
    request.sign.set()
    await intake.drain(finish=2, tell=0)

    assert (accepted, request.answered, request.told) == (True, True, [])


async def test_nothing_is_accepted_beyond_the_limit() -> None:
    intake, first = Intake(limit=1), Scripted()
    intake.accept(first)

    accepted = intake.accept(Scripted())

    assert not accepted
    await intake.drain(finish=0, tell=1)


async def test_room_is_made_by_what_ends() -> None:
    intake, first, second = Intake(limit=1), Scripted(), Scripted()
    intake.accept(first)
    first.sign.set()
    for _ in range(5):
        await asyncio.sleep(0)

    accepted = intake.accept(second)

    assert accepted
    await intake.drain(finish=0, tell=1)


async def test_whoever_asked_is_told_of_any_failure_with_an_id() -> None:
    intake, request = Intake(limit=1), Scripted(ends=ZeroDivisionError())
    intake.accept(request)

    request.sign.set()
    await intake.drain(finish=2, tell=0)

    ((error, request_id),) = request.told
    assert error is ZeroDivisionError
    assert len(request_id) == 8


async def test_every_request_has_an_id_of_its_own() -> None:
    intake = Intake(limit=50)
    requests = [Scripted(ends=ZeroDivisionError()) for _ in range(50)]
    for request in requests:
        intake.accept(request)
        request.sign.set()

    await intake.drain(finish=2, tell=0)

    assert len({request.told[0][1] for request in requests}) == 50


async def test_an_answer_that_slack_did_not_take_is_told() -> None:
    lost = MessengerError("reset", permanent=False)
    intake, request = Intake(limit=1), Scripted(ends=lost)
    intake.accept(request)

    request.sign.set()
    await intake.drain(finish=2, tell=0)

    assert [error for error, _ in request.told] == [MessengerError]


async def test_a_failure_in_telling_a_failure_is_logged_with_the_id() -> None:
    intake = Intake(limit=1)
    request = Scripted(ends=ZeroDivisionError(), telling=KeyError("bug"))
    intake.accept(request)
    request.sign.set()

    with capture_logs(processors=[merge_contextvars]) as log:
        await intake.drain(finish=2, tell=0)

    ((_, request_id),) = request.told
    assert [(entry["event"], entry["request_id"]) for entry in log] == [
        ("failure_not_told", request_id)
    ]


async def test_what_is_not_accepted_is_logged() -> None:
    intake = Intake(limit=0)

    with capture_logs() as log:
        intake.accept(Scripted())

    assert log == [
        {"event": "request_not_accepted", "log_level": "warning", "closed": False}
    ]


async def test_a_failure_that_could_not_be_told_is_logged() -> None:
    lost = MessengerError("reset", permanent=False)
    intake = Intake(limit=1)
    request = Scripted(ends=ZeroDivisionError(), telling=lost)
    intake.accept(request)
    request.sign.set()

    with capture_logs() as log:
        await intake.drain(finish=2, tell=0)

    assert [(entry["event"], entry["why"]) for entry in log] == [
        ("failure_not_delivered", "reset")
    ]


async def test_after_the_end_nothing_is_accepted() -> None:
    intake = Intake(limit=1)

    await intake.drain(finish=0, tell=0)

    assert not intake.accept(Scripted())


async def test_what_does_not_end_in_time_is_cut_short_and_told() -> None:
    intake, request = Intake(limit=1), Scripted()
    intake.accept(request)
    await asyncio.sleep(0)

    await intake.drain(finish=0.01, tell=2)

    assert [error for error, _ in request.told] == [asyncio.CancelledError]


async def test_telling_is_bounded_in_time() -> None:
    class Deaf(Scripted):
        async def fail(self, error: BaseException, request_id: str) -> None:
            await super().fail(error, request_id)
            await asyncio.Event().wait()

    intake, request = Intake(limit=1), Deaf()
    intake.accept(request)
    await asyncio.sleep(0)

    async with asyncio.timeout(2):
        await intake.drain(finish=0.01, tell=0.01)

    assert len(request.told) == 1


@pytest.mark.parametrize("limit", [0])
async def test_a_full_intake_starts_no_task(limit: int) -> None:
    before: set[asyncio.Task[Any]] = asyncio.all_tasks()

    Intake(limit).accept(Scripted())

    assert asyncio.all_tasks() == before


async def ended(intake: Intake) -> None:
    await intake.drain(finish=2, tell=2)


@pytest.mark.parametrize("stopped", [False, True], ids=["busy", "restarting"])
async def test_whoever_is_turned_away_is_told_why_with_an_id(*, stopped: bool) -> None:
    intake, request = Intake(limit=1), Scripted()
    if stopped:
        await ended(intake)

    intake.turn_away(request)
    await ended(intake)

    ((error, request_id),) = request.told
    assert error is BusyError
    assert request.reasons == [RESTARTING if stopped else BUSY]
    assert len(request_id) == 8


async def test_who_is_turned_away_takes_no_place() -> None:
    intake, accepted = Intake(limit=1), Scripted()
    intake.turn_away(Scripted())

    taken = intake.accept(accepted)

    assert taken
    accepted.sign.set()
    await ended(intake)


async def test_telling_those_turned_away_is_bounded() -> None:
    intake = Intake(limit=2)
    requests = [Scripted() for _ in range(MOST_TOLD + 3)]

    for request in requests:
        intake.turn_away(request)
    await ended(intake)

    told = [len(request.told) for request in requests]
    assert (sum(told), told[-4:]) == (MOST_TOLD, [1, 0, 0, 0])


async def test_room_for_telling_is_made_by_what_was_told() -> None:
    intake, last = Intake(limit=1), Scripted()
    for _ in range(MOST_TOLD):
        intake.turn_away(Scripted())
    for _ in range(5):
        await asyncio.sleep(0)

    intake.turn_away(last)
    await ended(intake)

    assert len(last.told) == 1


async def test_the_id_that_is_told_is_on_every_line_of_the_log() -> None:
    class Logging(Scripted):
        async def fail(self, error: BaseException, request_id: str) -> None:
            await super().fail(error, request_id)
            bound = structlog.contextvars.get_contextvars()
            assert bound["request_id"] == request_id

    intake, request = Intake(limit=1), Logging()
    intake.turn_away(request)
    await ended(intake)

    assert len(request.told) == 1


async def test_a_notice_that_the_end_cuts_off_is_logged() -> None:
    class Endless(Scripted):
        async def fail(self, error: BaseException, request_id: str) -> None:
            await asyncio.Event().wait()
            await super().fail(error, request_id)

    intake = Intake(limit=1)
    with capture_logs() as log:
        intake.turn_away(Endless())
        await intake.drain(finish=0.01, tell=0.01)
        for task in intake._telling:
            task.cancel()
        await asyncio.gather(*intake._telling)

    assert log == [
        {
            "event": "failure_not_told",
            "log_level": "error",
            "why": "stopped before Slack took it",
        }
    ]


async def test_who_cannot_be_told_that_there_is_no_room_is_logged() -> None:
    intake = Intake(limit=1)

    with capture_logs() as log:
        intake.turn_away(Scripted(telling=MessengerError("reset", permanent=False)))
        await ended(intake)

    assert [(entry["event"], entry["why"]) for entry in log] == [
        ("failure_not_delivered", "reset")
    ]
