"""Whatever happens to a pace: its limits hold, nobody is lost, order is kept."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.pace import Lane, Pace
from tests.adapters.cloud.queueing import HandClock, Queue


class Join(NamedTuple):
    lane: Lane
    many: int


class Wait(NamedTuple):
    seconds: float


class Throttle(NamedTuple):
    seconds: float | None


class Leave(NamedTuple):
    name: str


class GoWell(NamedTuple):
    pass


Step = Join | Wait | Throttle | Leave | GoWell
RATES = st.sampled_from([0.3, 1.0, 2.5, 5.0, 20.0])
JOINS = st.builds(Join, st.sampled_from(Lane), st.integers(1, 12))
WAITS = st.builds(Wait, st.floats(0, 20))
LEAVES = st.builds(
    Leave,
    st.builds("{} {}".format, st.sampled_from(["people", "sweeps"]), st.integers(0, 9)),
)
CALM = st.lists(JOINS | WAITS | LEAVES, max_size=12)
ROUGH = st.lists(
    JOINS
    | WAITS
    | LEAVES
    | st.builds(Throttle, st.none() | st.floats(0, 70))
    | st.just(GoWell()),
    max_size=16,
)


async def run(queue: Queue, steps: list[Step]) -> None:
    for step in steps:
        match step:
            case Join(lane, many):
                await queue.join(lane, many)
            case Wait(seconds):
                await queue.wait(seconds)
            case Throttle(seconds) if queue.turns:
                queue.pace.throttled(queue.turns[-1], seconds)
            case Leave(name):
                await queue.leave(name)
            case GoWell() if queue.turns:
                queue.pace.went_well(queue.turns[-1])


def played(rate: float, steps: list[Step], then: float = 0) -> Queue:
    async def play() -> Queue:
        hand = HandClock()
        async with Queue(Pace(rate, hand), hand) as queue:
            await run(queue, steps)
            await queue.wait(then)
        return queue

    return asyncio.run(play())


@given(rate=RATES, steps=ROUGH)
def test_never_more_turns_than_a_burst_and_the_rate_allow(
    rate: float, steps: list[Step]
) -> None:
    times = played(rate, steps).times

    for first, start in enumerate(times):
        for last, end in enumerate(times[first:], start=first):
            seconds = (end - start) / timedelta(seconds=1)
            assert last - first + 1 <= max(1, rate) + rate * seconds + 0.01


@given(rate=RATES, steps=ROUGH)
def test_a_lane_is_served_in_its_order(rate: float, steps: list[Step]) -> None:
    served = played(rate, steps).given

    for lane in Lane:
        numbers = [int(who.split()[1]) for who in served if who.startswith(lane.value)]
        assert numbers == sorted(numbers)


@given(rate=RATES, steps=ROUGH)
def test_everybody_gets_a_turn_or_a_refusal_or_has_left(
    rate: float, steps: list[Step]
) -> None:
    queue = played(rate, steps, then=120)

    left = {step.name for step in steps if isinstance(step, Leave)}
    assert set(queue.joined) - set(queue.given) - set(queue.refused) <= left
    assert not set(queue.given) & set(queue.refused)


@given(
    rate=st.sampled_from([5.0, 20.0]),
    steps=st.lists(JOINS | WAITS, max_size=12),
)
def test_sweeps_never_wait_for_more_than_four_people(
    rate: float, steps: list[Step]
) -> None:
    steps = [Join(Lane.PEOPLE, 30), Join(Lane.SWEEPS, 20), *steps]

    served = played(rate, steps, then=60).given

    # The first twenty were there from the beginning.
    sweeps = [n for n, who in enumerate(served) if who.startswith("sweeps")][:20]
    assert all(later - earlier <= 5 for earlier, later in pairwise(sweeps))


@given(rate=RATES, steps=ROUGH)
def test_the_rate_stays_between_its_limits(rate: float, steps: list[Step]) -> None:
    assert rate / 16 <= played(rate, steps).pace.rate <= rate


@given(pause=st.floats(0, 60), rate=RATES, steps=CALM)
def test_a_pause_is_kept_whoever_comes(
    pause: float, rate: float, steps: list[Step]
) -> None:
    steps = [Join(Lane.SWEEPS, 1), Throttle(pause), *steps]

    times = played(rate, steps).times

    until = times[0] + timedelta(seconds=pause - 0.001)
    assert all(time >= until for time in times[1:])
