"""Script and command runs of desktop pools: seed 002, endpoint W9; W6 has the rows."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.cloud.corrections import corrected, with_shortfall
from bot.adapters.cloud.errors import nothing
from bot.adapters.cloud.findings import below, not_listed, run_of
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pool_queries import exact, query
from bot.adapters.cloud.pool_runs import PoolRuns, asked
from bot.adapters.cloud.script import ScriptRecordPayload, ScriptRecords
from bot.domain.executions import Execution
from bot.domain.outputs import Output
from bot.domain.pools import PoolFilter
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.runs import Finding, Listing, Run, WholeRun, tally
from bot.domain.windows import Window
from bot.errors import NotFoundError, Silence, settled


class PoolSource:
    """`Source` and `PoolSearch` over W9; ids are a run's, and a desktop."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._cloud = cloud
        self._runs = PoolRuns(client, project_id)
        self._records = ScriptRecords(client, project_id)

    async def search(self, wanted: PoolFilter, window: Window) -> Listing[Run]:
        reference = Reference(self._cloud, SourceName.POOL, ())
        broad, ids = query(wanted, window), exact(wanted)
        rows = await self._exactly(reference, {**broad, **ids}) if ids else None
        if not (rows and rows.rows):  # or it was a name that looks like an id
            rows = await self._tasks(reference, broad)
        return rows

    async def find(self, *ids: str) -> Finding:
        reference = Reference(self._cloud, SourceName.POOL, ids)
        if len(ids) > 1:
            return await self._on_desktop(reference)
        tasks, records = await asyncio.gather(
            settled(self._tasks, reference, {"task_id": list(ids)}),
            settled(self._records.all, reference, {"script_task_id": ids[0]}),
        )
        if isinstance(tasks, NotFoundError):
            raise _no_run(reference) from tasks
        if isinstance(tasks, Silence):
            raise tasks
        found = [run for run in tasks.rows if run.reference.ids == ids]
        if not found:
            raise not_listed(_no_run(reference), reference, "run", tasks.gaps)
        return _whole(found[0], reference, records)

    async def _on_desktop(self, reference: Reference) -> Finding:
        """The execution on one desktop, with its output from W7 where that answers."""
        task, desktop = reference.ids
        wanted = {"script_task_id": task, "resource_id": [desktop]}
        read = await self._records.all(reference, wanted)
        records, others = _own(read, task)
        rows = [row for row in records if row.resource_id == desktop]
        if not rows:
            absent = nothing(asked(reference))
            raise not_listed(absent, reference, "desktop", read.gaps)
        if len(rows) > 1:  # a run may have several scripts
            executions = tuple(row.execution(_record(reference, row)) for row in rows)
            listing = Listing(executions, gaps=(*read.gaps, *others))
            return WholeRun(run_of(reference, listing), listing)
        return await self._with_output(reference, rows[0])

    async def _with_output(
        self, reference: Reference, row: ScriptRecordPayload
    ) -> Execution:
        if not is_id(row.id):
            return _unread(
                row.execution(reference), "The cloud gave it no id to ask by."
            )
        whole = await settled(self._records.one, reference, row.id)
        if isinstance(whole, Silence):
            return _unread(row.execution(reference), str(whole))
        return whole

    async def _exactly(
        self, reference: Reference, wanted: Mapping[str, Any]
    ) -> Listing[Run] | None:
        """The runs of one pool or script; None where the cloud has no such."""
        try:
            return await self._tasks(reference, wanted)
        except NotFoundError:
            return None

    async def _tasks(
        self, reference: Reference, wanted: Mapping[str, Any]
    ) -> Listing[Run]:
        tasks = self._runs.list(reference, wanted)
        return await tasks.made(lambda row: row.run(self._cloud)).rows(_key)


def _whole(
    run: Run,
    reference: Reference,
    records: Listing[ScriptRecordPayload] | Silence,
) -> WholeRun:
    if isinstance(records, Silence):
        return WholeRun(run, Listing(gaps=(f"Its desktops are not known: {records}",)))
    own, others = _own(records, reference.ids[0])
    rows = tuple(row.execution(below(reference, row.resource_id)) for row in own)
    total = None if others else records.total
    executions = Listing(rows, total, (*records.gaps, *others))
    return WholeRun(corrected(run, tally(rows)), with_shortfall(run, executions))


def _own(
    records: Listing[ScriptRecordPayload], task: str
) -> tuple[list[ScriptRecordPayload], tuple[str, ...]]:
    """The records of the run, and a gap where the cloud gave others as well.

    That W6.script_task_id is a W9.id is not documented.
    """
    own = [row for row in records.rows if row.script_task_id in {"", task}]
    count = len(records.rows) - len(own)
    if not count:
        return own, ()
    rows = (
        "row of another run, which is"
        if count == 1
        else "rows of other runs, which are"
    )
    return own, (f"The cloud also gave {count:,} {rows} left out.",)


def _record(reference: Reference, row: ScriptRecordPayload) -> Reference:
    """What opens one of several scripts on a desktop, with its output."""
    if not is_id(row.id):
        return reference
    return Reference(reference.cloud, SourceName.SCRIPT, (row.id,))


def _unread(execution: Execution, why: str) -> Execution:
    return replace(execution, output=Output(gap=why))


def _no_run(reference: Reference) -> NotFoundError:
    """The same as `nothing` says, for somebody who may have meant a pool's name."""
    (said,) = reference.ids
    return NotFoundError(
        f"{nothing(asked(reference))} To search by name say `pool:{said}`.",
        reference=str(reference),
    )


def _key(run: Run) -> tuple[str, ...] | None:
    return run.reference.ids or None
