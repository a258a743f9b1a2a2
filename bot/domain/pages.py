"""Some of many rows."""

from dataclasses import dataclass
from typing import Generic

from bot.domain.runs import Row_co

ROWS_A_PAGE = 10


@dataclass(frozen=True, kw_only=True)  # no slots, for the reason that `Listing` tells
class Page(Generic[Row_co]):
    """Some of the rows.

    Attributes:
        rows: at most `ROWS_A_PAGE`, their secrets hidden.
        number: from 1.
        pages: how many there are, at least 1.
        of: how many rows were read in all.
        total: how many there are, as the source says, where it does.
    """

    rows: tuple[Row_co, ...]
    number: int
    pages: int
    of: int
    total: int | None = None

    @property
    def first(self) -> int:
        """The number of its first row, from 1."""
        return (self.number - 1) * ROWS_A_PAGE + 1
