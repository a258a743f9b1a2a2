"""Rows of the lists W5, W8 and C1 on the wire, every documented field."""

from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator

from bot.adapters.cloud.findings import below, counts_of
from bot.adapters.cloud.order_payloads import costs
from bot.adapters.cloud.payloads import PagePayload, Payload, Text, Whole, page_of
from bot.adapters.cloud.pool_payloads import TaskScriptPayload
from bot.adapters.cloud.statuses import is_under_way, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import UNNAMED, Named, details
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run


def _length(value: object) -> int | None:
    return len(value) if isinstance(value, list) else None


# A task may name ten thousand desktops, on each row of a page.
_Many = Annotated[int | None, BeforeValidator(_length)]


class ScriptTaskPayload(Payload):
    """A row of W5; of the desktops it names only how many there are."""

    id: Text = ""
    task_scripts: list[TaskScriptPayload] | None = None
    resource_type: Text = ""
    resource_ids: _Many = None
    gray_resource_ids: _Many = None
    success_num: Whole = None
    failed_num: Whole = None
    skip_num: Whole = None
    start_time: Text = ""
    end_time: Text = ""
    status: Text = ""

    def run(self, cloud: str) -> Run:
        """A run that no command opens: the reference names no id.

        What has no script was a command, which W5 does not tell.
        """
        counts = counts_of(self.success_num, self.failed_num, self.skip_num)
        listed = (Named(one.id, one.name) for one in self.task_scripts or ())
        scripts = tuple(script for script in listed if script != UNNAMED)
        return Run(
            reference=Reference(cloud, SourceName.SCRIPT, ()),
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            work=scripts[0] if scripts else UNNAMED,
            scripts=scripts,
            kind="" if scripts else "COMMAND",
            started=moment(self.start_time),
            ended=moment(self.end_time),
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(
                target_kind=self.resource_type,
                targets=_said(self.resource_ids),
                gray_targets=_said(self.gray_resource_ids),
            ),
        )


class PoolPayload(Payload):
    """A row of W8, as far as the documents at hand go."""

    id: Text = ""
    name: Text = ""
    type: Text = ""
    description: Text = ""
    created_time: Text = ""
    charging_mode: Text = ""
    desktop_count: Whole = None
    desktop_used: Whole = None
    image_os_type: Text = ""
    status: Text = ""
    enterprise_project_id: Text = ""
    in_maintenance_mode: Text = ""

    @property
    def named(self) -> Named:
        return Named(self.id, self.name)


class OrderRowPropertiesPayload(Payload):
    """`region_ids` is one text, also of several regions (trap 71)."""

    region_ids: Text = ""


class OrderRowPayload(Payload):
    """A row of C1; `order_id` is its 64-bit marker, times are epoch milliseconds."""

    order_id: Whole = None
    order_name: Text = ""
    execute_uuid: Text = ""
    gmt_created: Text = ""
    gmt_finished: Text = ""
    execute_costs: Whole = None
    creator: Text = ""
    status: Text = ""
    properties: OrderRowPropertiesPayload | None = None

    def run(self, cloud: str) -> Run:
        """As far as the list tells: it counts no hosts."""
        of = self.properties or OrderRowPropertiesPayload()
        started, ended = moment(self.gmt_created), moment(self.gmt_finished)
        return Run(
            reference=below(Reference(cloud, SourceName.ORDER, ()), self.execute_uuid),
            outcome=run_outcome(self.status, Counts()),
            raw_status=self.status,
            work=Named(self.order_name, self.order_name),
            started=started,
            ended=ended,
            under_way=is_under_way(self.status, Counts()),
            details=details(
                creator=self.creator,
                regions=of.region_ids,
                order_id=_said(self.order_id),
                execute_costs=costs(self.execute_costs, started, ended),
            ),
        )


def with_counts(run: Run, counts: Counts) -> Run:
    """The run with these counters, and how it stands by them."""
    return replace(
        run,
        counts=counts,
        outcome=run_outcome(run.raw_status, counts),
        under_way=is_under_way(run.raw_status, counts),
    )


def order_page(body: object) -> PagePayload[OrderRowPayload]:
    """A page of C1; answers of 2024 have `data` around the rows alone (trap 65)."""
    inside = body.get("data") if isinstance(body, dict) else None
    page = inside if isinstance(inside, dict) else body
    return page_of(OrderRowPayload, page, "data", "total")


def _said(number: int | None) -> str:
    return "" if number is None else str(number)
