"""An order is one run, however many clouds list it."""

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.sweeping import SweptRun
from bot.domain.windows import Window
from tests.adapters.storage.records import (
    MINUTE,
    everything,
    record,
    row,
    run,
    settled,
)
from tests.fakes import NINE

KEY = "https://coc.example/SCT1"


def order(cloud: str) -> SweptRun:
    return run("SCT1", source=SourceName.ORDER, cloud=cloud, key=KEY)


async def test_every_cloud_that_lists_it_is_noted(ledger: SqlLedger) -> None:
    for minutes, cloud in enumerate(["prod", "dr", "prod"]):
        of = order(cloud)
        at = NINE + minutes * MINUTE
        await ledger.record(record(of, rows=[row(of)], cloud=cloud, at=at))

    (kept,) = await everything(ledger)
    assert kept.clouds == ("dr", "prod")
    assert kept.execution.reference.cloud == "dr"
    known = await ledger.known([order("prod")])
    assert known[KEY].clouds == {"dr", "prod"}


async def test_a_cloud_that_only_lists_the_run_lists_its_executions(
    ledger: SqlLedger,
) -> None:
    await ledger.record(record(order("prod"), rows=[row(order("prod"))]))

    await ledger.record(record(order("dr"), cloud="dr"))

    found = await ledger.failures(["dr"], FailureFilter(), Window())
    assert [one.clouds for one in found.rows] == [("dr", "prod")]


async def test_what_comes_later_is_listed_by_all_of_them_as_well(
    ledger: SqlLedger,
) -> None:
    await ledger.record(record(order("prod")))
    await ledger.record(record(order("dr"), cloud="dr"))

    later = NINE + MINUTE
    await ledger.record(record(rows=[row(order("dr"))], cloud="dr", at=later))

    (kept,) = await everything(ledger)
    assert kept.clouds == ("dr", "prod")


async def test_an_older_reading_still_tells_who_lists_it(ledger: SqlLedger) -> None:
    of = order("prod")
    await ledger.record(record(of, rows=[row(of)], settled=[settled(of)]))

    await ledger.record(record(order("dr"), cloud="dr", at=NINE - MINUTE))

    (kept,) = await everything(ledger)
    assert kept.clouds == ("dr", "prod")


async def test_one_cloud_is_not_another_whose_name_it_is_a_part_of(
    ledger: SqlLedger,
) -> None:
    of = run(cloud="prod_eu")
    await ledger.record(record(of, rows=[row(of)], cloud="prod_eu"))

    for cloud, count in (("prod_eu", 1), ("prod", 0), ("prodxeu", 0), ("eu", 0)):
        found = await ledger.failures([cloud], FailureFilter(), Window())
        assert found.of == count, cloud


async def test_nobody_is_asked_of_nothing(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of)]))

    assert (await ledger.failures([], FailureFilter(), Window())).of == 0
