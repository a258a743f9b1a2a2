"""What people said of causes, and what that does to what is told."""

from dataclasses import replace

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.marking import SqlMarks
from bot.domain.causes import Cause
from bot.domain.deliveries import Plan, Scope, Told, ToldCause
from bot.domain.digests import Read, ToldBefore
from bot.domain.executions import Outcome
from bot.domain.fingerprints import fingerprint
from bot.domain.marks import Mark, MarkKind
from bot.domain.runs import Counts
from bot.domain.windows import Window
from tests.adapters.storage.records import (
    DAY,
    HOUR,
    MINUTE,
    OFFLINE,
    fine,
    record,
    row,
    run,
)
from tests.fakes import NINE

WHO, ME = "C1/night", "me"
FULL = Cause("", "No space left.")
MUTE = Mark(
    kind=MarkKind.MUTED,
    cause=fingerprint(OFFLINE.code, OFFLINE.reason),
    label="offline",
    channel="C1",
    subscription=WHO,
    by="U1",
    at=NINE,
    until=NINE + DAY,
    why="known",
)
ACK = replace(MUTE, kind=MarkKind.ACKNOWLEDGED)


@pytest.fixture
def marks(ledger: SqlLedger) -> SqlMarks:
    return ledger.marks


async def test_a_mark_holds_until_its_end(marks: SqlMarks) -> None:
    await marks.put(MUTE)

    assert await marks.of("C1", WHO, NINE + DAY - MINUTE) == (MUTE,)
    assert await marks.of("C1", WHO, NINE + DAY) == ()


async def test_it_holds_for_its_subscription_or_for_all_of_the_channel(
    marks: SqlMarks,
) -> None:
    everywhere = replace(MUTE, subscription="", until=NINE + HOUR)
    await marks.put(MUTE)
    await marks.put(everywhere)

    assert await marks.of("C1", WHO, NINE) == (everywhere, MUTE)
    assert await marks.of("C1", "C1/day", NINE) == (everywhere,)
    assert await marks.of("C2", "C2/night", NINE) == ()


async def test_a_second_one_of_its_kind_replaces_it(marks: SqlMarks) -> None:
    later = replace(MUTE, until=NINE + 2 * DAY, by="U2", why="still known")
    for mark in (MUTE, ACK, later):
        await marks.put(mark)

    assert await marks.of("C1", WHO, NINE) == (ACK, later)


async def test_it_can_be_taken_back_once(marks: SqlMarks) -> None:
    await marks.put(MUTE)
    await marks.put(ACK)

    taken = [await marks.take(MarkKind.MUTED, MUTE.cause, "C1", WHO) for _ in range(2)]

    assert taken == [MUTE, None]
    assert await marks.of("C1", WHO, NINE) == (ACK,)


async def test_it_is_forgotten_after_its_end(
    marks: SqlMarks, ledger: SqlLedger
) -> None:
    await marks.put(MUTE)

    assert await ledger.forget(NINE + 2 * DAY) == 1


async def told(ledger: SqlLedger, *said: Mark) -> Told:
    """D1 and D2 are offline, and D3 has no space left: newest first."""
    of, deliveries = run(), ledger.deliveries
    rows = [
        row(of, "D1", at=NINE - MINUTE),
        row(of, "D2", at=NINE - 2 * MINUTE),
        row(of, "D3", at=NINE - HOUR, cause=FULL),
    ]
    await ledger.record(record(of, rows=rows, at=NINE))
    await deliveries.subscribe(WHO, NINE - DAY, NINE - DAY)
    delivery = await deliveries.claim(WHO, NINE, ME, NINE)
    assert delivery is not None
    scope = Scope(clouds=("prod",), marks=said)
    return await deliveries.gather(delivery, scope, NINE)


def listed(found: Told) -> list[str]:
    return [one.execution.target.id for one in found.failures.rows]


async def test_what_is_muted_is_counted_but_not_listed(ledger: SqlLedger) -> None:
    found = await told(ledger, MUTE)

    assert (listed(found), found.muted) == (["D3"], 2)
    assert found.failures.counts == Counts({Outcome.FAILED: 1})
    assert [one.cause for one in found.failures.causes] == [FULL]


async def test_it_stays_a_trouble_so_that_its_end_can_be_told(
    ledger: SqlLedger,
) -> None:
    found = await told(ledger, MUTE)

    assert {one.key.cause for one in found.troubles} == {
        MUTE.cause,
        fingerprint(FULL.code, FULL.reason),
    }


async def test_what_was_muted_counts_as_told(ledger: SqlLedger) -> None:
    await told(ledger, MUTE)
    deliveries = ledger.deliveries
    upcoming = await deliveries.upcoming(WHO, NINE, NINE + DAY)

    later = await deliveries.untold(upcoming, Scope(clouds=("prod",)), NINE + DAY)

    assert later.failures.of == 0


async def test_what_is_acknowledged_comes_after_the_others(ledger: SqlLedger) -> None:
    found = await told(ledger, ACK)

    assert listed(found) == ["D3", "D1", "D2"]
    assert [one.cause for one in found.failures.causes] == [FULL, OFFLINE]
    assert found.muted == 0


async def test_what_is_over_ends_with_the_plan(
    ledger: SqlLedger, marks: SqlMarks
) -> None:
    await marks.put(ACK)
    await told(ledger, ACK)
    delivery = await ledger.deliveries.claim(WHO, NINE, ME, NINE)
    assert delivery is not None

    assert await ledger.deliveries.plan(delivery, ME, Plan(over=[ACK]), NINE)

    assert await marks.of("C1", WHO, NINE) == ()


async def test_causes_that_were_told_are_listed_the_latest_first(
    ledger: SqlLedger,
) -> None:
    await told(ledger, MUTE)

    offline = ToldCause(id=MUTE.cause, cause=OFFLINE, count=2, last=NINE - MINUTE)
    full = ToldCause(
        id=fingerprint(FULL.code, FULL.reason), cause=FULL, count=1, last=NINE - HOUR
    )
    assert await ledger.deliveries.causes(WHO, 25) == (offline, full)
    assert await ledger.deliveries.causes(WHO, 1) == (offline,)
    assert await ledger.deliveries.causes("C2/other", 25) == ()


async def test_what_ended_in_a_window_is_counted_without_what_is_muted(
    ledger: SqlLedger,
) -> None:
    await told(ledger)
    windows = [Window(NINE - DAY, NINE), Window(NINE, NINE + DAY)]

    found = [
        await ledger.deliveries.counted(Scope(clouds=("prod",), marks=said), windows)
        for said in ((), (MUTE,))
    ]

    assert found == [
        (Counts({Outcome.FAILED: 3}), Counts()),
        (Counts({Outcome.FAILED: 1}), Counts()),
    ]


async def test_what_earlier_digests_told_comes_with_the_next(
    ledger: SqlLedger,
) -> None:
    deliveries = ledger.deliveries
    first = await told(ledger)
    for days in range(3):
        at = NINE + days * DAY
        delivery = await deliveries.claim(WHO, at, ME, at)
        assert delivery is not None
        counts = Counts({Outcome.FAILED: days, Outcome.SKIPPED: 1})
        assert await deliveries.plan(delivery, ME, Plan(counts=counts), at)
    upcoming = await deliveries.upcoming(WHO, NINE, NINE + 3 * DAY)

    later = await deliveries.untold(upcoming, Scope(clouds=("prod",)), NINE + 3 * DAY)

    assert first.before == ()
    assert later.before == tuple(
        ToldBefore(slot=NINE + days * DAY, failed=days, skipped=1) for days in range(3)
    )


async def test_how_much_ran_in_the_window_comes_with_it(ledger: SqlLedger) -> None:
    other, old = run("T", "R2", at=NINE - MINUTE), run("T", "R3", at=NINE - 2 * DAY)
    counts = Counts({Outcome.SUCCEEDED: 137}, total=137)
    clean = [fine(one) for one in (other, old)]
    counted = [replace(one, run=replace(one.run, counts=counts)) for one in clean]
    await ledger.record(record(*counted, at=NINE))

    found = await told(ledger)

    assert found.read == Read(runs=2, executions=137)
