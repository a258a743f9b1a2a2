"""Whether the database keeps what is written, and if it does not, why."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import memos
from bot.adapters.storage.database import Database
from bot.errors import LedgerError

GONE = "the database file is gone or was replaced; restart the bot."
BUSY = (
    "can be read, but something else keeps it from being written. If that lasts, end "
    "what else uses it."
)
FULL = "can be read, but not written: its disk is full. Make room there."
READ_ONLY = (
    "can be read, but not written: the bot may not write there. Let it write to the "
    "database and its folder."
)
# SQLite's codes, and PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html
_WHY: dict[int | str | None, str] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    "53100": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "55P03": BUSY,
    "57014": BUSY,
}
_WITHIN = 1.5
# Such a lease has ended before it begins: nobody sees it.
_NOBODYS = memos.Lease("a look at the database", "", datetime(1970, 1, 1, tzinfo=UTC))


class DatabaseFile:
    """SQLite's file, as it is now; other databases have none, and lose none."""

    def __init__(self, url: URL) -> None:
        file = url.database or ""
        is_file = url.get_backend_name() == "sqlite" and file not in {"", ":memory:"}
        self._path = Path(file) if is_file and not file.startswith("file:") else None
        self._opened = self._identity()

    @property
    def gone(self) -> bool:
        """Whether it was deleted, or is another one by now.

        Whoever has it open goes on reading and writing what nobody else will find.
        """
        return self._opened is not None and self._identity() != self._opened

    def _identity(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


async def probe(database: Database, file: DatabaseFile, dialect: str) -> None:
    """Return once something was written and deleted again.

    Raises:
        LedgerError: that did not go, or took longer than people wait; it says why.
    """
    if file.gone:
        raise LedgerError(GONE)
    writing = asyncio.create_task(database.write(lambda there: _write(there, dialect)))
    await asyncio.wait([writing], timeout=_WITHIN)
    if not writing.done():
        writing.cancel()  # which may take long as well: nobody waits for it
        raise LedgerError(BUSY)
    try:
        writing.result()
    except LedgerError as error:
        raise LedgerError(_why(error)) from error


async def _write(connection: AsyncConnection, dialect: str) -> None:
    await memos.lease(connection, _NOBODYS, _NOBODYS.until, dialect)
    await memos.release(connection, _NOBODYS.name, _NOBODYS.holder)


def _why(error: LedgerError) -> str:
    """What its next step is, where that is known."""
    cause = error.__cause__
    said = cause.orig if isinstance(cause, DBAPIError) else None
    code = getattr(said, "sqlite_errorcode", None)
    # The lower half is the kind, the upper half a finer one: https://www.sqlite.org/rescode.html
    kind = code & 0xFF if isinstance(code, int) else getattr(said, "sqlstate", None)
    return _WHY.get(kind, str(error))
