"""Texts from outside do no harm, and leave no secret behind."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.tables import EXECUTIONS, RUNS
from bot.domain.causes import Cause
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.failures import FailureFilter
from bot.domain.outputs import Output
from bot.domain.redaction import MASK
from bot.domain.references import SourceName
from bot.domain.sweeping import WorkNote
from bot.domain.windows import Window
from tests.adapters.storage.records import everything, record, row, run
from tests.fakes import NINE

SECRET = "hunter2hunter2"
HOSTILE = [
    "nul\0byte",
    "half \ud83d",
    "'; DROP TABLE runs; --",
    "x" * 70_000,
    "🦊" * 900,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["nul", "half", "sql", "long", "wide"])
async def test_any_text_may_stand_anywhere(ledger: SqlLedger, text: str) -> None:
    thing = Named(text, text)
    moment = Moment(text, NINE)
    of = run(text, text, work=thing, place=thing, script_task=text, key=text)
    listed = replace(of, run=replace(of.run, raw_status=text, kind=text, ended=moment))
    key, swept = row(listed)
    execution = replace(
        swept.execution,
        raw_status=text,
        target=thing,
        id=text,
        script=thing,
        kind=text,
        target_kind=text,
        run_id=text,
        started=moment,
        cause=Cause(text, text),
        output=Output(text),
    )
    note = WorkNote(id=text, hint=text)

    await ledger.record(
        record(
            listed,
            rows=[(key, replace(swept, execution=execution))],
            works=[(SourceName.TASK, note)],
        )
    )

    (kept,) = await everything(ledger)
    assert len(kept.execution.target.name) <= 256
    assert len(kept.execution.cause.reason) <= 2_000
    assert kept.execution.started is not None
    assert kept.execution.started.at == NINE
    assert set(await ledger.known([listed])) == {text}
    assert set(await ledger.notes("prod", SourceName.TASK, [text])) == {text}
    for wanted in (FailureFilter(names=(text,)), FailureFilter(causes=(text,))):
        assert (await ledger.failures(["prod"], wanted, Window())).rows == (kept,)
    assert await ledger.find(["prod"], text, 5) == (kept,)


async def test_secrets_are_hidden_before_they_are_kept(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    said = f"login failed: password={SECRET}"
    # What has no id goes by its name.
    of = run(work=Named(said, said), place=Named(said, said), source=SourceName.POOL)
    key, swept = row(of, cause=Cause("1", said), name=said)
    execution = replace(swept.execution, script=Named("S", f"token={SECRET} cleanup"))

    await ledger.record(record(of, rows=[(key, replace(swept, execution=execution))]))

    (kept,) = await everything(ledger)
    assert kept.execution.cause.reason == f"login failed: password={MASK}"
    assert kept.hidden == 2
    async with engine.connect() as connection:
        rows = [
            (await connection.execute(select(of))).all() for of in (RUNS, EXECUTIONS)
        ]
    assert SECRET not in str(rows)


async def test_a_secret_that_would_be_cut_is_hidden_as_a_whole(
    ledger: SqlLedger,
) -> None:
    of = run()
    reason = "x" * 1_980 + f" password={SECRET * 20}"

    await ledger.record(record(of, rows=[row(of, cause=Cause("", reason))]))

    (kept,) = await everything(ledger)
    assert "hunter2" not in kept.execution.cause.reason


async def test_what_was_cut_says_so(ledger: SqlLedger) -> None:
    of = run()

    await ledger.record(record(of, rows=[row(of, name="n" * 300)]))

    (kept,) = await everything(ledger)
    assert kept.execution.target.name == "n" * 255 + "…"


async def test_a_count_that_no_database_holds_is_the_most_that_one_does(
    ledger: SqlLedger,
) -> None:
    of = run(counts={Outcome.FAILED: 10**30})

    await ledger.record(record(of, rows=[row(of, count=10**30), row(of, "D2")]))

    found = await ledger.failures(["prod"], FailureFilter(), Window())
    assert found.counts.of(Outcome.FAILED) == 2**31
