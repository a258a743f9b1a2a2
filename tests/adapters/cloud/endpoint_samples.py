"""What the endpoints answer: a row of each with every documented field filled."""

from typing import Any

TASK = "sct-8c1a77de-0f5e-4d0e-9a54-3f0000000101"
RUN = "rec-5a0f7e2c-93c4-4e0b-8f43-2b7f1c7a2201"
DESKTOP = "dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002"
POOL = "pool-2f7b9c34-1c55-4c0e-90aa-6f0000000501"
POOL_TASK = "pst-4e0a11d2-77b1-4a10-8f1d-7a0000000601"
SCRIPT = "scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401"
ORDER = "SCT2026011417300512a3f4b5c"
APP_TASK = "3f0c2d55-8a31-4f3e-9b0e-c10000000801"
HISTORY = "3f0c2d55-8a31-4f3e-9b0e-c10000000901"
SERVER = "3f0c2d55-8a31-4f3e-9b0e-c10000001102"

W3: dict[str, Any] = {
    "id": RUN,
    "start_time": "2026-01-15 02:00:00",
    "task_type": "EXECUTE_SCRIPT",
    "scheduled_type": "LIFE_CYCLE",
    "life_cycle_type": "POST_CREATE_DESKTOP_SUCCESS",
    "status": "SKIP",
    "success_num": 1,
    "failed_num": 1,
    "skip_num": 2,
    "time_zone": "Asia/Singapore",
    "execute_task_id": "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301",
    "execute_object_type": "DESKTOP_POOL",
    "expire_time": "2026-02-01 00:00:00",
    "extra_params": '{"force": true}',
}
W4: dict[str, Any] = {
    "id": "det-02",
    "record_id": RUN,
    "desktop_id": DESKTOP,
    "desktop_name": "FIN-DESK-02",
    "exec_status": "FAIL",
    "exec_script_id": SCRIPT,
    "result_code": "WKS.00010032",
    "fail_reason": "Operation conflict",
    "start_time": "2026-01-15 02:00:01",
    "end_time": "2026-01-15 02:00:09",
    "time_zone": "Asia/Singapore",
}
W6: dict[str, Any] = {
    "id": "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000702",
    "script_id": SCRIPT,
    "script_name": "patch-check",
    "script_task_id": POOL_TASK,
    "resource_id": DESKTOP,
    "resource_name": "FIN-DESK-02",
    "resource_type": "DESKTOP",
    "start_time": "2026-01-14T19:10:36.054Z",
    "end_time": "2026-01-14T19:12:01.411Z",
    "status": "FAILED",
    "execute_order": 2,
    "result_code": "WKS.00010032",
    "reason": "The script exited with a non-zero code",
}
W9: dict[str, Any] = {
    "id": POOL_TASK,
    "desktop_pool_id": POOL,
    "desktop_pool_name": "finance-pool",
    "scripts": [{"id": SCRIPT, "name": "patch-check"}],
    "command_content": "Get-HotFix  -Id KB5034441",
    "command_type": "POWERSHELL",
    "start_time": "2026-01-14T19:10:36Z",
    "end_time": "2026-01-14T19:14:02Z",
    "status": "FINISH",
    "success_num": 1,
    "failed_num": 1,
    "skip_num": 1,
}
A2: dict[str, Any] = {
    "id": HISTORY,
    "task_id": APP_TASK,
    "task_type": "RESTART_SERVER",
    "status": "SUCCESS",
    "scheduled_type": "WEEK",
    "total_count": 4,
    "success_count": 1,
    "failed_count": 1,
    "excuting_count": 1,
    "time_zone": "Asia/Singapore",
    "begin_time": "2026-01-13T19:00:00.120Z",
    "end_time": "2026-01-13T19:06:40.858Z",
    "create_time": "2026-01-13T19:00:00.000Z",
}
A3: dict[str, Any] = {
    "id": "3f0c2d55-8a31-4f3e-9b0e-c10000001002",
    "execute_id": HISTORY,
    "server_id": SERVER,
    "server_name": "APS-02",
    "status": "FAILED",
    "task_type": "RESTART_SERVER",
    "time_zone": "Asia/Singapore",
    "begin_time": "2026-01-13T19:00:01.858Z",
    "end_time": "2026-01-13T19:06:40.858Z",
    "result_code": "WKS.00129901",
    "result_message": "Service unavailable for this request",
}
C2: dict[str, Any] = {
    "execute_uuid": ORDER,
    "gmt_created": 1768383005120,
    "gmt_finished": 1768383316403,
    "execute_costs": 7,
    "creator": "ops-user1",
    "status": "FINISHED",
    "properties": {
        "script_uuid": "SC2025120109121512a3f4b5c",
        "script_name": "disk-clean",
        "script_version_uuid": 90017,
        "script_version_name": "1.0.2",
        "current_execute_batch_index": 1,
        "execute_param": {
            "resourceful": True,
            "timeout": 300,
            "success_rate": 99.5,
            "execute_user": "root",
            "script_params": [
                {
                    "param_name": "path",
                    "param_value": "/var/log",
                    "param_order": 1,
                },
                {
                    "param_name": "share",
                    "param_refer": {
                        "refer_type": "PARAM_STORE",
                        "param_id": "prm-17",
                        "param_version": "v3",
                    },
                },
            ],
        },
        "script_source": "CUSTOM_SCRIPT",
    },
}
C3: dict[str, Any] = {
    "total_instance": 3,
    "execute_statistics": [
        {"instance_status": "READY", "instance_count": 1, "batch_indexes": [2]},
        {"instance_status": "PROCESSING", "instance_count": 0, "batch_indexes": []},
        {"instance_status": "ABNORMAL", "instance_count": 1, "batch_indexes": [1]},
        {"instance_status": "CANCELED", "instance_count": 0, "batch_indexes": []},
        {"instance_status": "FINISHED", "instance_count": 1, "batch_indexes": [1]},
    ],
}
C4: list[dict[str, Any]] = [
    {
        "batch_index": 1,
        "total_instances": 2,
        "rotation_strategy": "PAUSE",
        "properties": "canary",
    },
    {
        "batch_index": 2,
        "total_instances": 1,
        "rotation_strategy": "CONTINUE",
        "properties": "",
    },
]
C5: dict[str, Any] = {
    "id": 900102,
    "target_instance": {
        "resource_id": "ecs-7d0e0002-1f2a-4c3b-8d4e-aabbccddee01",
        "provider": "ECS",
        "region_id": "ap-southeast-2",
        "type": "CLOUDSERVER",
        "custom_attributes": [{"key": "tier", "value": "web"}],
        "agent_sn": "agt-5",
        "agent_status": "ONLINE",
        "properties": {
            "host_name": "web-02",
            "fixed_ip": "192.0.2.12",
            "floating_ip": "198.51.100.12",
            "region_id": "ap-southeast-3",
            "zone_id": "ap-southeast-3a",
            "application": "shop",
            "group": "front",
            "project_id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        },
    },
    "gmt_created": 1768383005920,
    "gmt_finished": 1768383305920,
    "execute_costs": 7,
    "status": "ABNORMAL",
    "message": "rm: cannot remove: Permission denied",
}


def w3(*rows: object) -> dict[str, Any]:
    return {"tasks_records": list(rows), "total_count": len(rows)}


def w4(*rows: object) -> dict[str, Any]:
    return {"tasks_records_details": list(rows), "total_count": len(rows)}


def w6(*rows: object) -> dict[str, Any]:
    return {"script_records": list(rows), "count": len(rows)}


def w9(*rows: object) -> dict[str, Any]:
    return {"script_execution_tasks": list(rows), "total_count": len(rows)}


def items(*rows: object) -> dict[str, Any]:
    """A page of A2 or A3."""
    return {"count": len(rows), "items": list(rows)}


def c5(*rows: object) -> dict[str, Any]:
    return {"data": {"total_instances": len(rows), "execute_instances": list(rows)}}


def in_data(body: object) -> dict[str, Any]:
    """A body of COC as newer pages have it."""
    return {"data": body}
