"""Claims, leases and parts of deliveries."""

from collections.abc import Sequence

import pytest

from bot.adapters.storage.digesting import SqlDeliveries
from bot.adapters.storage.ledger import SqlLedger
from bot.domain.deliveries import LEASE, Delivery, Part
from bot.domain.messages import Message
from tests.adapters.storage.records import DAY, HOUR, MINUTE
from tests.fakes import NINE

WHO, ME, OTHER = "C1/night", "one replica", "another"
ROOT = Message("2 failed", ({"type": "divider"},))
REPLY = Message("the rows")


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
    assert await deliveries.plan(found, ME, messages, (), NINE)
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

    assert not await deliveries.plan(delivery, ME, [ROOT], (), NINE + LEASE)
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
