import pytest

from bot.adapters.cloud import walks
from bot.adapters.cloud.pages import every_row
from bot.adapters.cloud.payloads import PagePayload
from bot.domain.runs import Listing
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.scripted_lists import (
    Holed,
    Row,
    Server,
    Total,
    key,
    named,
    numbered,
)

NEW = Row(id="new", number=1_000)
AGAIN = "The cloud gave a page again instead of the next; rows may be missing."
CHANGING = "The list kept changing while I read it; rows may be missing."


async def read(server: Server) -> Listing[Row]:
    return await every_row(server.at, key, 32)


async def test_a_list_of_one_page_is_one_request() -> None:
    server = Server(numbered(100))

    found = await read(server)

    assert found == Listing(tuple(server.rows), 100)
    assert server.requests == 1


async def test_an_empty_list_is_one_request() -> None:
    server = Server([])

    assert await read(server) == Listing((), 0)
    assert server.requests == 1


async def test_pages_are_read_at_the_same_time_but_not_too_many() -> None:
    server = Server(numbered(2_000), most=10)

    await read(server)

    assert (server.requests, server.busiest) == (200, 32)


async def test_pages_of_a_server_that_gives_fewer_rows_follow_what_it_gives() -> None:
    server = Server(numbered(95), most=10)

    assert await read(server) == Listing(tuple(server.rows), 95)
    assert server.requests == 10


@pytest.mark.parametrize("place", [0, 3, 99], ids=["front", "middle", "end"])
@pytest.mark.parametrize("request_", range(1, 4))
async def test_a_row_that_appears_between_two_pages_is_there_once(
    place: int, request_: int
) -> None:
    server = Server(numbered(8), most=2, inserts={request_: [(place, NEW)]})

    found = await read(server)

    assert sorted(row.id for row in found.rows) == sorted(row.id for row in server.rows)
    assert found.gaps == ()
    assert server.requests <= 2 * 5


async def test_a_row_that_appears_where_nobody_counts_is_there_once() -> None:
    server = Server(numbered(6), most=2, total=Total.ZERO, inserts={1: [(0, NEW)]})

    found = await read(server)

    assert sorted(row.id for row in found.rows) == sorted(row.id for row in server.rows)
    assert found.gaps == ()


async def test_a_row_that_goes_between_two_pages_takes_no_other_along() -> None:
    server = Server(numbered(6), most=2)

    async def at(offset: int) -> PagePayload[Row]:
        if server.requests == 1:
            del server.rows[0]
        return await server.at(offset)

    found = await every_row(at, key, 32)

    assert {row.id for row in found.rows} == {f"row-{n}" for n in range(1, 7)}
    assert found.gaps == (CHANGING,)


async def test_a_list_that_seems_empty_when_it_is_read_again_is_not_believed() -> None:
    inserts = {1: [(0, NEW)]}
    server = Server(
        numbered(2), most=2, total=Total.NULL, inserts=inserts, repeats=frozenset({3})
    )

    found = await read(server)

    assert {row.id for row in found.rows} == {"row-1", "row-2", "new"}
    assert found.gaps == ()


async def test_a_list_that_never_rests_is_read_three_times_and_says_so() -> None:
    inserts = {request: [(0, Row(id=f"new-{request}"))] for request in range(1, 40)}
    server = Server(numbered(8), most=2, inserts=inserts)

    found = await read(server)

    assert found.gaps[-1] == CHANGING
    assert len({row.id for row in found.rows}) == len(found.rows)
    assert server.requests < 3 * 20


@pytest.mark.parametrize(
    ("total", "gaps"),
    [
        (Total.RIGHT, ()),
        (Total.ZERO, ()),
        (Total.NULL, ()),
        (Total.LARGER, ("The cloud counts 17 rows, but gave 10.",)),
        (Total.HUGE, ("The cloud counts 1,000,000,000,000 rows, but gave 10.",)),
    ],
)
async def test_a_wrong_total_costs_no_row(total: Total, gaps: tuple[str, ...]) -> None:
    """Traps 6 and 48."""
    server = Server(numbered(10), most=4, total=total)

    found = await read(server)

    assert (list(found.rows), found.gaps) == (server.rows, gaps)
    assert server.requests < 80


@pytest.mark.parametrize("total", [Total.NULL, Total.ZERO])
async def test_a_server_that_ignores_offsets_is_found_out(total: Total) -> None:
    server = Server(numbered(10), most=4, total=total, deaf=True)

    found = await read(server)

    assert list(found.rows) == server.rows[:4]
    assert found.gaps == (AGAIN, CHANGING)
    assert server.requests == 6


async def test_rows_with_one_id_on_a_page_are_different_rows() -> None:
    rows = [Row(id="a", said="1"), Row(id="a", said="2"), Row(said="3"), Row(said="3")]

    found = await read(Server(rows))

    assert list(found.rows) == rows


async def test_rows_come_in_the_order_of_the_list_whoever_answers_first() -> None:
    server = Server(named(*"abcdefgh"), most=1)

    found = await read(server)

    assert "".join(row.id for row in found.rows) == "abcdefgh"


async def test_an_error_of_the_first_page_is_an_error() -> None:
    with pytest.raises(SourceUnavailableError, match=r"prod is out\."):
        await read(Server(numbered(3), errors=frozenset({0})))


async def test_an_error_of_a_later_page_leaves_a_gap() -> None:
    found = await read(Server(numbered(6), most=2, errors=frozenset({2})))

    assert found == Listing(
        tuple(numbered(4)), 6, ("4 of 6 rows were read. prod is out.",)
    )


async def test_an_error_while_reading_again_leaves_a_gap() -> None:
    server = Server(numbered(4), most=2, inserts={1: [(0, NEW)]}, errors=frozenset({3}))

    found = await read(server)

    assert found.gaps == ("4 of 5 rows were read. prod is out.",)


@pytest.mark.parametrize("total", [Total.NULL, Total.ZERO, Total.HUGE])
async def test_more_pages_than_anybody_reads_are_not_lost_in_silence(
    total: Total, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "_MOST_PAGES", 5)
    server = Server(numbered(40), most=2, total=total)

    found = await read(server)

    assert len(found.rows) == 10
    assert len(found.gaps) == 1
    assert server.requests <= 5


async def test_damaged_rows_are_told_apart_from_missing_ones() -> None:
    async def at(offset: int) -> PagePayload[Row]:
        return PagePayload((Row(id=str(offset)),), 2, damaged=1)

    assert (await every_row(at, key, 32)).gaps == (
        "2 rows hold something that I cannot read; it is left out.",
    )


@pytest.mark.parametrize("count", [2, 4, 9, 10, 11])
@pytest.mark.parametrize("known", [True, False], ids=["total", "no-total"])
async def test_items_that_are_no_rows_are_counted_once_and_move_nothing(
    count: int, *, known: bool
) -> None:
    lists = Holed(count, 4, count if known else None)
    lost = len(range(1, count, 3))
    holds = "row holds" if lost == 1 else "rows hold"

    found = await every_row(lists.at, key, 32)

    assert [row.number for row in found.rows] == [n for n in range(count) if n % 3 != 1]
    assert found.gaps == (
        f"{lost} {holds} something that I cannot read; it is left out.",
    )
    assert lists.requests == -(-count // 4) + (not known)
