"""One replica at a time."""

import asyncio

from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from tests.adapters.storage.records import LASTS
from tests.fakes import NINE


async def test_only_one_has_it(ledger: SqlLedger) -> None:
    assert await ledger.lease("sweep", "one", NINE, LASTS)
    assert not await ledger.lease("sweep", "two", NINE, LASTS)
    assert await ledger.lease("another", "two", NINE, LASTS)


async def test_whoever_has_it_renews_it(ledger: SqlLedger) -> None:
    await ledger.lease("sweep", "one", NINE, LASTS)

    assert await ledger.lease("sweep", "one", NINE + LASTS / 2, LASTS)
    assert not await ledger.lease("sweep", "two", NINE + LASTS, LASTS)


async def test_it_ends_by_itself(ledger: SqlLedger) -> None:
    await ledger.lease("sweep", "one", NINE, LASTS)

    assert await ledger.lease("sweep", "two", NINE + LASTS, LASTS)
    assert not await ledger.lease("sweep", "one", NINE + LASTS, LASTS)


async def test_only_its_holder_gives_it_back(ledger: SqlLedger) -> None:
    await ledger.lease("sweep", "one", NINE, LASTS)

    await ledger.release("sweep", "two")
    assert not await ledger.lease("sweep", "two", NINE, LASTS)

    await ledger.release("sweep", "one")
    assert await ledger.lease("sweep", "two", NINE, LASTS)


async def test_of_many_that_want_it_at_once_one_gets_it(url: str) -> None:
    engines = [open_engine(url) for _ in range(3)]
    ledgers = [SqlLedger(engine) for engine in engines]

    for number in range(5):
        taken = await asyncio.gather(
            *(
                ledger.lease(f"sweep {number}", f"{place} {again}", NINE, LASTS)
                for place, ledger in enumerate(ledgers)
                for again in range(4)
            )
        )
        assert sorted(taken) == [False] * 11 + [True]

    for engine in engines:
        await engine.dispose()
