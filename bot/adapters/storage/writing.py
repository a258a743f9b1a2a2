"""Statements that write, for whichever database it is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

Insert = postgresql.Insert | sqlite.Insert

# SQLite takes 32,766 parameters, older ones 999.
_AT_ONCE = 500


def insert(table: Table, dialect: str) -> Insert:
    """One that can say what happens on a conflict, which both say alike."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def handfuls(things: Iterable[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one statement can name."""
    rest = iter(things)
    while handful := list(islice(rest, _AT_ONCE)):
        yield handful
