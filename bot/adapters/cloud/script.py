"""Script executions on desktops: seed 000, endpoint W7; and W6, their list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.findings import cause_of
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.payloads import (
    LongText,
    ObjectPayload,
    Payload,
    Text,
    Whole,
    documented,
    page_of,
)
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.times import moment
from bot.domain.executions import Batch, Execution, Named
from bot.domain.outputs import Output, bounded
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.runs import Listing

# `execute_order`; 0 is the default, no part of a gradual rollout.
_BATCHES = {1: Batch.GRAY, 2: Batch.NON_GRAY}


class ScriptRecordPayload(Payload):
    """W7, every documented field; a row of W6 is the same without the output."""

    id: Text = ""
    script_id: Text = ""
    script_name: Text = ""
    script_task_id: Text = ""
    resource_id: Text = ""
    resource_name: Text = ""
    resource_type: Text = ""
    start_time: Text = ""
    end_time: Text = ""
    status: Text = ""
    execute_order: Whole = None
    result_code: Text = ""
    reason: Text = ""
    output: LongText = ""

    def execution(self, reference: Reference) -> Execution:
        """The same as a domain value, under the reference that was asked for."""
        return Execution(
            reference=reference,
            outcome=outcome_of(self.status),
            raw_status=self.status,
            script=Named(self.script_id, self.script_name),
            target=Named(self.resource_id, self.resource_name),
            target_kind=self.resource_type,
            run_id=self.script_task_id,
            batch=_BATCHES.get(self.execute_order or 0),
            started=moment(self.start_time),
            ended=moment(self.end_time),
            id=self.id,
            cause=cause_of(self.result_code, self.reason),
            output=bounded(self.output),
        )


class ScriptRecords:
    """The script records of one project."""

    def __init__(self, client: CloudClient, project_id: str) -> None:
        self._client = client
        self._path = f"/v2/{project_id}/script-execution-records"

    async def one(self, reference: Reference, record_id: str) -> Execution:
        """W7: one record, with its output, under the reference that was asked for."""
        asked = Asked(
            reference=reference,
            thing="script execution",
            permission="workspace:scripts:getRecordDetail",
        )
        record = await self._client.get(
            asked,
            f"{self._path}/{record_id}",
            parse=lambda body: documented(ScriptRecordPayload, body),
        )
        return _as_read(record, reference)

    async def all(
        self, reference: Reference, query: Mapping[str, Any]
    ) -> Listing[ScriptRecordPayload]:
        """W6: every record that `query` matches, without outputs."""
        asked = Asked(
            reference=reference,
            thing="script execution",
            permission="workspace:scripts:listRecords",
        )
        records = OffsetList(
            self._client,
            asked,
            self._path,
            lambda body: page_of(ScriptRecordPayload, body, "script_records", "count"),
            query,
        )
        return await records.rows(_key)


class ScriptSource:
    """`Source` over W7, whose ids are a record's; and `Siblings` over W6."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._cloud = cloud
        self._records = ScriptRecords(client, project_id)

    async def find(self, *ids: str) -> Execution:
        reference = Reference(self._cloud, SourceName.SCRIPT, ids)
        (record_id,) = ids
        return await self._records.one(reference, record_id)

    async def beside(self, execution: Execution) -> Listing[Execution]:
        """W6: the records of the same script task; one without an id cannot be asked for."""
        run = execution.run_id
        reference = Reference(self._cloud, SourceName.SCRIPT, (run,))
        read = await self._records.all(reference, {"script_task_id": run})
        rows = (row for row in read.rows if row.script_task_id == run)
        found = tuple(
            row.execution(replace(reference, ids=(row.id,)))
            for row in rows
            if is_id(row.id)
        )
        return Listing(found, gaps=read.gaps)


def _as_read(
    record: ObjectPayload[ScriptRecordPayload], reference: Reference
) -> Execution:
    """The execution, which says what could not be read of it."""
    execution = record.payload.execution(reference)
    if "output" in record.unreadable:
        gap = "The cloud sent something that I cannot read."
        execution = replace(execution, output=Output(gap=gap))
    return replace(execution, details=(*execution.details, *record.details))


def _key(row: ScriptRecordPayload) -> tuple[str, str] | None:
    return (row.id, row.resource_id) if row.id or row.resource_id else None
