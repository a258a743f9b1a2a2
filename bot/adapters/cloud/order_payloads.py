"""COC's script orders on the wire: C2, every documented field."""

import json
from datetime import timedelta

from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import is_under_way, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import Moment, Named, between, details
from bot.domain.references import Reference
from bot.domain.runs import Counts, Run

_MILLISECOND = timedelta(milliseconds=1)
_ONE_SECOND = 1_000


class ParameterReferencePayload(Payload):
    refer_type: Text = ""
    param_id: Text = ""
    param_version: Text = ""


class ParameterPayload(Payload):
    param_name: Text = ""
    param_value: Text = ""
    param_order: Whole = None
    param_refer: ParameterReferencePayload | None = None

    @property
    def said(self) -> str:
        """As `assigned`, or where the value comes from."""
        refer = self.param_refer
        if refer is None or self.param_value:
            return assigned(self.param_name, self.param_value)
        parts = (refer.refer_type, refer.param_id, refer.param_version)
        return f"{self.param_name} from {' '.join(filter(None, parts))}"


class ExecuteParamPayload(Payload):
    resourceful: Text = ""
    timeout: Text = ""
    success_rate: Text = ""
    execute_user: Text = ""
    script_params: list[ParameterPayload] | None = None


class OrderPropertiesPayload(Payload):
    """`script_source` stands in the example only (trap 31)."""

    script_uuid: Text = ""
    script_name: Text = ""
    script_version_uuid: Text = ""
    script_version_name: Text = ""
    current_execute_batch_index: Text = ""
    execute_param: ExecuteParamPayload | None = None
    script_source: Text = ""


class OrderPayload(Payload):
    """C2, without the wrapper; times are epoch milliseconds."""

    execute_uuid: Text = ""
    gmt_created: Text = ""
    gmt_finished: Text = ""
    execute_costs: Whole = None
    creator: Text = ""
    status: Text = ""
    properties: OrderPropertiesPayload | None = None

    @property
    def script(self) -> Named:
        of = self.properties or OrderPropertiesPayload()
        return Named(of.script_uuid, of.script_name)

    def run(self, reference: Reference, counts: Counts) -> Run:
        of = self.properties or OrderPropertiesPayload()
        how = of.execute_param or ExecuteParamPayload()
        started, ended = moment(self.gmt_created), moment(self.gmt_finished)
        return Run(
            reference=reference,
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            work=self.script,
            started=started,
            ended=ended,
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(
                creator=self.creator,
                script_version=_version(of),
                script_source=of.script_source,
                current_batch=of.current_execute_batch_index,
                runs_as=how.execute_user,
                time_limit=_with_unit(how.timeout, "s a host"),
                success_threshold=_with_unit(how.success_rate, "%"),
                parameters=", ".join(one.said for one in how.script_params or ()),
                resourceful=how.resourceful,
                execute_costs=costs(self.execute_costs, started, ended),
            ),
        )


def assigned(name: str, value: str) -> str:
    """`name="value"`: whatever is in the value, where it ends can be seen.

    So a secret, which is recognised by its name, is hidden to its last character.
    """
    return f"{name}={json.dumps(value, ensure_ascii=False)}"


def costs(costs: int | None, started: Moment | None, ended: Moment | None) -> str:
    """What COC says it took, where that is not just the time between start and end.

    The documents say seconds, their example is milliseconds (trap 30).
    """
    lasted = between(started, ended)
    if costs is None:
        return ""
    readings = (costs, costs * _ONE_SECOND)
    if lasted is not None and any(
        abs(one - lasted // _MILLISECOND) <= _ONE_SECOND for one in readings
    ):
        return ""
    return f"{costs} (seconds or milliseconds)"


def _version(of: OrderPropertiesPayload) -> str:
    name, id_ = of.script_version_name, of.script_version_uuid
    return f"{name} ({id_})" if name and id_ else name or id_


def _with_unit(text: str, unit: str) -> str:
    """A limit with its unit; success_rate is percent, never a fraction (trap 33)."""
    return f"{text.removesuffix('.0')} {unit}" if text else ""
