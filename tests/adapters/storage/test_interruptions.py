"""A record is kept as a whole or not at all, whatever happens in between."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.storage.database import Database
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.recording import Recording
from bot.domain.references import SourceName
from tests.adapters.storage.half_done import BEFORE, INTERRUPTED, NEW, half_done
from tests.adapters.storage.records import record, row, run, targets

ROOT = Path(__file__).parents[3]
PROGRAM = "tests.adapters.storage.half_done"


async def test_a_process_that_is_killed_leaves_nothing_of_it(
    ledger: SqlLedger, url: str
) -> None:
    await ledger.record(BEFORE)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", PROGRAM, url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"written\n"

    process.kill()
    await process.wait()

    assert await targets(ledger) == ["D1"]
    await ledger.record(INTERRUPTED)
    assert await targets(ledger) == ["D2"]


async def test_whoever_is_cancelled_leaves_nothing_of_it(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.record(BEFORE)
    written = asyncio.Event()
    impatient = Database(engine, patience=0.01)

    working = asyncio.create_task(
        impatient.write(lambda connection: half_done(connection, written.set))
    )
    await written.wait()
    working.cancel()
    await asyncio.wait([working])

    assert working.cancelled()
    assert await targets(ledger) == ["D1"]
    await ledger.record(INTERRUPTED)
    assert await targets(ledger) == ["D2"]


@pytest.mark.parametrize("turns", [1, 3, 8, 20])
async def test_it_may_be_cancelled_at_any_time(ledger: SqlLedger, turns: int) -> None:
    """Wherever it was: the next one finds the ledger as it was, or as it is then."""
    await ledger.record(BEFORE)

    working = asyncio.create_task(ledger.record(INTERRUPTED))
    for _ in range(turns):
        await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working])

    assert await targets(ledger) in (["D1"], ["D2"])
    await ledger.record(record(NEW, rows=[row(NEW, "D3")]))
    assert "D3" in await targets(ledger)


async def test_those_who_read_see_all_of_it_or_nothing(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.record(BEFORE)

    async def seen_meanwhile(connection: AsyncConnection) -> list[str]:
        await Recording(connection, INTERRUPTED, engine.dialect.name).keep()
        return await targets(ledger)

    assert await Database(engine).write(seen_meanwhile) == ["D1"]
    assert await targets(ledger) == ["D2"]


async def test_what_replicas_record_at_once_is_recorded_one_by_one(url: str) -> None:
    """They would lock the same rows in different orders, and keep two owners."""
    engines = [open_engine(url) for _ in range(2)]
    ledgers = [SqlLedger(engine) for engine in engines]
    task, script = (
        run("T", source=source, script_task="st")
        for source in (SourceName.TASK, SourceName.SCRIPT)
    )

    await asyncio.gather(
        *(
            ledgers[one % 2].record(record(of, rows=[row(of, f"{one:02}"), row(of)]))
            for one, of in enumerate([task, script] * 6)
        )
    )

    assert await targets(ledgers[0]) == [
        *(f"{one:02}" for one in range(0, 12, 2)),
        "D1",
    ]
    for engine in engines:
        await engine.dispose()


async def test_whoever_closes_the_ledger_waits_for_what_is_under_way(
    engine: AsyncEngine,
) -> None:
    database = Database(engine)
    written, go_on = asyncio.Event(), asyncio.Event()
    order: list[str] = []

    async def slowly(_: AsyncConnection) -> None:
        written.set()
        await go_on.wait()
        order.append("ended")

    async def closed() -> None:
        await database.close()
        order.append("closed")

    working = asyncio.create_task(database.write(slowly))
    await written.wait()
    working.cancel()
    closing = asyncio.create_task(closed())
    await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.wait([working, closing])

    assert order == ["ended", "closed"]
