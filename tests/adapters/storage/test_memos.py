"""Work, coverage and who asked what."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import REQUESTS
from bot.domain.audit import Request
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage, WorkNote
from tests.adapters.storage.records import DAY, HOUR, MINUTE, record
from tests.fakes import NINE

NOTE = WorkNote(id="T1", hint="ran at nine", due=NINE + HOUR, open=True)
ASKED = Request(
    id="q1",
    at=NINE,
    user="U1",
    workspace="W1",
    channel="C1",
    line="failures since:24h",
    result="answered",
    seconds=0.25,
)


class TestNotes:
    async def test_of_work_that_was_read(self, ledger: SqlLedger) -> None:
        other = WorkNote(id="T2", hint="")
        works = [(SourceName.TASK, NOTE), (SourceName.TASK, other)]
        await ledger.record(record(works=works))

        assert await ledger.notes("prod", SourceName.TASK, ["T1", "T2", "T3"]) == {
            "T1": NOTE,
            "T2": other,
        }

    async def test_are_of_one_source_of_one_cloud(self, ledger: SqlLedger) -> None:
        await ledger.record(record(works=[(SourceName.TASK, NOTE)]))

        assert await ledger.notes("prod", SourceName.APP, ["T1"]) == {}
        assert await ledger.notes("dr", SourceName.TASK, ["T1"]) == {}

    async def test_change_with_the_newest_reading(self, ledger: SqlLedger) -> None:
        newer = replace(NOTE, hint="ran at ten", due=None, open=False)
        for at, note in ((NINE, NOTE), (NINE + HOUR, newer), (NINE, NOTE)):
            await ledger.record(record(works=[(SourceName.TASK, note)], at=at))

        assert await ledger.notes("prod", SourceName.TASK, ["T1"]) == {"T1": newer}

    async def test_are_found_among_thousands(self, ledger: SqlLedger) -> None:
        notes = [WorkNote(id=f"T{number}", hint="") for number in range(1_300)]
        await ledger.record(record(works=[(SourceName.TASK, one) for one in notes]))

        ids = [note.id for note in notes]
        assert len(await ledger.notes("prod", SourceName.TASK, ids)) == 1_300


class TestCoverage:
    async def test_is_told_as_it_was_said_last(self, ledger: SqlLedger) -> None:
        task = Coverage(
            cloud="prod",
            source=SourceName.TASK,
            since=NINE - DAY,
            until=NINE,
            tried=NINE + MINUTE,
            gaps=("One thing.", "Größe: 2"),
            failing_since=NINE,
            walked=NINE - HOUR,
        )
        app = Coverage(cloud="dr", source=SourceName.APP)
        for said in (replace(task, since=None, gaps=()), task, app):
            await ledger.cover(said)

        assert await ledger.coverage(["prod", "dr"]) == (app, task)
        assert await ledger.coverage(["prod"]) == (task,)
        assert await ledger.coverage([]) == ()


class TestRequests:
    async def test_are_kept_once(self, ledger: SqlLedger, engine: AsyncEngine) -> None:
        await ledger.note([ASKED])
        await ledger.note([replace(ASKED, line="again"), replace(ASKED, id="q2")])

        async with engine.connect() as connection:
            rows = await connection.execute(select(REQUESTS).order_by(REQUESTS.c.id))
        rest = (NINE, "U1", "W1", "C1", "failures since:24h", "answered", 0.25)
        assert list(rows) == [("q1", *rest), ("q2", *rest)]


async def test_the_database_is_reached(ledger: SqlLedger) -> None:
    assert await ledger.reached()
