"""Script and command runs of desktop pools on the wire: W9, every documented field."""

from bot.adapters.cloud.findings import below, counts_of
from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import is_under_way, run_outcome
from bot.adapters.cloud.times import moment
from bot.domain.executions import Named, details
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Run


class TaskScriptPayload(Payload):
    id: Text = ""
    name: Text = ""


class PoolTaskPayload(Payload):
    """A row of W9, every documented field."""

    id: Text = ""
    desktop_pool_id: Text = ""
    desktop_pool_name: Text = ""
    scripts: list[TaskScriptPayload] | None = None
    command_content: Text = ""
    command_type: Text = ""
    start_time: Text = ""
    end_time: Text = ""
    status: Text = ""
    success_num: Whole = None
    failed_num: Whole = None
    skip_num: Whole = None

    def run(self, cloud: str) -> Run:
        """Whether it was a script or a command is told by its content (trap 24)."""
        counts = counts_of(self.success_num, self.failed_num, self.skip_num)
        scripts = tuple(Named(one.id, one.name) for one in self.scripts or ())
        command = " ".join(self.command_content.split())
        return Run(
            reference=below(Reference(cloud, SourceName.POOL, ()), self.id),
            outcome=run_outcome(self.status, counts),
            raw_status=self.status,
            work=scripts[0] if scripts else Named(name=command),
            scripts=scripts,
            kind="" if scripts or not command else "COMMAND",
            place=Named(self.desktop_pool_id, self.desktop_pool_name),
            started=moment(self.start_time),
            ended=moment(self.end_time),
            counts=counts,
            under_way=is_under_way(self.status, counts),
            details=details(command=command, shell=self.command_type),
        )
