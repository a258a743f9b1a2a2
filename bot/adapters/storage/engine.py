"""The way to the database, set up so that both kinds behave alike."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

_SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    # Whoever wants to write asks again: see `Database`.
    "PRAGMA busy_timeout = 1000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -1000",
)
# A replica that hangs must not keep the others from writing.
_POSTGRESQL = "-c timezone=UTC -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s"


def open_engine(url: str) -> AsyncEngine:
    """An engine on which nothing has been asked yet.

    Raises:
        ArgumentError: `url` is none.
        ModuleNotFoundError: its driver is not installed.
    """
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        return _sqlite(place)
    return create_async_engine(
        place,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=5,
        pool_timeout=10,
        pool_recycle=1_800,
        connect_args=_connect_args(place),
    )


def _connect_args(place: URL) -> Mapping[str, Any]:
    """Ours, where the operator says nothing else."""
    ours = {
        "connect_timeout": 5,
        "tcp_user_timeout": 20_000,
        "application_name": "runwatch",
        "options": _POSTGRESQL,
    }
    return {key: value for key, value in ours.items() if key not in place.query}


def _sqlite(place: URL) -> AsyncEngine:
    in_memory = place.database in {None, "", ":memory:"}
    engine = create_async_engine(
        place,
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        # A database in memory is another one for each connection.
        pool_size=1 if in_memory else 4,
        max_overflow=0,
        pool_timeout=30,
        # Transactions begin where we say: https://docs.sqlalchemy.org/en/20/dialects/sqlite.html
        connect_args={"isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "invalidate", _undo)
    return engine


def _set_up(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401  SQLAlchemy's
    cursor = connection.cursor()
    for pragma in _SQLITE:
        cursor.execute(pragma)
    cursor.close()


def _undo(connection: Any, *_: object) -> None:  # noqa: ANN401  SQLAlchemy's
    """A closed connection keeps its lock as long as a cursor of it is around."""
    connection.rollback()


def _begin(connection: Connection) -> None:
    """Whoever is to write says so at once: a lock cannot be upgraded later."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
