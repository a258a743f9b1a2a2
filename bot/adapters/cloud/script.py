"""Script executions on desktops: seed 000, endpoint W7."""

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.payloads import LongText, Payload, Text, Whole
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.times import moment
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Named
from bot.domain.outputs import bounded
from bot.domain.references import Reference, SourceName

# W7 `execute_order`; 0 is the default, no part of a gradual rollout.
_BATCHES = {1: Batch.GRAY, 2: Batch.NON_GRAY}


class ScriptRecordPayload(Payload):
    """W7, every documented field."""

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
            cause=Cause(self.result_code, self.reason),
            output=bounded(self.output),
        )


class ScriptSource:
    """`Source` over W7; an id is a record's."""

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._client = client
        self._cloud = cloud
        self._records = f"/v2/{project_id}/script-execution-records"

    async def execution(self, *ids: str) -> Execution:
        reference = Reference(self._cloud, SourceName.SCRIPT, ids)
        asked = Asked(
            thing="script execution",
            permission="workspace:scripts:getRecordDetail",
            reference=reference,
        )
        (record_id,) = ids
        path = f"{self._records}/{record_id}"
        payload: ScriptRecordPayload = await self._client.get(
            asked, path, parse=_payload
        )
        return payload.execution(reference)


def _payload(body: object) -> ScriptRecordPayload:
    payload = ScriptRecordPayload.model_validate(body)
    if not payload.model_fields_set:
        raise ValueError("none of the documented fields is there")
    return payload
