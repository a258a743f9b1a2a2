"""The sweep as a user would first write it: every run, every row, whatever its counters.

Reads a part of the fleet (each so-and-so-many-th piece of work); only its requests are
of interest, and the cloud counts those. Prints how many rows it read.
"""

import asyncio
import json
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import aiohttp

from tests.bench.sweep_pages import PAGE, TASKS_PAGE
from tests.bench.sweep_world import NOW

_AT_ONCE = 32
_TASKS = "/v2/p/scheduled-tasks"
_APPS = "/v1/p/schedule-task"
_ORDERS = "/v1/job/script/orders"
Row = dict[str, Any]
Rows = list[Row]


class Walk:
    """Lists whole, page after page; `share` says of which work the details are read."""

    def __init__(self, http: aiohttp.ClientSession, days: int, share: int) -> None:
        self._http, self._share = http, share
        self._turn = asyncio.Semaphore(_AT_ONCE)
        since = NOW - timedelta(days=days)
        self._since = {"execute_time_start": since.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._created = {"start_time": f"{int(since.timestamp()) * 1_000}"}

    async def rows(self) -> int:
        """How many rows the runs have."""
        walks = self.tasks(), self.scripts(), self.pools(), self.apps(), self.orders()
        return sum(await asyncio.gather(*walks))

    async def tasks(self) -> int:
        read = [self._every(_TASKS, "scheduled_tasks", {"limit": f"{TASKS_PAGE}"})]
        only = {"limit": f"{TASKS_PAGE}", "scheduled_type": "LIFE_CYCLE"}
        read.append(self._every(_TASKS, "scheduled_tasks", only))
        tasks = [task for each in await asyncio.gather(*read) for task in each]
        return await self._sum(self._task(task["id"]) for task in self._part(tasks))

    async def _task(self, task: str) -> int:
        runs = await self._every(f"{_TASKS}/{task}/records", "tasks_records")
        paths = (f"{_TASKS}/{task}/records/{run['id']}" for run in runs)
        return await self._counted(paths, "tasks_records_details")

    async def scripts(self) -> int:
        path = "/v2/p/script-execution-tasks"
        runs = await self._every(path, "script_tasks", self._since)
        return await self._script_rows(runs)

    async def pools(self) -> int:
        path = "/v2/p/desktop-pools/script-execution-tasks/detail"
        runs = await self._every(path, "script_execution_tasks", self._since)
        return await self._script_rows(runs)

    async def _script_rows(self, runs: Rows) -> int:
        path = "/v2/p/script-execution-records"
        return await self._sum(
            self._count(path, "script_records", {"script_task_id": run["id"]})
            for run in self._part(runs)
        )

    async def apps(self) -> int:
        tasks = await self._every(_APPS, "items")
        return await self._sum(self._app(task["id"]) for task in self._part(tasks))

    async def _app(self, task: str) -> int:
        runs = await self._every(f"{_APPS}/{task}/execute-history", "items")
        paths = (f"{_APPS}/{run['id']}/execute-detail" for run in runs)
        return await self._counted(paths, "items")

    async def orders(self) -> int:
        orders = await self._every_after(_ORDERS, "data", "order_id", self._created)
        wanted = [one for one in orders if self._is_part(_work(one["execute_uuid"]))]
        return await self._sum(self._order(one["execute_uuid"]) for one in wanted)

    async def _order(self, uuid: str) -> int:
        batches = (await self._get(f"{_ORDERS}/{uuid}/batches", {}))["data"]
        paths = [f"{_ORDERS}/{uuid}/batches/{one['batch_index']}" for one in batches]
        read = [
            self._every_after(path, "execute_instances", "id", {}) for path in paths
        ]
        return sum(map(len, await asyncio.gather(*read)))

    async def _counted(self, paths: Iterable[str], rows: str) -> int:
        return await self._sum(self._count(path, rows, {}) for path in paths)

    async def _count(self, path: str, rows: str, query: dict[str, str]) -> int:
        return len(await self._every(path, rows, query))

    async def _sum(self, counts: Iterable[Any]) -> int:
        return sum(await asyncio.gather(*counts))

    async def _every(
        self, path: str, rows: str, query: dict[str, str] | None = None
    ) -> Rows:
        known: Rows = []
        while True:
            paging = {"limit": f"{PAGE}", "offset": f"{len(known)}"}
            body = await self._get(path, paging | (query or {}))
            known += body[rows]
            if len(known) >= body.get("total_count", body.get("count")):
                return known

    async def _every_after(
        self, path: str, rows: str, key: str, query: dict[str, str]
    ) -> Rows:
        known: Rows = []
        marker: dict[str, str] = {}
        while True:
            body = await self._get(path, {"limit": f"{PAGE}"} | query | marker)
            page: Rows = body["data"][rows]
            known += page
            total = body["data"].get("total", body["data"].get("total_instances"))
            if len(page) < PAGE or len(known) >= total:
                return known
            marker = {"marker": f"{page[-1][key]}"}

    async def _get(self, path: str, query: dict[str, str]) -> Any:  # noqa: ANN401  JSON
        async with self._turn, self._http.get(path, params=query) as answer:
            answer.raise_for_status()
            return await answer.json()

    def _part(self, rows: Rows) -> Rows:
        return [row for row in rows if self._is_part(_work(row["id"]))]

    def _is_part(self, work: int) -> bool:
        return work % self._share == 0


def _work(name: str) -> int:
    """The number of the work that an id belongs to."""
    if name.startswith("SCT"):
        return int(name[-12:-5])
    parts = name.split("-")
    return int(parts[3] if len(parts) > 3 else parts[2])


async def main(origin: str, days: int, share: int) -> None:
    limit = aiohttp.TCPConnector(limit=_AT_ONCE)
    async with aiohttp.ClientSession(origin, connector=limit) as http:
        rows = await Walk(http, days, share).rows()
    sys.stdout.write(json.dumps({"rows": rows}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
