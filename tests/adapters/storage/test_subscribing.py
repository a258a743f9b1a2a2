"""Subscriptions that were made in Slack."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.digest_tables import (
    DELIVERIES,
    MARKS,
    SUBSCRIPTIONS,
    TOLD,
)
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.subscribing import SqlSubscriptions
from bot.domain.deliveries import Scope
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.marks import Mark, MarkKind
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Pause, Subscription
from tests.adapters.storage.records import DAY, HOUR, record, row, run
from tests.fakes import NINE

NIGHT = Subscription(
    name="night",
    channel="C1",
    schedule=Schedule.parse("weekdays at 9:00"),
    zone=ZoneInfo("Asia/Singapore"),
    clouds=("prod", "test"),
    wanted=FailureFilter(
        sources=frozenset({SourceName.TASK}),
        targets=("FIN", "HR"),
        causes=("agent",),
        outcomes=frozenset({Outcome.FAILED}),
    ),
    posts_empty=False,
    mention=("U2", "S3"),
    owner="U1",
)
PAUSE = Pause(by="U1", at=NINE, why="Until the move is over.")


@pytest.fixture
def kept(ledger: SqlLedger) -> SqlSubscriptions:
    return ledger.subscriptions


async def test_it_is_kept_as_it_was_made(kept: SqlSubscriptions) -> None:
    day = replace(NIGHT, name="day", clouds=(), owner="U2")
    assert [await kept.add(one) for one in (NIGHT, day)] == [True, True]

    assert await kept.made() == (day, NIGHT)


async def test_a_name_is_taken_once(kept: SqlSubscriptions) -> None:
    await kept.add(NIGHT)

    assert not await kept.add(replace(NIGHT, channel="C2"))
    assert await kept.made() == (NIGHT,)


async def test_it_can_be_changed(kept: SqlSubscriptions) -> None:
    await kept.add(NIGHT)
    changed = replace(NIGHT, schedule=Schedule.parse("every hour"), mention=())

    assert await kept.change(changed)
    assert await kept.made() == (changed,)


async def test_what_is_not_there_is_neither_changed_nor_removed(
    kept: SqlSubscriptions,
) -> None:
    assert not await kept.change(NIGHT)
    assert not await kept.remove("night")


async def test_it_rests_until_it_goes_on(
    kept: SqlSubscriptions, ledger: SqlLedger
) -> None:
    await kept.add(NIGHT)
    await ledger.deliveries.subscribe(NIGHT.id, NINE, NINE)

    await kept.pause(NIGHT.id, PAUSE)
    assert await kept.made() == (replace(NIGHT, pause=PAUSE),)
    assert await kept.pauses() == {NIGHT.id: PAUSE}

    await kept.pause(NIGHT.id, None)
    assert (await kept.made(), await kept.pauses()) == ((NIGHT,), {})


async def with_a_past(ledger: SqlLedger) -> None:
    """A delivery on its way that tells something, and a mute."""
    deliveries, of = ledger.deliveries, run()
    await ledger.record(record(of, rows=[row(of, "D1", at=NINE - HOUR)], at=NINE))
    await deliveries.subscribe(NIGHT.id, NINE - DAY, NINE - DAY)
    delivery = await deliveries.claim(NIGHT.id, NINE, "me", NINE)
    assert delivery is not None
    found = await deliveries.gather(delivery, Scope(clouds=("prod",)), NINE)
    assert found.failures.of == 1
    mark = Mark(
        kind=MarkKind.MUTED,
        cause="c",
        label="offline",
        channel="C1",
        subscription=NIGHT.id,
        by="U1",
        at=NINE,
        until=NINE + DAY,
        why="known",
    )
    await ledger.marks.put(mark)


async def left(engine: AsyncEngine) -> list[int]:
    async with engine.connect() as connection:
        return [
            await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (SUBSCRIPTIONS, DELIVERIES, TOLD, MARKS)
        ]


async def test_with_it_goes_all_that_was_its_own(
    kept: SqlSubscriptions, ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await kept.add(NIGHT)
    await with_a_past(ledger)

    assert await kept.remove("night")

    assert await kept.made() == ()
    assert await left(engine) == [0, 0, 0, 0]


async def test_in_another_channel_it_begins_anew(
    kept: SqlSubscriptions, ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await kept.add(NIGHT)
    await with_a_past(ledger)

    assert await kept.change(replace(NIGHT, channel="C2"))

    assert await left(engine) == [0, 0, 0, 0]


async def test_a_change_elsewhere_leaves_the_past_alone(
    kept: SqlSubscriptions, ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await kept.add(NIGHT)
    await with_a_past(ledger)

    assert await kept.change(replace(NIGHT, posts_empty=True))

    assert await left(engine) == [1, 1, 1, 1]
