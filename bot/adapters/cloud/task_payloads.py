"""Scheduled tasks of desktops on the wire: W3 and W4, every documented field."""

from bot.adapters.cloud.findings import below, cause_of, counts_of, zone_detail
from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import is_under_way, outcome_of, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import UNNAMED, Execution, Named, details
from bot.domain.references import Reference
from bot.domain.runs import Run


class TaskRecordPayload(Payload):
    """A row of W3, every documented field."""

    id: Text = ""
    start_time: Text = ""
    task_type: Text = ""
    scheduled_type: Text = ""
    life_cycle_type: Text = ""
    status: Text = ""
    success_num: Whole = None
    failed_num: Whole = None
    skip_num: Whole = None
    time_zone: Text = ""
    execute_task_id: Text = ""
    execute_object_type: Text = ""
    expire_time: Text = ""
    extra_params: Text = ""

    def run(self, task: Reference, default_zone: str = "") -> Run:
        counts = counts_of(self.success_num, self.failed_num, self.skip_num)
        return Run(
            reference=below(task, self.id),
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            kind=self.task_type,
            started=moment(self.start_time, self.time_zone, default_zone),
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(
                scheduled=self.scheduled_type,
                trigger=self.life_cycle_type,
                time_zone=self.time_zone,
                script_task=self.execute_task_id,
                ran_on=self.execute_object_type,
                expires=self.expire_time,
                extra_parameters=self.extra_params.strip().removeprefix("{}"),
            ),
        )


class TaskDetailPayload(Payload):
    """A row of W4, every documented field."""

    id: Text = ""
    record_id: Text = ""
    desktop_id: Text = ""
    desktop_name: Text = ""
    exec_status: Text = ""
    exec_script_id: Text = ""
    result_code: Text = ""
    fail_reason: Text = ""
    start_time: Text = ""
    end_time: Text = ""
    time_zone: Text = ""

    def execution(self, run: Reference, default_zone: str = "") -> Execution:
        """Times without a zone are in the row's own (traps 11 and 2 of section 4)."""
        return Execution(
            reference=below(run, self.desktop_id),
            outcome=outcome_of(self.exec_status),
            raw_status=self.exec_status,
            script=Named(self.exec_script_id) if self.exec_script_id else UNNAMED,
            target=Named(self.desktop_id, self.desktop_name),
            target_kind="DESKTOP",
            run_id=self.record_id,
            started=moment(self.start_time, self.time_zone, default_zone),
            ended=moment(self.end_time, self.time_zone, default_zone),
            cause=cause_of(self.result_code, self.fail_reason),
            id=self.id,
            details=zone_detail(self.time_zone),
        )
