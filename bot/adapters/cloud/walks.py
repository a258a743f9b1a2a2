"""One way through the pages of a list, and what is missing after it."""

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from typing import Generic

from bot.adapters.cloud.payloads import PagePayload, Row
from bot.errors import Silence

_MOST_PAGES = 1_000


@dataclass(slots=True)
class Walk(Generic[Row]):
    """One way through the pages.

    Attributes:
        pages: by offset, or by number where there are no offsets.
        error: why the next page could not be read.
        unsettled: whether rows moved while they were read, however often that was.
        repeated: whether a page came again instead of the next.
        ended: whether a page came that brings nothing new.
    """

    pages: dict[int, PagePayload[Row]]
    error: Silence | None = None
    unsettled: bool = False
    repeated: bool = False
    ended: bool = False

    @property
    def total(self) -> int | None:
        return self.pages[max(self.pages)].total

    @property
    def count(self) -> int:
        return sum(len(page.rows) for page in self.pages.values())

    @property
    def lost(self) -> int:
        """How many items are no rows."""
        return sum(page.lost for page in self.pages.values())

    @property
    def full(self) -> bool:
        """Whether this is as much as is ever read."""
        return len(self.pages) >= _MOST_PAGES

    def offsets(self, step: int, total: int) -> range:
        """Where the pages after the first begin, `step` items each."""
        return range(step, min(total, _MOST_PAGES * step), step)

    def steady(self, rows: Sized) -> bool:
        """Whether nothing moved: nothing came twice, and one total was told."""
        totals = {page.total for page in self.pages.values()}
        return len(totals) == 1 and len(rows) == self.count and not self.repeated

    def whole(self, rows: Sized) -> bool:
        return len(rows) + self.lost >= (self.total or 0)

    def gaps(self, read: int) -> tuple[str, ...]:
        """A sentence for each thing that is missing from the `read` rows."""
        damaged = sum(page.damaged for page in self.pages.values())
        return (*self._missing(read), *_unreadable(damaged))

    def _missing(self, read: int) -> Iterator[str]:
        total = self.total or 0
        given = read + self.lost
        if self.error is not None:
            yield f"{read:,} of {max(total, read):,} rows were read. {self.error}"
        elif total > given:
            yield f"The cloud counts {total:,} rows, but gave {given:,}."
        elif self.repeated and total != given:
            yield "The cloud gave a page again instead of the next; rows may be missing."
        elif self.full and total != given:
            yield f"I read no more than {_MOST_PAGES:,} pages; rows may be missing."
        if self.unsettled:
            yield "The list kept changing while I read it; rows may be missing."


def _unreadable(damaged: int) -> Iterator[str]:
    if damaged:
        rows = "row holds" if damaged == 1 else "rows hold"
        yield f"{damaged:,} {rows} something that I cannot read; it is left out."
