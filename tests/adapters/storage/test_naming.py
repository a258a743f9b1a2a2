"""Names that were seen, for whoever has to choose from them."""

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.executions import Named
from bot.domain.lookup_form import Ask, Name
from bot.domain.references import SourceName
from tests.adapters.storage.records import DAY, HOUR, record, row, run
from tests.fakes import NINE

SINCE = NINE - DAY
NIGHT, REBOOT = Named("T1", "Night patch"), Named("T2", "Reboot")
FINANCE = Named("P1", "FIN pool")


async def names(ledger: SqlLedger, kind: Ask, most: int = 10) -> list[Name]:
    return list(await ledger.names.seen(kind, SINCE, most))


async def test_an_empty_ledger_names_nothing(ledger: SqlLedger) -> None:
    kinds = (Ask.POOL, Ask.SCRIPT, Ask.TASK)

    assert [await names(ledger, one) for one in kinds] == [[]] * 3


async def test_each_task_is_named_once_the_latest_first(ledger: SqlLedger) -> None:
    old, new = run("T1", "R1", work=NIGHT), run("T1", "R2", work=NIGHT, at=NINE)
    other = run("T2", "R3", work=REBOOT, at=NINE - 2 * HOUR)
    await ledger.record(record(other, old, new))

    assert await names(ledger, Ask.TASK) == [
        Name("T1", "Night patch"),
        Name("T2", "Reboot"),
    ]
    assert await names(ledger, Ask.TASK, 1) == [Name("T1", "Night patch")]


async def test_what_was_seen_before_is_not_named(ledger: SqlLedger) -> None:
    await ledger.record(record(run("T1", "R1", work=NIGHT, at=NINE - 2 * DAY)))

    assert await names(ledger, Ask.TASK) == []


async def test_pools_and_scripts_are_named_and_their_works_are_no_tasks(
    ledger: SqlLedger,
) -> None:
    of = run("W1", source=SourceName.POOL, place=FINANCE)
    failed = row(of, script=Named("S1", "clean.ps1"))
    nameless = row(of, "D2", script=Named("S2"), at=NINE - 2 * HOUR)
    await ledger.record(record(of, rows=[failed, nameless]))

    assert await names(ledger, Ask.POOL) == [Name("P1", "FIN pool")]
    assert await names(ledger, Ask.SCRIPT) == [
        Name("S1", "clean.ps1"),
        Name("S2", "S2"),
    ]
    assert await names(ledger, Ask.TASK) == []
