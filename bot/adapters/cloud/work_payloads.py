"""Scheduled tasks on the wire: W1 and A1, every documented field."""

from bot.adapters.cloud.findings import below
from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.times import moment
from bot.domain.executions import Named, details
from bot.domain.references import Reference, SourceName
from bot.domain.sweeping import SeenWork
from bot.domain.works import ListedWork

_TRIGGERED = "LIFE_CYCLE"
_ONCE = "FIXED_TIME"


class ScheduledTaskPayload(Payload):
    """A row of W1."""

    id: Text = ""
    task_name: Text = ""
    task_type: Text = ""
    scheduled_type: Text = ""
    life_cycle_type: Text = ""
    life_cycle_exec_period: Whole = None
    last_status: Text = ""
    next_execution_time: Text = ""
    expire_time: Text = ""
    enable: Text = ""
    description: Text = ""
    priority: Whole = None
    time_zone: Text = ""
    wait_time: Whole = None
    extra_params: Text = ""

    def seen(self, default_zone: str) -> SeenWork:
        """Whatever of the row moves when the task has run."""
        due = moment(self.next_execution_time, self.time_zone, default_zone)
        return SeenWork(
            work=Named(self.id, self.task_name),
            hint=f"{self.last_status} {self.next_execution_time} {self.enable}",
            due=due.at if due else None,
            unannounced=self._triggered or _untold(self, self.enable),
        )

    @property
    def _triggered(self) -> bool:
        """The documents forget the word where they list those of `scheduled_type`."""
        return self.scheduled_type == _TRIGGERED or bool(self.life_cycle_type)

    def listed(self, cloud: str, default_zone: str) -> ListedWork:
        return ListedWork(
            reference=below(Reference(cloud, SourceName.TASK, ()), self.id),
            work=Named(self.id, self.task_name),
            kind=self.task_type,
            schedule=self.scheduled_type,
            last=outcome_of(self.last_status) if self.last_status else None,
            raw_last=self.last_status,
            next=moment(self.next_execution_time, self.time_zone, default_zone),
            enabled=_truth(self.enable),
            details=details(
                trigger=self.life_cycle_type,
                at_most_every=_minutes(self.life_cycle_exec_period),
                priority=_number(self.priority),
                wait_time=_number(self.wait_time),
                description=self.description,
                expires=self.expire_time,
                time_zone=self.time_zone,
                extra_parameters=self.extra_params.strip().removeprefix("{}"),
            ),
        )


class SchedulePolicyPayload(Payload):
    enforcement_enable: Text = ""


class AppTaskPayload(Payload):
    """A row of A1."""

    id: Text = ""
    task_name: Text = ""
    last_status: Text = ""
    task_type: Text = ""
    task_cron: Text = ""
    next_execution_time: Text = ""
    schedule_task_policy: SchedulePolicyPayload | None = None
    scheduled_type: Text = ""
    day_interval: Whole = None
    week_list: Text = ""
    month_list: Text = ""
    date_list: Text = ""
    time_zone: Text = ""
    scheduled_date: Text = ""
    scheduled_time: Text = ""
    expire_time: Text = ""
    description: Text = ""
    is_enable: Text = ""
    create_time: Text = ""
    update_time: Text = ""

    def seen(self, default_zone: str) -> SeenWork:
        """Whatever of the row moves when the task has run."""
        due = moment(self.next_execution_time, self.time_zone, default_zone)
        told = (self.last_status, self.next_execution_time)
        return SeenWork(
            work=Named(self.id, self.task_name),
            hint=" ".join((*told, self.update_time, self.is_enable)),
            due=due.at if due else None,
            unannounced=_untold(self, self.is_enable),
        )

    def listed(self, cloud: str, default_zone: str) -> ListedWork:
        policy = self.schedule_task_policy
        return ListedWork(
            reference=below(Reference(cloud, SourceName.APP, ()), self.id),
            work=Named(self.id, self.task_name),
            kind=self.task_type,
            schedule=self.scheduled_type,
            last=outcome_of(self.last_status) if self.last_status else None,
            raw_last=self.last_status,
            next=moment(self.next_execution_time, self.time_zone, default_zone),
            enabled=_truth(self.is_enable),
            details=details(
                cron=self.task_cron,
                every_days=_number(self.day_interval),
                weekdays=self.week_list,
                months=self.month_list,
                days=self.date_list,
                on=self.scheduled_date,
                at=self.scheduled_time,
                even_with_sessions=policy.enforcement_enable if policy else "",
                description=self.description,
                expires=self.expire_time,
                time_zone=self.time_zone,
                created=self.create_time,
                changed=self.update_time,
            ),
        )


def _untold(task: ScheduledTaskPayload | AppTaskPayload, enabled: str) -> bool:
    """Whether it may run again, and nobody says when: then nothing tells that it did."""
    once = task.scheduled_type == _ONCE
    return not (once or task.next_execution_time or _truth(enabled) is False)


def _truth(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.lower())


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _minutes(number: int | None) -> str:
    return f"{_number(number)} minutes" if number is not None else ""
