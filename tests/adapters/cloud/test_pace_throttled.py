"""What a 429 does to the pace, and how it recovers."""

from collections.abc import AsyncIterator

import pytest

from bot.adapters.cloud.pace import Lane, NoTurnError, Pace, Turn
from tests.adapters.cloud.queueing import HandClock, Queue
from tests.fakes import FakeClock

PEOPLE, SWEEPS = Lane.PEOPLE, Lane.SWEEPS


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
async def queue(hand: HandClock) -> AsyncIterator[Queue]:
    async with Queue(Pace(8, hand), hand) as running:
        yield running


@pytest.mark.parametrize("seconds", [1.0, 7.5, 15.0])
async def test_nobody_gets_a_turn_until_the_pause_ends(
    queue: Queue, seconds: float
) -> None:
    queue.pace.throttled(Turn(1), seconds)
    await queue.join(PEOPLE, 1)
    await queue.join(SWEEPS, 1)

    await queue.wait(seconds - 0.01)
    before = list(queue.given)
    await queue.wait(0.01)

    assert (before, queue.given) == ([], ["people 0"])


async def test_a_wait_that_is_not_named_is_two_seconds(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), None)
    await queue.join(PEOPLE, 1)

    await queue.wait(1.99)
    before = list(queue.given)
    await queue.wait(0.01)

    assert (before, queue.given) == ([], ["people 0"])


async def test_after_the_pause_there_is_no_burst(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 5)
    await queue.join(PEOPLE, 8)

    await queue.wait(5)
    at_once = len(queue.given)
    await queue.wait(1)

    assert (at_once, len(queue.given)) == (1, 5)


async def test_a_pause_of_nothing_only_slows_down(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 0)

    await queue.join(PEOPLE, 8)

    assert (len(queue.given), queue.pace.rate) == (1, 4)


async def test_a_pause_that_is_longer_than_before_counts(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 2)
    queue.pace.throttled(Turn(1), 10)
    queue.pace.throttled(Turn(1), 1)
    await queue.wait(2)
    await queue.join(SWEEPS, 1)

    await queue.wait(7.99)
    before = list(queue.given)
    await queue.wait(0.01)

    assert (before, queue.given) == ([], ["sweeps 0"])


async def test_one_burst_halves_the_rate_once(queue: Queue) -> None:
    await queue.join(PEOPLE, 8)

    for turn in queue.turns:
        queue.pace.throttled(turn, 1)

    assert queue.pace.rate == 4


async def test_the_next_burst_halves_it_again(queue: Queue) -> None:
    rates = []
    for _ in range(6):
        await queue.join(PEOPLE, 1)
        await queue.wait(10)
        queue.pace.throttled(queue.turns[-1], 1)
        rates.append(queue.pace.rate)

    assert rates == [4, 2, 1, 0.5, 0.5, 0.5]


async def test_a_good_answer_is_a_step_back(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 0)
    await queue.wait(1)
    await queue.join(PEOPLE, 3)

    rates = []
    for turn in queue.turns:
        queue.pace.went_well(turn)
        rates.append(round(queue.pace.rate, 6))

    assert rates == [4.4, 4.8, 5.2]


async def test_the_rate_creeps_back_and_no_further(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 0)
    await queue.wait(1)
    await queue.join(PEOPLE, 1)

    for _ in range(100):
        queue.pace.went_well(queue.turns[0])

    assert queue.pace.rate == 8


async def test_what_was_under_way_undoes_no_halving(queue: Queue) -> None:
    await queue.join(PEOPLE, 8)
    queue.pace.throttled(queue.turns[0], 1)

    for turn in queue.turns:
        queue.pace.went_well(turn)

    assert queue.pace.rate == 4


async def test_people_are_not_kept_waiting_for_a_long_pause(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 45)

    await queue.join(PEOPLE, 1)
    await queue.join(SWEEPS, 1)
    await queue.wait(45)

    assert (queue.refused, queue.given) == ({"people 0": 45.0}, ["sweeps 0"])


async def test_people_wait_for_what_is_left_of_it(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 45)
    await queue.wait(30)

    await queue.join(PEOPLE, 1)
    await queue.wait(15)

    assert (queue.refused, queue.given) == ({}, ["people 0"])


async def test_people_who_wait_already_are_told_of_a_long_pause(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 10)
    await queue.join(PEOPLE, 2)
    await queue.join(SWEEPS, 1)

    queue.pace.throttled(Turn(1), 20)
    await queue.wait(20)

    assert queue.refused == {"people 0": 20.0, "people 1": 20.0}
    assert queue.given == ["sweeps 0"]


async def test_sweeps_do_not_wait_for_more_than_a_minute(queue: Queue) -> None:
    queue.pace.throttled(Turn(1), 61)

    await queue.join(SWEEPS, 1)

    assert queue.refused == {"sweeps 0": 61.0}


async def test_a_refusal_says_how_long_the_pause_still_lasts(clock: FakeClock) -> None:
    pace = Pace(5, clock)
    pace.throttled(Turn(1), 60)
    await clock.sleep(20)

    with pytest.raises(NoTurnError) as caught:
        await pace.turn(PEOPLE)

    assert caught.value.seconds == 40
