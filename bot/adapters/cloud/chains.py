"""One way through a list that goes on after the number of its last row.

Of the rows it keeps no more than their numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic

from bot.adapters.cloud.payloads import PagePayload, Row
from bot.adapters.cloud.walks import Walk
from bot.errors import Silence


@dataclass(slots=True)
class Chain(Generic[Row]):
    """What was met on it so far.

    Attributes:
        marker: the number of a row; None where it has none.
        walk: what its pages tell, without their rows.
        count: how many different rows it met.
        last: the number after which the list goes on; None where it has ended.
    """

    marker: Callable[[Row], int | None]
    walk: Walk[Row] = field(default_factory=lambda: Walk({}))
    count: int = 0
    last: int | None = None
    _seen: set[int] = field(default_factory=set)
    _lost: bool = False

    @property
    def over(self) -> bool:
        """Whether another way would tell nothing new."""
        walk = self.walk
        totals = {page.total for page in walk.pages.values()}
        whole = len(totals) == 1 or walk.whole(range(self.count))
        return walk.error is not None or walk.full or whole

    @property
    def gaps(self) -> tuple[str, ...]:
        """A sentence for each thing that is missing."""
        return self.walk.gaps(self.count)

    def take(self, page: PagePayload[Row] | Silence) -> tuple[Row, ...]:
        """The rows that were not there before."""
        self.last = None
        if isinstance(page, Silence):
            self.walk.error = page
            return ()
        if self._lost and not page.rows:
            return ()  # what stood after the marker and was no row, once more
        rows = self._fresh(page.rows)
        self.count += len(rows)
        self._lost = bool(page.lost)
        told: PagePayload[Row] = PagePayload((), page.total, page.damaged, page.lost)
        self.walk.pages[len(self.walk.pages)] = told
        if rows and self.count + self.walk.lost != page.total and not self.walk.full:
            self.last = self.marker(rows[-1])
            # Without a number all that could be asked for is this page again.
            self.walk.repeated |= self.last is None
        return rows

    def _fresh(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows without those of earlier pages; rows without numbers cannot be told."""
        numbers = [self.marker(row) for row in rows]
        known = self._seen.intersection(
            number for number in numbers if number is not None
        )
        self._seen.update(number for number in numbers if number is not None)
        if not known:
            return rows
        self.walk.repeated = True
        each = zip(rows, numbers, strict=True)
        return tuple(row for row, n in each if n is not None and n not in known)
