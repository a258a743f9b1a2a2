"""The lists of work, of its runs and of what happened in each, page by page."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.cloud.app_payloads import AppDetailPayload, AppHistoryPayload
from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.payloads import page_of
from bot.adapters.cloud.task_payloads import TaskDetailPayload, TaskRecordPayload
from bot.adapters.cloud.work_payloads import AppTaskPayload, ScheduledTaskPayload
from bot.domain.references import Reference, SourceName

TASK_LISTS: Mapping[str, Mapping[str, str]] = {
    "Scheduled tasks": {},
    "Triggered tasks": {"scheduled_type": "LIFE_CYCLE"},
}
"""What has to be asked of W1 to be told of all tasks, by what each is told of."""

ALL: Mapping[str, str] = {}
_MOST_TASKS = 50


class TaskLists:
    """Scheduled tasks of desktops."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._client = client
        self._reference = Reference(cloud, SourceName.TASK, ())
        self._path = f"/v2/{project_id}/scheduled-tasks"

    def tasks(self, query: Mapping[str, Any]) -> OffsetList[ScheduledTaskPayload]:
        """W1; one of `TASK_LISTS`, or a part of it."""
        asked = Asked(
            reference=self._reference,
            thing="scheduled task",
            permission="workspace:scheduledTasks:list",
        )
        return OffsetList(
            self._client,
            asked,
            self._path,
            lambda body: page_of(
                ScheduledTaskPayload, body, "scheduled_tasks", "total_count"
            ),
            query,
            limit=_MOST_TASKS,
        )

    def runs(self, task: Reference) -> OffsetList[TaskRecordPayload]:
        """W3."""
        asked = Asked(
            reference=task,
            thing="scheduled task's run",
            permission="workspace:scheduledTasks:listRecords",
        )
        return OffsetList(
            self._client,
            asked,
            f"{self._path}/{task.ids[0]}/records",
            lambda body: page_of(
                TaskRecordPayload, body, "tasks_records", "total_count"
            ),
        )

    def desktops(self, run: Reference) -> OffsetList[TaskDetailPayload]:
        """W4."""
        task, record = run.ids
        asked = Asked(
            reference=run,
            thing="run of a scheduled task",
            permission="workspace:scheduledTasks:getRecord",
        )
        return OffsetList(
            self._client,
            asked,
            f"{self._path}/{task}/records/{record}",
            lambda body: page_of(
                TaskDetailPayload, body, "tasks_records_details", "total_count"
            ),
        )


class AppLists:
    """Tasks of application servers."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._client = client
        self._reference = Reference(cloud, SourceName.APP, ())
        self._path = f"/v1/{project_id}/schedule-task"

    def tasks(self, query: Mapping[str, Any] = ALL) -> OffsetList[AppTaskPayload]:
        """A1."""
        asked = Asked(
            reference=self._reference,
            thing="App Streaming task",
            permission="workspace:scheduledTasks:list",
        )
        return OffsetList(
            self._client,
            asked,
            self._path,
            lambda body: page_of(AppTaskPayload, body, "items", "count"),
            query,
        )

    def runs(
        self, task: Reference, thing: str = "App Streaming task's run"
    ) -> OffsetList[AppHistoryPayload]:
        """A2; `thing` is what is looked for there."""
        asked = Asked(
            reference=task,
            thing=thing,
            permission="workspace:scheduledTasks:listRecords",
        )
        return OffsetList(
            self._client,
            asked,
            f"{self._path}/{task.ids[0]}/execute-history",
            lambda body: page_of(AppHistoryPayload, body, "items", "count"),
        )

    def servers(self, run: Reference) -> OffsetList[AppDetailPayload]:
        """A3."""
        asked = Asked(
            reference=run,
            thing="App Streaming run",
            permission="workspace:scheduledTasks:getRecord",
        )
        return OffsetList(
            self._client,
            asked,
            f"{self._path}/{run.ids[0]}/execute-detail",
            lambda body: page_of(AppDetailPayload, body, "items", "count"),
        )
