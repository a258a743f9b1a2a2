"""Every endpoint that the bot asks, with the IAM action that it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.references import SourceName

# What lets the bot name a missing action as the cloud names it; it does without.
DECODE = "sts::decodeAuthorizationMessage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One endpoint.

    Attributes:
        endpoint: its id, such as W4.
        what: what it tells, one of them.
        permission: the IAM action that it needs.
        path: with `{names}` of the project and of what earlier steps found.
        query: for as little as possible.
        finds: what its first row's id is called in the paths of later steps.
        at: where that id stands.
    """

    endpoint: str
    what: str
    permission: str
    path: str
    query: Mapping[str, int] = field(default_factory=dict)
    finds: str = ""
    at: tuple[str, ...] = ()


_ONE = {"offset": 0, "limit": 1}
_TASKS = "/v2/{project}/scheduled-tasks"
_RECORDS = "/v2/{project}/script-execution-records"
_APP_TASKS = "/v1/{project}/schedule-task"
_ORDERS = "/v1/job/script/orders"

STEPS = {
    SourceName.SCRIPT: (
        Step(
            endpoint="W5",
            what="script task",
            permission="workspace:scripts:listTasks",
            path="/v2/{project}/script-execution-tasks",
            query=_ONE,
        ),
        Step(
            endpoint="W6",
            what="script execution",
            permission="workspace:scripts:listRecords",
            path=_RECORDS,
            query=_ONE,
            finds="record",
            at=("script_records", "id"),
        ),
        Step(
            endpoint="W7",
            what="script execution's output",
            permission="workspace:scripts:getRecordDetail",
            path=f"{_RECORDS}/{{record}}",
        ),
    ),
    SourceName.TASK: (
        Step(
            endpoint="W1",
            what="scheduled task",
            permission="workspace:scheduledTasks:list",
            path=_TASKS,
            query=_ONE,
            finds="task",
            at=("scheduled_tasks", "id"),
        ),
        Step(
            endpoint="W3",
            what="scheduled task's run",
            permission="workspace:scheduledTasks:listRecords",
            path=f"{_TASKS}/{{task}}/records",
            query=_ONE,
            finds="run",
            at=("tasks_records", "id"),
        ),
        Step(
            endpoint="W4",
            what="scheduled run's desktop",
            permission="workspace:scheduledTasks:getRecord",
            path=f"{_TASKS}/{{task}}/records/{{run}}",
            query=_ONE,
        ),
    ),
    SourceName.POOL: (
        Step(
            endpoint="W8",
            what="desktop pool",
            permission="workspace:desktopPools:list",
            path="/v2/{project}/desktop-pools",
            query=_ONE,
        ),
        Step(
            endpoint="W9",
            what="pool run",
            permission="workspace:desktopPools:listScriptTasks",
            path="/v2/{project}/desktop-pools/script-execution-tasks/detail",
            query=_ONE,
        ),
        Step(
            endpoint="W6",
            what="pool run's desktop",
            permission="workspace:scripts:listRecords",
            path=_RECORDS,
            query=_ONE,
        ),
    ),
    SourceName.ORDER: (
        Step(
            endpoint="C1",
            what="script order",
            permission="coc:job:list",
            path=_ORDERS,
            query={"limit": 1},
            finds="order",
            at=("data", "data", "execute_uuid"),
        ),
        Step(
            endpoint="C2",
            what="script order's details",
            permission="coc:job:get",
            path=f"{_ORDERS}/{{order}}",
        ),
        Step(
            endpoint="C3",
            what="script order's statistics",
            permission="coc:job:get",
            path=f"{_ORDERS}/{{order}}/statistics",
        ),
        Step(
            endpoint="C4",
            what="script order's batch",
            permission="coc:job:get",
            path=f"{_ORDERS}/{{order}}/batches",
            finds="batch",
            at=("data", "batch_index"),
        ),
        Step(
            endpoint="C5",
            what="script order's host",
            permission="coc:job:get",
            path=f"{_ORDERS}/{{order}}/batches/{{batch}}",
            query={"limit": 1},
        ),
    ),
    SourceName.APP: (
        Step(
            endpoint="A1",
            what="App Streaming task",
            permission="workspace:scheduledTasks:list",
            path=_APP_TASKS,
            query=_ONE,
            finds="task",
            at=("items", "id"),
        ),
        Step(
            endpoint="A2",
            what="App Streaming task's run",
            permission="workspace:scheduledTasks:listRecords",
            path=f"{_APP_TASKS}/{{task}}/execute-history",
            query=_ONE,
            finds="run",
            at=("items", "id"),
        ),
        Step(
            endpoint="A3",
            what="App Streaming run's server",
            permission="workspace:scheduledTasks:getRecord",
            path=f"{_APP_TASKS}/{{run}}/execute-detail",
            query=_ONE,
        ),
    ),
}
