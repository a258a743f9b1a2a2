"""The ledger, opened from the settings; its tables are up to date or it is not opened."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.schema import LATEST, REVISIONS, revision, upgrade
from bot.errors import ConfigurationError, LedgerError
from bot.settings.model import DatabaseSettings

_KEY = "database.url"


@asynccontextmanager
async def ledger_of(database: DatabaseSettings) -> AsyncIterator[SqlLedger]:
    """The ledger, open as long as the context is.

    SQLite is brought up to date on the way; PostgreSQL, which others may use at the same
    time, only by `runwatch migrate`.

    Raises:
        ConfigurationError: the database cannot be opened, or its tables are not those
            of this version.
    """
    async with opened(database) as (engine, stands_at):
        if stands_at != LATEST:
            if engine.dialect.name != "sqlite":
                raise ConfigurationError(
                    _KEY, "its tables are missing or old; run `runwatch migrate`"
                )
            await _upgraded(engine)
        ledger = SqlLedger(engine)
        try:
            yield ledger
        finally:
            await ledger.close()


async def migrate(database: DatabaseSettings) -> str:
    """Bring the tables up to date; the revision that they stand at then.

    Raises:
        ConfigurationError: the database cannot be opened, or is of another version.
    """
    async with opened(database) as (engine, stands_at):
        if stands_at != LATEST:
            await _upgraded(engine)
    return LATEST


@asynccontextmanager
async def opened(
    database: DatabaseSettings,
) -> AsyncIterator[tuple[AsyncEngine, str]]:
    """The engine, and which revision its tables stand at; "" where there are none.

    Raises:
        ConfigurationError: the database cannot be opened, or is of another version.
    """
    engine = _engine(database.url.get_secret_value())
    try:
        yield engine, await _revision(engine)
    finally:
        await engine.dispose()


def missing_file(database: DatabaseSettings) -> bool:
    """Whether SQLite would have to make it first.

    Raises:
        ConfigurationError: there is no place for it.
    """
    engine = _made(database.url.get_secret_value())
    file = _file(engine.url)
    return file is not None and not file.exists()


def _engine(url: str) -> AsyncEngine:
    engine = _made(url)
    _check_file(engine.url)
    return engine


def _made(url: str) -> AsyncEngine:
    """No error of the library is kept as a cause: some repeat the URL."""
    try:
        engine = open_engine(url)
    except ImportError:
        needs = "needs the extra: pip install 'runwatch[postgresql]'"
        raise ConfigurationError(_KEY, needs) from None
    except (ArgumentError, ValueError):
        raise ConfigurationError(_KEY, "is no address that I can read") from None
    return engine


def _file(url: URL) -> Path | None:
    """SQLite's, in a folder that there is; other databases, and some of its own, have none."""
    file = url.database or ""
    if (
        url.get_backend_name() != "sqlite"
        or file.startswith(("file:", ":"))
        or not file
    ):
        return None
    folder = Path(file).absolute().parent
    if not folder.is_dir():
        raise ConfigurationError(_KEY, f"there is no folder {folder}")
    return Path(file)


def _check_file(url: URL) -> None:
    """A connection that aiosqlite cannot open leaves its thread to itself for a moment."""
    file = _file(url)
    if file is None:
        return
    try:
        sqlite3.connect(file).close()
    except sqlite3.Error as error:
        raise _unusable(str(error)) from None


async def _revision(engine: AsyncEngine) -> str:
    try:
        found = await revision(engine)
    except LedgerError as error:
        raise _unusable(_reason(error)) from None
    if found and found not in REVISIONS:
        raise ConfigurationError(
            _KEY,
            "its tables are of another version of Runwatch "
            f"(revision {found}, this one knows {LATEST})",
        )
    return found


async def _upgraded(engine: AsyncEngine) -> None:
    try:
        await upgrade(engine)
    except LedgerError as error:
        raise _unusable(_reason(error)) from None


def _reason(error: LedgerError) -> str:
    """In one line, and without where it is: a URL that was misread ends up there."""
    if not isinstance(error.__cause__, DBAPIError):
        return ""
    first, *_ = str(error.__cause__.orig).strip().splitlines() or [""]
    return first.rpartition(": ")[2].strip()


def _unusable(reason: str) -> ConfigurationError:
    why = f" ({reason})" if reason else ""
    return ConfigurationError(_KEY, f"the database cannot be used{why}")
