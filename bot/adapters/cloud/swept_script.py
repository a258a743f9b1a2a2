"""Scripts and commands on desktops, as sweeps read them: W5, and W6 for the rows.

A script task has the key `CLOUD/script/task:ID`. Parts are percent-encoded and so have
no colon of their own: whatever its id, that is never the key of a record of W6,
`CLOUD/script/RECORD`.
"""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from bot.adapters.cloud.askable import askable, begun_since, made
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import ScriptTaskPayload
from bot.adapters.cloud.script import ScriptRecordPayload
from bot.adapters.cloud.script_rows import ScriptRows
from bot.adapters.cloud.script_tasks import ScriptTasks
from bot.adapters.cloud.streams import streamed
from bot.domain.executions import Named
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun


class SweptScripts:
    """`SweptRuns` over W5 and W6."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._client = client
        self._cloud = cloud
        self._reference = Reference(cloud, SourceName.SCRIPT, ())
        self._tasks = ScriptTasks(client, project_id)
        self._rows = ScriptRows(client, project_id)

    def works(self) -> None:
        """None: W5 lists the runs of every script."""

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        del work  # there is one list
        tasks = self._tasks.list(self._reference, begun_since(since))
        pages = streamed(tasks.page, _key, self._client.breadth)
        return askable(pages, self._swept)

    async def counted(self, swept: SweptRun) -> SweptRun:
        """The same: W5 counts."""
        return swept

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        task = swept.script_task
        asked = replace(self._reference, ids=(task,))
        return made(self._rows.of(asked, task), self._row)

    def _swept(self, task: ScriptTaskPayload) -> SweptRun | None:
        if not is_id(task.id):
            return None
        run = task.run(self._cloud)
        this = f"task:{quote(task.id, safe='')}"
        return SweptRun(
            key=f"{self._reference}/{this}",
            run=run,
            work=scripts_of(run.scripts) or Named(this, task.id),
            script_task=task.id,
        )

    def _row(self, row: ScriptRecordPayload) -> SweptExecution | None:
        if not is_id(row.id):
            return None
        reference = Reference(self._cloud, SourceName.SCRIPT, (row.id,))
        return SweptExecution(key=str(reference), execution=row.execution(reference))


def scripts_of(scripts: tuple[Named, ...]) -> Named | None:
    """Scripts that always run together, as one piece of work; None without any."""
    known = [script for script in scripts if script.id or script.name]
    if not known:
        return None
    ids = "+".join(
        quote(script.id or script.name, safe="", errors="replace") for script in known
    )
    return Named(ids, ", ".join(script.label for script in known))


def _key(task: ScriptTaskPayload) -> str | None:
    return task.id or None
