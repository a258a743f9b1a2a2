"""A task owns its executions before a pool, and a pool before a script."""

from itertools import permutations

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.references import SourceName
from bot.domain.sweeping import KnownRun, SweptRun
from tests.adapters.storage.records import (
    MINUTE,
    everything,
    record,
    row,
    run,
    settled,
    targets,
)
from tests.fakes import NINE

TASK = run("T", "R1", script_task="st")
POOL = run("P", source=SourceName.POOL, script_task="st")
SCRIPT = run("S", source=SourceName.SCRIPT, script_task="st")


@pytest.mark.parametrize("order", list(permutations([TASK, POOL, SCRIPT])))
async def test_the_first_owner_has_it_whatever_the_order(
    ledger: SqlLedger, order: tuple[SweptRun, ...]
) -> None:
    for minutes, of in enumerate(order):
        at = NINE + minutes * MINUTE
        told = record(of, rows=[row(of)], settled=[settled(of, since=at)], at=at)
        await ledger.record(told)

    (kept,) = await everything(ledger)
    assert kept.execution.reference.source is SourceName.TASK
    assert await ledger.known([TASK, POOL, SCRIPT]) == {
        TASK.key: KnownRun(state=TASK.state, clouds=frozenset({"prod"})),
        POOL.key: KnownRun(owned=True),
        SCRIPT.key: KnownRun(owned=True),
    }


async def test_one_record_may_bring_owner_and_owned(ledger: SqlLedger) -> None:
    rows = [row(SCRIPT, "of the script"), row(POOL, "of the pool")]

    await ledger.record(record(SCRIPT, POOL, rows=rows))

    assert await targets(ledger) == ["of the pool"]


async def test_a_pool_goes_before_a_script_where_there_is_no_task(
    ledger: SqlLedger,
) -> None:
    await ledger.record(record(SCRIPT, rows=[row(SCRIPT)]))
    await ledger.record(record(POOL, rows=[row(POOL)], at=NINE + MINUTE))

    (kept,) = await everything(ledger)
    assert kept.execution.reference.source is SourceName.POOL


async def test_rows_of_what_is_owned_are_not_kept_later_either(
    ledger: SqlLedger,
) -> None:
    await ledger.record(record(TASK, rows=[row(TASK)]))

    await ledger.record(record(SCRIPT))
    await ledger.record(record(rows=[row(SCRIPT, "D2")], settled=[settled(SCRIPT)]))

    assert await targets(ledger) == ["D1"]


@pytest.mark.parametrize(
    "other",
    [
        run("S", source=SourceName.SCRIPT, script_task="another"),
        run("S", source=SourceName.SCRIPT, script_task=""),
    ],
)
async def test_what_shares_no_script_task_stands_side_by_side(
    ledger: SqlLedger, other: SweptRun
) -> None:
    nameless = run("T", "R2")

    await ledger.record(
        record(TASK, nameless, other, rows=[row(TASK), row(other), row(nameless)])
    )

    assert len(await everything(ledger)) == 3


async def test_clouds_do_not_own_what_is_anothers(ledger: SqlLedger) -> None:
    theirs = run("S", source=SourceName.SCRIPT, cloud="dr", script_task="st")
    await ledger.record(record(TASK, rows=[row(TASK)]))

    await ledger.record(record(theirs, rows=[row(theirs)], cloud="dr"))

    assert len(await everything(ledger)) == 2
    assert not (await ledger.known([theirs]))[theirs.key].owned


async def test_two_runs_of_one_task_own_nothing_of_each_other(
    ledger: SqlLedger,
) -> None:
    again = run("T", "R2", script_task="st")

    await ledger.record(record(TASK, again, rows=[row(TASK), row(again, "D2")]))

    assert await targets(ledger) == ["D1", "D2"]
