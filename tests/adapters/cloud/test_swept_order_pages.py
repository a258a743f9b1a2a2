"""C1 and C5 by marker: 64-bit numbers, pages that repeat, and both shapes of COC."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sweeping import Batch
from tests.adapters.cloud.endpoint_samples import C4, in_data
from tests.adapters.cloud.swept_cloud import (
    C1,
    SweptCloud,
    c1,
    c3,
    keys,
    rows,
    runs,
)
from tests.adapters.cloud.test_swept_order import (
    C3,
    LISTED,
    RUN_KEY,
    WAITING,
    Hosts,
    cloud_with,
    row_key,
)

# Three more than a number with 53 bits can tell apart.
BIG = 2**53 + 1


def orders(count: int) -> list[dict[str, Any]]:
    return [C1 | {"order_id": BIG + n, "execute_uuid": f"SCT{n}"} for n in range(count)]


class Orders:
    """C1, the newest or the oldest first."""

    def __init__(self, listed: list[dict[str, Any]], total: object = None) -> None:
        self.listed = listed
        self.total = len(listed) if total is None else total

    def __call__(self, request: httpx.Request) -> object:
        numbers = [order["order_id"] for order in self.listed]
        marker = request.url.params.get("marker")
        first = 0 if marker is None else numbers.index(int(marker)) + 1
        last = first + int(request.url.params["limit"])
        return in_data({"total": self.total, "data": self.listed[first:last]})


@pytest.mark.parametrize("step", [1, -1], ids=["ascending", "descending"])
@pytest.mark.parametrize("total", [None, 0, 7, "many"], ids=str)
async def test_every_order_is_read_whatever_the_total_says(
    step: int, total: object
) -> None:
    listed = orders(230)[::step]
    cloud = SweptCloud(C1=Orders(listed, total))

    read = await runs(cloud.orders)

    assert [run.run.reference.ids[0] for run in read.rows] == [
        order["execute_uuid"] for order in listed
    ]
    assert read.gaps == ()
    markers = [listed[99]["order_id"], listed[199]["order_id"]]
    asked = cloud.asked("C1")[1:3]
    assert [query.partition("marker=")[2].partition("&")[0] for query in asked] == [
        str(marker) for marker in markers
    ]


async def test_a_total_that_was_never_reached_is_a_gap() -> None:
    read = await runs(SweptCloud(C1=Orders(orders(3), 9)).orders)

    assert len(read.rows) == 3
    assert len(read.gaps) == 1


async def test_a_marker_that_does_not_advance_ends_the_reading() -> None:
    deaf = in_data({"total": 500, "data": orders(100)})
    cloud = SweptCloud(C1=deaf)

    read = await runs(cloud.orders)

    assert {run.key for run in read.rows} == {
        f"{RUN_KEY.rpartition('/')[0]}/SCT{n}" for n in range(100)
    }
    assert read.gaps != ()
    assert len(cloud.requests) < 5


async def test_orders_without_a_marker_end_the_reading() -> None:
    nameless = [C1 | {"order_id": None}]
    cloud = SweptCloud(C1=in_data({"total": 2, "data": nameless}))

    read = await runs(cloud.orders)

    assert keys(read) == [RUN_KEY]
    assert read.gaps != ()
    assert len(cloud.requests) == 1


async def test_orders_that_cannot_be_asked_for_are_a_gap() -> None:
    odd = [C1, C1 | {"order_id": 2, "execute_uuid": "../x"}]

    assert await runs(SweptCloud(C1=c1(*odd)).orders) == Batch(
        (LISTED,), ("1 run has no id that I can ask for.",)
    )


@pytest.mark.parametrize("count", [0, 1, 3], ids=str)
async def test_answers_without_data_around_them_are_read(count: int) -> None:
    """As the pages of 2024 show them (trap 65)."""
    bare = {"total": count, "data": orders(count)}

    read = await runs(SweptCloud(C1=bare).orders)

    assert len(read.rows) == count
    assert read.gaps == ()


async def test_statistics_batches_and_hosts_are_read_bare() -> None:
    hosts = {"total_instances": 1, "execute_instances": [WAITING]}
    cloud = cloud_with(
        {"total_instance": 1, "execute_statistics": None}, C4=C4[:1], C5=hosts
    )

    assert keys(await rows(cloud.orders, LISTED)) == [row_key(1, 900103)]


async def test_hosts_are_read_by_the_marker_of_the_last_one() -> None:
    hosts = [WAITING | {"id": BIG + n} for n in range(120)]
    cloud = cloud_with(c3(("READY", 120, [1])), C5=Hosts(hosts))

    read = await rows(cloud.orders, LISTED)

    assert keys(read) == [row_key(1, BIG + n) for n in range(120)]
    assert cloud.asked("C5") == [
        "limit=50",
        f"limit=50&marker={BIG + 49}",
        f"limit=50&marker={BIG + 99}",
    ]


async def test_what_is_missing_names_its_batch() -> None:
    hosts = {"total_instances": 3, "execute_instances": [WAITING]}
    cloud = cloud_with(C3, C5=in_data(hosts))

    read = await rows(cloud.orders, LISTED)

    assert [gap[:8] for gap in read.gaps] == ["Batch 1:", "Batch 2:"]


async def test_a_host_without_an_id_is_left_out() -> None:
    hosts = {
        "total_instances": 2,
        "execute_instances": [{"status": "ABNORMAL"}, WAITING],
    }
    cloud = cloud_with(c3(("ABNORMAL", 1, [1])), C5=in_data(hosts))

    assert keys(await rows(cloud.orders, LISTED)) == [row_key(1, 900103)]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["FINISHED", "ABNORMAL", "READY", "CANCELED", "ODD", ""]),
            max_size=6,
        ),
        max_size=4,
    ),
    st.booleans(),
)
async def test_every_host_that_is_not_fine_is_a_row_once(
    batches: list[list[str]],
    told: bool,  # noqa: FBT001  drawn
) -> None:
    hosts: list[list[dict[str, Any]]] = [
        [{"id": 10 * batch + n, "status": status} for n, status in enumerate(statuses)]
        for batch, statuses in enumerate(batches, 1)
    ]
    counts = [
        (status, 1, [batch] if told else [])
        for batch, statuses in enumerate(batches, 1)
        for status in statuses
    ]
    listed = [{"batch_index": index} for index in range(1, len(batches) + 1)]
    cloud = cloud_with(c3(*counts), C4=in_data(listed), C5=Hosts(*hosts))

    read = await rows(cloud.orders, await cloud.orders.counted(LISTED))

    assert sorted(keys(read)) == sorted(
        row_key(batch, host["id"])
        for batch, rows_ in enumerate(hosts, 1)
        for host in rows_
        if host["status"] not in {"FINISHED", "CANCELED"}
    )
    assert read.gaps == ()
