"""Scheduled tasks of desktops: seed 001, endpoint W4; and W3, a task's runs."""

import asyncio
from dataclasses import replace

from bot.adapters.cloud.corrections import corrected, with_shortfall
from bot.adapters.cloud.errors import nothing
from bot.adapters.cloud.findings import matching, row_key, run_of
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.task_payloads import TaskRecordPayload
from bot.adapters.cloud.work_lists import TaskLists
from bot.domain.executions import Execution
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Finding, Listing, Run, Runs, WholeRun, tally
from bot.errors import (
    NotFoundError,
    Silence,
    SourceError,
    SourceUnavailableError,
    settled,
)


class TaskSource:
    """`Source` over W4 and W3; ids are a task's, one of its runs, and a desktop.

    `time_zone` is of times that name none.
    """

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._lists = TaskLists(client, cloud=cloud, project_id=project_id)
        self._cloud = cloud
        self._zone = time_zone

    async def find(self, *ids: str) -> Finding:
        reference = Reference(self._cloud, SourceName.TASK, ids)
        match ids:
            case (_,):
                return await self._runs(reference)
            case (task, record, _):
                run = replace(reference, ids=(task, record))
                return matching(reference, await self._run(run), "desktop")
        return await self._run(reference)

    async def _runs(self, task: Reference) -> Runs:
        """W3: every run of a task; without any, nobody knows whether there is the task."""
        rows = await settled(self._lists.runs(task).rows, _record_key)
        if isinstance(rows, SourceError):
            raise rows
        if isinstance(rows, NotFoundError) or not (rows.rows or rows.gaps):
            raise NotFoundError(
                f"{self._cloud} lists no run of scheduled task `{task.ids[0]}`: it has "
                "not run yet, or there is no such task.",
                reference=str(task),
            )
        runs = tuple(row.run(task, self._zone) for row in rows.rows)
        return Runs(task, Listing(runs, rows.total, rows.gaps))

    async def _run(self, reference: Reference) -> WholeRun:
        """W4: what happened on every desktop; and what W3 tells of the run, if it does."""
        rows, record = await asyncio.gather(
            settled(self._details(reference).rows, row_key),
            settled(self._record, reference),
        )
        if isinstance(rows, SourceError):
            raise rows
        if isinstance(rows, NotFoundError):
            if not isinstance(record, Run):
                raise record if isinstance(record, SourceError) else rows
            rows = Listing(gaps=(f"Its desktops are not listed: {rows}",))
        if isinstance(record, Run):
            run = corrected(record, tally(rows.rows))
            return WholeRun(run, with_shortfall(run, rows))
        return self._without_record(reference, record, rows)

    def _without_record(
        self, reference: Reference, why: Silence | None, executions: Listing[Execution]
    ) -> WholeRun:
        """The run as its desktops tell it, and why nothing else does."""
        failed = why if isinstance(why, SourceError) else None
        if not (executions.rows or executions.gaps):
            raise failed or nothing(self._lists.desktops(reference).asked)
        run = run_of(reference, executions)
        unread = (f"The run's own counters were not read: {failed}",) if failed else ()
        return WholeRun(run, replace(executions, gaps=(*executions.gaps, *unread)))

    async def _record(self, reference: Reference) -> Run | None:
        """The run as W3 has it; nearly always it is among the first hundred.

        Raises:
            SourceUnavailableError: it may be among those that could not be read.
        """
        records = self._lists.runs(replace(reference, ids=reference.ids[:1]))
        first = await records.page()
        found = self._among(first.rows, reference)
        if found or first.items in {0, first.total}:
            return found
        rows = await records.rows(_record_key)
        found = self._among(rows.rows, reference)
        if found is None and rows.gaps:
            raise SourceUnavailableError(
                rows.gaps[0], cloud=reference.cloud, source=reference.source
            )
        return found

    def _among(
        self, rows: tuple[TaskRecordPayload, ...], reference: Reference
    ) -> Run | None:
        task, record = reference.ids
        of = replace(reference, ids=(task,))
        return next((row.run(of, self._zone) for row in rows if row.id == record), None)

    def _details(self, run: Reference) -> OffsetList[Execution]:
        """W4: what happened on every desktop in that run, page by page."""
        return self._lists.desktops(run).made(
            lambda row: row.execution(run, self._zone)
        )


def _record_key(row: TaskRecordPayload) -> str | None:
    return row.id or None
