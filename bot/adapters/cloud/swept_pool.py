"""Scripts and commands on desktop pools, as sweeps read them: W9, and W6 for the rows."""

from collections.abc import AsyncGenerator
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from bot.adapters.cloud.askable import askable, begun_since, joined, made
from bot.adapters.cloud.findings import below
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pool_payloads import PoolTaskPayload
from bot.adapters.cloud.pool_runs import PoolRuns
from bot.adapters.cloud.script import ScriptRecordPayload
from bot.adapters.cloud.script_rows import ScriptRows
from bot.adapters.cloud.streams import streamed
from bot.adapters.cloud.swept_script import scripts_of
from bot.domain.executions import Named
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.runs import Run
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun

# Of its hash, what tells one command from all others of a pool.
_ENOUGH = 16


class SweptPools:
    """`SweptRuns` over W9 and W6."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._client = client
        self._cloud = cloud
        self._reference = Reference(cloud, SourceName.POOL, ())
        self._tasks = PoolRuns(client, project_id)
        self._rows = ScriptRows(client, project_id)

    def works(self) -> None:
        """None: W9 lists the runs of every pool."""

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        del work  # there is one list
        tasks = self._tasks.list(self._reference, begun_since(since))
        pages = streamed(tasks.page, _key, self._client.breadth)
        return askable(pages, self._swept)

    async def counted(self, swept: SweptRun) -> SweptRun:
        """The same: W9 counts."""
        return swept

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        records: dict[str, str] = {}
        batches = self._rows.of(swept.run.reference, swept.script_task)
        return made(batches, lambda row: _row(swept, row, records))

    def _swept(self, task: PoolTaskPayload) -> SweptRun | None:
        if not is_id(task.id):
            return None
        run = task.run(self._cloud)
        return SweptRun(
            key=str(run.reference),
            run=run,
            work=_work(run, " ".join(task.command_content.split())),
            script_task=task.id,
        )


def _row(
    swept: SweptRun, row: ScriptRecordPayload, records: dict[str, str]
) -> SweptExecution | None:
    """The execution under its desktop's key; `records` has each key's record so far.

    None where it names no desktop.
    """
    if not is_id(row.resource_id):
        return None
    several = len(swept.run.scripts) > 1
    key = joined(swept.key, row.resource_id, *([row.script_id] if several else []))
    if records.setdefault(key, row.id) != row.id:  # it ran there twice
        key = joined(key, row.id)
    reference = below(swept.run.reference, row.resource_id)
    return SweptExecution(key=key, execution=row.execution(reference))


def _work(run: Run, command: str) -> Named:
    """What ran, and on which pool."""
    what = scripts_of(run.scripts) or _typed(command)
    pool = run.place.id or run.place.name
    place = quote(pool, safe="", errors="replace")
    return Named(f"{place}/{what.id}", what.name or run.place.label)


def _typed(command: str) -> Named:
    """A command as a piece of work; the colon tells it from every script's id."""
    if not command:
        return Named()
    told = sha256(command.encode(errors="replace")).hexdigest()[:_ENOUGH]
    return Named(f"command:{told}", command)


def _key(task: PoolTaskPayload) -> str | None:
    return task.id or None
