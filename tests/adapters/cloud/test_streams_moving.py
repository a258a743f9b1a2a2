"""Lists that shrink, and pages that are shorter than asked for, while they are read."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.payloads import PagePayload
from bot.adapters.cloud.streams import streamed
from tests.adapters.cloud.scripted_lists import Row, Server, Total, key, numbered
from tests.adapters.cloud.wire import settle

LENGTH = st.integers(0, 40)
MOST = st.integers(1, 7)
REQUESTS = st.integers(0, 24)
# Which row goes before a request.
GOING = st.dictionaries(REQUESTS, st.integers(0, 50), max_size=5)
WALKS, AHEAD = 3, 4

At = Callable[[int], Awaitable[PagePayload[Row]]]


def shrinking(server: Server, going: dict[int, int]) -> At:
    """The list, of which rows go while it is read."""

    async def at(offset: int) -> PagePayload[Row]:
        place = going.get(server.requests, len(server.rows))
        del server.rows[place : place + 1]
        return await server.at(offset)

    return at


def capped(server: Server, caps: Sequence[int]) -> At:
    """The list, of which no two pages need to be of one length."""

    async def at(offset: int) -> PagePayload[Row]:
        server.most = caps[server.requests % len(caps)]
        return await server.at(offset)

    return at


async def taken(at: At, breadth: int = 32) -> tuple[list[Row], tuple[str, ...]]:
    read = [batch async for batch in streamed(at, key, breadth)]
    rows = [row for batch in read for row in batch.rows]
    return rows, tuple(gap for batch in read for gap in batch.gaps)


@given(length=LENGTH, most=MOST, total=st.sampled_from(Total), breadth=MOST)
async def test_a_quiet_list_takes_no_request_too_many(
    length: int, most: int, total: Total, breadth: int
) -> None:
    server = Server(numbered(length), most=most, total=total)

    await taken(server.at, breadth)

    pages = -(-length // most)
    if total is Total.RIGHT:
        assert server.requests == max(pages, 1)
    elif total in {Total.NULL, Total.ZERO}:  # only an empty page tells the end
        assert server.requests == pages + 1
    else:  # read once more, with what was under way where the rows end
        assert server.requests <= 2 * (pages + AHEAD)


@given(length=LENGTH, most=MOST, going=GOING, breadth=MOST)
async def test_rows_that_go_while_paging_take_no_other_along(
    length: int, most: int, going: dict[int, int], breadth: int
) -> None:
    server = Server(numbered(length), most=most)

    rows, gaps = await taken(shrinking(server, going), breadth)

    assert gaps or {row.id for row in server.rows} <= {row.id for row in rows}
    assert server.requests <= WALKS * (-(-length // most) + 1 + AHEAD)


@given(length=LENGTH, most=MOST, going=GOING.filter(bool))
async def test_a_list_that_shrinks_and_then_rests_is_whole(
    length: int, most: int, going: dict[int, int]
) -> None:
    server = Server(numbered(length), most=most)
    early = {number % 2: place for number, place in going.items()}  # in the first walk

    rows, gaps = await taken(shrinking(server, early))

    assert gaps == ()
    assert {row.id for row in server.rows} <= {row.id for row in rows}


@given(
    length=LENGTH,
    caps=st.lists(MOST, min_size=1, max_size=6),
    total=st.sampled_from([Total.NULL, Total.ZERO]),
)
async def test_without_a_total_pages_of_any_length_are_followed(
    length: int, caps: list[int], total: Total
) -> None:
    server = Server(numbered(length), total=total)

    assert await taken(capped(server, caps)) == (server.rows, ())


@given(length=LENGTH, caps=st.lists(MOST, min_size=1, max_size=6))
async def test_of_pages_of_any_length_no_row_is_lost_in_silence(
    length: int, caps: list[int]
) -> None:
    server = Server(numbered(length))

    rows, gaps = await taken(capped(server, caps))

    assert gaps or {row.id for row in rows} == {row.id for row in server.rows}


@pytest.mark.parametrize("total", [Total.RIGHT, Total.NULL])
async def test_a_cloud_that_gives_less_than_asked_for_is_read_whole(
    total: Total,
) -> None:
    server = Server(numbered(120), most=20, total=total)

    assert await taken(server.at) == (server.rows, ())


async def test_whoever_stops_listening_leaves_nothing_under_way() -> None:
    server = Server(numbered(100), most=10)
    before = asyncio.all_tasks()
    listening = asyncio.create_task(taken(hanging(server)))
    await settle()
    under_way = asyncio.all_tasks() - before - {listening}

    listening.cancel()
    await asyncio.wait({listening})

    assert len(under_way) == AHEAD
    assert listening.cancelled()
    assert all(task.cancelled() for task in under_way)


async def test_an_error_of_ours_leaves_nothing_under_way() -> None:
    server, before = Server(numbered(100), most=10), asyncio.all_tasks()

    async def at(offset: int) -> PagePayload[Row]:
        if offset == 10:
            raise ZeroDivisionError
        return await hanging(server)(offset)

    with pytest.raises(ZeroDivisionError):
        await taken(at)

    assert asyncio.all_tasks() == before


async def test_the_first_page_that_fails_ends_what_was_read_ahead() -> None:
    server = Server(numbered(100), most=10, errors=frozenset({1}))
    before = asyncio.all_tasks()

    async def at(offset: int) -> PagePayload[Row]:
        return await (server.at if offset <= 10 else hanging(server))(offset)

    rows, gaps = await taken(at)

    assert (rows, gaps) == (
        numbered(10),
        ("10 of 100 rows were read. prod is out.",),
    )
    assert asyncio.all_tasks() == before


def hanging(server: Server) -> At:
    """The list, of which only the first page ever comes."""

    async def at(offset: int) -> PagePayload[Row]:
        if offset:
            await asyncio.Event().wait()
        return await server.at(offset)

    return at
