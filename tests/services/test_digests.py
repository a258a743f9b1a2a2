"""Each slot is delivered once, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import LEASE
from bot.errors import MessengerError, UncertainError
from tests.fakes import NINE
from tests.services import digesting
from tests.services.digesting import DAY, HOUR, NIGHT, DeadError, Life, Town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with digesting.town() as one:
        yield one


async def test_what_failed_is_told_at_the_slot_and_in_its_thread(town: Town) -> None:
    await town.fail("D1", "D2")

    await town.ticked(town.process())

    assert town.channel.posts == [
        ("C1", "", "2 of night"),
        ("C1", "1.0", "D1"),
        ("C1", "1.0", "D2"),
    ]


async def test_before_the_slot_nothing_is_told(town: Town) -> None:
    town.clock.time = NINE - timedelta(seconds=1)
    await town.fail("D1")

    await town.ticked(town.process())

    assert town.texts == []


async def test_a_slot_is_told_once(town: Town) -> None:
    one, other = town.process(), town.process()
    for process in (one, one, other):
        await town.ticked(process)

    assert town.texts == ["0 of night"]


async def test_the_next_slot_tells_what_is_new(town: Town) -> None:
    await town.fail("D1")
    await town.ticked(town.process())
    town.clock.time = NINE + DAY
    await town.cover()
    await town.fail("D2")

    await town.ticked(town.process())

    assert town.texts == ["1 of night", "D1", "1 of night", "D2"]


async def test_slots_that_nobody_was_there_for_are_one_late_digest(
    town: Town,
) -> None:
    await town.fail("D1")
    town.clock.time = NINE + 3 * DAY + HOUR
    await town.cover()

    await town.ticked(town.process())

    assert town.texts == ["1 of night, late", "D1"]


async def test_what_was_not_read_makes_it_partial(town: Town) -> None:
    await town.cover(gaps=("A list could not be read.",))

    await town.ticked(town.process())

    assert town.texts == ["0 of night, PARTIAL"]


class TestSilence:
    SILENT = replace(NIGHT, posts_empty=False)

    async def test_nothing_is_posted_where_nothing_happened(self, town: Town) -> None:
        await town.ticked(town.process(self.SILENT))

        assert town.texts == []

    async def test_is_broken_by_what_failed(self, town: Town) -> None:
        await town.fail("D1")

        await town.ticked(town.process(self.SILENT))

        assert town.texts == ["1 of night", "D1"]

    async def test_is_no_all_clear_where_something_was_not_read(
        self, town: Town
    ) -> None:
        await town.cover(gaps=("A list could not be read.",))

        await town.ticked(town.process(self.SILENT))

        assert town.texts == ["0 of night, PARTIAL"]


class TestSlack:
    async def test_what_it_cannot_take_now_is_posted_with_the_next_tick(
        self, town: Town
    ) -> None:
        town.channel.failures = [MessengerError("429", permanent=False)]
        process = town.process()

        await town.ticked(process)
        assert town.texts == []
        await town.ticked(process)

        assert town.texts == ["0 of night"]
        assert town.reports == [
            (
                "digest_not_posted",
                {"subscription": "night", "channel": "C1", "why": "429"},
            )
        ]

    async def test_what_it_refuses_for_good_is_tried_again_in_an_hour(
        self, town: Town
    ) -> None:
        town.channel.failures = [MessengerError("archived", permanent=True)]
        process = town.process()
        for minutes in (0, 1, 30, 59):
            town.clock.time = NINE + timedelta(minutes=minutes)
            await town.ticked(process)
        assert town.texts == []

        town.clock.time = NINE + HOUR
        await town.ticked(process)

        assert town.texts == ["0 of night"]

    async def test_what_nobody_knows_of_twice_is_posted_again_and_says_so(
        self, town: Town
    ) -> None:
        town.channel.failures = [UncertainError("lost"), UncertainError("unreadable")]
        process = town.process()
        for _ in range(2):
            await town.ticked(process)

        assert town.texts == ["0 of night (may repeat)"]

    async def test_whoever_is_stopped_while_it_looks_posts_nothing_more(
        self, town: Town
    ) -> None:
        stopped = UncertainError("cut off")
        stopped.__cause__ = asyncio.CancelledError()
        town.channel.failures = [UncertainError("lost"), stopped]
        process = town.process()
        for _ in range(2):
            await town.ticked(process)
        assert town.texts == []

        town.clock.time = NINE + LEASE
        await town.ticked(town.process())

        assert town.texts == ["0 of night"]


async def test_a_mistake_of_ours_is_told_and_the_next_one_goes_on(town: Town) -> None:
    process = town.process()
    mistake = ZeroDivisionError("no such thing")
    town.channel.failures = [mistake]
    with pytest.raises(ZeroDivisionError):
        await town.ticked(process)
    assert town.reports == [
        ("digest_broke", {"subscription": "night", "exc_info": mistake})
    ]

    town.clock.time = NINE + LEASE
    await town.ticked(process)

    assert town.texts == ["0 of night"]


async def test_what_is_under_way_ends_with_the_process(town: Town) -> None:
    town.channel.taking = asyncio.Event()
    process = town.process()
    await process.tick()
    await asyncio.sleep(0.1)

    await process.close()

    assert town.texts == []
    assert [task.done() for task in process._under_way.values()] == [True]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("step", range(16))
async def test_wherever_it_dies_all_is_told_once(
    town: Town, step: int, *, before: bool
) -> None:
    """Look around, subscribe, claim, gather, plan, parts; three for each post; and the end."""
    await town.fail("D1", "D2")
    with pytest.raises(DeadError):
        await town.ticked(town.process(life=Life(step, before)))

    town.clock.time = NINE + LEASE
    await town.cover()
    await town.ticked(town.process())

    assert [text.removesuffix(", late") for text in town.texts] == [
        "2 of night",
        "D1",
        "D2",
    ]


async def test_sixteen_steps_are_all_there_are(town: Town) -> None:
    await town.fail("D1", "D2")
    life = Life(100)

    await town.ticked(town.process(life=life))

    assert life.steps == 100 - 16


async def test_whoever_wakes_up_too_late_posts_nothing(town: Town) -> None:
    """Its lease is somebody else's by then."""
    await town.fail("D1")
    life = Life(4)  # until it has planned
    slow = town.process(life=life)
    with pytest.raises(DeadError):
        await town.ticked(slow)
    town.clock.time = NINE + LEASE
    await town.ticked(town.process())
    told = list(town.texts)

    life.steps = None
    assert not await slow.deliver(NIGHT)
    assert town.texts == told


async def test_a_sweep_that_takes_longer_than_a_lease_is_waited_for(
    town: Town,
) -> None:
    await town.fail("D1")
    town.sweep_takes = [True] * 6
    process, other = town.process(), town.process()

    await process.tick()
    await asyncio.sleep(0.05)
    await town.ticked(other)
    await town.ticked(process)

    assert town.clock.time > NINE + LEASE
    assert town.texts == ["1 of night, late", "D1"]


async def test_a_sweep_that_does_not_end_is_waited_for_ten_minutes(
    town: Town,
) -> None:
    town.sweep_takes = [True] * 100

    await town.ticked(town.process())

    assert town.clock.time == NINE + timedelta(minutes=10)
    assert town.texts == ["0 of night, late, PARTIAL"]
