"""Script executions on finance desktops, as W7 and W5 write them on the wire."""

from datetime import datetime, timedelta

from bot.playground.cloud.outputs import (
    CHINESE_OUTPUT,
    DISK_SCAN,
    HOSTILE_OUTPUT,
    PATCH_FAILURE,
    PATCH_SUCCESS,
)
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import desktop
from bot.playground.cloud.world.script_runs import (
    DEFAULT_ORDER,
    DISK_CLEANUP,
    GRAY,
    NOT_GRAY,
    PATCH_CHECK,
)
from bot.playground.cloud.world.times import wire_time

SCRIPT_TASK = "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301"

SUCCEEDED = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000701"
FAILED = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000702"
SKIPPED = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000703"
RUNNING = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000704"
ODD_STATUS = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000705"
FILLED_SUCCESS = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000706"
HOSTILE = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000707"
CHINESE = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000708"
LONG = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000709"


def records(now: datetime) -> dict[str, Row]:
    """The records by id; all of them began within the three hours before `now`."""
    begun = now - timedelta(hours=2)
    known = (
        _succeeded(begun),
        _failed(begun),
        _skipped(begun),
        _running(now - timedelta(minutes=4)),
        _odd_status(now - timedelta(minutes=50)),
        _filled_success(now - timedelta(minutes=75)),
        _hostile(now - timedelta(minutes=35)),
        _chinese(now - timedelta(minutes=160)),
        _long(now - timedelta(minutes=130)),
    )
    return {record["id"]: record for record in known}


def _patch_check(record_id: str, number: int, task: int = 1) -> Row:
    return {
        "id": record_id,
        "script_id": PATCH_CHECK.id,
        "script_name": PATCH_CHECK.name,
        "script_task_id": f"{SCRIPT_TASK[:-1]}{task}",
        "resource_id": desktop(number).id,
        "resource_name": desktop(number).name,
        "resource_type": "DESKTOP",
        "execute_order": NOT_GRAY,
        "result_code": "",
        "reason": "",
        "output": "",
    }


def _lasting(begun: datetime, seconds: float) -> dict[str, str]:
    ended = begun + timedelta(seconds=seconds)
    return {"start_time": wire_time(begun), "end_time": wire_time(ended)}


def _succeeded(begun: datetime) -> Row:
    return {
        **_patch_check(SUCCEEDED, 1),
        **_lasting(begun, 84.357),
        "status": "SUCCESS",
        "execute_order": GRAY,
        "output": PATCH_SUCCESS,
    }


def _failed(begun: datetime) -> Row:
    return {
        **_patch_check(FAILED, 2),
        **_lasting(begun, 85.357),
        "status": "FAILED",
        "result_code": "WKS.00010032",
        "reason": "The script exited with a non-zero code",
        "output": PATCH_FAILURE,
    }


def _skipped(begun: datetime) -> Row:
    return {
        **_patch_check(SKIPPED, 3),
        **_lasting(begun, 0),
        "status": "SKIP",
        "result_code": "WKS.000x",
        "reason": "Desktop is not running",
    }


def _running(begun: datetime) -> Row:
    return {
        **_patch_check(RUNNING, 4, task=2),
        "script_id": DISK_CLEANUP.id,
        "script_name": DISK_CLEANUP.name,
        "start_time": wire_time(begun),
        "status": "RUNNING",
        "execute_order": DEFAULT_ORDER,
    }


def _odd_status(begun: datetime) -> Row:
    return {
        **_patch_check(ODD_STATUS, 5, task=3),
        **_lasting(begun, 31.02),
        "status": "HALF_DONE",
        "output": "Copied 12 of 24 profiles.",
    }


def _filled_success(begun: datetime) -> Row:
    """A success whose code and reason are filled, as in the example of seed 001."""
    return {
        **_patch_check(FILLED_SUCCESS, 6, task=4),
        **_lasting(begun, 190.5),
        "status": "SUCCESS",
        "result_code": "WKS.00010110",
        "reason": "The desktop had no valid IP address at first",
        "output": "Waiting for the network...\nPatch level is current.",
    }


def _hostile(begun: datetime) -> Row:
    return {
        **_patch_check(HOSTILE, 7, task=5),
        **_lasting(begun, 3.2),
        "script_name": "<!channel> *urgent* <https://evil.example|click>",
        "resource_name": "`<@U0OPERATOR1>` \u202egpj.exe\u202c & _co_ ~ok~ @here",
        "status": "FAILED",
        "result_code": "<!here>",
        "reason": "```</code> <!subteam^S0EVIL|all> <!date^0^{date}|never> &amp;lt;\x07",
        "output": HOSTILE_OUTPUT,
    }


def _chinese(begun: datetime) -> Row:
    return {
        **_patch_check(CHINESE, 8, task=6),
        **_lasting(begun, 12.75),
        "script_name": "系统补丁检查",
        "resource_name": "财务桌面-08",
        "status": "FAILED",
        "result_code": "WKS.00010032",
        "reason": "桌面当前状态不允许执行该操作",
        "output": CHINESE_OUTPUT,
    }


def _long(begun: datetime) -> Row:
    """An output that fills more than one page of a window."""
    return {
        **_patch_check(LONG, 9, task=7),
        **_lasting(begun, 412.5),
        "script_id": DISK_CLEANUP.id,
        "script_name": DISK_CLEANUP.name,
        "status": "FAILED",
        "result_code": "WKS.00010032",
        "reason": "The script exited with a non-zero code",
        "output": DISK_SCAN,
    }
