"""Lists read page by page, each row handed on at once.

As in `pages` nothing is believed about order, totals or stable pages; but memory does
not grow with what is read, but for a number a row.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable
from contextlib import aclosing
from itertools import islice

from bot.adapters.cloud.chains import Chain
from bot.adapters.cloud.payloads import PagePayload, Row
from bot.adapters.cloud.ways import Way
from bot.domain.sweeping import Batch
from bot.errors import Silence, settled

_MOST_WALKS = 3
# What is read before it is wanted has to be kept; some pages are enough to never wait.
_MOST_AHEAD = 4


async def streamed(
    read: Callable[[int], Awaitable[PagePayload[Row]]],
    key: Callable[[Row], Hashable],
    breadth: int,
) -> AsyncGenerator[Batch[Row], None]:
    """Every row of a list with offset and limit.

    When rows moved while they were read (a row came twice, the total changed, or there
    are fewer rows), all is read and handed on again, three times at most. What is
    missing then is the gaps of a last batch.

    Args:
        read: gives the page at an offset.
        key: what a row is known by; None for a row without any id.
        breadth: how many pages may be asked for at once.

    Raises:
        BotError: of the first page; later ones leave a gap.
    """
    seen: dict[int, int] = {}
    page: PagePayload[Row] | Silence = await read(0)
    way = Way(0, seen, key)
    for number in range(_MOST_WALKS):
        if number:
            page = await settled(read, 0)
        if isinstance(page, Silence):
            way.walk.error = page
            break
        way, before = Way(number, seen, key), len(seen)
        async with aclosing(_passing(way, read, page, breadth)) as batches:
            async for batch in batches:
                yield batch
        if way.over or (number and way.steady and len(seen) == before):
            break
    else:
        way.walk.unsettled = not way.steady
    if way.gaps:
        yield Batch(gaps=way.gaps)


async def streamed_after(
    read: Callable[[int | None], Awaitable[PagePayload[Row]]],
    marker: Callable[[Row], int | None],
) -> AsyncGenerator[Batch[Row], None]:
    """Every row of a list that goes on after the number of its last row.

    Ends as `every_row_after` does. When the total changed meanwhile and rows are
    missing, all is read and handed on again, three times at most. What is missing then
    is the gaps of a last batch.

    Raises:
        BotError: of the first page; later ones leave a gap.
    """
    page: PagePayload[Row] | Silence = await read(None)
    chain = Chain(marker)
    for number in range(_MOST_WALKS):
        if number:
            page = await settled(read, None)
        if isinstance(page, Silence):
            chain.walk.error = page
            break
        chain = Chain(marker)
        async with aclosing(_linked(chain, read, page)) as batches:
            async for batch in batches:
                yield batch
        if chain.over:
            break
    if chain.gaps:
        yield Batch(gaps=chain.gaps)


async def _passing(
    way: Way[Row],
    read: Callable[[int], Awaitable[PagePayload[Row]]],
    first: PagePayload[Row],
    breadth: int,
) -> AsyncGenerator[Batch[Row], None]:
    """The rows of each page: as far as the total tells, then until one is empty."""
    if first.rows:
        yield Batch(first.rows)
    if not way.take(0, first):
        return
    offsets = way.walk.offsets(first.items, first.total or 0)
    async with aclosing(_ahead(read, offsets, min(breadth, _MOST_AHEAD))) as pages:
        async for offset, page in pages:
            goes_on = way.take(offset, page)
            if not isinstance(page, Silence) and page.rows:
                yield Batch(page.rows)
            if not goes_on:
                return
    while (further := way.further) is not None:
        page = await settled(read, further)
        if way.take_further(page) and not isinstance(page, Silence) and page.rows:
            yield Batch(page.rows)


async def _ahead(
    read: Callable[[int], Awaitable[PagePayload[Row]]],
    offsets: Iterable[int],
    most: int,
) -> AsyncGenerator[tuple[int, PagePayload[Row] | Silence], None]:
    """The pages in order, of which `most` are asked for before they are wanted."""
    left = iter(offsets)
    asked: deque[tuple[int, asyncio.Task[PagePayload[Row] | Silence]]] = deque()
    try:
        while True:
            for offset in islice(left, most - len(asked)):
                asked.append((offset, asyncio.create_task(settled(read, offset))))
            if not asked:
                return
            offset, task = asked[0]
            page = await task
            asked.popleft()
            yield offset, page
    finally:
        tasks = [task for _, task in asked]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _linked(
    chain: Chain[Row],
    read: Callable[[int | None], Awaitable[PagePayload[Row]]],
    page: PagePayload[Row],
) -> AsyncGenerator[Batch[Row], None]:
    """The rows of each page that are new."""
    if rows := chain.take(page):
        yield Batch(rows)
    while (last := chain.last) is not None:
        rows = chain.take(await settled(read, last))
        if rows:
            yield Batch(rows)
