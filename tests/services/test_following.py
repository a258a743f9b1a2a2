"""Conversations go on: what is asked, shown and remembered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Standing
from bot.domain.answers import ExecutionAnswer, FailuresAnswer
from bot.domain.failures import Failure, Failures
from bot.domain.followup_words import follow_up
from bot.domain.followups import Command
from bot.domain.messages import Posted
from bot.domain.references import SourceName
from bot.domain.threads import Row, Step, Thread, begun
from bot.errors import AccessDeniedError, InvalidQueryError
from bot.services.clouds import Cloud
from bot.services.following import Followed, FollowUps
from tests.conversations import MemoryThreads
from tests.fakes import NINE, FakeClock, FakeSource
from tests.ledgers import MemoryLedger
from tests.services.asking import actor, answers, follow_ups
from tests.services.scripts import IDS, execution

HERE = Posted("C1", "100.1")
LINE = "/runs failures since:2026-01-14T00:00:00Z until:2026-01-14T12:00:00Z"
FAILED = Failure(execution=execution(), clouds=("prod",), cause="c0ffee")
ROW = Row("/runs script prod/script/rec-1", "FIN-DESK-02", "c0ffee")
THREAD = begun(Step(LINE), {1: ROW}, NINE - timedelta(days=1))


class Talking:
    """A ledger with one failure, and conversations about it."""

    def __init__(self) -> None:
        self.threads = MemoryThreads()
        self.clock = FakeClock()
        ledger = MemoryLedger(told=Failures(rows=(FAILED,), of=12))
        cloud = Cloud({SourceName.SCRIPT: FakeSource({IDS: FAILED.execution})})
        service = answers({"prod": cloud}, self.clock, ledger)
        self.following: FollowUps = follow_ups(service, self.clock, self.threads)

    async def says(self, text: str, thread: Thread | None = THREAD) -> Followed:
        said = follow_up(text)
        return await self.following.answer(actor(), HERE, thread, said)


async def test_a_list_is_narrowed_by_a_command_of_its_own() -> None:
    followed = await Talking().says("failed")

    line = f"{LINE} outcome:failed"
    assert isinstance(followed.answer, FailuresAnswer)
    assert followed.answer.line == line
    assert followed.thread == Thread(
        steps=(Step(LINE), Step(line)), rows={1: ROW}, used=NINE
    )


async def test_a_row_is_opened_and_the_list_stays() -> None:
    followed = await Talking().says("1")

    assert isinstance(followed.answer, ExecutionAnswer)
    assert followed.thread == replace(THREAD, focus=ROW.line, used=NINE)


async def test_undo_asks_what_was_asked_before() -> None:
    narrowed = THREAD.went_on(Step(f"{LINE} outcome:failed"), {}, NINE)

    followed = await Talking().says("undo", narrowed)

    assert followed.thread == Thread(steps=(Step(LINE),), rows={1: ROW}, used=NINE)


async def test_all_leads_back_to_the_beginning() -> None:
    narrowed = THREAD.went_on(Step(f"{LINE} outcome:failed"), {}, NINE)

    followed = await Talking().says("all", narrowed)

    assert followed.thread is not None
    assert followed.thread.step == Step(LINE)


async def test_who_may_not_ask_learns_nothing() -> None:
    with pytest.raises(AccessDeniedError):
        await Talking().following.answer(
            actor(Standing.GUEST), HERE, THREAD, follow_up("undo")
        )


async def test_a_thread_ends_some_time_after_the_last_question() -> None:
    old = replace(THREAD, used=NINE - timedelta(days=30, seconds=1))

    with pytest.raises(InvalidQueryError, match="nobody asked here for 30 days") as no:
        await Talking().says("failed", old)

    assert no.value.suggestion == LINE


async def test_a_command_begins_anew_where_a_thread_has_ended() -> None:
    old = replace(THREAD, used=NINE - timedelta(days=99))
    said = Command(LINE.removeprefix("/runs "))

    followed = await Talking().following.answer(actor(), HERE, old, said)

    assert followed.thread is not None
    assert followed.thread.used == NINE


async def test_nothing_is_known_of_other_threads() -> None:
    with pytest.raises(InvalidQueryError, match="not under an answer of mine"):
        await Talking().says("failed", None)


async def test_a_private_answer_leaves_the_thread_as_it_is() -> None:
    followed = await Talking().following.answer(
        actor(), HERE, THREAD, Command("help failures")
    )

    assert (followed.public, followed.thread) == (False, None)


async def test_what_was_shown_last_is_remembered_whoever_else_has_asked() -> None:
    talking = Talking()
    await talking.following.keep(HERE, THREAD)
    mine, theirs = (replace(THREAD, focus=one, version=1) for one in ("mine", "theirs"))
    await talking.following.keep(HERE, theirs)

    await talking.following.keep(HERE, mine)

    assert await talking.following.thread(HERE) == replace(mine, version=3)


async def test_what_is_shared_can_be_asked_about() -> None:
    talking = Talking()
    answer = (await talking.says("failed")).answer
    assert answer is not None

    await talking.following.begin(HERE, answer, Step(LINE))

    kept = begun(Step(LINE), {1: ROW}, NINE)
    assert await talking.following.thread(HERE) == replace(kept, version=1)


async def test_those_who_ask_in_one_thread_wait_for_one_another() -> None:
    following = Talking().following

    first = following.turn(HERE)

    assert following.turn(HERE) is first
    assert following.turn(Posted("C1", "100.2")) is not first


async def test_all_rows_come_in_a_file_with_a_name_of_its_own() -> None:
    talking = Talking()

    files = [(await talking.says("csv")).file]
    talking.clock.time += timedelta(microseconds=1)
    files.append((await talking.says("csv")).file)

    one, other = files
    assert one is not None
    assert other is not None
    assert one.name != other.name
    said = f"The first 1 of 12 rows of {LINE}"
    assert one.title == f"PARTIAL, as not all was read: {said}"
    assert one.content.splitlines()[1].startswith("1,failed,FIN-DESK-02,d1")
