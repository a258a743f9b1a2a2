"""App Streaming runs on servers: seed 004, endpoint A3; and A2, a task's history."""

from dataclasses import replace

from bot.adapters.cloud.errors import nothing
from bot.adapters.cloud.findings import matching, row_key, run_of
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.work_lists import AppLists
from bot.domain.executions import Execution
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Finding, Listing, Runs, WholeRun
from bot.errors import NotFoundError


class AppSource:
    """`Source` over A3 and A2; ids are a run's and a server, or a task's.

    The documents call the id of a run that of its task (trap 46), so an id without
    servers is asked for as a task's as well. `time_zone` is of times that name none.
    """

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._lists = AppLists(client, cloud=cloud, project_id=project_id)
        self._cloud = cloud
        self._zone = time_zone

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
        servers = self._lists.servers(run)
        try:
            return await servers.made(lambda row: row.execution(run, self._zone)).rows(
                row_key
            )
        except NotFoundError:
            return Listing()

    async def _history(self, task: Reference) -> Runs:
        """A2: every run of a task."""
        history = self._lists.runs(task, "App Streaming run or task")
        rows = await history.rows(lambda row: row.id or None)
        if not (rows.rows or rows.gaps):
            raise nothing(history.asked)
        runs = tuple(row.run(task, self._zone) for row in rows.rows)
        return Runs(task, Listing(runs, rows.total, rows.gaps))
