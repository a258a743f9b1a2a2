from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.streams import streamed, streamed_after
from bot.domain.sweeping import Batch
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


async def taken(
    batches: AsyncIterator[Batch[Row]],
) -> tuple[list[Row], tuple[str, ...]]:
    """Every row as often as it came; the gaps, which only the last batch may have."""
    read = [batch async for batch in batches]
    assert all(batch.rows or batch.gaps for batch in read)
    assert not any(batch.gaps for batch in read[:-1])
    rows = [row for batch in read for row in batch.rows]
    return rows, read[-1].gaps if read else ()


def check(rows: Sequence[Row], gaps: tuple[str, ...], server: Server) -> None:
    """Nothing that is not there, and nothing missing unless it is said."""
    assert not set(counted(rows)) - set(counted(server.rows))
    assert gaps or not counted(server.rows) - counted(rows)
    # A short last page that comes instead of the first one makes for small steps.
    step = 1 if server.repeats else server.most
    pages = -(-len(server.rows) // step)
    assert server.requests <= WALKS * (pages + 2 + 4)


@given(length=LENGTH, most=MOST, total=TOTALS, breadth=st.integers(1, 9))
async def test_of_a_quiet_list_every_row_comes_in_order(
    length: int, most: int, total: Total, breadth: int
) -> None:
    server = Server(numbered(length), most=most, total=total)

    rows, gaps = await taken(streamed(server.at, key, breadth))

    lies = total in {Total.LARGER, Total.HUGE}
    assert rows == server.rows * (1 + lies)  # all is read again, to make sure
    assert bool(gaps) == lies
    check(rows, gaps, server)


@given(
    ids=st.lists(st.sampled_from(["", "", "a", "b", "c"]), max_size=20),
    most=MOST,
    total=TELLING,
)
async def test_rows_that_share_an_id_or_have_none_all_come_or_are_said_to_be_missing(
    ids: list[str], most: int, total: Total
) -> None:
    rows = [Row(id=id_, said=str(place)) for place, id_ in enumerate(ids)]
    server = Server(rows, most=most, total=total)

    check(*await taken(streamed(server.at, key, 32)), server)


@given(count=st.integers(0, 20), most=MOST, total=TELLING)
async def test_rows_that_nothing_tells_apart_all_come_or_are_said_to_be_missing(
    count: int, most: int, total: Total
) -> None:
    server = Server([Row()] * count, most=most, total=total)

    check(*await taken(streamed(server.at, key, 32)), server)


@given(length=LENGTH, most=MOST, total=TELLING, inserts=arrivals())
async def test_rows_that_appear_while_paging_hide_none(
    length: int, most: int, total: Total, inserts: Inserts
) -> None:
    server = Server(numbered(length), most=most, total=total, inserts=inserts)

    rows, gaps = await taken(streamed(server.at, key, 32))

    check(rows, gaps, server)
    before = {row.id for row in numbered(length)}
    assert gaps or before <= {row.id for row in rows}


@given(
    length=LENGTH,
    most=MOST,
    total=TOTALS,
    inserts=arrivals(),
    errors=st.frozensets(REQUESTS.filter(bool), max_size=2),
    repeats=st.frozensets(REQUESTS, max_size=3),
    deaf=st.booleans(),
)
async def test_whatever_a_server_does_no_row_is_lost_in_silence(
    *,
    length: int,
    most: int,
    total: Total,
    inserts: Inserts,
    errors: frozenset[int],
    repeats: frozenset[int],
    deaf: bool,
) -> None:
    server = Server(
        numbered(length),
        most=most,
        total=total,
        inserts=inserts,
        errors=errors,
        repeats=repeats,
        deaf=deaf,
    )

    check(*await taken(streamed(server.at, key, 32)), server)


@given(
    length=LENGTH,
    most=MOST,
    total=TOTALS,
    descending=st.booleans(),
    inserts=arrivals(),
    errors=st.frozensets(REQUESTS.filter(bool), max_size=1),
    repeats=st.frozensets(REQUESTS, max_size=2),
    deaf=st.booleans(),
)
async def test_by_marker_no_row_is_lost_in_silence(
    *,
    length: int,
    most: int,
    total: Total,
    descending: bool,
    inserts: Inserts,
    errors: frozenset[int],
    repeats: frozenset[int],
    deaf: bool,
) -> None:
    rows = numbered(length)[:: -1 if descending else 1]
    server = Server(
        rows, most=most, total=total, repeats=repeats, errors=errors, deaf=deaf
    )
    server.inserts = {
        request: [(99, row) for _, row in new] for request, new in inserts.items()
    }

    check(*await taken(streamed_after(server.after, marker)), server)


@given(
    numbers=st.lists(st.none() | st.integers(1, 9), max_size=16),
    most=MOST,
    total=TELLING,
)
async def test_by_marker_rows_with_odd_numbers_come_or_are_said_to_be_missing(
    numbers: list[int | None], most: int, total: Total
) -> None:
    rows = [Row(number=number, said=str(place)) for place, number in enumerate(numbers)]
    server = Server(rows, most=most, total=total)

    found, gaps = await taken(streamed_after(server.after, marker))

    assert gaps or Counter(counted(found)) == counted(server.rows)
