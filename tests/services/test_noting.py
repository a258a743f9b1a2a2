"""Who asked what is kept without anybody waiting for it, or said to be lost."""

import asyncio
from collections.abc import Sequence

from bot.domain.audit import Request
from bot.errors import LedgerError
from bot.services.noting import Notes
from tests.fakes import NINE, FakeClock, StoppedClock

GONE = "I cannot reach my own memory."


class FakeAudit:
    """Keeps what it is given, but for the first times, when it is away.

    It remembers how much came at once.
    """

    def __init__(self, away: int = 0) -> None:
        self.away = away
        self.kept: list[Request] = []
        self.handfuls: list[int] = []

    async def note(self, requests: Sequence[Request]) -> None:
        if self.away > 0:
            self.away -= 1
            raise LedgerError(GONE)
        self.handfuls.append(len(requests))
        self.kept += requests


class Hanging(FakeAudit):
    """Never answers."""

    async def note(self, requests: Sequence[Request]) -> None:
        await asyncio.Event().wait()
        await super().note(requests)


class Noting:
    """Notes of a bot, and what its operator hears of them."""

    def __init__(self, audit: FakeAudit, clock: FakeClock | None = None) -> None:
        self.told: list[tuple[str, dict[str, object]]] = []
        self.notes = Notes(audit, clock or FakeClock(), report=self._report, most=300)

    def take(self, *numbers: int) -> list[Request]:
        taken = [request(number) for number in numbers]
        for one in taken:
            self.notes.take(one)
        return taken

    def _report(self, event: str, **facts: object) -> None:
        self.told.append((event, facts))


async def test_notes_are_kept_in_handfuls_and_in_order() -> None:
    audit = FakeAudit()
    noting = Noting(audit)

    taken = noting.take(*range(250))
    await noting.notes.close(5)

    assert (audit.kept, audit.handfuls) == (taken, [100, 100, 50])
    assert noting.told == []


async def test_notes_are_kept_without_being_asked_for() -> None:
    audit = FakeAudit()
    noting = Noting(audit)

    for number in range(2):
        noting.take(number)
        await asyncio.sleep(0.01)

    assert audit.handfuls == [1, 1]


async def test_while_the_database_is_away_notes_wait_for_it() -> None:
    audit = FakeAudit(away=3)
    noting = Noting(audit)

    taken = noting.take(1, 2)
    await noting.notes.close(5)

    assert audit.kept == taken
    assert noting.told == [("notes_not_kept_yet", {"why": GONE})]


async def test_what_finds_no_room_is_counted_and_told_once() -> None:
    audit = FakeAudit(away=1)
    noting = Noting(audit)

    taken = noting.take(*range(307))
    await noting.notes.close(5)

    assert audit.kept == taken[:300]
    assert noting.told == [
        ("notes_not_kept_yet", {"why": GONE}),
        ("notes_lost", {"requests": 7}),
    ]


async def test_at_the_end_nobody_waits_long_for_a_database_that_is_away() -> None:
    noting = Noting(FakeAudit(away=1), StoppedClock())
    noting.take(*range(5))

    async with asyncio.timeout(5):
        await noting.notes.close(0.01)

    assert noting.told == [
        ("notes_not_kept_yet", {"why": GONE}),
        ("notes_lost", {"requests": 5}),
    ]


async def test_at_the_end_nobody_waits_long_for_a_database_that_hangs() -> None:
    noting = Noting(Hanging())
    noting.take(*range(305))

    async with asyncio.timeout(5):
        await noting.notes.close(0.01)

    assert noting.told == [("notes_lost", {"requests": 305})]


def request(number: int) -> Request:
    return Request(
        id=f"q{number}",
        at=NINE,
        user="U1",
        workspace="T1",
        channel="C1",
        line="/runs",
        result="answered",
        seconds=0.5,
    )
