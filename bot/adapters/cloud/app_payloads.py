"""What A3 and A2 send: servers of an App Streaming run, and runs of a task."""

from dataclasses import replace

from bot.adapters.cloud.findings import below, cause_of, counts_of, zone_detail
from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import is_under_way, outcome_of, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import Execution, Named, details
from bot.domain.references import Reference
from bot.domain.runs import Run


class AppDetailPayload(Payload):
    """A row of A3, every documented field."""

    id: Text = ""
    execute_id: Text = ""
    server_id: Text = ""
    server_name: Text = ""
    status: Text = ""
    task_type: Text = ""
    time_zone: Text = ""
    begin_time: Text = ""
    end_time: Text = ""
    result_code: Text = ""
    result_message: Text = ""

    def execution(self, run: Reference, default_zone: str = "") -> Execution:
        return Execution(
            reference=below(run, self.server_id),
            outcome=outcome_of(self.status),
            raw_status=self.status,
            target=Named(self.server_id, self.server_name),
            target_kind="SERVER",
            kind=self.task_type,
            run_id=self.execute_id,
            started=moment(self.begin_time, self.time_zone, default_zone),
            ended=moment(self.end_time, self.time_zone, default_zone),
            cause=cause_of(self.result_code, self.result_message),
            id=self.id,
            details=zone_detail(self.time_zone),
        )


class AppHistoryPayload(Payload):
    """A row of A2, every documented field; `total_count` is of this run's servers."""

    id: Text = ""
    task_id: Text = ""
    task_type: Text = ""
    status: Text = ""
    scheduled_type: Text = ""
    total_count: Whole = None
    success_count: Whole = None
    failed_count: Whole = None
    excuting_count: Whole = None  # the wire's spelling
    time_zone: Text = ""
    begin_time: Text = ""
    end_time: Text = ""
    create_time: Text = ""

    def run(self, task: Reference, default_zone: str = "") -> Run:
        counts = counts_of(
            self.success_count,
            self.failed_count,
            running=self.excuting_count,
            total=self.total_count,
        )
        history = replace(task, ids=())
        reference = below(history, self.id)
        return Run(
            reference=reference if reference.ids else task,
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            place=Named(self.task_id),
            kind=self.task_type,
            started=moment(self.begin_time, self.time_zone, default_zone),
            ended=moment(self.end_time, self.time_zone, default_zone),
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(
                scheduled=self.scheduled_type,
                created=self.create_time,
                time_zone=self.time_zone,
            ),
        )
