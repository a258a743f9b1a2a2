"""A cloud with tasks of desktops and of application servers, an answer for each list."""

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.adapters.cloud.listed_work import ListedApps, ListedTasks
from bot.adapters.cloud.swept_app import SweptApps
from bot.adapters.cloud.swept_task import SweptTasks
from bot.domain.executions import Named
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun
from bot.ports import SweptRuns
from tests.adapters.cloud.endpoint_samples import APP_TASK, TASK
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.mocked import client
from tests.adapters.cloud.samples import PROJECT

SINCE = datetime(2026, 1, 13, 12, tzinfo=UTC)
REBOOTS = SeenWork(work=Named(TASK, "nightly-reboot"), hint="")
RESTARTS = SeenWork(work=Named(APP_TASK, "weekly-restart-aps"), hint="")

W1: dict[str, Any] = {
    "id": TASK,
    "task_name": "nightly-reboot",
    "task_type": "REBOOT",
    "scheduled_type": "DAY",
    "last_status": "FAIL",
    "next_execution_time": "2026-01-16 02:00:00",
    "expire_time": "2026-12-31 23:59:59",
    "enable": True,
    "description": "Reboot finance desktops",
    "time_zone": "Asia/Singapore",
    "extra_params": "{}",
}
TRIGGERED: dict[str, Any] = {
    "id": "sct-triggered",
    "task_name": "join-domain",
    "task_type": "EXECUTE_SCRIPT",
    "scheduled_type": "LIFE_CYCLE",
    "life_cycle_type": "POST_CREATE_DESKTOP_SUCCESS",
    "life_cycle_exec_period": 1440,
    "last_status": "SUCCESS",
    "next_execution_time": "",
    "enable": True,
    "priority": 1,
    "wait_time": 5,
    "time_zone": "Asia/Singapore",
    "extra_params": '{"force": true}',
}
A1: dict[str, Any] = {
    "id": APP_TASK,
    "task_name": "weekly-restart-aps",
    "last_status": "FAILED",
    "task_type": "RESTART_SERVER",
    "task_cron": "0 0 3 ? * 4",
    "next_execution_time": "2026-01-21 03:00:00",
    "schedule_task_policy": {"enforcement_enable": False},
    "scheduled_type": "WEEK",
    "day_interval": 1,
    "week_list": "4",
    "month_list": "",
    "date_list": "",
    "time_zone": "Asia/Singapore",
    "scheduled_date": "",
    "scheduled_time": "03:00:00",
    "expire_time": "2026-12-31T15:59:59.000Z",
    "description": "All servers",
    "is_enable": True,
    "create_time": "2025-10-01T02:00:00.000Z",
    "update_time": "2025-10-02T02:00:00.000Z",
}
_PATHS = {
    "W1": rf"/v2/{PROJECT}/scheduled-tasks",
    "W3": rf"/v2/{PROJECT}/scheduled-tasks/[^/]+/records",
    "W4": rf"/v2/{PROJECT}/scheduled-tasks/[^/]+/records/[^/]+",
    "A1": rf"/v1/{PROJECT}/schedule-task",
    "A2": rf"/v1/{PROJECT}/schedule-task/[^/]+/execute-history",
    "A3": rf"/v1/{PROJECT}/schedule-task/[^/]+/execute-detail",
}


class WorkCloud:
    """Answers by endpoint: rows, pages of them, or a `Refusal`.

    W1's triggered tasks are `triggered`. Whatever has no answer is refused.
    """

    def __init__(
        self, *, triggered: object = (), zone: str = "", **answers: object
    ) -> None:
        self.answers = {"triggered": triggered, **answers}
        self.requests: list[tuple[str, httpx.URL]] = []
        self.client = client(self._answer, timeout=5)
        self.tasks = SweptTasks(
            self.client, cloud="prod", project_id=PROJECT, time_zone=zone
        )
        self.apps = SweptApps(
            self.client, cloud="prod", project_id=PROJECT, time_zone=zone
        )
        self.listed_tasks = ListedTasks(
            self.client, cloud="prod", project_id=PROJECT, time_zone=zone
        )
        self.listed_apps = ListedApps(
            self.client, cloud="prod", project_id=PROJECT, time_zone=zone
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What was asked: the path below the project, and the query as of `in_order`."""
        return [
            (url.path.partition(PROJECT)[2], in_order(url.query.decode()))
            for _, url in self.requests
        ]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        name = next(name for name, one in _PATHS.items() if re.fullmatch(one, path))
        self.requests.append((name, request.url))
        if request.url.params.get("scheduled_type") == "LIFE_CYCLE":
            name = "triggered"
        answer = self.answers.get(name, Refusal(403))
        if isinstance(answer, Refusal):
            return _response(answer.status, answer.body)
        assert isinstance(answer, list | tuple)
        return _response(200, _page(name, list(answer), request.url.params))


def _page(name: str, rows: list[object], asked: httpx.QueryParams) -> dict[str, Any]:
    first, limit = int(asked["offset"]), int(asked["limit"])
    listed, total = {
        "W1": ("scheduled_tasks", "total_count"),
        "triggered": ("scheduled_tasks", "total_count"),
        "W3": ("tasks_records", "total_count"),
        "W4": ("tasks_records_details", "total_count"),
    }.get(name, ("items", "count"))
    return {listed: rows[first : first + limit], total: len(rows)}


def _response(status: int, body: object) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


async def works(source: SweptRuns) -> Batch[SeenWork]:
    listed = source.works()
    assert listed is not None
    return await _joined(listed)


async def runs(source: SweptRuns, work: SeenWork) -> Batch[SweptRun]:
    return await _joined(source.runs(work, SINCE))


async def one_run(source: SweptRuns, work: SeenWork) -> SweptRun:
    """The run, where there is one and nothing is missing."""
    read = await runs(source, work)
    (run,) = read.rows
    assert read.gaps == ()
    return run


async def rows(source: SweptRuns, run: SweptRun) -> Batch[SweptExecution]:
    return await _joined(source.rows(run))


async def _joined(batches: AsyncIterator[Batch[Any]]) -> Batch[Any]:
    """All rows of all batches, and the gaps."""
    read = [batch async for batch in batches]
    found = tuple(row for batch in read for row in batch.rows)
    return Batch(found, tuple(gap for batch in read for gap in batch.gaps))
