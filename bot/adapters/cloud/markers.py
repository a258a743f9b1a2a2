"""Every row of a list that goes on after the number of its last row."""

from collections.abc import Awaitable, Callable, Sequence

from bot.adapters.cloud.payloads import PagePayload, Row
from bot.adapters.cloud.walks import Walk
from bot.domain.runs import Listing
from bot.errors import Silence, settled


async def every_row_after(
    read: Callable[[int | None], Awaitable[PagePayload[Row]]],
    marker: Callable[[Row], int | None],
) -> Listing[Row]:
    """Every row of a list with markers: the last row's own number asks for the next.

    Ends at an empty page, where no marker leads on, or when as many items came as the
    cloud counts: a total that equals what was read is believed.

    Raises:
        BotError: of the first page; later ones leave a gap.
    """
    page = await read(None)
    walk = Walk({0: page})
    seen = _numbers(page.rows, marker)
    while page.rows and walk.count + walk.lost != page.total and not walk.full:
        last = marker(page.rows[-1])
        if last is None:
            walk.repeated = True  # all that could be asked for is this page again
            break
        following = await settled(read, last)
        if isinstance(following, Silence):
            walk.error = following
            break
        if page.lost and not following.rows:
            break  # what stood after the marker and was no row, once more
        page = _fresh(walk, following, seen, marker)
        seen |= _numbers(page.rows, marker)
        walk.pages[len(walk.pages)] = page
    rows = tuple(row for page in walk.pages.values() for row in page.rows)
    return Listing(rows, walk.pages[0].total, walk.gaps(len(rows)))


def _fresh(
    walk: Walk[Row],
    page: PagePayload[Row],
    seen: set[int],
    marker: Callable[[Row], int | None],
) -> PagePayload[Row]:
    """The page without what was read before; rows without a number cannot be told."""
    if seen.isdisjoint(_numbers(page.rows, marker)):
        return page
    walk.repeated = True
    fresh = [row for row in page.rows if marker(row) not in {None, *seen}]
    return PagePayload(tuple(fresh), page.total, page.damaged, page.lost)


def _numbers(rows: Sequence[Row], marker: Callable[[Row], int | None]) -> set[int]:
    return {number for row in rows if (number := marker(row)) is not None}
