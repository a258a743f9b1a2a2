"""A database that can be read, but keeps nothing, is found out, and so is why."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.storage.database import Database
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.faults import UNREACHED
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.probing import BUSY, FULL, GONE, READ_ONLY
from bot.adapters.storage.schema import upgrade
from bot.adapters.storage.tables import LEASES
from bot.errors import LedgerError
from tests.fakes import NINE


async def found(engine: AsyncEngine) -> tuple[str, bool]:
    """What is wrong, and whether it can be read all the same."""
    ledger = SqlLedger(engine)
    with pytest.raises(LedgerError) as raised:
        await ledger.check()
    reached = await ledger.reached()
    await ledger.close()
    return str(raised.value), reached


@asynccontextmanager
async def writing(url: str) -> AsyncIterator[None]:
    """Somebody else is at it, and takes long."""
    engine = open_engine(url)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(_: AsyncConnection) -> None:
        begun.set()
        await go_on.wait()

    write = asyncio.create_task(Database(engine).write(slowly))
    await begun.wait()
    try:
        yield
    finally:
        go_on.set()
        await write
        await engine.dispose()


@asynccontextmanager
async def sqlite_with(folder: Path, pragma: str) -> AsyncIterator[AsyncEngine]:
    """A database with all of its tables, and a pragma on every connection."""
    url = f"sqlite+aiosqlite:///{folder / 'runwatch.db'}"
    before = open_engine(url)
    await upgrade(before)
    await before.dispose()
    engine = open_engine(url)
    event.listen(
        engine.sync_engine, "connect", lambda connection, _: connection.execute(pragma)
    )
    try:
        yield engine
    finally:
        await engine.dispose()


async def test_a_database_that_keeps_things_is_fine_and_none_the_wiser(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.check()

    async with engine.connect() as connection:
        assert list(await connection.execute(select(LEASES))) == []


async def test_somebody_who_keeps_others_from_writing_is_told_of(
    engine: AsyncEngine, url: str
) -> None:
    async with writing(url):
        told = await found(engine)
    await SqlLedger(engine).check()

    assert told == (BUSY, True)


async def test_a_disk_that_is_full_is_told_of(tmp_path: Path) -> None:
    async with sqlite_with(tmp_path, "PRAGMA max_page_count = 1") as engine:
        with suppress(OperationalError):
            for number in count():
                row = {"name": str(number), "holder": "", "until": NINE}
                async with engine.begin() as connection:
                    await connection.execute(insert(LEASES), row)

        assert await found(engine) == (FULL, True)


async def test_a_file_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    async with sqlite_with(tmp_path, "PRAGMA query_only = ON") as engine:
        assert await found(engine) == (READ_ONLY, True)


async def test_a_server_that_takes_nothing_is_told_of(
    fresh_database: Callable[[], str],
) -> None:
    url = fresh_database()
    before = open_engine(url)
    await upgrade(before)
    await before.dispose()
    engine = open_engine(f"{url}?options=-c default_transaction_read_only=on")

    told = await found(engine)
    await engine.dispose()

    assert told == (READ_ONLY, True)


@pytest.mark.parametrize("again", [False, True], ids=["deleted", "replaced"])
async def test_a_file_that_is_gone_is_told_of(tmp_path: Path, *, again: bool) -> None:
    file, other = tmp_path / "runwatch.db", tmp_path / "other.db"
    engine = open_engine(f"sqlite+aiosqlite:///{file}")
    await upgrade(engine)
    ledger = SqlLedger(engine)
    await ledger.check()
    copyfile(file, other)
    file.unlink()
    if again:
        other.rename(file)

    with pytest.raises(LedgerError) as raised:
        await ledger.check()
    reached = await ledger.reached()
    await engine.dispose()

    assert (str(raised.value), reached) == (GONE, False)


async def test_what_nobody_foresaw_is_told_as_everywhere_else(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'without tables.db'}")

    told = await found(engine)
    await engine.dispose()

    assert told == (UNREACHED, True)


async def test_a_database_in_memory_has_no_file_to_lose() -> None:
    engine = open_engine("sqlite+aiosqlite://")
    await upgrade(engine)

    await SqlLedger(engine).check()
    await engine.dispose()
