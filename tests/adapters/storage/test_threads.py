"""What conversations are about, in the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.threads import SqlThreads
from bot.domain.deliveries import Content, Plan
from bot.domain.messages import Message, Posted
from bot.domain.threads import Claim, Opening, Row, Step, Thread
from tests.adapters.storage.records import DAY
from tests.fakes import NINE

HERE = Posted("C1", "100.1")
THREAD = Thread(
    steps=(Step("/runs failures"), Step("/runs failures outcome:failed", 2)),
    rows={11: Row("/runs script prod/script/r", "财务桌面-08", "c0ffee")},
    focus="/runs script prod/script/r",
    digest="night",
    delivery="d1",
    used=NINE,
)
KEPT = replace(THREAD, version=1)


@pytest.fixture
def threads(ledger: SqlLedger) -> SqlThreads:
    return ledger.threads


async def test_a_thread_is_remembered_whole(threads: SqlThreads) -> None:
    assert await threads.keep(HERE, THREAD)

    assert await threads.get(HERE) == KEPT


async def test_a_thread_is_known_in_its_channel_alone(threads: SqlThreads) -> None:
    await threads.keep(HERE, THREAD)

    assert await threads.get(Posted("C2", HERE.ts)) is None
    assert await threads.get(Posted("C1", "100.2")) is None


async def test_who_knew_it_as_it_was_before_does_not_change_it(
    threads: SqlThreads,
) -> None:
    await threads.keep(HERE, THREAD)
    assert await threads.keep(HERE, replace(KEPT, focus="a"))

    assert not await threads.keep(HERE, replace(KEPT, focus="b"))
    assert not await threads.keep(HERE, THREAD)
    assert await threads.get(HERE) == replace(KEPT, focus="a", version=2)


async def test_a_message_is_taken_once(threads: SqlThreads) -> None:
    took = [await threads.take(HERE, NINE) for _ in range(2)]

    assert took == [Claim(), None]


async def test_what_somebody_took_and_never_did_is_taken_again(
    threads: SqlThreads,
) -> None:
    await threads.take(HERE, NINE)

    soon = await threads.take(HERE, NINE + timedelta(seconds=60))
    later = await threads.take(HERE, NINE + timedelta(minutes=5))

    assert (soon, later) == (None, Claim(tried=NINE))


async def test_what_was_done_is_never_taken_again(threads: SqlThreads) -> None:
    await threads.take(HERE, NINE)
    await threads.done(HERE)

    assert not await threads.take(HERE, NINE + DAY)


async def test_the_thread_of_a_digest_is_about_what_it_told(ledger: SqlLedger) -> None:
    opening = Opening("/runs failures since:7d", {1: Row("/runs x", "FIN-1", "c0")})
    delivery = await _posted(ledger, opening)

    found = await ledger.threads.get(HERE)

    assert found == Thread(
        steps=(Step(opening.line),),
        rows=opening.rows,
        digest="night",
        delivery=delivery,
        used=NINE,
    )
    assert await ledger.threads.get(Posted("C2", HERE.ts)) is None


async def test_somebody_who_asked_on_there_has_changed_that(ledger: SqlLedger) -> None:
    await _posted(ledger, Opening("/runs failures"))
    first = await ledger.threads.get(HERE)
    assert first is not None

    await ledger.threads.keep(HERE, replace(first, focus="/runs x"))

    found = await ledger.threads.get(HERE)
    assert found == replace(first, focus="/runs x", version=1)


async def test_a_digest_that_tells_nothing_to_ask_about_has_no_thread(
    ledger: SqlLedger,
) -> None:
    await _posted(ledger, None)

    assert await ledger.threads.get(HERE) is None


async def test_old_messages_are_forgotten_and_threads_a_year_later(
    ledger: SqlLedger,
) -> None:
    await ledger.threads.keep(HERE, THREAD)
    await ledger.threads.take(HERE, NINE)

    await ledger.forget(NINE + DAY)
    kept = await ledger.threads.get(HERE)
    again = await ledger.threads.take(HERE, NINE + DAY)
    await ledger.forget(NINE + 366 * DAY)

    assert (kept, again) == (KEPT, Claim())
    assert await ledger.threads.get(HERE) is None


async def _posted(ledger: SqlLedger, opening: Opening | None) -> str:
    """The id of a delivery whose root stands there."""
    deliveries = ledger.deliveries
    await deliveries.subscribe("C1/night", NINE - DAY, NINE - DAY)
    delivery = await deliveries.claim("C1/night", NINE, "me", NINE)
    assert delivery is not None
    plan = Plan(contents=[Content(Message("digest"))], opening=opening)
    await deliveries.plan(delivery, "me", plan, NINE)
    await deliveries.posted(delivery, 0, HERE.ts)
    return delivery.id
