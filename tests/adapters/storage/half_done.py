"""A process that records, and stops right before it would be kept."""

import asyncio
import sys
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.recording import Recording
from tests.adapters.storage.records import MINUTE, fine, record, row, run, settled
from tests.fakes import NINE

LATER = NINE + MINUTE
BEFORE = record(run(), rows=[row(run())], settled=[settled(run())])
NEW = run("T", "R2")
INTERRUPTED = record(fine(run()), NEW, rows=[row(NEW, "D2")], at=LATER)


async def half_done(connection: AsyncConnection, written: Callable[[], None]) -> None:
    """Write all of it, say so, and never end."""
    await Recording(connection, INTERRUPTED, connection.dialect.name).keep()
    written()
    await asyncio.Event().wait()


async def main(url: str) -> None:
    database = Database(open_engine(url))
    await database.write(lambda connection: half_done(connection, _say_so))


def _say_so() -> None:
    sys.stdout.write("written\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
