"""App Streaming runs on servers: seed 004, endpoint A3; and A2, a task's history."""

from dataclasses import replace

from bot.adapters.cloud.errors import Asked, nothing
from bot.adapters.cloud.findings import (
    below,
    cause_of,
    counts_of,
    matching,
    row_key,
    run_of,
    zone_detail,
)
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.payloads import Payload, Text, Whole, page_of
from bot.adapters.cloud.statuses import is_under_way, outcome_of, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import Execution, Named, details
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Finding, Listing, Run, Runs, WholeRun
from bot.errors import NotFoundError


class AppDetailPayload(Payload):
    """A row of A3, every documented field."""

    id: Text = ""
    execute_id: Text = ""
    server_id: Text = ""
    server_name: Text = ""
    status: Text = ""
    task_type: Text = ""
    time_zone: Text = ""
    begin_time: Text = ""
    end_time: Text = ""
    result_code: Text = ""
    result_message: Text = ""

    def execution(self, run: Reference, default_zone: str = "") -> Execution:
        return Execution(
            reference=below(run, self.server_id),
            outcome=outcome_of(self.status),
            raw_status=self.status,
            target=Named(self.server_id, self.server_name),
            target_kind="SERVER",
            kind=self.task_type,
            run_id=self.execute_id,
            started=moment(self.begin_time, self.time_zone, default_zone),
            ended=moment(self.end_time, self.time_zone, default_zone),
            cause=cause_of(self.result_code, self.result_message),
            id=self.id,
            details=zone_detail(self.time_zone),
        )


class AppHistoryPayload(Payload):
    """A row of A2, every documented field; `total_count` is of this run's servers."""

    id: Text = ""
    task_id: Text = ""
    task_type: Text = ""
    status: Text = ""
    scheduled_type: Text = ""
    total_count: Whole = None
    success_count: Whole = None
    failed_count: Whole = None
    excuting_count: Whole = None  # the wire's spelling
    time_zone: Text = ""
    begin_time: Text = ""
    end_time: Text = ""
    create_time: Text = ""

    def run(self, task: Reference, default_zone: str = "") -> Run:
        counts = counts_of(
            self.success_count,
            self.failed_count,
            running=self.excuting_count,
            total=self.total_count,
        )
        history = replace(task, ids=())
        reference = below(history, self.id)
        return Run(
            reference=reference if reference.ids else task,
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            place=Named(self.task_id),
            kind=self.task_type,
            started=moment(self.begin_time, self.time_zone, default_zone),
            ended=moment(self.end_time, self.time_zone, default_zone),
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(
                scheduled=self.scheduled_type,
                created=self.create_time,
                time_zone=self.time_zone,
            ),
        )


class AppSource:
    """`Source` over A3 and A2; ids are a run's and a server, or a task's.

    The documents call the id of a run that of its task (trap 46), so an id without
    servers is asked for as a task's as well. `time_zone` is of times that name none.
    """

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._client = client
        self._cloud = cloud
        self._zone = time_zone
        self._tasks = f"/v1/{project_id}/schedule-task"

    async def find(self, *ids: str) -> Finding:
        reference = Reference(self._cloud, SourceName.APP, ids)
        run = replace(reference, ids=ids[:1])
        executions = await self._executions(run)
        whole = WholeRun(run_of(run, executions), executions)
        if len(ids) > 1:
            return matching(reference, whole, "server")
        if executions.rows or executions.gaps:
            return whole
        return await self._history(reference)

    async def _executions(self, run: Reference) -> Listing[Execution]:
        """A3, empty where there is no such run."""
        try:
            return await self._details(run).rows(row_key)
        except NotFoundError:
            return Listing()

    def _details(self, run: Reference) -> OffsetList[Execution]:
        """A3: what happened on every server in that run, page by page."""
        return OffsetList(
            self._client,
            _asked(run),
            f"{self._tasks}/{run.ids[0]}/execute-detail",
            lambda body: page_of(AppDetailPayload, body, "items", "count").made(
                lambda row: row.execution(run, self._zone)
            ),
        )

    async def _history(self, task: Reference) -> Runs:
        """A2: every run of a task."""
        asked = Asked(
            reference=task,
            thing="App Streaming run or task",
            permission="workspace:scheduledTasks:listRecords",
        )
        history = OffsetList(
            self._client,
            asked,
            f"{self._tasks}/{task.ids[0]}/execute-history",
            lambda body: page_of(AppHistoryPayload, body, "items", "count"),
        )
        rows = await history.rows(lambda row: row.id or None)
        if not (rows.rows or rows.gaps):
            raise nothing(asked)
        runs = tuple(row.run(task, self._zone) for row in rows.rows)
        return Runs(task, Listing(runs, rows.total, rows.gaps))


def _asked(reference: Reference) -> Asked:
    return Asked(
        reference=reference,
        thing="App Streaming run",
        permission="workspace:scheduledTasks:getRecord",
    )
