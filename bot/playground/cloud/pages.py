"""Pages of a list, by offset or by marker."""

from collections.abc import Sequence

from bot.playground.cloud.answers import Answer, service_error
from bot.playground.cloud.endpoints import Stock
from bot.playground.cloud.query import Number, Query
from bot.playground.cloud.tables import Row

LONG = 2**63 - 1
INT = 2**31 - 1
DEFAULT_LIMIT = 10

OFFSET = Number(0, INT)


def by_offset(
    rows: Sequence[Row], query: Query, cap: int | None, default: int = DEFAULT_LIMIT
) -> Sequence[Row]:
    """The rows from this offset on; never more than the cap, whatever was asked."""
    offset, limit = query.get("offset", 0), query.get("limit", default)
    return rows[offset : offset + _capped(limit, cap)]


def by_marker(
    rows: Sequence[Row], key: str, query: Query, cap: int | None
) -> Sequence[Row]:
    """The rows after the one with this id, or after where it would stand."""
    first = _after(rows, key, query.get("marker", 0))
    limit = query.get("limit", DEFAULT_LIMIT)
    return rows[first : first + _capped(limit, cap)]


def _after(rows: Sequence[Row], key: str, marker: int) -> int:
    for position, row in enumerate(rows):
        if row[key] == marker:
            return position + 1
    greater = (n for n, row in enumerate(rows) if row[key] > marker)
    return next(greater, len(rows))


def _capped(limit: int, cap: int | None) -> int:
    return limit if cap is None else min(limit, cap)


def by_total(
    stock: Stock,
    query: Query,
    name: str,
    rows: Sequence[Row],
    total: str = "total_count",
) -> Answer:
    """A page of these rows, with how many there are in all."""
    page = by_offset(rows, query, stock.page_cap)
    return Answer.from_json(200, {name: page, total: len(rows)})


def not_found(status: int, code: str, message: str) -> Answer:
    """An error of a service which says that there is no such thing."""
    return Answer.from_json(status, service_error(code, message))
