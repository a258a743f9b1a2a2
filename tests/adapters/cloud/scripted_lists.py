"""Lists that a server pages, and that change, lie and break as a test tells them to."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.adapters.cloud.lists import LIMIT
from bot.adapters.cloud.payloads import PagePayload, Payload, Text, Whole
from bot.errors import SourceUnavailableError


class Row(Payload):
    id: Text = ""
    number: Whole = None
    said: Text = ""


class Total(Enum):
    """How a server counts."""

    RIGHT = "right"
    NULL = "null"
    ZERO = "zero"
    LARGER = "larger"
    HUGE = "huge"


def named(*ids: str) -> list[Row]:
    return [Row(id=id_) for id_ in ids]


def numbered(count: int, first: int = 1) -> list[Row]:
    """Rows with ids and numbers, each once."""
    return [
        Row(id=f"row-{number}", number=number) for number in range(first, first + count)
    ]


def key(row: Row) -> str | None:
    return row.id or None


def marker(row: Row) -> int | None:
    return row.number


def broken() -> SourceUnavailableError:
    return SourceUnavailableError("prod is out.", cloud="prod", source="script")


@dataclass
class Server:
    """A list with offsets and one with markers.

    Attributes:
        rows: what there is now.
        most: rows a page.
        total: how it counts.
        inserts: rows that appear before a request, each at a place.
        errors: which requests fail.
        repeats: which requests are answered as the one before.
        deaf: whether it always gives the first page.
        requests: how many there were.
        busiest: how many were under way at once.
    """

    rows: list[Row]
    most: int = LIMIT
    total: Total = Total.RIGHT
    inserts: Mapping[int, Sequence[tuple[int, Row]]] = field(default_factory=dict)
    errors: frozenset[int] = frozenset()
    repeats: frozenset[int] = frozenset()
    deaf: bool = False
    requests: int = 0
    busiest: int = 0
    _under_way: int = 0
    _last: PagePayload[Row] | None = None

    async def at(self, offset: int) -> PagePayload[Row]:
        """The page at an offset."""
        return await self._page(offset)

    async def after(self, number: int | None) -> PagePayload[Row]:
        """The page after the row with a number; the first one where there is no such."""
        numbers = [row.number for row in self.rows]
        known = number is not None and number in numbers
        return await self._page(numbers.index(number) + 1 if known else 0)

    async def _page(self, start: int) -> PagePayload[Row]:
        request, self.requests = self.requests, self.requests + 1
        self._under_way += 1
        self.busiest = max(self.busiest, self._under_way)
        await asyncio.sleep(0)
        self._under_way -= 1
        for place, row in self.inserts.get(request, ()):
            self.rows.insert(min(place, len(self.rows)), row)
        if request in self.errors:
            raise broken()
        if request not in self.repeats or self._last is None:
            first = 0 if self.deaf else start
            rows = tuple(self.rows[first : first + self.most])
            self._last = PagePayload(rows, self._told())
        return self._last

    def _told(self) -> int | None:
        count = len(self.rows)
        return {
            Total.RIGHT: count,
            Total.NULL: None,
            Total.ZERO: 0,
            Total.LARGER: count + 7,
            Total.HUGE: 10**12,
        }[self.total]


class Holed:
    """A list of which every third item is null."""

    def __init__(self, count: int, most: int, total: int | None) -> None:
        self.count, self.most, self.total = count, most, total
        self.requests = 0

    async def at(self, offset: int) -> PagePayload[Row]:
        self.requests += 1
        numbers = range(offset, min(offset + self.most, self.count))
        rows = tuple(Row(id=str(n), number=n) for n in numbers if n % 3 != 1)
        lost = len(numbers) - len(rows)
        return PagePayload(rows, self.total, damaged=lost, lost=lost)

    async def after(self, number: int | None) -> PagePayload[Row]:
        return await self.at(0 if number is None else number + 1)


def counted(rows: Sequence[Row]) -> Counter[str]:
    """How often each row is there, whatever its place."""
    return Counter(row.model_dump_json() for row in rows)
