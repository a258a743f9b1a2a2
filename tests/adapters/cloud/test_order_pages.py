from typing import Any

import httpx
import pytest

from bot.domain.runs import WholeRun
from tests.adapters.cloud.endpoint_samples import C2, ORDER, in_data
from tests.adapters.cloud.endpoints import Endpoints, Refusal, single, whole

# Three more than a number with 53 bits can tell apart.
BIG = 2**53 + 1


def hosts(count: int, first: int = BIG) -> list[dict[str, Any]]:
    return [{"id": first + number, "status": "FINISHED"} for number in range(count)]


class Batch:
    """One batch, paged by marker, its newest host first or last."""

    def __init__(self, rows: list[dict[str, Any]], total: int | None = None) -> None:
        self.rows = rows
        self.total = len(rows) if total is None else total

    def answer(self, request: httpx.Request) -> object:
        numbers = [row["id"] for row in self.rows]
        marker = request.url.params.get("marker")
        first = 0 if marker is None else numbers.index(int(marker)) + 1
        last = first + int(request.url.params["limit"])
        rows = self.rows[first:last]
        return in_data({"execute_instances": rows, "total_instances": self.total})


def cloud_with(answer: object) -> Endpoints:
    return Endpoints(
        C2=in_data(C2), C3=Refusal(404), C4=in_data([{"batch_index": 1}]), C5=answer
    )


def ids(found: WholeRun) -> list[int]:
    return [int(row.id) for row in found.executions.rows]


@pytest.mark.parametrize("step", [1, -1], ids=["ascending", "descending"])
async def test_a_batch_is_read_by_the_marker_of_its_last_host(step: int) -> None:
    """Traps 67 and 68: 50 hosts a page, and ids that a float cannot hold."""
    rows = hosts(120)[::step]
    cloud = cloud_with(Batch(rows).answer)

    found = await whole(cloud.order, ORDER)

    assert ids(found) == [row["id"] for row in rows]
    assert cloud.asked("C5") == [
        "limit=50",
        f"limit=50&marker={rows[49]['id']}",
        f"limit=50&marker={rows[99]['id']}",
    ]


async def test_a_host_far_down_a_batch_is_found() -> None:
    cloud = cloud_with(Batch(hosts(120)).answer)

    found = await single(cloud.order, ORDER, "1", str(BIG + 119))

    assert found.reference.ids == (ORDER, "1", str(BIG + 119))


async def test_a_server_that_ignores_markers_ends_the_reading() -> None:
    rows = hosts(50)
    cloud = cloud_with(in_data({"execute_instances": rows, "total_instances": 120}))

    found = await whole(cloud.order, ORDER)

    assert ids(found) == [row["id"] for row in rows]
    assert found.executions.gaps[1:] == (
        "Batch 1: The cloud counts 120 rows, but gave 50.",
    )
    assert len(cloud.asked("C5")) == 2


@pytest.mark.parametrize("total", [0, 3], ids=["none", "too-few"])
async def test_a_total_that_is_too_small_ends_nothing(total: int) -> None:
    cloud = cloud_with(Batch(hosts(120), total=total).answer)

    assert ids(await whole(cloud.order, ORDER)) == [row["id"] for row in hosts(120)]
