"""Who has seen the bot's Home before."""

from bot.adapters.storage.ledger import SqlLedger
from tests.adapters.storage.records import DAY
from tests.fakes import NINE


async def test_whoever_never_came_is_not_known(ledger: SqlLedger) -> None:
    assert await ledger.visitors.knows("U1", "T1") is False


async def test_whoever_came_is_known_there_and_nobody_else_is(
    ledger: SqlLedger,
) -> None:
    await ledger.visitors.came("U1", "T1", NINE)

    asked = [("U1", "T1"), ("U2", "T1"), ("U1", "T2")]
    known = [await ledger.visitors.knows(*who) for who in asked]
    assert known == [True, False, False]


async def test_coming_again_changes_nothing(ledger: SqlLedger) -> None:
    await ledger.visitors.came("U1", "T1", NINE)
    await ledger.visitors.came("U1", "T1", NINE + DAY)

    assert await ledger.visitors.knows("U1", "T1") is True
