from collections import deque
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.pace import Pace
from bot.adapters.slack.patience import Patience, Terms
from tests.adapters.slack.timeline import Timeline

TAKEN = Outcome(Fate.TAKEN, "ok")
LOST = Outcome(Fate.UNCERTAIN, "lost")
UNMADE = Outcome(Fate.LATER, "no connection")
POST = "chat.postMessage"


def fast(wait: float) -> Outcome:
    return Outcome(Fate.LATER, "429", wait, throttled=True)


class Sender:
    """Meets these outcomes in order, then success; knows when it was asked to send."""

    def __init__(self, clock: Timeline, *outcomes: Outcome) -> None:
        self.clock = clock
        self.outcomes = deque(outcomes)
        self.sent: list[float] = []

    async def __call__(self) -> Outcome:
        self.sent.append(self.clock.second)
        return self.outcomes.popleft() if self.outcomes else TAKEN


async def test_a_method_that_is_throttled_is_left_alone_by_everybody() -> None:
    clock = Timeline()
    patience = Patience(clock)
    first, second, other = Sender(clock, fast(30)), Sender(clock), Sender(clock)

    async def later() -> Outcome:
        await clock.sleep(10)
        return await patience.send(second, Terms(POST, channel="C2"))

    async def elsewhere() -> Outcome:
        await clock.sleep(10)
        return await patience.send(other, Terms("views.open"))

    outcomes = await clock.run(
        patience.send(first, Terms(POST, channel="C1")), later(), elsewhere()
    )

    assert outcomes == [TAKEN, TAKEN, TAKEN]
    assert (first.sent, second.sent, other.sent) == ([0, 30], [30], [10])


async def test_who_waits_for_a_turn_learns_of_throttling() -> None:
    clock = Timeline()
    patience = Patience(clock)
    senders = [Sender(clock, fast(5)), Sender(clock), Sender(clock)]

    await clock.run(
        *(patience.send(sender, Terms(POST, channel="C1")) for sender in senders)
    )

    times = sorted(time for sender in senders for time in sender.sent)
    assert times[:2] == [0, 5]
    assert all(later - sooner >= 1 for sooner, later in pairwise(times))


async def test_one_response_url_that_is_throttled_holds_nobody_else() -> None:
    clock = Timeline()
    patience = Patience(clock)
    first, second = Sender(clock, fast(30)), Sender(clock)

    await clock.run(patience.send(first, Terms()), patience.send(second, Terms()))

    assert (first.sent, second.sent) == ([0, 30], [0])


async def test_nobody_waits_longer_than_it_is_wanted() -> None:
    clock = Timeline()
    patience = Patience(clock)
    until = clock.now() + timedelta(seconds=3)
    throttled, held = Sender(clock, fast(3)), Sender(clock)

    [outcome] = await clock.run(patience.send(throttled, Terms(POST, until=until)))
    [other] = await clock.run(patience.send(held, Terms(POST, until=until)))

    assert outcome == Outcome(Fate.TOO_LATE, "429", 3, throttled=True)
    assert other == Outcome(Fate.TOO_LATE, f"{POST}: held")
    assert (throttled.sent, held.sent, clock.second) == ([0], [], 0)


async def test_what_is_wanted_for_a_while_is_tried_for_a_while() -> None:
    clock = Timeline()
    until = clock.now() + timedelta(seconds=3)
    sender = Sender(clock, UNMADE, UNMADE, UNMADE)

    [outcome] = await clock.run(Patience(clock).send(sender, Terms(POST, until=until)))

    assert outcome == Outcome(Fate.TOO_LATE, "no connection")
    assert sender.sent == [0, 1, 2]


async def test_a_lost_answer_is_asked_for_again_only_where_that_changes_nothing() -> (
    None
):
    clock = Timeline()
    once, again = Sender(clock, LOST), Sender(clock, LOST, LOST)

    outcomes = await clock.run(
        Patience(clock).send(once, Terms(POST)),
        Patience(clock).send(again, Terms("views.update", repeatable=True)),
    )

    assert outcomes == [LOST, TAKEN]
    assert (once.sent, again.sent) == ([0], [0, 1, 2])


async def test_four_tries_are_all() -> None:
    clock = Timeline()
    sender = Sender(clock, *[LOST, UNMADE] * 4)

    [outcome] = await clock.run(
        Patience(clock).send(sender, Terms(POST, repeatable=True))
    )

    assert (outcome, sender.sent) == (UNMADE, [0, 1, 2, 3])


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 60)), min_size=1, max_size=30
    ),
    st.integers(1, 30),
)
async def test_nobody_waits_for_more_than_about_a_minute(
    refusals: list[tuple[int, int]], channels: int
) -> None:
    clock = Timeline()
    patience = Patience(clock)
    waited: list[float] = []

    async def wait(number: int, come: int, seconds: int) -> None:
        await clock.sleep(come)
        sender = Sender(clock, *[fast(seconds)] * 9)
        await patience.send(sender, Terms(POST, channel=f"C{number % channels}"))
        waited.append(clock.second - come)

    await clock.run(*(wait(number, *one) for number, one in enumerate(refusals)))

    assert max(waited) <= 61


async def test_who_would_wait_for_longer_is_told_at_once() -> None:
    clock = Timeline()
    patience = Patience(clock)
    first, second = Sender(clock, fast(40), fast(40)), Sender(clock)

    async def later() -> Outcome:
        await clock.sleep(50)
        return await patience.send(second, Terms(POST))

    outcomes = await clock.run(patience.send(first, Terms(POST)), later())

    assert outcomes == [fast(40), TAKEN]
    assert (first.sent, second.sent) == ([0, 40], [80])


async def test_who_was_held_too_often_is_told_that_it_may_pass_later() -> None:
    clock = Timeline()
    patience = Patience(clock)
    throttled, patient = Sender(clock, fast(60)), Sender(clock)

    async def holds() -> Outcome:
        await clock.sleep(59.5)
        patience._hold(POST, 60)
        return TAKEN

    async def waits() -> Outcome:
        await clock.sleep(1)
        return await patience.send(patient, Terms(POST))

    outcomes = await clock.run(patience.send(throttled, Terms(POST)), waits(), holds())

    held = Outcome(Fate.LATER, f"{POST}: held")
    assert outcomes == [held, held, TAKEN]
    assert (throttled.sent, patient.sent) == ([0], [])


async def test_a_turn_is_a_part_of_the_minute() -> None:
    clock = Timeline()
    patience = Patience(clock)
    *sooner, last = [*(Sender(clock) for _ in range(30)), Sender(clock, fast(40))]

    outcomes = await clock.run(
        *(patience.send(each, Terms(POST, channel="C1")) for each in [*sooner, last])
    )

    assert (outcomes[-1], last.sent, clock.second) == (fast(40), [30], 30)


async def test_a_short_pause_does_not_end_a_long_one() -> None:
    clock = Timeline()
    patience = Patience(clock)
    long, other = Sender(clock, fast(30)), Sender(clock)

    async def slowly() -> Outcome:
        await clock.sleep(5)
        return fast(1)

    async def later() -> Outcome:
        await clock.sleep(7)
        return await patience.send(other, Terms(POST))

    soon = clock.now() + timedelta(seconds=10)
    outcomes = await clock.run(
        patience.send(slowly, Terms(POST, until=soon)),
        patience.send(long, Terms(POST)),
        later(),
    )

    assert outcomes == [Outcome(Fate.TOO_LATE, f"{POST}: held"), TAKEN, TAKEN]
    assert (long.sent, other.sent) == ([0, 30], [30])


async def test_channels_do_not_wait_for_one_another() -> None:
    clock = Timeline()
    patience = Patience(clock)
    senders = [Sender(clock) for _ in range(3)]

    await clock.run(
        *(
            patience.send(sender, Terms(POST, channel=f"C{number}"))
            for number, sender in enumerate(senders)
        )
    )

    assert [sender.sent for sender in senders] == [[0], [0], [0]]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12))
async def test_turns_are_a_second_apart_and_in_order(tenths: list[int]) -> None:
    clock = Timeline()
    pace = Pace(clock)
    turns: list[tuple[int, float]] = []

    async def come(number: int, tenth: int) -> None:
        await clock.sleep(tenth / 10)
        await pace.turn("C1")
        turns.append((number, clock.second))

    await clock.run(*(come(number, tenth) for number, tenth in enumerate(tenths)))

    order = sorted(range(len(tenths)), key=lambda number: (tenths[number], number))
    times = [time for _, time in turns]
    assert [number for number, _ in turns] == order
    assert times[0] == min(tenths) / 10
    assert all(later - sooner > 0.999 for sooner, later in pairwise(times))


async def test_channels_that_are_quiet_are_forgotten() -> None:
    clock = Timeline()
    pace = Pace(clock)

    async def post_everywhere() -> None:
        for number in range(100):
            await pace.turn(f"C{number}")
            await clock.sleep(1)

    await clock.run(post_everywhere())

    assert len(pace._lines) <= 2
