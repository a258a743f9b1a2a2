import pytest

from bot.adapters.cloud import walks
from bot.adapters.cloud.payloads import PagePayload
from bot.adapters.cloud.streams import streamed_after
from bot.domain.sweeping import Batch
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.scripted_lists import (
    Holed,
    Row,
    Server,
    Total,
    marker,
    numbered,
)

NEW = Row(id="new", number=1_000)
AGAIN = "The cloud gave a page again instead of the next; rows may be missing."


async def read(server: Server) -> list[Batch[Row]]:
    return [batch async for batch in streamed_after(server.after, marker)]


async def test_each_page_is_a_batch() -> None:
    server = Server(numbered(3), most=2)

    assert await read(server) == [
        Batch(tuple(numbered(2))),
        Batch(tuple(numbered(1, first=3))),
    ]
    assert server.requests == 2


async def test_an_empty_list_is_one_request_and_no_batch() -> None:
    server = Server([])

    assert await read(server) == []
    assert server.requests == 1


async def test_a_list_without_a_total_ends_where_a_page_is_empty() -> None:
    server = Server(numbered(4), most=2, total=Total.NULL)

    assert await read(server) == [
        Batch(tuple(numbered(2))),
        Batch(tuple(numbered(2, first=3))),
    ]
    assert server.requests == 3


async def test_rows_that_appear_in_front_are_read_after_all() -> None:
    rows = numbered(4)[::-1]
    server = Server([*rows], most=2, inserts={1: [(0, NEW)]})

    found = await read(server)

    assert {row.id for batch in found for row in batch.rows} == {
        row.id for row in server.rows
    }
    assert [batch.gaps for batch in found if batch.gaps] == []


async def test_a_total_that_is_too_large_is_a_gap_and_no_reason_to_read_again() -> None:
    server = Server(numbered(2), most=2, total=Total.LARGER)

    assert await read(server) == [
        Batch(tuple(numbered(2))),
        Batch(gaps=("The cloud counts 9 rows, but gave 2.",)),
    ]
    assert server.requests == 2


async def test_a_list_that_never_rests_is_read_three_times() -> None:
    inserts = {request: [(0, Row(number=100 + request))] for request in range(1, 99)}
    server = Server(numbered(4)[::-1], most=2, inserts=inserts)

    found = await read(server)

    assert len(found[-1].gaps) == 1
    assert server.requests < 3 * 10


@pytest.mark.parametrize("total", [Total.NULL, Total.ZERO])
async def test_a_server_that_ignores_markers_is_found_out(total: Total) -> None:
    server = Server(numbered(5), most=2, total=total, deaf=True)

    assert await read(server) == [Batch(tuple(numbered(2))), Batch(gaps=(AGAIN,))]
    assert server.requests == 2


async def test_where_the_last_row_has_no_number_nothing_follows() -> None:
    rows = [Row(id="a", number=1), Row(id="b"), Row(id="c", number=3)]

    assert await read(Server(rows, most=2, total=Total.NULL)) == [
        Batch(tuple(rows[:2])),
        Batch(gaps=(AGAIN,)),
    ]


async def test_of_a_page_with_old_rows_the_last_new_one_leads_on() -> None:
    asked: list[int | None] = []

    async def after(number: int | None) -> PagePayload[Row]:
        asked.append(number)
        pages = {None: [1, 2], 2: [3, 1], 3: [4], 4: list[int]()}
        return PagePayload(tuple(Row(number=n) for n in pages[number]), None)

    found = [batch async for batch in streamed_after(after, marker)]

    assert [row.number for batch in found for row in batch.rows] == [1, 2, 3, 4]
    assert asked == [None, 2, 3, 4]


async def test_an_error_of_the_first_page_is_an_error() -> None:
    with pytest.raises(SourceUnavailableError, match=r"prod is out\."):
        await read(Server(numbered(3), errors=frozenset({0})))


async def test_an_error_of_a_later_page_leaves_a_gap() -> None:
    found = await read(Server(numbered(6), most=2, errors=frozenset({1})))

    assert found == [
        Batch(tuple(numbered(2))),
        Batch(gaps=("2 of 6 rows were read. prod is out.",)),
    ]


@pytest.mark.parametrize("error", [3, 4], ids=["at the end", "while reading again"])
async def test_an_error_after_a_row_appeared_leaves_a_gap(error: int) -> None:
    rows = numbered(4)[::-1]
    server = Server(rows, most=2, inserts={1: [(0, NEW)]}, errors=frozenset({error}))

    found = await read(server)

    assert found[-1] == Batch(gaps=("4 of 5 rows were read. prod is out.",))


async def test_more_pages_than_anybody_reads_are_not_lost_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walks, "_MOST_PAGES", 3)
    server = Server(numbered(20), most=2)

    found = await read(server)

    assert found[-1] == Batch(gaps=("The cloud counts 20 rows, but gave 6.",))
    assert server.requests == 3


@pytest.mark.parametrize("count", [2, 4, 9, 10, 11])
@pytest.mark.parametrize("known", [True, False], ids=["total", "no-total"])
async def test_items_that_are_no_rows_are_counted_once(
    count: int, *, known: bool
) -> None:
    lists = Holed(count, count, count if known else None)
    lost = len(range(1, count, 3))
    holds = "row holds" if lost == 1 else "rows hold"

    found = [batch async for batch in streamed_after(lists.after, marker)]

    assert [row.number for batch in found for row in batch.rows] == [
        n for n in range(count) if n % 3 != 1
    ]
    assert found[-1].gaps == (
        f"{lost} {holds} something that I cannot read; it is left out.",
    )
