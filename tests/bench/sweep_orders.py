"""The simulated fleet's script orders, and their lists, which go on after a number."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from tests.bench.sweep_names import cause, host
from tests.bench.sweep_pages import PAGE, Body, Newest, Query, Refused, only
from tests.bench.sweep_world import BEGAN, Firing, OrderBatch, World, batches

_STATUS = {"succeeded": "FINISHED", "failed": "ABNORMAL"}
_ALL_TIME = 2**50
_LASTED = 600_000


class Orders:
    """What COC is asked for."""

    def __init__(self, world: World) -> None:
        self._series = world.orders
        self._known = Newest(world.orders.runs())

    def list(self, query: Query) -> Body:
        only(query, "limit", "marker", "start_time", "end_time")
        bounds = query.get("start_time", 0), query.get("end_time", _ALL_TIME)
        since, until = (int(bound) / 1_000 - BEGAN.timestamp() for bound in bounds)
        known = [self._known.runs[n] for n in self._known.between(since, until)]
        known.sort(key=_newest_first)
        page = _after(known, query, _newest_first, -int(query.get("marker", _ALL_TIME)))
        return {"data": {"total": len(known), "data": [*map(order, page)]}}

    def show(self, query: Query, uuid: str) -> Body:
        only(query)
        return {"data": info(self._run(uuid))}

    def statistics(self, query: Query, uuid: str) -> Body:
        only(query)
        return {"data": statistics(batches(self._run(uuid)))}

    def batches(self, query: Query, uuid: str) -> Body:
        only(query)
        listed = [
            {
                "batch_index": batch.number,
                "total_instances": batch.size,
                "rotation_strategy": "CONTINUE",
                "properties": "",
            }
            for batch in batches(self._run(uuid))
        ]
        return {"data": listed}

    def instances(self, query: Query, uuid: str, index: str) -> Body:
        """The total is the size of the batch, whatever status was asked for."""
        only(query, "limit", "marker", "status")
        batch = batches(self._run(uuid))[int(index) - 1]
        wanted = query.get("status")
        known = [
            row
            for row in range(batch.size)
            if wanted in {None, _STATUS[batch.outcome(row)]}
        ]
        numbers = [instance_id(batch, row) for row in known]
        page = _after(numbers, query, int, int(query.get("marker", 0)))
        first = instance_id(batch, 0)
        return {
            "data": {
                "batch_index": batch.number,
                "total_instances": batch.size,
                "execute_instances": [instance(batch, n - first) for n in page],
            }
        }

    def _run(self, uuid: str) -> Firing:
        return Firing(self._series, int(uuid[-12:-5]), int(uuid[-5:]))


def order_uuid(run: Firing) -> str:
    return f"SCT20260101{run.work:07d}{run.nth:05d}"


def instance_id(batch: OrderBatch, row: int) -> int:
    return (batch.run.order_id * 10 + batch.number) * 1_000 + row + 1


def order(run: Firing) -> Body:
    return {
        "order_id": run.order_id,
        "order_name": f"disk-clean-{run.work}",
        **_common(run),
        "properties": {"region_ids": "ap-southeast-3"},
    }


def info(run: Firing) -> Body:
    named = {"script_uuid": f"SC20251201{run.work:07d}", "script_name": "disk-clean"}
    return {**_common(run), "properties": named}


def statistics(of: Sequence[OrderBatch]) -> Body:
    """A row for every status, also for those that no host has."""
    counted: dict[str, list[tuple[int, int]]] = {
        "READY": [],
        "PROCESSING": [],
        "ABNORMAL": [(batch.number, batch.failed) for batch in of],
        "CANCELED": [],
        "FINISHED": [(batch.number, batch.size - batch.failed) for batch in of],
    }
    return {
        "total_instance": sum(batch.size for batch in of),
        "execute_statistics": [
            {
                "instance_status": status,
                "instance_count": sum(count for _, count in held),
                "batch_indexes": [index for index, count in held if count],
            }
            for status, held in counted.items()
        ],
    }


def instance(batch: OrderBatch, row: int) -> Body:
    outcome, begun = batch.outcome(row), _begun(batch.run)
    resource, name = host("ecs", batch.run, batch.number * 300 + row)
    _, reason = cause(batch.run, outcome, row, name)
    return {
        "id": instance_id(batch, row),
        "target_instance": {
            "resource_id": resource,
            "provider": "ECS",
            "region_id": "ap-southeast-3",
            "type": "CLOUDSERVER",
            "custom_attributes": [],
            "properties": {"host_name": name, "fixed_ip": "192.0.2.11"},
        },
        "gmt_created": begun + row,
        "gmt_finished": begun + 300_000 + row,
        "execute_costs": 300_000,
        "status": _STATUS[outcome],
        "message": reason or "cleaned 1.2G",
    }


def _common(run: Firing) -> Body:
    begun = _begun(run)
    return {
        "execute_uuid": order_uuid(run),
        "gmt_created": begun,
        "gmt_finished": begun + _LASTED,
        "execute_costs": _LASTED,
        "creator": "ops-user1",
        "status": "ABNORMAL" if run.bad else "FINISHED",
    }


def _begun(run: Firing) -> int:
    return int(run.started.timestamp()) * 1_000


def _newest_first(run: Firing) -> int:
    return -run.order_id


def _after(
    known: Sequence[Any], query: Query, key: Callable[[Any], int], marker: int
) -> Sequence[Any]:
    limit = int(query.get("limit", PAGE))
    if not 1 <= limit <= PAGE:
        raise Refused(f"limit is 1 to {PAGE}")
    first = bisect_right(known, marker, key=key)
    return known[first : first + limit]
