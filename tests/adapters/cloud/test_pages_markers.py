import pytest

from bot.adapters.cloud import walks
from bot.adapters.cloud.markers import every_row_after
from bot.adapters.cloud.payloads import PagePayload
from bot.domain.runs import Listing
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.scripted_lists import (
    Holed,
    Row,
    Server,
    Total,
    marker,
    numbered,
)

AGAIN = "The cloud gave a page again instead of the next; rows may be missing."


@pytest.mark.parametrize("known", [True, False], ids=["total", "no-total"])
@pytest.mark.parametrize("count", [2, 4, 9])
async def test_by_marker_items_that_are_no_rows_are_counted_once(
    count: int, *, known: bool
) -> None:
    lists = Holed(count, count, count if known else None)
    lost = len(range(1, count, 3))
    holds = "row holds" if lost == 1 else "rows hold"

    found = await every_row_after(lists.after, marker)

    assert [row.number for row in found.rows] == [n for n in range(count) if n % 3 != 1]
    assert found.gaps == (
        f"{lost} {holds} something that I cannot read; it is left out.",
    )


async def test_by_marker_a_batch_is_read_to_its_total() -> None:
    server = Server(numbered(7), most=3)

    assert await every_row_after(server.after, marker) == Listing(tuple(server.rows), 7)
    assert server.requests == 3


async def test_by_marker_descending_numbers_are_read_as_well() -> None:
    server = Server(numbered(7)[::-1], most=3, total=Total.NULL)

    found = await every_row_after(server.after, marker)

    assert found == Listing(tuple(server.rows), None)


async def test_a_server_that_ignores_markers_is_found_out() -> None:
    server = Server(numbered(7), most=3, total=Total.NULL, deaf=True)

    found = await every_row_after(server.after, marker)

    assert found == Listing(tuple(server.rows[:3]), None, (AGAIN,))
    assert server.requests == 2


async def test_a_server_that_repeats_the_row_of_the_marker_doubles_none() -> None:
    rows = numbered(6)

    async def after(number: int | None) -> PagePayload[Row]:
        first = 0 if number is None else number - 1
        return PagePayload(tuple(rows[first : first + 3]), 6)

    assert await every_row_after(after, marker) == Listing(tuple(rows), 6)


async def test_by_marker_a_row_without_a_number_ends_the_reading_and_says_so() -> None:
    server = Server([Row(said="1"), Row(said="2")], most=1, total=Total.NULL)

    found = await every_row_after(server.after, marker)

    assert found == Listing((Row(said="1"),), None, (AGAIN,))


async def test_by_marker_an_error_of_a_later_page_leaves_a_gap() -> None:
    server = Server(numbered(6), most=2, errors=frozenset({1}))

    found = await every_row_after(server.after, marker)

    assert found.gaps == ("2 of 6 rows were read. prod is out.",)


async def test_by_marker_an_error_of_the_first_page_is_an_error() -> None:
    server = Server(numbered(6), errors=frozenset({0}))

    with pytest.raises(SourceUnavailableError):
        await every_row_after(server.after, marker)


async def test_by_marker_more_pages_than_anybody_reads_are_not_lost_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walks, "_MOST_PAGES", 5)
    server = Server(numbered(40), most=2, total=Total.NULL)

    found = await every_row_after(server.after, marker)

    assert len(found.rows) == 10
    assert found.gaps == ("I read no more than 5 pages; rows may be missing.",)
