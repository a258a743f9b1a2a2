"""What goes wrong with a database, in the words of `bot.errors`."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import LedgerError

UNREACHED = (
    "I cannot reach my own memory (the database). Try again in a minute; if that does "
    "not help, tell whoever runs this bot."
)
# Not DataError and IntegrityError: those are mistakes of ours.
_FAULTS = (
    InterfaceError,
    InternalError,
    OperationalError,
    PoolTimeoutError,
    ProgrammingError,
)


@contextmanager
def answering() -> Iterator[None]:
    """Raise LedgerError where the database gives no answer; never the address of it."""
    try:
        yield
    except _FAULTS as error:
        raise LedgerError(UNREACHED) from error
    except DatabaseError as error:
        # SQLite's "file is not a database" has no class of its own.
        if type(error) is not DatabaseError:
            raise
        raise LedgerError(UNREACHED) from error
