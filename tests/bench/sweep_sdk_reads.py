"""What the vendor's SDK reads in a sweep of one day, endpoint by endpoint."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from huaweicloudsdkcoc.v1 import (
    GetScriptJobBatchRequest,
    GetScriptJobStatisticsRequest,
    ListScriptJobsRequest,
)
from huaweicloudsdkworkspace.v2 import (
    ListScheduledTasksRecordsDetailsRequest,
    ListScheduledTasksRecordsRequest,
    ListScheduledTasksRequest,
    ListScriptRecordsRequest,
    ListScriptTasksRequest,
    ShowDesktopPoolsScriptExecTasksRequest,
)
from huaweicloudsdkworkspaceapp.v1 import (
    ListScheduleTasksRequest,
    ListTaskExecuteDetailRequest,
    ListTaskExecuteHistoryRequest,
)

from tests.bench.sweep_sdk_lists import Clients, List, Row, every_after
from tests.bench.sweep_world import NOW

TASKS_PAGE = 50
SINCE = NOW - timedelta(days=1)
_UTC, _LOCAL = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S"
# Singapore's time, which W3 tells.
_SINCE_THERE = (SINCE + timedelta(hours=8)).strftime(_LOCAL)
TROUBLE = {"FAIL", "FAILED", "SKIP", "ABNORMAL"}
Read = Callable[[], list[Row]]


class Reads:
    """Each list of the SDK, or what reads it whole."""

    def __init__(self, known: Clients) -> None:
        self._workspace, self._apps, self._coc = known.workspace, known.apps, known.coc

    @property
    def lists(self) -> tuple[List, ...]:
        """W1 without and with triggered tasks, W5, W9, A1."""
        workspace, since = self._workspace, SINCE.strftime(_UTC)
        return (
            self._tasks(ListScheduledTasksRequest),
            self._tasks(
                partial(ListScheduledTasksRequest, scheduled_type="LIFE_CYCLE")
            ),
            List(
                workspace.list_script_tasks,
                partial(ListScriptTasksRequest, execute_time_start=since),
                "script_tasks",
                "count",
            ),
            List(
                workspace.show_desktop_pools_script_exec_tasks,
                partial(
                    ShowDesktopPoolsScriptExecTasksRequest, execute_time_start=since
                ),
                "script_execution_tasks",
                "total_count",
            ),
            List(
                self._apps.list_schedule_tasks,
                ListScheduleTasksRequest,
                "items",
                "count",
            ),
        )

    def _tasks(self, request: Callable[..., Row]) -> List:
        call = self._workspace.list_scheduled_tasks
        return List(call, request, "scheduled_tasks", "total_count", TASKS_PAGE)

    def task_runs(self, task: Row) -> list[tuple[str, Row]]:
        """W3: those of the day, each with its task's id."""
        runs = List(
            self._workspace.list_scheduled_tasks_records,
            partial(ListScheduledTasksRecordsRequest, task_id=task.id),
            "tasks_records",
            "total_count",
        ).whole()
        return [(task.id, run) for run in runs if run.start_time >= _SINCE_THERE]

    def task_rows(self, run: tuple[str, Row]) -> Read:
        """W4."""
        task, record = run
        return List(
            self._workspace.list_scheduled_tasks_records_details,
            partial(
                ListScheduledTasksRecordsDetailsRequest,
                task_id=task,
                record_id=record.id,
            ),
            "tasks_records_details",
            "total_count",
        ).whole

    def script_rows(self, run: Row) -> Read:
        """W6."""
        return List(
            self._workspace.list_script_records,
            partial(ListScriptRecordsRequest, script_task_id=run.id),
            "script_records",
            "count",
        ).whole

    def app_runs(self, task: Row) -> list[Row]:
        """A2: those of the day that failed."""
        runs = List(
            self._apps.list_task_execute_history,
            partial(ListTaskExecuteHistoryRequest, task_id=task.id),
            "items",
            "count",
        ).whole()
        since = SINCE.strftime(_UTC)
        return [r for r in runs if r.failed_count and str(r.begin_time) >= since]

    def app_rows(self, run: Row) -> Read:
        """A3."""
        return List(
            self._apps.list_task_execute_detail,
            partial(ListTaskExecuteDetailRequest, execute_history_id=run.id),
            "items",
            "count",
        ).whole

    def orders(self) -> list[Row]:
        """C1."""
        since = int(SINCE.timestamp()) * 1_000
        request = ListScriptJobsRequest(start_time=since)
        call = self._coc.list_script_jobs
        return every_after(call, request, "data", "order_id")

    def statistics(self, order: Row) -> list[tuple[str, int]]:
        """C3: the batches in which an instance failed."""
        request = GetScriptJobStatisticsRequest(execute_uuid=order.execute_uuid)
        data = self._coc.get_script_job_statistics(request).data
        return [
            (order.execute_uuid, batch)
            for held in data.execute_statistics
            if held.instance_status in TROUBLE
            for batch in held.batch_indexes
        ]

    def instances(self, batch: tuple[str, int]) -> Read:
        """C5: those that failed."""
        uuid, index = batch
        request = GetScriptJobBatchRequest(
            execute_uuid=uuid, batch_index=index, status="ABNORMAL"
        )
        call = self._coc.get_script_job_batch
        return partial(every_after, call, request, "execute_instances", "id")
