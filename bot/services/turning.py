"""The page of a list that somebody wants to see."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.domain.pages import ROWS_A_PAGE, Page

T = TypeVar("T")


def turned(
    rows: Sequence[T],
    number: int,
    redact: Callable[[T], tuple[T, int]],
    total: int | None = None,
) -> tuple[Page[T], int]:
    """The page, and how many secrets were hidden in it.

    Args:
        rows: all of them.
        number: of the page; too high a number shows the last one.
        redact: hides the secrets of a row, and counts them.
        total: how many there are, as the source says.
    """
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(number, 1), pages)
    shown = [redact(row) for row in rows[(number - 1) * ROWS_A_PAGE :][:ROWS_A_PAGE]]
    page = Page(
        rows=tuple(row for row, _ in shown),
        number=number,
        pages=pages,
        of=len(rows),
        total=total,
    )
    return page, sum(hidden for _, hidden in shown)
