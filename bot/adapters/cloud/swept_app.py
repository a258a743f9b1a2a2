"""Tasks of application servers, as sweeps read them: A1, A2 and A3."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime

from bot.adapters.cloud.app_payloads import AppDetailPayload, AppHistoryPayload
from bot.adapters.cloud.askable import askable, joined, made
from bot.adapters.cloud.findings import counts_of
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.statuses import is_under_way, outcome_of
from bot.adapters.cloud.streams import streamed
from bot.adapters.cloud.work_lists import AppLists
from bot.adapters.cloud.work_payloads import AppTaskPayload
from bot.adapters.cloud.works_seen import begun_lately, followed
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.sweeping import FINE, Batch, SeenWork, SweptExecution, SweptRun


class SweptApps:
    """`SweptRuns` over A1, A2 and A3; `time_zone` is of times that name none."""

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._client = client
        self._reference = Reference(cloud, SourceName.APP, ())
        self._zone = time_zone
        self._lists = AppLists(client, cloud=cloud, project_id=project_id)

    def works(self) -> AsyncGenerator[Batch[SeenWork], None]:
        """Every task."""
        pages = streamed(self._lists.tasks().page, _key, self._client.breadth)
        return followed({"App tasks": pages}, lambda row: row.seen(self._zone))

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        """As the port says: A2 has no filter and no documented order, so all is read."""
        if work is None:
            raise ValueError("runs of tasks are listed below a task")
        task = replace(self._reference, ids=(work.work.id,))
        pages = streamed(self._lists.runs(task).page, _key, self._client.breadth)
        rows = begun_lately(pages, since, lambda row: row.begin_time, _under_way)
        return askable(rows, lambda row: self._swept(task, work, row))

    async def counted(self, swept: SweptRun) -> SweptRun:
        """The same: A2 counts."""
        return swept

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        details = self._lists.servers(swept.run.reference)
        pages = streamed(details.page, _row_key, self._client.breadth)
        return made(pages, lambda row: self._row(swept, row))

    def _row(self, swept: SweptRun, row: AppDetailPayload) -> SweptExecution | None:
        """The execution; None for one that nothing tells from others."""
        if outcome_of(row.status) in FINE:
            return None
        server = row.server_id if is_id(row.server_id) else ""
        server = server or row.server_name or row.server_id
        if not (server or row.id):
            return None
        return SweptExecution(
            key=joined(swept.key, server, row.id),
            execution=row.execution(swept.run.reference, self._zone),
        )

    def _swept(
        self, task: Reference, work: SeenWork, row: AppHistoryPayload
    ) -> SweptRun | None:
        if not is_id(row.id):
            return None
        run = row.run(task, self._zone)
        return SweptRun(key=str(run.reference), run=run, work=work.work)


def _under_way(row: AppHistoryPayload) -> bool:
    counts = counts_of(None, None, running=row.excuting_count)
    return is_under_way(row.status, counts)


def _key(row: AppTaskPayload | AppHistoryPayload) -> str | None:
    return row.id or None


def _row_key(row: AppDetailPayload) -> tuple[str, str] | None:
    return (row.id, row.server_id) if row.id or row.server_id else None
