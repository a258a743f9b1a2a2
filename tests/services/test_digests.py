"""Each slot is delivered once, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import LEASE
from bot.domain.marks import MarkKind
from bot.domain.subscriptions import Pause
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
@pytest.mark.parametrize("step", range(19))
async def test_wherever_it_dies_all_is_told_once(
    town: Town, step: int, *, before: bool
) -> None:
    """Three steps are for each part; the other ten come before, and at the end."""
    await town.fail("D1", "D2.csv")
    with pytest.raises(DeadError):
        await town.ticked(town.process(life=Life(step, before)))

    town.clock.time = NINE + LEASE
    await town.cover()
    await town.ticked(town.process())

    assert [text.removesuffix(", late") for text in town.texts] == [
        "2 of night",
        "D1",
        "[D2.csv]",
    ]


async def test_nineteen_steps_are_all_there_are(town: Town) -> None:
    await town.fail("D1", "D2")
    life = Life(100)

    await town.ticked(town.process(life=life))

    assert life.steps == 100 - 19


async def test_whoever_wakes_up_too_late_posts_nothing(town: Town) -> None:
    """Its lease is somebody else's by then."""
    await town.fail("D1")
    life = Life(6)  # until it has planned
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


class TestFiles:
    async def test_are_posted_in_the_thread(self, town: Town) -> None:
        await town.fail("D1.csv")

        await town.ticked(town.process())

        assert town.channel.posts[1:] == [("C1", "1.0", "[D1.csv]")]

    async def test_that_may_not_be_posted_are_words_instead(self, town: Town) -> None:
        town.channel.takes_files = False
        await town.fail("D1.csv")

        await town.ticked(town.process())

        assert town.texts == ["1 of night", "D1.csv"]
        assert town.reports == [("digest_file_refused", {"why": "no"})]

    async def test_whose_fate_nobody_knows_are_looked_for_first(
        self, town: Town
    ) -> None:
        await town.fail("D1.csv")
        town.channel.failures = [None, UncertainError("lost")]
        process = town.process()
        for _ in range(2):
            await town.ticked(process)

        assert town.texts == ["1 of night", "[D1.csv]"]


class TestPauses:
    OWNED = replace(NIGHT, owner="U1")
    ARCHIVED = MessengerError("no", permanent=True, code="is_archived")
    PAUSE = Pause(by="", at=NINE, why="The channel is archived.")

    async def test_a_channel_that_takes_nothing_makes_it_rest(self, town: Town) -> None:
        town.managers = ("U8", "U9")
        town.channel.failures = [self.ARCHIVED]
        process = town.process()
        for minutes in (0, 1, 61):
            town.clock.time = NINE + timedelta(minutes=minutes)
            await town.ticked(process)

        assert town.texts == []
        assert await town.ledger.subscriptions.pauses() == {NIGHT.id: self.PAUSE}
        told = "night is paused: The channel is archived."
        assert town.mailbox.told == [("U8", told), ("U9", told)]

    async def test_its_owner_is_told(self, town: Town) -> None:
        await town.ledger.subscriptions.add(self.OWNED)
        town.managers = ("U9",)
        town.channel.failures = [self.ARCHIVED]

        await town.ticked(town.process(self.OWNED))

        assert [user for user, _ in town.mailbox.told] == ["U1"]

    async def test_an_owner_who_cannot_be_told_is_no_reason_to_fail(
        self, town: Town
    ) -> None:
        town.managers, town.mailbox.closed = ("U9",), True
        town.channel.failures = [self.ARCHIVED]

        await town.ticked(town.process())

        assert town.reports[-1] == ("owner_not_told", {"user": "U9", "why": "no"})
        assert NIGHT.id in await town.ledger.subscriptions.pauses()

    async def test_when_it_goes_on_so_does_the_delivery(self, town: Town) -> None:
        await town.fail("D1")
        town.channel.failures = [None, self.ARCHIVED]
        process = town.process()
        await town.ticked(process)
        town.clock.time = NINE + HOUR
        await town.fail("D2")

        await town.ledger.subscriptions.pause(NIGHT.id, None)
        await town.ticked(process)

        assert town.channel.posts == [("C1", "", "1 of night"), ("C1", "1.0", "D1")]

    async def test_what_it_missed_is_told_in_one_digest(self, town: Town) -> None:
        pause = Pause(by="U1", at=NINE - HOUR)
        await town.ledger.subscriptions.pause(NIGHT.id, pause)
        await town.fail("D1")
        process = town.process()
        for days in range(3):
            town.clock.time = NINE + days * DAY
            await town.cover()
            await town.ticked(process)
        assert town.texts == []

        town.clock.time = NINE + 2 * DAY + HOUR
        await town.ledger.subscriptions.pause(NIGHT.id, None)
        await town.cover()
        await town.ticked(process)

        assert town.texts == ["1 of night, late", "D1"]


class TestMarks:
    async def test_what_is_muted_is_counted(self, town: Town) -> None:
        await town.fail("D1", "D2")
        (cause,) = await town.causes()
        await town.mark(MarkKind.MUTED, cause)

        await town.ticked(town.process())

        assert town.texts == ["0 of night, 2 muted"]

    async def test_what_is_acknowledged_ends_with_its_recovery(
        self, town: Town
    ) -> None:
        await town.fail("D1")
        await town.ticked(town.process())
        (cause,) = await town.causes()
        await town.mark(MarkKind.ACKNOWLEDGED, cause)
        town.clock.time = NINE + DAY
        await town.succeed()
        await town.cover()

        await town.ticked(town.process())

        assert await town.ledger.marks.of("C1", NIGHT.id, town.clock.now()) == ()

    async def test_what_is_muted_stays_so_after_its_recovery(self, town: Town) -> None:
        await town.fail("D1")
        await town.ticked(town.process())
        (cause,) = await town.causes()
        await town.mark(MarkKind.MUTED, cause)
        town.clock.time = NINE + DAY
        await town.succeed()
        await town.cover()

        await town.ticked(town.process())

        assert await town.ledger.marks.of("C1", NIGHT.id, town.clock.now())


async def test_one_that_was_made_in_slack_is_delivered(town: Town) -> None:
    owned = replace(NIGHT, name="day", owner="U1", clouds=())
    await town.ledger.subscriptions.add(owned)
    town.clock.time = NINE - HOUR
    await town.ticked(town.process(owned))
    town.clock.time = NINE
    await town.fail("D1")

    await town.ticked(town.process(owned))

    assert town.texts == ["1 of day", "D1"]


async def test_one_that_was_deleted_on_its_way_is_no_mistake(town: Town) -> None:
    owned = replace(NIGHT, owner="U1")
    process = town.process(owned)
    await town.ledger.subscriptions.add(owned)
    await town.ticked(process)
    town.clock.time = NINE + DAY

    await town.ledger.subscriptions.remove("night")

    assert not await process.deliver(owned)


async def test_a_name_that_is_taken_again_begins_anew(town: Town) -> None:
    owned = replace(NIGHT, owner="U1")
    process = town.process(owned)
    await town.ledger.subscriptions.add(owned)
    await town.ticked(process)
    await town.ledger.subscriptions.remove("night")
    await town.ticked(process)

    town.clock.time = NINE + HOUR
    await town.ledger.subscriptions.add(owned)
    await town.ticked(process)
    town.clock.time = NINE + DAY
    await town.cover()
    await town.ticked(process)

    assert town.texts == ["0 of night"] * 2


async def test_now_is_a_delivery_like_any_other(town: Town) -> None:
    town.clock.time = NINE - HOUR
    await town.fail("D1")
    process = town.process()

    assert await process.now(NIGHT)
    town.clock.time = NINE
    await town.ticked(process)

    assert town.texts == ["1 of night", "D1", "0 of night"]


async def test_after_a_clean_stop_others_go_on_at_once(town: Town) -> None:
    town.channel.taking = asyncio.Event()
    process = town.process()
    await process.tick()
    await asyncio.sleep(0.1)
    await process.close()
    town.channel.taking = None

    await town.ticked(town.process())

    assert town.texts == ["0 of night"]
