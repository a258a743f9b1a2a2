"""Rows of the simulated fleet's desktops, as the cloud would write them."""

from tests.bench.sweep_names import (
    STATUS,
    ZONE,
    cause,
    local,
    script_id,
    script_task_id,
    target,
    task_id,
    utc,
    worst,
)
from tests.bench.sweep_pages import Body
from tests.bench.sweep_world import DAY, Firing, runs_script

_KINDS = ("REBOOT", "EXECUTE_SCRIPT")
_TASK_STATUS = {**STATUS, "failed": "FAIL"}


def scheduled_task(run: Firing) -> Body:
    """The work in W1, of which this is the latest run."""
    triggered = run.series.name == "cycle"
    return {
        "id": task_id(run),
        "task_name": f"{run.series.name}-{run.work}",
        "task_type": _KINDS[runs_script(run)],
        "scheduled_type": "LIFE_CYCLE" if triggered else "DAY",
        "life_cycle_type": "POST_CREATE_DESKTOP_SUCCESS" if triggered else "",
        "last_status": _TASK_STATUS[worst(run)],
        "next_execution_time": "" if triggered else local(run, DAY),
        "enable": True,
        "description": "",
        "time_zone": ZONE,
    }


def task_run(run: Firing) -> Body:
    """W3."""
    scripted = runs_script(run)
    return {
        "id": f"rec-{run.name}",
        "start_time": local(run),
        "task_type": _KINDS[scripted],
        "scheduled_type": "LIFE_CYCLE" if run.series.name == "cycle" else "DAY",
        "status": _TASK_STATUS[worst(run)],
        **_counters(run),
        "time_zone": ZONE,
        "execute_task_id": script_task_id(run) if scripted else "",
        "execute_object_type": "DESKTOP" if scripted else "",
    }


def task_row(desktops: int, run: Firing, row: int) -> Body:
    """W4."""
    desktop, name = target(desktops, run, row)
    code, reason = cause(run, run.outcome(row), row, name)
    return {
        "id": f"det-{run.name}-{row:06d}",
        "record_id": f"rec-{run.name}",
        "desktop_id": desktop,
        "desktop_name": name,
        "exec_status": _TASK_STATUS[run.outcome(row)],
        "exec_script_id": script_id(run) if runs_script(run) else "",
        "result_code": code,
        "fail_reason": reason,
        "start_time": local(run, row % 60),
        "end_time": local(run, 60 + row % 540),
        "time_zone": ZONE,
    }


def script_task(desktops: int, run: Firing) -> Body:
    """W5."""
    return {
        "id": script_task_id(run),
        "task_scripts": [_script(run)],
        "resource_type": "DESKTOP",
        "resource_ids": [target(desktops, run, row)[0] for row in range(run.size)],
        "gray_resource_ids": [],
        **_counters(run),
        "start_time": utc(run),
        "end_time": utc(run, 600),
        "status": STATUS[worst(run)],
    }


def script_row(desktops: int, run: Firing, row: int) -> Body:
    """W6."""
    desktop, name = target(desktops, run, row)
    code, reason = cause(run, run.outcome(row), row, name)
    return {
        "id": f"srr-{run.name}-{row:06d}",
        "script_id": script_id(run),
        "script_name": f"patch-{run.work}",
        "script_task_id": script_task_id(run),
        "resource_id": desktop,
        "resource_name": name,
        "resource_type": "DESKTOP",
        "start_time": utc(run, row % 60),
        "end_time": utc(run, 60 + row % 540),
        "status": STATUS[run.outcome(row)],
        "execute_order": 0,
        "result_code": code,
        "reason": reason,
    }


def pool_run(run: Firing) -> Body:
    """W9."""
    return {
        "id": script_task_id(run),
        "desktop_pool_id": f"pool-2f7b9c34-{run.work:08d}",
        "desktop_pool_name": f"finance-{run.work}",
        "scripts": [_script(run)],
        "command_content": "",
        "command_type": "POWERSHELL",
        "start_time": f"{utc(run)[:19]}Z",
        "end_time": f"{utc(run, 600)[:19]}Z",
        "status": "FINISH",
        **_counters(run),
    }


def _counters(run: Firing) -> Body:
    return {
        "success_num": run.size - run.failed - run.skipped,
        "failed_num": run.failed,
        "skip_num": run.skipped,
    }


def _script(run: Firing) -> dict[str, str]:
    return {"id": script_id(run), "name": f"patch-{run.work}"}
