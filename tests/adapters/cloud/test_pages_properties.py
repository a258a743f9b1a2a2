from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.markers import every_row_after
from bot.adapters.cloud.pages import every_row
from bot.domain.runs import Listing
from tests.adapters.cloud.scripted_lists import (
    Row,
    Server,
    Total,
    counted,
    key,
    marker,
    numbered,
)

MOST = st.integers(1, 7)
LENGTH = st.integers(0, 40)
TOTALS = st.sampled_from(Total)
# What can be told from one row more: a total that moves with the list, or none at all.
TELLING = st.sampled_from([Total.RIGHT, Total.NULL, Total.ZERO])
REQUESTS = st.integers(0, 24)
WALKS = 3

Inserts = Mapping[int, Sequence[tuple[int, Row]]]


@st.composite
def arrivals(draw: st.DrawFn) -> Inserts:
    """New rows at the front, in the middle and at the end, before any request."""
    when = draw(st.lists(st.tuples(REQUESTS, st.integers(0, 50)), max_size=5))
    found: dict[int, list[tuple[int, Row]]] = {}
    for number, (request, place) in enumerate(when):
        row = Row(id=f"new-{number}", number=1_000 + number)
        found.setdefault(request, []).append((place, row))
    return found


def most_requests(server: Server) -> int:
    """Three walks, of one page too many each, and what was under way at an early end."""
    step = 1 if server.repeats else server.most
    pages = -(-len(server.rows) // step)
    early_end = 2 * 32 if server.total in {Total.LARGER, Total.HUGE} else 0
    return WALKS * (pages + 2 + early_end)


def check(found: Listing[Row], server: Server) -> None:
    """No row twice, and none missing unless it is said."""
    assert not counted(found.rows) - counted(server.rows)
    assert found.gaps or counted(found.rows) == counted(server.rows)
    assert server.requests <= most_requests(server)


@given(length=LENGTH, most=MOST, total=TOTALS)
async def test_of_a_quiet_list_every_row_comes_once_and_in_order(
    length: int, most: int, total: Total
) -> None:
    server = Server(numbered(length), most=most, total=total)

    found = await every_row(server.at, key, 32)

    assert list(found.rows) == server.rows
    lies = total in {Total.LARGER, Total.HUGE}
    assert bool(found.gaps) == lies
    check(found, server)


@given(
    ids=st.lists(st.sampled_from(["", "", "a", "b", "c"]), max_size=20),
    most=MOST,
    total=TELLING,
)
async def test_rows_that_share_an_id_or_have_none_are_all_there_or_said_to_be_missing(
    ids: list[str], most: int, total: Total
) -> None:
    rows = [Row(id=id_, said=str(place)) for place, id_ in enumerate(ids)]
    server = Server(rows, most=most, total=total)

    check(await every_row(server.at, key, 32), server)


@given(count=st.integers(0, 20), most=MOST, total=TELLING)
async def test_rows_that_nothing_tells_apart_are_all_there_or_said_to_be_missing(
    count: int, most: int, total: Total
) -> None:
    server = Server([Row()] * count, most=most, total=total)

    check(await every_row(server.at, key, 32), server)


@given(length=LENGTH, most=MOST, total=TELLING, inserts=arrivals())
async def test_rows_that_appear_while_paging_are_neither_lost_nor_doubled(
    length: int, most: int, total: Total, inserts: Inserts
) -> None:
    server = Server(numbered(length), most=most, total=total, inserts=inserts)

    check(await every_row(server.at, key, 32), server)


@given(
    length=LENGTH,
    most=MOST,
    total=TOTALS,
    inserts=arrivals(),
    errors=st.frozensets(REQUESTS.filter(bool), max_size=2),
    repeats=st.frozensets(REQUESTS, max_size=3),
)
async def test_whatever_a_server_does_no_row_is_doubled_or_lost_in_silence(
    *,
    length: int,
    most: int,
    total: Total,
    inserts: Inserts,
    errors: frozenset[int],
    repeats: frozenset[int],
) -> None:
    server = Server(
        numbered(length),
        most=most,
        total=total,
        inserts=inserts,
        errors=errors,
        repeats=repeats,
    )

    check(await every_row(server.at, key, 32), server)


@given(length=LENGTH, most=MOST, total=TOTALS)
async def test_a_server_that_ignores_offsets_ends_the_reading(
    length: int, most: int, total: Total
) -> None:
    server = Server(numbered(length), most=most, total=total, deaf=True)

    check(await every_row(server.at, key, 32), server)


@given(
    length=LENGTH,
    most=MOST,
    total=TOTALS,
    descending=st.booleans(),
    inserts=arrivals(),
    repeats=st.frozensets(REQUESTS, max_size=2),
    deaf=st.booleans(),
)
async def test_by_marker_no_row_is_doubled_or_lost_in_silence(
    *,
    length: int,
    most: int,
    total: Total,
    descending: bool,
    inserts: Inserts,
    repeats: frozenset[int],
    deaf: bool,
) -> None:
    rows = numbered(length)[:: -1 if descending else 1]
    server = Server(rows, most=most, total=total, repeats=repeats, deaf=deaf)
    server.inserts = {
        request: [(99, row) for _, row in new] for request, new in inserts.items()
    }

    check(await every_row_after(server.after, marker), server)


@given(
    numbers=st.lists(st.none() | st.integers(1, 9), max_size=16),
    most=MOST,
    total=TELLING,
)
async def test_by_marker_rows_with_odd_numbers_are_there_or_said_to_be_missing(
    numbers: list[int | None], most: int, total: Total
) -> None:
    rows = [Row(number=number, said=str(place)) for place, number in enumerate(numbers)]
    server = Server(rows, most=most, total=total)

    found = await every_row_after(server.after, marker)

    assert not counted(found.rows) - counted(server.rows)
    assert found.gaps or counted(found.rows) == counted(server.rows)


@pytest.mark.parametrize("error", range(1, 4))
async def test_an_error_of_any_page_but_the_first_leaves_a_gap(error: int) -> None:
    server = Server(numbered(8), most=2, errors=frozenset({error}))

    found = await every_row(server.at, key, 32)

    assert len(found.rows) < 8
    assert found.gaps == (f"{len(found.rows)} of 8 rows were read. prod is out.",)
