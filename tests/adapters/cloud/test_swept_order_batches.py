"""Which batches of an order a sweep reads, and what one that cannot be read costs."""

from dataclasses import replace

import httpx
import pytest

from bot.domain.sweeping import Batch
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import C5, in_data
from tests.adapters.cloud.endpoints import Refusal
from tests.adapters.cloud.swept_cloud import c3, keys, rows
from tests.adapters.cloud.test_swept_order import (
    LISTED,
    RUN_KEY,
    WAITING,
    Hosts,
    cloud_with,
    row_key,
)


async def test_batches_whose_hosts_are_all_fine_are_not_read() -> None:
    fine = c3(("FINISHED", 5, [1, 3]), ("CANCELED", 1, [4]), ("ABNORMAL", 1, [2]))
    cloud = cloud_with(fine, C5=Hosts([], [C5], [], []))

    await rows(cloud.orders, await cloud.orders.counted(LISTED))

    assert cloud.paths("C5") == ["2"]


async def test_a_status_that_no_host_has_leaves_nothing_untold() -> None:
    cloud = cloud_with(c3(("PROCESSING", 0, []), ("ABNORMAL", 1, [1])))

    assert keys(await rows(cloud.orders, LISTED)) == [row_key(1, 900102)]
    assert cloud.endpoints == ["C3", "C5"]


UNTOLD = {
    "no-batches": c3(("ABNORMAL", 1, []), ("FINISHED", 2, [1])),
    "null": in_data({"total_instance": 3}),
    "too-few": in_data(
        {
            "total_instance": 3,
            "execute_statistics": [
                {
                    "instance_status": "ABNORMAL",
                    "instance_count": 1,
                    "batch_indexes": [1],
                }
            ],
        }
    ),
    "odd-index": in_data(
        {
            "total_instance": 1,
            "execute_statistics": [
                {
                    "instance_status": "ABNORMAL",
                    "instance_count": 1,
                    "batch_indexes": ["first"],
                }
            ],
        }
    ),
    "no-count": in_data(
        {
            "total_instance": 1,
            "execute_statistics": [
                {"instance_status": "ABNORMAL", "batch_indexes": []},
                {"instance_status": "FINISHED", "instance_count": 1},
            ],
        }
    ),
    "unreadable": in_data({"total_instance": 3, "execute_statistics": "many"}),
}


@pytest.mark.parametrize("statistics", UNTOLD.values(), ids=UNTOLD.keys())
async def test_every_batch_is_read_where_the_statistics_do_not_tell_which(
    statistics: object,
) -> None:
    cloud = cloud_with(statistics)

    read = await rows(cloud.orders, await cloud.orders.counted(LISTED))

    assert keys(read) == [row_key(1, 900102), row_key(2, 900103)]
    assert read.gaps == ()
    assert cloud.endpoints == ["C3", "C4", "C5", "C5"]


async def test_rows_that_were_not_counted_before_are_counted_first() -> None:
    cloud = cloud_with()

    assert keys(await rows(cloud.orders, LISTED)) == [
        row_key(1, 900102),
        row_key(2, 900103),
    ]
    assert cloud.endpoints == ["C3", "C5", "C5"]


async def test_what_was_counted_is_used_once() -> None:
    """The next sweep reads a later order."""
    cloud = cloud_with()
    await rows(cloud.orders, await cloud.orders.counted(LISTED))

    cloud.answers["C3"] = c3(("FINISHED", 3, [1, 2]))

    assert await rows(cloud.orders, LISTED) == Batch()
    assert cloud.endpoints == ["C3", "C5", "C5", "C3"]


async def test_what_is_remembered_of_orders_has_a_bound() -> None:
    cloud = cloud_with()
    orders = [replace(LISTED, key=f"{RUN_KEY}-{number}") for number in range(1_000)]
    for order in orders:
        await cloud.orders.counted(order)

    await rows(cloud.orders, orders[-1])
    counted = len(cloud.asked("C3"))
    await rows(cloud.orders, orders[0])

    assert (counted, len(cloud.asked("C3"))) == (1_000, 1_001)


async def test_batches_that_nobody_can_ask_for_are_a_gap() -> None:
    batches = [{"batch_index": 1}, {"batch_index": None}]
    cloud = cloud_with(UNTOLD["null"], C4=in_data(batches))

    read = await rows(cloud.orders, LISTED)

    assert keys(read) == [row_key(1, 900102)]
    assert read.gaps == (
        "I cannot read all that is told of its batches; hosts may be missing.",
    )


async def test_a_batch_that_cannot_be_read_costs_no_other() -> None:
    hosts = Hosts([C5], [], [WAITING])

    def answer(request: httpx.Request) -> object:
        broken = request.url.path.endswith("/2")
        return Refusal(503) if broken else hosts(request)

    statistics = c3(("ABNORMAL", 2, [1, 2]), ("READY", 1, [3]))
    cloud = cloud_with(statistics, C5=answer)
    read: list[str] = []

    async def collect() -> None:
        async for batch in cloud.orders.rows(LISTED):
            read.extend(keys(batch))

    with pytest.raises(SourceUnavailableError):
        await collect()
    assert read == [row_key(1, 900102), row_key(3, 900103)]


@pytest.mark.parametrize("first", [403, 503], ids=str)
async def test_an_error_that_may_pass_comes_before_a_refusal(first: int) -> None:
    def answer(request: httpx.Request) -> object:
        other = 1_000 - 94 - first  # 503 and 403
        return Refusal(first if request.url.path.endswith("/1") else other)

    cloud = cloud_with(C5=answer)

    with pytest.raises(SourceUnavailableError):
        await rows(cloud.orders, LISTED)
