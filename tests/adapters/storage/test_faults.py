"""A database that gives no answer is said so, and not where it is."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.faults import UNREACHED, answering
from bot.adapters.storage.ledger import SqlLedger
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.errors import LedgerError
from tests.adapters.storage.records import LASTS, record, run
from tests.adapters.storage.test_memos import ASKED
from tests.fakes import NINE

CALLS: dict[str, Callable[[SqlLedger], Awaitable[object]]] = {
    "notes": lambda ledger: ledger.notes("prod", SourceName.TASK, ["T"]),
    "known": lambda ledger: ledger.known([run()]),
    "record": lambda ledger: ledger.record(record(run())),
    "coverage": lambda ledger: ledger.coverage(["prod"]),
    "cover": lambda ledger: ledger.cover(
        Coverage(cloud="prod", source=SourceName.TASK)
    ),
    "lease": lambda ledger: ledger.lease("sweep", "one", NINE, LASTS),
    "release": lambda ledger: ledger.release("sweep", "one"),
    "forget": lambda ledger: ledger.forget(NINE),
    "failures": lambda ledger: ledger.failures(["prod"], FailureFilter(), Window()),
    "glance": lambda ledger: ledger.glance(["prod"], Window()),
    "find": lambda ledger: ledger.find(["prod"], "D1", 1),
    "note": lambda ledger: ledger.note([ASKED]),
}
SECRET = "s3cret"
GONE = f"postgresql+psycopg://postgres:{SECRET}@127.0.0.1:1/nowhere"


@pytest.mark.parametrize("call", CALLS)
async def test_every_call_says_so(tmp_path: Path, call: str) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'without tables.db'}")

    with pytest.raises(LedgerError) as raised:
        await CALLS[call](SqlLedger(engine))

    await engine.dispose()
    assert str(raised.value) == UNREACHED


async def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    file = tmp_path / "text.db"
    file.write_bytes(b"no database, however long it is" * 40)
    engine = open_engine(f"sqlite+aiosqlite:///{file}")

    with pytest.raises(LedgerError):
        await SqlLedger(engine).coverage(["prod"])

    assert not await SqlLedger(engine).reached()
    await engine.dispose()


async def test_a_server_that_is_gone_says_so_without_its_password() -> None:
    engine = open_engine(GONE)

    with pytest.raises(LedgerError) as raised:
        await SqlLedger(engine).coverage(["prod"])

    assert not await SqlLedger(engine).reached()
    await engine.dispose()
    assert str(raised.value) == UNREACHED
    assert SECRET not in repr(raised.value.__cause__)


def test_mistakes_of_ours_are_not_hidden() -> None:
    with pytest.raises(IntegrityError), answering():
        raise IntegrityError("INSERT", None, ValueError("twice"))
