"""What is too old for any question."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage import forgetting
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import REQUESTS, RUNS
from bot.domain.references import SourceName
from bot.domain.sweeping import WorkNote
from tests.adapters.storage.records import DAY, HOUR, record, row, run, targets
from tests.adapters.storage.test_memos import ASKED
from tests.fakes import NINE

BEFORE = NINE - 35 * DAY
OLD = BEFORE - HOUR


async def test_what_ended_before_goes_and_the_rest_stays(ledger: SqlLedger) -> None:
    old, new = run("T", "R1", at=OLD), run("T", "R2", at=BEFORE)
    rows = [row(old, "old", at=OLD), row(new, "new", at=BEFORE)]
    await ledger.record(record(old, new, rows=rows))

    assert await ledger.forget(BEFORE) == 2

    assert await targets(ledger) == ["new"]
    assert set(await ledger.known([old, new])) == {new.key}


async def test_a_run_stays_as_long_as_one_of_its_executions(ledger: SqlLedger) -> None:
    old = run(at=OLD)
    await ledger.record(record(old, rows=[row(old, at=OLD), row(old, "D2")]))

    assert await ledger.forget(BEFORE) == 1

    assert await targets(ledger) == ["D2"]


async def test_work_that_is_on_no_list_and_requests_go_as_well(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    for number, at in enumerate([OLD, NINE]):
        note = WorkNote(id=f"T{number}", hint="")
        await ledger.record(record(works=[(SourceName.TASK, note)], at=at))
        await ledger.note([replace(ASKED, id=str(number), at=at)])

    assert await ledger.forget(BEFORE) == 2

    assert set(await ledger.notes("prod", SourceName.TASK, ["T0", "T1"])) == {"T1"}
    async with engine.connect() as connection:
        assert await connection.scalar(select(REQUESTS.c.id)) == "1"


async def test_it_goes_a_little_at_a_time(
    ledger: SqlLedger, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    runs = [run("T", f"R{number}", at=OLD) for number in range(5)]
    await ledger.record(record(*runs))

    assert await ledger.forget(BEFORE) == 5

    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(RUNS)) == 0
