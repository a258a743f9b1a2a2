"""Turns at the cloud, by a clock that stands still until a test moves it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.cloud.pace import Lane, NoTurnError, Pace, Turn
from tests.adapters.cloud.queueing import HandClock, Queue
from tests.adapters.cloud.wire import settle
from tests.fakes import FakeClock

PEOPLE, SWEEPS = Lane.PEOPLE, Lane.SWEEPS


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
async def queue(hand: HandClock) -> AsyncIterator[Queue]:
    async with Queue(Pace(5, hand), hand) as running:
        yield running


async def test_a_second_s_worth_of_turns_is_there_at_once(queue: Queue) -> None:
    await queue.join(PEOPLE, 7)

    assert queue.given == [f"people {n}" for n in range(5)]


async def test_after_that_turns_come_one_by_one(queue: Queue) -> None:
    await queue.join(PEOPLE, 10)

    counts = []
    for _ in range(3):
        await queue.wait(0.2)
        counts.append(len(queue.given))

    assert counts == [6, 7, 8]


async def test_no_more_than_a_second_s_worth_is_saved(queue: Queue) -> None:
    await queue.wait(3_600)

    await queue.join(SWEEPS, 9)

    assert len(queue.given) == 5


@pytest.mark.parametrize("rate", [0.5, 1.0, 1.5])
async def test_a_slow_pace_begins_with_one_turn(hand: HandClock, rate: float) -> None:
    async with Queue(Pace(rate, hand), hand) as queue:
        await queue.join(PEOPLE, 3)
        at_once = len(queue.given)

        await queue.wait(1 / rate)

    assert (at_once, len(queue.given)) == (1, 2)


async def test_a_lane_keeps_its_order(queue: Queue) -> None:
    await queue.join(SWEEPS, 12)

    await queue.wait(2)

    assert queue.given == [f"sweeps {n}" for n in range(12)]


async def test_people_go_first_but_for_every_fifth_turn(queue: Queue) -> None:
    await queue.empty()
    await queue.join(SWEEPS, 6)
    await queue.join(PEOPLE, 20)

    await queue.wait(3)

    assert [who.partition(" ")[0] for who in queue.given] == [
        *(["people"] * 4 + ["sweeps"]) * 3
    ]


@pytest.mark.parametrize("lane", Lane, ids=lambda lane: lane.value)
async def test_a_lane_alone_gets_every_turn(queue: Queue, lane: Lane) -> None:
    await queue.empty()
    await queue.join(lane, 20)

    await queue.wait(2)

    assert len(queue.given) == 10


async def test_when_people_have_left_sweeps_get_every_turn(queue: Queue) -> None:
    await queue.empty()
    await queue.join(PEOPLE, 2)
    await queue.join(SWEEPS, 8)

    await queue.wait(2)

    assert len(queue.given) == 10


async def test_a_turn_that_is_there_costs_no_time(clock: FakeClock) -> None:
    turns = [await Pace(5, clock).turn(PEOPLE) for _ in range(3)]

    assert (turns, clock.slept) == ([Turn(1)] * 3, [])


async def test_who_leaves_while_waiting_takes_no_turn(queue: Queue) -> None:
    await queue.empty()
    await queue.join(PEOPLE, 3)

    await queue.leave("people 1")
    await queue.wait(0.4)

    assert queue.given == ["people 0", "people 2"]


async def test_who_leaves_with_a_turn_gives_it_to_the_next(queue: Queue) -> None:
    await queue.empty()
    await queue.join(PEOPLE, 2)

    queue.hand.move(0.2)
    queue.pace._give(queue.pace._now())
    await queue.leave("people 0")

    assert queue.given == ["people 1"]


async def test_everybody_may_leave(queue: Queue) -> None:
    await queue.empty()
    await queue.join(PEOPLE, 3)
    for n in range(3):
        await queue.leave(f"people {n}")

    await queue.wait(1)
    await queue.join(SWEEPS, 5)

    assert queue.given == [f"sweeps {n}" for n in range(5)]


async def test_after_60_s_nobody_waits_any_longer(hand: HandClock) -> None:
    async with Queue(Pace(0.01, hand), hand) as queue:
        await queue.join(PEOPLE, 2)
        await queue.wait(59.9)
        before = dict(queue.refused)
        await queue.wait(0.1)

    assert (before, queue.refused) == ({}, {"people 1": None})


async def test_who_comes_later_is_sent_away_later(hand: HandClock) -> None:
    async with Queue(Pace(0.001, hand), hand) as queue:
        await queue.join(PEOPLE, 2)
        await queue.wait(30)
        await queue.join(SWEEPS, 1)
        await queue.wait(30)
        first = dict(queue.refused)
        await queue.wait(30)

    assert (first, queue.refused) == (
        {"people 1": None},
        {"people 1": None, "sweeps 0": None},
    )


async def test_a_clock_that_is_set_back_stops_nobody_for_long(queue: Queue) -> None:
    await queue.empty()
    queue.hand.time -= timedelta(hours=1)
    await queue.join(PEOPLE, 2)

    await queue.wait(0.4)

    assert queue.given == ["people 0", "people 1"]


async def test_a_clock_that_is_set_back_prolongs_no_pause(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 10)
    queue.hand.time -= timedelta(hours=1)

    await queue.join(PEOPLE, 1)
    await queue.wait(10.5)

    assert queue.given == ["people 0"]


async def test_nothing_is_left_running_when_nobody_waits(queue: Queue) -> None:
    await queue.empty()
    await queue.join(PEOPLE, 1)

    await queue.wait(1)

    assert (queue.pace._handing_out, queue.hand.sleepers) == (None, 0)


async def test_a_refusal_tells_no_more_than_it_knows() -> None:
    assert [str(NoTurnError(45)), str(NoTurnError(None))] == [
        "no turn for 45 s",
        "no turn",
    ]
    await settle()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(("rate", "then"), [(2.0, 2.0), (10.0, 10.0), (50.0, 10.0)])
async def test_a_pace_can_be_slowed_down_but_not_sped_up(
    clock: FakeClock, rate: float, then: float
) -> None:
    pace = Pace(10, clock)

    pace.slow_down_to(rate)
    for _ in range(10):
        pace.went_well(await pace.turn(Lane.PEOPLE))

    assert pace.rate == then
    waited = 10 - then  # what the bucket did not hold
    assert round(sum(clock.slept) * then) == waited
