"""What a subscription is told: everything that it was not told before, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.digest_tables import (
    DELIVERIES,
    PARTS,
    SUBSCRIPTIONS,
    TOLD,
)
from bot.adapters.storage.digesting import SqlDeliveries
from bot.adapters.storage.ledger import SqlLedger
from bot.domain.causes import Cause
from bot.domain.deliveries import Content, Delivery, Plan, Scope
from bot.domain.digests import Trouble, TroubleKey
from bot.domain.executions import Named, Outcome
from bot.domain.failures import FailureFilter
from bot.domain.fingerprints import fingerprint
from bot.domain.messages import Message
from bot.domain.references import SourceName
from bot.domain.sweeping import SweptRun
from bot.domain.troubles import History
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
CLOUDS = ("prod",)
EVERYTHING = FailureFilter()
ALL = Scope(clouds=CLOUDS)
RUN = run()
NIGHTLY = Trouble(
    key=TroubleKey(
        work_ref="prod/task/T", cause=fingerprint(OFFLINE.code, OFFLINE.reason)
    ),
    work=Named("T", "nightly"),
    source=SourceName.TASK,
    since=NINE - HOUR,
    last=NINE - HOUR,
    count=2,
)


@pytest.fixture
async def deliveries(ledger: SqlLedger) -> SqlDeliveries:
    kept = ledger.deliveries
    await kept.subscribe(WHO, NINE - DAY, NINE - DAY)
    return kept


async def claimed(
    deliveries: SqlDeliveries, at: datetime = NINE, who: str = WHO
) -> Delivery:
    found = await deliveries.claim(who, at, ME, at)
    assert found is not None
    return found


async def told(
    deliveries: SqlDeliveries,
    at: datetime = NINE,
    wanted: FailureFilter = EVERYTHING,
    troubles: Sequence[Trouble] = (),
) -> list[str]:
    """The targets of what the delivery due at `at` tells; it is delivered then."""
    delivery = await claimed(deliveries, at)
    found = await deliveries.gather(delivery, Scope(clouds=CLOUDS, wanted=wanted), at)
    plan = Plan(
        contents=[Content(Message("told"))],
        counts=found.failures.counts,
        troubles=troubles,
    )
    await deliveries.plan(delivery, ME, plan, at)
    await deliveries.end(delivery, at)
    return sorted(one.execution.target.id for one in found.failures.rows)


async def failed(
    ledger: SqlLedger,
    *targets: str,
    of: SweptRun = RUN,
    at: datetime = NINE - HOUR,
    read: datetime = NINE,
) -> None:
    rows = [row(of, target, at=at) for target in targets]
    await ledger.record(record(of, rows=rows, at=read))


async def test_what_failed_is_told(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1", "D2")

    assert await told(deliveries) == ["D1", "D2"]


async def test_nothing_is_told_twice(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    await told(deliveries)
    await failed(ledger, "D1", read=NINE + MINUTE)

    assert await told(deliveries, NINE + DAY) == []


async def test_what_is_seen_late_is_told_with_the_next(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    await told(deliveries)
    await failed(ledger, "D1", "D2", read=NINE + MINUTE)

    assert await told(deliveries, NINE + DAY) == ["D2"]


async def test_what_began_before_the_subscription_is_not_told(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    before = run("T", "R0", at=NINE - DAY)
    await failed(ledger, "D1", of=before, at=NINE - DAY)  # began a minute earlier
    await failed(ledger, "D2", of=before, at=NINE - DAY + MINUTE)

    assert await told(deliveries) == ["D2"]


async def test_only_what_matches_is_told_and_the_rest_is_kept_for_wider_ones(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1", "D2")

    assert await told(deliveries, wanted=FailureFilter(targets=("D2",))) == ["D2"]
    assert await told(deliveries, NINE + DAY) == ["D1"]


async def test_what_runs_or_waits_is_not_told(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    rows = [row(RUN, str(one), outcome=one) for one in Outcome]
    await ledger.record(record(RUN, rows=rows))

    assert await told(deliveries) == ["failed", "skipped"]


async def test_whoever_goes_on_tells_what_has_come_to_be_known_since(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    delivery = await claimed(deliveries)
    await deliveries.gather(delivery, ALL, NINE)
    await failed(ledger, "D2", read=NINE + MINUTE)

    again = await deliveries.gather(delivery, ALL, NINE + HOUR)

    targets = {one.execution.target.id for one in again.failures.rows}
    assert targets == {"D1", "D2"}


async def test_once_it_is_planned_it_tells_nothing_more(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    delivery = await claimed(deliveries)
    first = await deliveries.gather(delivery, ALL, NINE)
    plan = Plan(contents=[Content(Message("told"))])
    await deliveries.plan(delivery, ME, plan, NINE)
    await failed(ledger, "D2", read=NINE + MINUTE)

    again = await deliveries.gather(delivery, ALL, NINE + HOUR)

    assert again.failures == first.failures


async def test_each_subscription_is_told_by_itself(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    await told(deliveries)
    await deliveries.subscribe("C2/night", NINE - DAY, NINE - DAY)

    other = await claimed(deliveries, who="C2/night")
    found = await deliveries.gather(other, ALL, NINE)

    assert found.failures.of == 1


async def test_what_failed_is_trouble_of_its_work(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1", "D2")

    found = await deliveries.gather(await claimed(deliveries), ALL, NINE)

    assert found.troubles == (NIGHTLY,)


async def test_each_cause_is_a_trouble_of_its_own(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    rows = [row(RUN, "D1"), row(RUN, "D2", cause=Cause("", "No space left."))]
    await ledger.record(record(RUN, rows=rows))

    found = await deliveries.gather(await claimed(deliveries), ALL, NINE)

    assert [one.count for one in found.troubles] == [1, 1]


async def test_an_order_happens_once_and_is_no_trouble(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    order = run("SCT1", source=SourceName.ORDER)
    await failed(ledger, "host", of=order)

    found = await deliveries.gather(await claimed(deliveries), ALL, NINE)

    assert (found.failures.of, found.troubles) == (1, ())


async def test_what_was_told_is_forgotten_with_everything_else(
    ledger: SqlLedger, deliveries: SqlDeliveries, engine: AsyncEngine
) -> None:
    await failed(ledger, "D1")
    await told(deliveries)

    await ledger.forget(NINE + MINUTE)

    async with engine.connect() as connection:
        left = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (TOLD, DELIVERIES, PARTS, SUBSCRIPTIONS)
        ]
    assert left == [0, 0, 0, 1]


async def test_what_would_be_told_is_told_to_nobody_by_that(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")
    upcoming = await deliveries.upcoming(WHO, NINE, NINE)
    shown = await deliveries.untold(upcoming, ALL, NINE)

    assert (upcoming.told_from, shown.failures.of) == (NINE - DAY, 1)
    assert await told(deliveries) == ["D1"]
    assert (await deliveries.untold(upcoming, ALL, NINE)).failures.of == 0
    assert (await deliveries.within(upcoming, ALL)).failures.of == 1


async def test_before_it_has_begun_as_much_would_be_told_as_then(
    ledger: SqlLedger, deliveries: SqlDeliveries
) -> None:
    await failed(ledger, "D1")

    upcoming = await deliveries.upcoming("C2/new", NINE - 2 * HOUR, NINE)

    assert (upcoming.since, upcoming.told_from) == (NINE - 2 * HOUR, NINE - 2 * HOUR)
    assert (await deliveries.untold(upcoming, ALL, NINE)).failures.of == 1


class TestLasting:
    async def lasting(
        self, deliveries: SqlDeliveries
    ) -> tuple[tuple[Trouble, History], ...]:
        delivery = await claimed(deliveries, NINE + DAY)
        found = await deliveries.gather(delivery, ALL, NINE + DAY)
        return found.lasting

    async def test_a_trouble_is_open_until_somebody_closes_it(
        self, ledger: SqlLedger, deliveries: SqlDeliveries
    ) -> None:
        await failed(ledger, "D1", "D2")
        await told(deliveries, troubles=[NIGHTLY])

        went = History(latest=NINE - HOUR, interval=timedelta())
        assert await self.lasting(deliveries) == ((NIGHTLY, went),)

    async def test_which_runs_were_clean_since_is_told(
        self, ledger: SqlLedger, deliveries: SqlDeliveries
    ) -> None:
        later = [run("T", f"R{hours}", at=NINE + hours * HOUR) for hours in (1, 3)]
        counted = replace(
            fine(later[1]), run=replace(fine(later[1]).run, counts=RUN.run.counts)
        )
        await failed(ledger, "D1", "D2")
        await told(deliveries, troubles=[NIGHTLY])
        await ledger.record(record(fine(later[0]), counted, at=NINE + 4 * HOUR))

        went = History(clean=2, latest=NINE + 3 * HOUR, interval=2 * HOUR)
        assert await self.lasting(deliveries) == ((NIGHTLY, went),)

    async def test_so_are_those_that_were_not(
        self, ledger: SqlLedger, deliveries: SqlDeliveries
    ) -> None:
        later = run("T", "R2", at=NINE + HOUR, counts={Outcome.SKIPPED: 1})
        await failed(ledger, "D1", "D2")
        await told(deliveries, troubles=[NIGHTLY])
        await ledger.record(record(fine(later), at=NINE + 2 * HOUR))

        went = History(dirty=1, latest=NINE + HOUR, interval=2 * HOUR)
        assert await self.lasting(deliveries) == ((NIGHTLY, went),)

    async def test_runs_of_other_work_do_not_count(
        self, ledger: SqlLedger, deliveries: SqlDeliveries
    ) -> None:
        other = fine(run("T2", "R2", at=NINE + HOUR))
        await failed(ledger, "D1", "D2")
        await told(deliveries, troubles=[NIGHTLY])
        await ledger.record(record(other, at=NINE + 2 * HOUR))

        ((_, went),) = await self.lasting(deliveries)
        assert (went.clean, went.dirty) == (0, 0)
