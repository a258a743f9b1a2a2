import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.adapters.cloud import walks
from bot.adapters.cloud.payloads import PagePayload
from bot.adapters.cloud.streams import streamed
from bot.domain.sweeping import Batch
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.scripted_lists import (
    Holed,
    Row,
    Server,
    Total,
    key,
    numbered,
)

NEW = Row(id="new", number=1_000)
AGAIN = "The cloud gave a page again instead of the next; rows may be missing."
CHANGING = "The list kept changing while I read it; rows may be missing."


async def read(server: Server, breadth: int = 32) -> list[Batch[Row]]:
    return [batch async for batch in streamed(server.at, key, breadth)]


def ids(batches: list[Batch[Row]]) -> list[str]:
    return [row.id for batch in batches for row in batch.rows]


def gaps(batches: list[Batch[Row]]) -> tuple[str, ...]:
    """Those of the last batch, where all of them have to be."""
    assert all(batch.gaps == () for batch in batches[:-1])
    return batches[-1].gaps if batches else ()


async def test_each_page_is_a_batch() -> None:
    server = Server(numbered(5), most=2)

    assert await read(server) == [
        Batch(tuple(numbered(2))),
        Batch(tuple(numbered(2, first=3))),
        Batch(tuple(numbered(1, first=5))),
    ]
    assert server.requests == 3


async def test_an_empty_list_is_one_request_and_no_batch() -> None:
    server = Server([])

    assert await read(server) == []
    assert server.requests == 1


@pytest.mark.parametrize(("breadth", "busiest"), [(32, 4), (2, 2), (1, 1)])
async def test_a_few_pages_are_read_before_they_are_wanted(
    breadth: int, busiest: int
) -> None:
    server = Server(numbered(200), most=10)

    await read(server, breadth)

    assert (server.requests, server.busiest) == (20, busiest)


async def test_nobody_reads_on_where_nobody_takes_what_was_read() -> None:
    server = Server(numbered(1_000), most=10)
    batches = streamed(server.at, key, 32)

    for _ in range(3):
        await anext(batches)
    await asyncio.sleep(0.01)

    assert server.requests <= 3 + 4
    await batches.aclose()


async def test_what_was_asked_for_is_given_up_with_the_list() -> None:
    server, given_up = Server(numbered(100), most=10), []

    async def at(offset: int) -> PagePayload[Row]:
        try:
            if offset > 20:
                await asyncio.sleep(60)
        except asyncio.CancelledError:
            given_up.append(offset)
            raise
        return await server.at(offset)

    batches = streamed(at, key, 32)
    for _ in range(3):
        await anext(batches)
    await asyncio.sleep(0)
    await batches.aclose()

    assert given_up == [30, 40, 50]


@pytest.mark.parametrize("count", [500, 3_000])
async def test_of_the_rows_no_more_is_kept_than_a_few_pages(count: int) -> None:
    assert 10 < await held_of(count) <= 7 * 10


async def held_of(count: int) -> int:
    """How many rows of such a list are there at most, while nobody keeps any."""
    alive, most = 0, 0

    class Counted(Row):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    async def at(offset: int) -> PagePayload[Row]:
        nonlocal alive
        await asyncio.sleep(0)
        numbers = range(offset, min(offset + 10, count))
        alive += len(numbers)
        return PagePayload(tuple(Counted(id=f"row-{n}") for n in numbers), count)

    async for _ in streamed(at, key, 32):
        most = max(most, alive)
    return most


@pytest.mark.parametrize("place", [0, 3, 99], ids=["front", "middle", "end"])
@pytest.mark.parametrize("request_", range(1, 4))
async def test_a_row_that_appears_between_two_pages_hides_no_other(
    place: int, request_: int
) -> None:
    server = Server(numbered(8), most=2, inserts={request_: [(place, NEW)]})

    found = await read(server)

    assert set(ids(found)) == {row.id for row in server.rows}
    assert gaps(found) == ()
    assert server.requests <= 2 * 5


async def test_a_row_that_goes_between_two_pages_takes_no_other_along() -> None:
    server = Server(numbered(6), most=2)

    async def at(offset: int) -> PagePayload[Row]:
        if server.requests == 1:
            del server.rows[0]
        return await server.at(offset)

    found = [batch async for batch in streamed(at, key, 32)]

    assert set(ids(found)) == {f"row-{n}" for n in range(1, 7)}
    assert gaps(found) == ()


async def test_rows_that_are_gone_do_not_stand_for_others() -> None:
    """The second reading is one row short, though five were met in all."""
    nothing: PagePayload[Row] = PagePayload((), 5)
    pages = iter(
        [
            PagePayload((Row(id="gone"), Row(id="b")), 6),
            PagePayload((Row(id="d"), Row(id="e")), 5),
            PagePayload((Row(id="f"),), 5),
            PagePayload((Row(id="b"), Row(id="d")), 5),
            PagePayload((Row(id="e"), Row(id="f")), 5),
            nothing,
        ]
    )

    async def at(offset: int) -> PagePayload[Row]:
        del offset
        return next(pages)

    found = [batch async for batch in streamed(at, key, 1)]

    assert gaps(found) == ("The cloud counts 5 rows, but gave 4.",)


async def test_a_list_that_is_empty_all_of_a_sudden_is_not_believed() -> None:
    """The row that appeared in front was not read yet when nothing came any more."""
    pages = iter(["ab", "bc", "", "", ""])

    async def at(offset: int) -> PagePayload[Row]:
        del offset
        return PagePayload(tuple(Row(id=id_) for id_ in next(pages)), None)

    found = [batch async for batch in streamed(at, key, 32)]

    assert "".join(ids(found)) == "abbc"
    assert gaps(found) == (CHANGING,)


async def test_rows_that_moved_come_again_as_they_are_now() -> None:
    server = Server(numbered(4), most=2)

    async def at(offset: int) -> PagePayload[Row]:
        if server.requests == 1:
            server.rows[:] = [Row(id=row.id, said="newer") for row in server.rows]
            server.rows.insert(0, NEW)
        return await server.at(offset)

    found = [batch async for batch in streamed(at, key, 32)]

    latest = {row.id: row for batch in found for row in batch.rows}
    assert latest == {row.id: row for row in server.rows}


async def test_a_list_that_never_rests_is_read_three_times_and_says_so() -> None:
    inserts = {request: [(0, Row(id=f"new-{request}"))] for request in range(1, 40)}
    server = Server(numbered(8), most=2, inserts=inserts)

    found = await read(server)

    assert gaps(found)[-1] == CHANGING
    assert server.requests < 3 * 20


@pytest.mark.parametrize(
    ("total", "missing", "requests"),
    [
        (Total.RIGHT, (), 3),
        (Total.ZERO, (), 4),
        (Total.NULL, (), 4),
        (Total.LARGER, ("The cloud counts 17 rows, but gave 10.",), 10),
        (
            Total.HUGE,
            ("The cloud counts 1,000,000,000,000 rows, but gave 10.",),
            2 * 7,
        ),
    ],
)
async def test_a_wrong_total_costs_no_row(
    total: Total, missing: tuple[str, ...], requests: int
) -> None:
    """Traps 6 and 48."""
    server = Server(numbered(10), most=4, total=total)

    found = await read(server)

    assert set(ids(found)) == {row.id for row in server.rows}
    assert (gaps(found), server.requests <= requests) == (missing, True)


@pytest.mark.parametrize("total", [Total.NULL, Total.ZERO, Total.HUGE])
async def test_a_server_that_ignores_offsets_is_found_out(total: Total) -> None:
    server = Server(numbered(10), most=4, total=total, deaf=True)

    found = await read(server)

    assert set(ids(found)) == {row.id for row in server.rows[:4]}
    assert gaps(found)[-1] == CHANGING
    assert server.requests <= 3 * 5


async def test_a_server_that_ignores_offsets_is_found_out_after_a_row_appeared() -> (
    None
):
    server = Server(
        numbered(4), most=2, total=Total.HUGE, inserts={1: [(0, NEW)]}, deaf=True
    )

    found = await read(server)

    assert set(ids(found)) == {"row-1", "row-2", "new"}
    assert gaps(found)[-1] == CHANGING
    assert server.requests <= 3 * 7


async def test_a_server_that_gives_its_last_page_for_ever_is_found_out() -> None:
    server = Server(numbered(5), most=2, total=Total.NULL)

    async def at(offset: int) -> PagePayload[Row]:
        return await server.at(min(offset, 4))

    found = [batch async for batch in streamed(at, key, 32)]

    assert set(ids(found)) == {row.id for row in server.rows}
    assert gaps(found) == (AGAIN, CHANGING)
    assert server.requests == 3 * 4


async def test_a_server_that_ignores_offsets_is_found_out_while_its_rows_change() -> (
    None
):
    requests = 0

    async def at(offset: int) -> PagePayload[Row]:
        nonlocal requests
        del offset
        requests += 1
        return PagePayload((Row(id="a", said=str(requests)), Row(id="b")), None)

    found = [batch async for batch in streamed(at, key, 32)]

    assert gaps(found) == (AGAIN, CHANGING)
    assert requests == 3 * 2


async def test_as_long_as_new_rows_come_all_is_read_again() -> None:
    """Nothing moves, but each reading of a list that is too short brings another row."""
    readings = iter(["ab", "cd", "ef"])

    async def at(offset: int) -> PagePayload[Row]:
        here = next(readings) if offset == 0 else ""
        return PagePayload(tuple(Row(id=id_) for id_ in here), 3)

    found = [batch async for batch in streamed(at, key, 32)]

    assert "".join(ids(found)) == "abcdef"


async def test_rows_with_one_id_on_a_page_are_different_rows() -> None:
    rows = [Row(id="a", said="1"), Row(id="a", said="2"), Row(said="3"), Row(said="3")]
    server = Server(rows)

    assert await read(server) == [Batch(tuple(rows))]
    assert server.requests == 1


async def test_an_error_of_the_first_page_is_an_error() -> None:
    with pytest.raises(SourceUnavailableError, match=r"prod is out\."):
        await read(Server(numbered(3), errors=frozenset({0})))


async def test_an_error_of_a_later_page_leaves_a_gap() -> None:
    found = await read(Server(numbered(6), most=2, errors=frozenset({2})))

    assert found == [
        Batch(tuple(numbered(2))),
        Batch(tuple(numbered(2, first=3))),
        Batch(gaps=("4 of 6 rows were read. prod is out.",)),
    ]


@pytest.mark.parametrize("error", [3, 4, 5])
async def test_an_error_while_reading_again_leaves_a_gap(error: int) -> None:
    server = Server(
        numbered(4), most=2, inserts={1: [(0, NEW)]}, errors=frozenset({error})
    )

    found = await read(server)

    assert len(gaps(found)) == 1
    assert gaps(found)[0].endswith(" of 5 rows were read. prod is out.")


@pytest.mark.parametrize("total", [Total.NULL, Total.ZERO, Total.HUGE])
async def test_more_pages_than_anybody_reads_are_not_lost_in_silence(
    total: Total, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "_MOST_PAGES", 5)
    server = Server(numbered(40), most=2, total=total)

    found = await read(server)

    assert ids(found) == [f"row-{n}" for n in range(1, 11)]
    assert len(gaps(found)) == 1
    assert server.requests <= 5


@pytest.mark.parametrize("count", [2, 4, 9, 10, 11])
@pytest.mark.parametrize("known", [True, False], ids=["total", "no-total"])
async def test_items_that_are_no_rows_are_counted_once_and_move_nothing(
    count: int, *, known: bool
) -> None:
    lists = Holed(count, 4, count if known else None)
    lost = len(range(1, count, 3))
    holds = "row holds" if lost == 1 else "rows hold"

    found = [batch async for batch in streamed(lists.at, key, 32)]

    assert ids(found) == [str(n) for n in range(count) if n % 3 != 1]
    assert gaps(found) == (
        f"{lost} {holds} something that I cannot read; it is left out.",
    )
    assert lists.requests == -(-count // 4) + (not known)


async def test_an_error_of_ours_while_reading_ahead_is_not_swallowed() -> None:
    server = Server(numbered(8), most=2)

    async def at(offset: int) -> PagePayload[Row]:
        if offset == 4:
            raise ZeroDivisionError
        return await server.at(offset)

    with pytest.raises(ZeroDivisionError):
        await drained(streamed(at, key, 32))


async def drained(batches: AsyncIterator[Batch[Row]]) -> None:
    async for _ in batches:
        pass
