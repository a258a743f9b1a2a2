"""What a script order did on one host: C5, every documented field."""

from bot.adapters.cloud.findings import below
from bot.adapters.cloud.order_payloads import OrderPayload, assigned, costs
from bot.adapters.cloud.payloads import LongText, Payload, Text, Whole
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.times import moment
from bot.blocks.text import blank
from bot.domain.executions import Execution, Named, details
from bot.domain.outputs import bounded
from bot.domain.references import Reference

# As much as of any other text.
_LONGEST_LINE = 4_096
_KEY, _KEY_END = "-----BEGIN ", "-----END "


class TargetPropertiesPayload(Payload):
    host_name: Text = ""
    fixed_ip: Text = ""
    floating_ip: Text = ""
    region_id: Text = ""
    zone_id: Text = ""
    application: Text = ""
    group: Text = ""
    project_id: Text = ""


class AttributePayload(Payload):
    key: Text = ""
    value: Text = ""


class TargetPayload(Payload):
    resource_id: Text = ""
    provider: Text = ""
    region_id: Text = ""
    type: Text = ""
    custom_attributes: list[AttributePayload] | None = None
    agent_sn: Text = ""
    agent_status: Text = ""
    properties: TargetPropertiesPayload | None = None


class InstancePayload(Payload):
    """A row of C5; `id` is its 64-bit marker, `message` its log."""

    id: Whole = None
    target_instance: TargetPayload | None = None
    gmt_created: Text = ""
    gmt_finished: Text = ""
    execute_costs: Whole = None
    status: Text = ""
    message: LongText = ""

    @property
    def brief(self) -> "InstancePayload":
        """The same with only the last line of its log that says something.

        An order may have a thousand hosts, and logs have no limit.
        """
        return self.model_copy(update={"message": _last_line(self.message)})

    def execution(self, order: Reference, batch: str, of: OrderPayload) -> Execution:
        target = self.target_instance or TargetPayload()
        more = target.properties or TargetPropertiesPayload()
        started, ended = moment(self.gmt_created), moment(self.gmt_finished)
        id_ = "" if self.id is None else str(self.id)
        return Execution(
            reference=below(order, batch, id_),
            outcome=outcome_of(self.status),
            raw_status=self.status,
            id=id_,
            script=of.script,
            target=Named(target.resource_id, more.host_name or more.fixed_ip),
            target_kind="HOST",
            run_id=order.ids[0],
            started=started,
            ended=ended,
            output=bounded(self.message),
            details=details(
                batch=batch,
                address=", ".join(filter(None, (more.fixed_ip, more.floating_ip))),
                region=more.region_id or target.region_id,
                zone=more.zone_id,
                application=more.application,
                group=more.group,
                project=more.project_id,
                kind=" ".join(filter(None, (target.provider, target.type))),
                attributes=", ".join(
                    assigned(one.key, one.value)
                    for one in target.custom_attributes or ()
                ),
                agent=" ".join(filter(None, (target.agent_sn, target.agent_status))),
                execute_costs=costs(self.execute_costs, started, ended),
            ),
        )


def _last_line(log: str) -> str:
    # A line of a key could not be recognised without the line that it begins with.
    begun = log.rfind(_KEY)
    if begun > log.rfind(_KEY_END):
        log = log[:begun] + log[begun:].partition("\n")[0]
    said = (line for line in reversed(log.splitlines()) if not blank(line))
    return next(said, "")[:_LONGEST_LINE]
