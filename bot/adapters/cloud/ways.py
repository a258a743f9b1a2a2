"""One way through the pages of a list that keeps of its rows only hashes of their keys."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic

from bot.adapters.cloud.payloads import PagePayload, Row
from bot.adapters.cloud.walks import Walk
from bot.errors import Silence


@dataclass(slots=True)
class Way(Generic[Row]):
    """What was met on it so far.

    Attributes:
        number: of the way; those through one list differ.
        seen: by a hash of each key, the latest way that met it; of all ways together.
        key: what a row is known by; None for a row without any id.
        walk: what its pages tell, without their rows.
        count: how many different rows it met.
        twice: whether it met a row again.
    """

    number: int
    seen: dict[int, int]
    key: Callable[[Row], Hashable]
    walk: Walk[Row] = field(default_factory=lambda: Walk({}))
    count: int = 0
    twice: bool = False
    _nameless: Counter[int] = field(default_factory=Counter)
    _first: Sequence[Row] = ()
    _last: Sequence[Row] = ()
    _end: int = 0

    @property
    def steady(self) -> bool:
        """Whether nothing moved: nothing came twice, and one total was told.

        A list that is empty all of a sudden is not believed.
        """
        totals = {page.total for page in self.walk.pages.values()}
        emptied = bool(self.seen) and not self.count
        return len(totals) == 1 and not (self.twice or emptied or self.walk.repeated)

    @property
    def over(self) -> bool:
        """Whether another way would tell nothing new."""
        walk = self.walk
        whole = self.steady and walk.whole(range(self.count))
        return walk.error is not None or walk.full or whole

    @property
    def gaps(self) -> tuple[str, ...]:
        """A sentence for each thing that is missing.

        Rows of earlier ways prove nothing: they may be gone, others in their place.
        """
        failed = self.walk.error is not None
        return self.walk.gaps(len(self.seen) if failed else self.count)

    @property
    def further(self) -> int | None:
        """Where the page after all others begins; None where there is no such page."""
        walk = self.walk
        ended = walk.error is not None or walk.ended or walk.full
        return None if ended or walk.total == self._end else self._end

    def take(self, offset: int, page: PagePayload[Row] | Silence) -> bool:
        """Keep what a page that the total promised tells; whether others may follow.

        None does after an error, an empty page, or the first or latest page once more.
        """
        if isinstance(page, Silence):
            self.walk.error = page
            return False
        if offset:
            again = page.rows in (self._first, self._last)
            self.walk.repeated |= bool(page.items) and again
        else:
            self._first = page.rows
        self._keep(offset, page, self._keys(page.rows))
        self.walk.ended |= self.walk.repeated or not page.items
        return not self.walk.ended

    def take_further(self, page: PagePayload[Row] | Silence) -> bool:
        """Keep what the page at `further` tells; whether it brings anything new."""
        if isinstance(page, Silence):
            self.walk.error = page
            return False
        again = page.rows == self._last
        keys = [] if again else self._keys(page.rows)
        known = bool(keys) and all(self.seen.get(one) == self.number for one in keys)
        self.walk.repeated |= bool(page.items) and (again or known)
        self.walk.ended |= self.walk.repeated or not page.items
        if self.walk.ended:
            return False
        self._keep(self._end, page, keys)
        return True

    def _keep(self, offset: int, page: PagePayload[Row], keys: Sequence[int]) -> None:
        for one in keys:
            if self.seen.get(one) == self.number:
                self.twice = True
            else:
                self.seen[one] = self.number
                self.count += 1
        self._last, self._end = page.rows, offset + page.items
        told: PagePayload[Row] = PagePayload((), page.total, page.damaged, page.lost)
        self.walk.pages[offset] = told

    def _keys(self, rows: Sequence[Row]) -> list[int]:
        """On one page nothing moves: rows that share a key there are different rows."""
        keys = list(map(self.key, rows))
        if None not in keys and len(set(keys)) == len(keys):
            return list(map(hash, keys))
        return list(self._told_apart(rows, keys))

    def _told_apart(
        self, rows: Sequence[Row], keys: Sequence[Hashable]
    ) -> Iterator[int]:
        on_page: Counter[Hashable] = Counter()
        for row, key in zip(rows, keys, strict=True):
            if key is None:
                content = hash(repr(row))
                self._nameless[content] += 1
                yield hash((None, content, self._nameless[content]))
            else:
                on_page[key] += 1
                yield hash(key) if on_page[key] == 1 else hash((key, on_page[key]))
