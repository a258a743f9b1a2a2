"""The lists that sweeps read: a cloud with an answer for each, and whole readings."""

import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx

from bot.adapters.cloud.swept_order import SweptOrders
from bot.adapters.cloud.swept_pool import SweptPools
from bot.adapters.cloud.swept_script import SweptScripts
from bot.domain.sweeping import Batch, SweptExecution, SweptRun
from bot.ports import SweptRuns
from tests.adapters.cloud.endpoint_samples import ORDER, SCRIPT
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.mocked import client
from tests.adapters.cloud.samples import PROJECT

SINCE = datetime(2026, 1, 13, 12, 0, 30, 999_999, tzinfo=UTC)
SCRIPT_TASK = "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301"
COC = "https://coc-intl.myhuaweicloud.com"

W5: dict[str, Any] = {
    "id": SCRIPT_TASK,
    "task_scripts": [{"id": SCRIPT, "name": "patch-check"}],
    "resource_type": "DESKTOP",
    "resource_ids": ["dt-1", "dt-2", "dt-3"],
    "gray_resource_ids": ["dt-1"],
    "success_num": 1,
    "failed_num": 1,
    "skip_num": 1,
    "start_time": "2026-01-14T19:10:36.054Z",
    "end_time": "2026-01-14T19:14:02.901Z",
    "status": "FAILED",
}
C1: dict[str, Any] = {
    "order_id": 480112,
    "order_name": "disk-clean",
    "execute_uuid": ORDER,
    "gmt_created": 1768383005120,
    "gmt_finished": 1768383316403,
    "execute_costs": 7,
    "creator": "ops-user1",
    "status": "ABNORMAL",
    "properties": {"region_ids": "ap-southeast-3,ap-southeast-2"},
}
W8: dict[str, Any] = {
    "id": "pool-2f7b9c34-1c55-4c0e-90aa-6f0000000501",
    "name": "finance-pool",
    "type": "STATIC",
    "description": "",
    "created_time": "2025-05-11T11:45:42.000Z",
    "charging_mode": "1",
    "desktop_count": 3,
    "desktop_used": 3,
    "image_os_type": "Windows",
    "status": "STEADY",
    "enterprise_project_id": "0",
    "in_maintenance_mode": False,
}
_PATHS = {
    "W5": rf"/v2/{PROJECT}/script-execution-tasks",
    "W6": rf"/v2/{PROJECT}/script-execution-records",
    "W8": rf"/v2/{PROJECT}/desktop-pools",
    "W9": rf"/v2/{PROJECT}/desktop-pools/script-execution-tasks/detail",
    "C1": r"/v1/job/script/orders",
    "C2": r"/v1/job/script/orders/[^/]+",
    "C3": r"/v1/job/script/orders/[^/]+/statistics",
    "C4": r"/v1/job/script/orders/[^/]+/batches",
    "C5": r"/v1/job/script/orders/[^/]+/batches/[^/]+",
}


class SweptCloud:
    """Answers by endpoint: a body, a `Refusal`, or what a function makes of the request.

    What has no answer is refused.
    """

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.requests: list[tuple[str, httpx.URL]] = []
        self.client = client(self._answer, timeout=5)
        self.scripts = SweptScripts(self.client, cloud="prod", project_id=PROJECT)
        self.pools = SweptPools(self.client, cloud="prod", project_id=PROJECT)
        self.orders = SweptOrders(self.client, cloud="prod", host=COC)

    def asked(self, endpoint: str) -> list[str]:
        """The queries with which an endpoint was asked, as of `in_order`."""
        queries = [url.query for name, url in self.requests if name == endpoint]
        return [in_order(query.decode()) for query in queries]

    def paths(self, endpoint: str) -> list[str]:
        """The last part of each path that was asked for."""
        urls = [url for name, url in self.requests if name == endpoint]
        return [url.path.rpartition("/")[2] for url in urls]

    @property
    def endpoints(self) -> list[str]:
        return [name for name, _ in self.requests]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        name = next(name for name, one in _PATHS.items() if re.fullmatch(one, path))
        self.requests.append((name, request.url))
        answer = self.answers.get(name, Refusal(403))
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Refusal):
            return _response(answer.status, answer.body)
        return _response(200, answer)


def _response(status: int, body: object) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


def w5(*rows: object) -> dict[str, Any]:
    return {"script_tasks": list(rows), "count": len(rows)}


def w8(*rows: object) -> dict[str, Any]:
    return {"desktop_pools": list(rows), "total_count": len(rows)}


def c1(*rows: object) -> dict[str, Any]:
    return {"data": {"total": len(rows), "data": list(rows)}}


def c3(*counts: tuple[str, int, Sequence[int]]) -> dict[str, Any]:
    """Of each status how many hosts there are, and in which batches."""
    statistics = [
        {"instance_status": status, "instance_count": count, "batch_indexes": [*where]}
        for status, count, where in counts
    ]
    total = sum(count for _, count, _ in counts)
    return {"data": {"total_instance": total, "execute_statistics": statistics}}


class Paged:
    """A list with offsets, as the cloud pages it."""

    def __init__(self, name: str, total: str, rows: Sequence[object]) -> None:
        self.name, self.total, self.rows = name, total, list(rows)

    def __call__(self, request: httpx.Request) -> Mapping[str, object]:
        first = int(request.url.params["offset"])
        last = first + int(request.url.params["limit"])
        return {self.name: self.rows[first:last], self.total: len(self.rows)}


Row = TypeVar("Row")


async def everything(batches: AsyncIterator[Batch[Row]]) -> Batch[Row]:
    """All rows of all batches, and all gaps."""
    read = [batch async for batch in batches]
    rows = tuple(row for batch in read for row in batch.rows)
    return Batch(rows, tuple(gap for batch in read for gap in batch.gaps))


def has_works(source: SweptRuns) -> bool:
    return source.works() is not None


async def runs(source: SweptRuns) -> Batch[SweptRun]:
    return await everything(source.runs(None, SINCE))


async def one_run(source: SweptRuns) -> SweptRun:
    """The run, where there is one and nothing is missing."""
    read = await runs(source)
    (run,) = read.rows
    assert read.gaps == ()
    return run


async def rows(source: SweptRuns, run: SweptRun) -> Batch[SweptExecution]:
    return await everything(source.rows(run))


def keys(read: Batch[SweptRun] | Batch[SweptExecution]) -> list[str]:
    return [row.key for row in read.rows]
