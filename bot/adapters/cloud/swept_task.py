"""Scheduled tasks of desktops, as sweeps read them: W1, W3 and W4."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime

from bot.adapters.cloud.askable import askable, joined, made
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.statuses import is_under_way, outcome_of
from bot.adapters.cloud.streams import streamed
from bot.adapters.cloud.task_payloads import TaskDetailPayload, TaskRecordPayload
from bot.adapters.cloud.work_lists import TASK_LISTS, TaskLists
from bot.adapters.cloud.work_payloads import ScheduledTaskPayload
from bot.adapters.cloud.works_seen import begun_lately, followed
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.runs import Counts
from bot.domain.sweeping import FINE, Batch, SeenWork, SweptExecution, SweptRun


class SweptTasks:
    """`SweptRuns` over W1, W3 and W4; `time_zone` is of times that name none."""

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._client = client
        self._reference = Reference(cloud, SourceName.TASK, ())
        self._zone = time_zone
        self._lists = TaskLists(client, cloud=cloud, project_id=project_id)

    def works(self) -> AsyncGenerator[Batch[SeenWork], None]:
        """Those that have a time of their own, then those that something triggers."""
        lists = {
            what: streamed(self._lists.tasks(query).page, _key, self._client.breadth)
            for what, query in TASK_LISTS.items()
        }
        return followed(lists, lambda row: row.seen(self._zone))

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        """As the port says: W3 has no filter and no documented order, so all is read."""
        if work is None:
            raise ValueError("runs of tasks are listed below a task")
        task = replace(self._reference, ids=(work.work.id,))
        pages = streamed(self._lists.runs(task).page, _key, self._client.breadth)
        rows = begun_lately(pages, since, lambda row: row.start_time, _under_way)
        return askable(rows, lambda row: self._swept(task, work, row))

    async def counted(self, swept: SweptRun) -> SweptRun:
        """The same: W3 counts."""
        return swept

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        details = self._lists.desktops(swept.run.reference)
        keys: dict[str, str] = {}
        pages = streamed(details.page, _row_key, self._client.breadth)
        return made(pages, lambda row: self._row(swept, row, keys))

    def _row(
        self, swept: SweptRun, row: TaskDetailPayload, keys: dict[str, str]
    ) -> SweptExecution | None:
        """The execution; None for a fine one, or one that nothing tells from others.

        A desktop's second row has a key of its own; `keys` has each one's row so far.
        """
        part = _part(row)
        if outcome_of(row.exec_status) in FINE or not part:
            return None
        key = joined(swept.key, part)
        if keys.setdefault(key, row.id) != row.id:
            key = joined(key, row.id)
        execution = row.execution(swept.run.reference, self._zone)
        return SweptExecution(key=key, execution=execution)

    def _swept(
        self, task: Reference, work: SeenWork, row: TaskRecordPayload
    ) -> SweptRun | None:
        if not is_id(row.id):
            return None
        run = row.run(task, self._zone)
        return SweptRun(
            key=str(run.reference),
            run=run,
            work=work.work,
            script_task=row.execute_task_id,
        )


def _under_way(row: TaskRecordPayload) -> bool:
    return is_under_way(row.status, Counts())


def _part(row: TaskDetailPayload) -> str:
    """What tells a desktop from others of its run: its id, else its name."""
    desktop = row.desktop_id if is_id(row.desktop_id) else ""
    return desktop or row.desktop_name or row.id or row.desktop_id


def _key(row: ScheduledTaskPayload | TaskRecordPayload) -> str | None:
    return row.id or None


def _row_key(row: TaskDetailPayload) -> tuple[str, str] | None:
    return (row.id, row.desktop_id) if row.id or row.desktop_id else None
