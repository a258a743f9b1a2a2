"""Claims, leases and parts of deliveries."""

from collections.abc import Sequence

import pytest

from bot.adapters.storage.digesting import SqlDeliveries
from bot.adapters.storage.ledger import SqlLedger
from bot.domain.deliveries import (
    LEASE,
    Content,
    Delivered,
    Delivery,
    Part,
    Plan,
)
from bot.domain.digests import ToldBefore
from bot.domain.executions import Outcome
from bot.domain.messages import Attachment, Message
from bot.domain.runs import Counts
from tests.adapters.storage.records import DAY, HOUR, MINUTE
from tests.fakes import NINE

WHO, ME, OTHER = "C1/night", "one replica", "another"
ROOT = Message("2 failed", ({"type": "divider"},))
REPLY = Message("the rows")
ONE = Plan(contents=[Content(ROOT)])
FILE = Attachment("night.csv", "night: 2 rows", "a,b\r\n")


@pytest.fixture
async def deliveries(ledger: SqlLedger) -> SqlDeliveries:
    """With a subscription whose last slot was yesterday at nine."""
    kept = ledger.deliveries
    await kept.subscribe(WHO, NINE - DAY - HOUR, NINE - DAY)
    return kept


async def claimed(deliveries: SqlDeliveries, holder: str = ME) -> Delivery:
    found = await deliveries.claim(WHO, NINE, holder, NINE)
    assert found is not None
    return found


async def planned(
    deliveries: SqlDeliveries, messages: Sequence[Message] = (ROOT, REPLY)
) -> Delivery:
    found = await claimed(deliveries)
    plan = Plan(contents=[Content(one) for one in messages])
    assert await deliveries.plan(found, ME, plan, NINE)
    return found


async def test_a_slot_that_is_due_is_claimed(deliveries: SqlDeliveries) -> None:
    found = await claimed(deliveries)

    assert found == Delivery(
        id=found.id,
        subscription=WHO,
        slot=NINE,
        since=NINE - DAY,
        told_from=NINE - DAY - HOUR,
    )


async def test_a_slot_is_claimed_once(deliveries: SqlDeliveries) -> None:
    await claimed(deliveries)

    assert await deliveries.claim(WHO, NINE, OTHER, NINE) is None


async def test_what_was_due_before_it_began_is_not_delivered(
    deliveries: SqlDeliveries,
) -> None:
    assert await deliveries.claim(WHO, NINE - DAY, ME, NINE) is None


async def test_slots_that_were_missed_are_one_delivery(
    deliveries: SqlDeliveries,
) -> None:
    found = await deliveries.claim(WHO, NINE + 3 * DAY, ME, NINE + 3 * DAY)

    assert found is not None
    assert (found.since, found.slot) == (NINE - DAY, NINE + 3 * DAY)


async def test_to_subscribe_again_changes_nothing(deliveries: SqlDeliveries) -> None:
    await deliveries.subscribe(WHO, NINE + DAY, NINE + DAY)

    found = await claimed(deliveries)
    assert found.told_from == NINE - DAY - HOUR


async def test_whoever_has_the_lease_goes_on(deliveries: SqlDeliveries) -> None:
    first = await claimed(deliveries)

    assert await deliveries.claim(WHO, NINE, ME, NINE + MINUTE) == first


async def test_somebody_else_goes_on_once_the_lease_has_ended(
    deliveries: SqlDeliveries,
) -> None:
    first = await claimed(deliveries)

    assert await deliveries.claim(WHO, NINE, OTHER, NINE + LEASE) == first
    assert not await deliveries.hold(first, ME, NINE + LEASE)


async def test_a_delivery_is_abandoned_once_its_lease_has_ended(
    deliveries: SqlDeliveries,
) -> None:
    await claimed(deliveries)

    assert [
        await deliveries.abandoned(at) for at in (NINE + LEASE - MINUTE, NINE + LEASE)
    ] == [set(), {WHO}]


async def test_what_has_ended_is_not_abandoned(deliveries: SqlDeliveries) -> None:
    await deliveries.end(await claimed(deliveries), NINE)

    assert await deliveries.abandoned(NINE + DAY) == set()


async def test_a_lease_that_is_renewed_lasts_on(deliveries: SqlDeliveries) -> None:
    first = await claimed(deliveries)

    assert await deliveries.hold(first, ME, NINE + MINUTE)
    assert await deliveries.claim(WHO, NINE, OTHER, NINE + LEASE) is None


async def test_an_unfinished_delivery_comes_before_a_newer_slot(
    deliveries: SqlDeliveries,
) -> None:
    first = await claimed(deliveries)

    again = await deliveries.claim(WHO, NINE + DAY, OTHER, NINE + DAY)

    assert again == first


async def test_after_the_end_the_next_slot_begins_where_the_last_one_was(
    deliveries: SqlDeliveries,
) -> None:
    await deliveries.end(await claimed(deliveries), NINE)

    found = await deliveries.claim(WHO, NINE + DAY, ME, NINE + DAY)

    assert found is not None
    assert (found.since, found.slot) == (NINE, NINE + DAY)


async def test_what_is_postponed_is_nobodys_until_then(
    deliveries: SqlDeliveries,
) -> None:
    first = await claimed(deliveries)
    await deliveries.postpone(first, NINE + HOUR)

    assert await deliveries.claim(WHO, NINE, ME, NINE + MINUTE) is None
    assert await deliveries.claim(WHO, NINE, ME, NINE + HOUR) == first


async def test_parts_are_kept_as_they_were_planned(deliveries: SqlDeliveries) -> None:
    delivery = await planned(deliveries)

    assert await deliveries.parts(delivery) == (
        Part(number=0, message=ROOT),
        Part(number=1, message=REPLY),
    )


async def test_whoever_goes_on_knows_that_it_is_planned(
    deliveries: SqlDeliveries,
) -> None:
    await planned(deliveries)

    assert (await claimed(deliveries)).planned


async def test_without_the_lease_nothing_is_planned(deliveries: SqlDeliveries) -> None:
    delivery = await claimed(deliveries)
    await deliveries.claim(WHO, NINE, OTHER, NINE + LEASE)

    assert not await deliveries.plan(delivery, ME, ONE, NINE + LEASE)
    assert await deliveries.parts(delivery) == ()


async def test_without_messages_it_has_ended(deliveries: SqlDeliveries) -> None:
    await planned(deliveries, [])

    assert await deliveries.claim(WHO, NINE, OTHER, NINE + DAY) is None


async def test_a_part_remembers_when_it_was_first_tried(
    deliveries: SqlDeliveries,
) -> None:
    delivery = await planned(deliveries, [ROOT])
    for minutes in range(2):
        assert await deliveries.trying(delivery, ME, 0, NINE + minutes * MINUTE)

    assert await deliveries.parts(delivery) == (
        Part(number=0, message=ROOT, tried=NINE),
    )


async def test_without_the_lease_nothing_is_tried(deliveries: SqlDeliveries) -> None:
    delivery = await planned(deliveries, [ROOT])
    await deliveries.claim(WHO, NINE, OTHER, NINE + LEASE)

    assert not await deliveries.trying(delivery, ME, 0, NINE + LEASE)
    assert await deliveries.parts(delivery) == (Part(number=0, message=ROOT),)


async def test_a_part_that_is_there_has_slacks_name(deliveries: SqlDeliveries) -> None:
    delivery = await planned(deliveries, [ROOT])
    await deliveries.posted(delivery, 0, "17.1")

    assert [one.ts for one in await deliveries.parts(delivery)] == ["17.1"]


async def test_what_somebody_lets_go_is_gone_on_with_at_once(
    deliveries: SqlDeliveries,
) -> None:
    first = await claimed(deliveries)
    await deliveries.let_go(OTHER, NINE)
    assert await deliveries.abandoned(NINE) == set()

    await deliveries.let_go(ME, NINE)

    assert await deliveries.abandoned(NINE) == {WHO}
    assert await deliveries.claim(WHO, NINE, OTHER, NINE) == first


async def test_whoever_was_deleted_claims_nothing(deliveries: SqlDeliveries) -> None:
    assert await deliveries.claim("C1/gone", NINE, ME, NINE) is None


async def test_a_file_is_kept_until_the_delivery_ends(
    deliveries: SqlDeliveries,
) -> None:
    found = await claimed(deliveries)
    plan = Plan(contents=[Content(ROOT), Content(REPLY, FILE)])
    assert await deliveries.plan(found, ME, plan, NINE)
    assert await deliveries.parts(found) == (
        Part(number=0, message=ROOT),
        Part(number=1, message=REPLY, file=FILE),
    )

    await deliveries.end(found, NINE)

    *_, last = await deliveries.parts(found)
    assert last.file == Attachment(FILE.name, FILE.title, "")


async def test_people_can_look_back_at_deliveries(deliveries: SqlDeliveries) -> None:
    found = await claimed(deliveries)
    planned = Delivered(slot=NINE)
    assert await deliveries.delivered(WHO, 5) == (planned,)

    counts = Counts({Outcome.FAILED: 2, Outcome.SKIPPED: 1})
    plan = Plan(contents=[Content(ROOT)], counts=counts)
    assert await deliveries.plan(found, ME, plan, NINE)
    await deliveries.posted(found, 0, "17.1")
    await deliveries.end(found, NINE + MINUTE)
    await deliveries.claim(WHO, NINE + DAY, ME, NINE + DAY)

    told = ToldBefore(slot=NINE, failed=2, skipped=1)
    ended = Delivered(slot=NINE, told=told, ended=NINE + MINUTE, ts="17.1")
    assert await deliveries.delivered(WHO, 5) == (Delivered(slot=NINE + DAY), ended)
    assert await deliveries.delivered(WHO, 1) == (Delivered(slot=NINE + DAY),)
