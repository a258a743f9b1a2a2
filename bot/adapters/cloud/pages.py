"""Every row of a list, each once, whatever the cloud does between two pages.

Nothing is documented about order, and totals are wrong in the documents' own examples
(a count of 0 with one item, of 10 with one row). So one that is smaller than what came
ends nothing, one that is larger is a gap, and where there is none pages are asked for
until one is empty. Only a total that equals what was read is believed: there is no
further request to make sure.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence

from bot.adapters.cloud.payloads import PagePayload, Row
from bot.adapters.cloud.walks import Walk
from bot.domain.runs import Listing
from bot.errors import Silence, settled

_MOST_WALKS = 3

ReadPage = Callable[[int], Awaitable[PagePayload[Row]]]


async def every_row(
    read: ReadPage[Row], key: Callable[[Row], Hashable], most_under_way: int
) -> Listing[Row]:
    """Every row of a list with offset and limit.

    Pages are read at the same time once the first has told the total. When rows moved
    meanwhile (a row came twice, or the total changed), all is read again and joined,
    three times at most.

    Args:
        read: gives the page at an offset.
        key: what a row is known by; None for a row without any id.
        most_under_way: how many pages are asked for at once.

    Raises:
        BotError: of the first page; later ones leave a gap.
    """
    walk = await _walk(read, await read(0), most_under_way)
    known = _keyed(walk, key)
    for _ in range(_MOST_WALKS - 1):
        if walk.error or walk.full or (walk.steady(known) and walk.whole(known)):
            break
        first = await settled(read, 0)
        if isinstance(first, Silence):
            walk.error = first
            break
        before, walk = len(known), await _walk(read, first, most_under_way)
        latest = _keyed(walk, key)
        known = {**latest, **{k: row for k, row in known.items() if k not in latest}}
        if walk.steady(known) and len(known) == before:
            break
    else:
        walk.unsettled = not walk.steady(known)
    return Listing(tuple(known.values()), walk.total, walk.gaps(len(known)))


async def _walk(
    read: ReadPage[Row], first: PagePayload[Row], most_under_way: int
) -> Walk[Row]:
    walk = Walk({0: first})
    if first.items:
        offsets = walk.offsets(first.items, first.total or 0)
        await _read_all(walk, read, offsets, most_under_way)
        await _read_on(walk, read)
    return walk


async def _read_all(
    walk: Walk[Row], read: ReadPage[Row], offsets: Sequence[int], most_under_way: int
) -> None:
    """The pages at these offsets; an error, an empty page or a repeated one stops it."""
    turn = asyncio.Semaphore(most_under_way)

    async def one(offset: int) -> None:
        async with turn:
            if walk.error or walk.ended:
                return
            page = await settled(read, offset)
            if isinstance(page, Silence):
                walk.error = page
            else:
                latest = walk.pages[max(walk.pages)]
                again = page.rows in (walk.pages[0].rows, latest.rows)
                walk.repeated |= bool(page.items) and again
                walk.pages[offset] = page
                walk.ended |= walk.repeated or not page.items

    async with asyncio.TaskGroup() as group:
        for offset in offsets:
            group.create_task(one(offset))


async def _read_on(walk: Walk[Row], read: ReadPage[Row]) -> None:
    """Page after page where the total lies or is not told, until one brings nothing."""
    while walk.error is None and not walk.full:
        offset = max(walk.pages)
        last = walk.pages[offset]
        end = offset + last.items
        if not last.items or last.total == end:
            return
        page = await settled(read, end)
        if isinstance(page, Silence):
            walk.error = page
        elif not page.items or page.rows == last.rows:
            walk.repeated = bool(page.items)
            return
        else:
            walk.pages[end] = page


def _keyed(walk: Walk[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, Row]:
    """Rows by key, in order; of rows that move between pages the last one read.

    On one page nothing moves: rows that share a key there are different rows, and so
    are all rows without one.
    """
    rows: dict[Hashable, Row] = {}
    nameless: Counter[str] = Counter()
    for _, page in sorted(walk.pages.items()):
        keys = [key(row) for row in page.rows]
        if None not in keys and len(set(keys)) == len(keys):
            rows.update(zip(keys, page.rows, strict=True))
        else:
            rows.update(_told_apart(zip(keys, page.rows, strict=True), nameless))
    return rows


def _told_apart(
    keyed: Iterable[tuple[Hashable, Row]], nameless: Counter[str]
) -> Iterator[tuple[Hashable, Row]]:
    """Rows of one page with a number where one key is not enough."""
    on_page: Counter[Hashable] = Counter()
    for key, row in keyed:
        if key is None:
            content = repr(row)
            nameless[content] += 1
            yield (None, content, nameless[content]), row
        else:
            on_page[key] += 1
            yield (key if on_page[key] == 1 else (key, on_page[key])), row
