"""When clouds are swept, and by whom."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.references import SourceName
from bot.services.sweep import Sweeper
from bot.services.sweeps import LEASE, Sweeps, Times
from tests.fakes import NINE, FakeClock, StoppedClock
from tests.ledgers import MemoryLedger
from tests.services.swept import HOUR, FakeSwept

POOL = SourceName.POOL
ELSEWHERE = (
    "prod is being read by another replica, or was until a moment ago: "
    "ask again in a minute."
)


class Hanging(FakeSwept):
    """Its list goes on once somebody lets it."""

    def __init__(self, go_on: asyncio.Event) -> None:
        super().__init__(before=go_on.wait)


def stubborn(unlocked: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """What ends only when it can, even where it is cancelled: a transaction."""

    async def transaction() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await unlocked.wait()

    return transaction


class Replica:
    """One process with its sweeps, beside others over the same ledger."""

    def __init__(
        self,
        ledger: MemoryLedger,
        clock: FakeClock,
        source: FakeSwept | None = None,
        holder: str = "one",
    ) -> None:
        self.source = source or FakeSwept()
        self.told: list[tuple[str, dict[str, object]]] = []
        sweeper = Sweeper(
            "prod", {POOL: self.source}, ledger, clock, report=self.report
        )
        self.sweeps = Sweeps(
            {"prod": sweeper}, ledger, clock, Times(), holder=holder, report=self.report
        )

    def report(self, event: str, **facts: object) -> None:
        self.told.append((event, facts))


async def test_whoever_asks_gets_a_sweep() -> None:
    one = Replica(MemoryLedger(), FakeClock())

    ended = await one.sweeps.fresh(["prod"], 5)

    assert (ended, one.source.asked) == (True, ["runs"])


async def test_many_who_ask_at_once_share_one_sweep() -> None:
    one = Replica(MemoryLedger(), FakeClock())

    await asyncio.gather(*(one.sweeps.fresh(["prod"], 5) for _ in range(20)))

    assert one.source.asked == ["runs"]


async def test_what_was_read_since_then_is_new_enough() -> None:
    clock = StoppedClock()
    one = Replica(MemoryLedger(), clock)
    begun = clock.now()
    await one.sweeps.fresh(["prod"], 5, begun)
    clock.time += timedelta(minutes=5)

    ended = await one.sweeps.fresh(["prod"], 5, begun)
    await one.sweeps.fresh(["prod"], 5, begun + timedelta(minutes=1))

    assert (ended, one.source.asked) == (True, ["runs", "runs"])


async def test_whether_it_is_new_enough_is_told_by_its_sweep_where_nobody_knows() -> (
    None
):
    one = Replica(MemoryLedger(broken=True), FakeClock())

    assert await one.sweeps.fresh(["prod"], 5, NINE)

    assert one.sweeps.trouble(["prod"])


async def test_what_was_read_just_now_is_fresh() -> None:
    clock = StoppedClock()
    one = Replica(MemoryLedger(), clock)
    await one.sweeps.fresh(["prod"], 5)
    clock.time += timedelta(seconds=3)
    await one.sweeps.fresh(["prod"], 5)
    clock.time += timedelta(seconds=1)
    await one.sweeps.fresh(["prod"], 5)

    assert one.source.asked == ["runs", "runs"]


async def test_another_replica_sweeps_for_both() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    one, two = (Replica(ledger, clock, holder=name) for name in ("one", "two"))

    await asyncio.gather(one.sweeps.fresh(["prod"], 5), two.sweeps.fresh(["prod"], 5))

    assert sorted([one.source.asked, two.source.asked]) == [[], ["runs"]]


async def test_a_lease_that_nobody_renews_ends() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    ledger.leases["prod quick"] = ("somebody who was killed", NINE + LEASE)
    one = Replica(ledger, clock)

    ended = await one.sweeps.fresh(["prod"], 5)

    assert (ended, one.source.asked) == (True, ["runs"])
    assert clock.time >= NINE + LEASE
    assert ledger.leases == {}


async def test_who_cannot_wait_for_another_replica_is_told_so() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    ledger.leases["prod quick"] = ("somebody who was killed", NINE + LEASE)
    one = Replica(ledger, clock)

    ended = await one.sweeps.fresh(["prod"], 0.01)
    said = one.sweeps.progress("prod")
    await one.sweeps.close()

    assert (ended, said) == (False, (ELSEWHERE,))
    assert one.sweeps.progress("prod") == ()


async def test_who_cannot_wait_is_told_so_and_the_sweep_goes_on() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    go_on = asyncio.Event()
    one = Replica(ledger, clock, Hanging(go_on))

    ended = await one.sweeps.fresh(["prod"], 0.01)
    said = one.sweeps.progress("prod")
    go_on.set()
    ended_then = await one.sweeps.fresh(["prod"], 5)

    assert (ended, ended_then) == (False, True)
    assert said == ("prod pool is being read: 0 runs so far.",)


async def test_a_lease_that_is_lost_ends_the_sweep() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    one = Replica(ledger, clock, Hanging(asyncio.Event()))
    asking = asyncio.create_task(one.sweeps.fresh(["prod"], 0.1))
    await asyncio.sleep(0.01)
    ledger.leases["prod quick"] = ("another", clock.time + timedelta(days=9_999))

    assert not await asking  # it waits for the other one
    await one.sweeps.close()
    assert one.told == [("sweep_cut_short", {"cloud": "prod", "lease": "prod quick"})]
    assert ledger.leases["prod quick"][0] == "another"
    assert ("prod", POOL) not in ledger.covered


async def test_a_walk_begins_when_it_is_due() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    one = Replica(ledger, clock)
    for _ in range(3):
        await one.sweeps.walk()
        await asyncio.sleep(0.01)
        clock.time += timedelta(hours=3)

    assert one.source.since == [
        NINE - timedelta(days=35),
        NINE + timedelta(hours=6) - timedelta(days=35),
    ]


async def test_a_walk_that_missed_something_is_tried_again_before() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    one = Replica(ledger, clock, FakeSwept(gaps={"runs": ("1 row is missing.",)}))
    for _ in range(4):
        await one.sweeps.walk()
        await asyncio.sleep(0.01)
        clock.time += timedelta(minutes=15)

    assert len(one.source.since) == 2


async def test_without_a_database_sweeps_are_reported_and_nothing_breaks() -> None:
    ledger = MemoryLedger(broken=True)
    one = Replica(ledger, FakeClock())

    ended = await one.sweeps.fresh(["prod"], 5)

    why = "I cannot reach my own memory."
    assert ended
    assert one.told == [("sweep_failed", {"cloud": "prod", "why": why})]
    assert one.sweeps.trouble(["prod", "lab"]) == (
        f"What is new in prod is not known: {why}",
    )
    ledger.broken = False
    await one.sweeps.fresh(["prod"], 5)
    assert one.sweeps.trouble(["prod"]) == ()


async def test_a_walk_that_somebody_else_has_begun_is_tried_again_soon() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    ledger.leases["prod walk"] = ("somebody who was killed", NINE + LEASE)
    one = Replica(ledger, clock)
    await one.sweeps.walk()
    await asyncio.sleep(0.01)
    clock.time += timedelta(minutes=2)
    await one.sweeps.walk()
    await asyncio.sleep(0.01)

    assert len(one.source.since) == 1


async def test_what_is_under_way_ends_with_the_bot() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    one = Replica(ledger, clock, Hanging(asyncio.Event()))
    await one.sweeps.sweep(HOUR)
    await asyncio.sleep(0.01)

    await one.sweeps.close()

    assert ledger.leases == {}


async def test_a_database_that_hangs_does_not_keep_the_bot_from_ending() -> None:
    unlocked = asyncio.Event()
    one = Replica(MemoryLedger(), FakeClock(), FakeSwept(before=stubborn(unlocked)))
    await one.sweeps.sweep(HOUR)
    await asyncio.sleep(0.01)

    async with asyncio.timeout(10):
        await one.sweeps.close()
    unlocked.set()

    assert one.told == [("sweeps_left_behind", {"sweeps": 1})]


async def test_old_rows_are_forgotten() -> None:
    ledger = MemoryLedger()

    await Replica(ledger, FakeClock()).sweeps.forget()

    assert ledger.forgotten == [NINE - timedelta(days=35)]


async def test_a_database_that_is_gone_for_a_moment_ends_no_sweep() -> None:
    ledger, clock = MemoryLedger(), FakeClock()
    go_on = asyncio.Event()
    one = Replica(ledger, clock, Hanging(go_on))
    asking = asyncio.create_task(one.sweeps.fresh(["prod"], 5))
    await asyncio.sleep(0.01)
    ledger.broken = True
    await asyncio.sleep(0)
    ledger.broken = False
    go_on.set()

    assert await asking
    assert one.told[0][0] == "lease_not_renewed"
    assert ledger.covered["prod", POOL].until == NINE


async def test_what_was_swept_lately_is_not_swept_again_unasked() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    first, second = Replica(ledger, clock), Replica(ledger, clock)
    for minutes in (0, 5, 5):
        clock.time += timedelta(minutes=minutes)
        for one in (first, second):
            await one.sweeps.sweep(timedelta(minutes=10))
            await asyncio.sleep(0.01)

    assert len(first.source.since) + len(second.source.since) == 2


async def test_a_walk_that_never_gets_everywhere_is_made_less_and_less_often() -> None:
    ledger, clock = MemoryLedger(), StoppedClock()
    one = Replica(ledger, clock, FakeSwept(gaps={"runs": ("1 row is missing.",)}))
    begun = []
    for _ in range(4 * 24):
        before = len(one.source.since)
        await one.sweeps.walk()
        await asyncio.sleep(0.001)
        if len(one.source.since) > before:
            begun.append((clock.time - NINE) / timedelta(hours=1))
        clock.time += timedelta(minutes=15)

    assert begun == [0, 0.5, 1.5, 3.5, 7.5, 13.5, 19.5]
