"""Names to choose from while somebody types."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.access import Standing
from bot.domain.lookup_form import Ask, Name
from bot.errors import LedgerError
from bot.services.suggesting import MOST, Suggesting
from tests.fakes import NINE, FakeClock
from tests.services.asking import actor

NIGHT = Name("t1", "Night patch")
REBOOT = Name("t2", "Reboot")


class Memory:
    """Has seen these; counts how often it was read."""

    def __init__(self, *names: Name) -> None:
        self.names = names
        self.reads: list[tuple[Ask, datetime]] = []
        self.away = False

    async def seen(self, kind: Ask, since: datetime, most: int) -> Sequence[Name]:
        self.reads.append((kind, since))
        if self.away:
            raise LedgerError
        return self.names[:most]


class Place:
    """Who offers names, a minute at a time."""

    def __init__(self, *names: Name) -> None:
        self.memory, self.clock = Memory(*names), FakeClock()
        self.suggesting = Suggesting(self.memory, ["prod"], self.clock)

    async def learnt(self) -> None:
        """Return when no reading is under way."""
        for task in list(self.suggesting._under_way.values()):
            await task

    async def offered(
        self, typed: str, kind: Ask = Ask.TASK, standing: Standing = Standing.MEMBER
    ) -> list[str]:
        names = await self.suggesting.options(actor(standing), kind, typed)
        return [one.id for one in names]


async def test_names_and_ids_fit_whatever_their_case() -> None:
    place = Place(NIGHT, REBOOT)

    typed = ["", "NIGHT", "t2", " reb ", "x"]
    offered = [await place.offered(one) for one in typed]

    assert offered == [["t1", "t2"], ["t1"], ["t2"], ["t2"], []]


async def test_memory_is_read_once_in_a_minute_for_each_kind() -> None:
    place = Place(NIGHT)

    for kind in (Ask.TASK, Ask.TASK, Ask.POOL):
        await place.offered("n", kind)

    since = NINE - timedelta(days=35)
    assert place.memory.reads == [(Ask.TASK, since), (Ask.POOL, since)]
    await place.clock.sleep(61)
    await place.offered("n")
    await place.learnt()
    assert len(place.memory.reads) == 3


async def test_nobody_but_members_is_offered_anything() -> None:
    place = Place(NIGHT)

    assert await place.offered("", standing=Standing.GUEST) == []
    assert place.memory.reads == []


async def test_old_names_are_offered_while_the_database_is_away() -> None:
    place = Place(NIGHT)
    place.memory.away = True
    assert await place.offered("") == []

    place.memory.away = False
    assert await place.offered("") == ["t1"]
    place.memory.away = True
    await place.clock.sleep(61)
    assert await place.offered("") == ["t1"]
    await place.learnt()
    assert await place.offered("") == ["t1"]


async def test_new_names_are_offered_to_whoever_types_on() -> None:
    place = Place(NIGHT)
    await place.offered("")
    place.memory.names = (NIGHT, REBOOT)
    await place.clock.sleep(61)

    assert await place.offered("") == ["t1"]
    await place.learnt()
    assert await place.offered("") == ["t1", "t2"]


async def test_whoever_gives_up_waiting_leaves_the_reading_to_others() -> None:
    place = Place(NIGHT)
    first = asyncio.create_task(place.offered(""))
    await asyncio.sleep(0)
    first.cancel()

    assert await place.offered("") == ["t1"]
    assert len(place.memory.reads) == 1


async def test_no_more_are_offered_than_fit_into_an_answer() -> None:
    place = Place(*(Name(f"t{nth}", f"Task {nth}") for nth in range(150)))

    assert len(await place.offered("task")) == MOST
    assert await place.offered("task 149") == ["t149"]
