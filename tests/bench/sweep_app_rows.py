"""Rows of the simulated fleet's application servers, as the cloud would write them."""

from tests.bench.sweep_names import (
    STATUS,
    ZONE,
    cause,
    host,
    local,
    task_id,
    utc,
    worst,
)
from tests.bench.sweep_pages import Body
from tests.bench.sweep_world import DAY, Firing


def app_task(run: Firing) -> Body:
    """The work in A1, of which this is the latest run."""
    return {
        "id": task_id(run),
        "task_name": f"restart-{run.work}",
        "last_status": STATUS[worst(run)],
        "task_type": "RESTART_SERVER",
        "task_cron": "0 0 3 ? * *",
        "next_execution_time": local(run, DAY),
        "schedule_task_policy": {"enforcement_enable": False},
        "scheduled_type": "DAY",
        "time_zone": ZONE,
        "description": "",
        "is_enable": True,
        "create_time": "2025-10-01T02:00:00.000Z",
        "update_time": "2025-10-01T02:00:00.000Z",
    }


def app_run(run: Firing) -> Body:
    """A2."""
    return {
        "id": f"his-{run.name}",
        "task_id": task_id(run),
        "task_type": "RESTART_SERVER",
        "status": STATUS[worst(run)],
        "scheduled_type": "DAY",
        "total_count": run.size,
        "success_count": run.size - run.failed,
        "failed_count": run.failed,
        "excuting_count": 0,
        "time_zone": ZONE,
        "begin_time": utc(run),
        "end_time": utc(run, 600),
        "create_time": utc(run),
    }


def app_row(run: Firing, row: int) -> Body:
    """A3."""
    server, name = host("aps", run, row)
    code, reason = cause(run, run.outcome(row), row, name)
    return {
        "id": f"sub-{run.name}-{row:06d}",
        "execute_id": f"his-{run.name}",
        "server_id": server,
        "server_name": name,
        "status": STATUS[run.outcome(row)],
        "task_type": "RESTART_SERVER",
        "time_zone": ZONE,
        "begin_time": utc(run, row % 60),
        "end_time": utc(run, 60 + row % 540),
        "result_code": code,
        "result_message": reason,
    }
