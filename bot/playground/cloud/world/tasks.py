"""The scheduled tasks, as W1 lists them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import ZONE
from bot.playground.cloud.world.times import local_time, night

TASK = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1101"
TASK_SCRIPT = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1102"
TASK_LIFE_CYCLE = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1103"
TASK_GMT = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1104"
TASK_LONDON = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1105"
TASK_NEVER_RUN = "st-7c1f0a52-1d0e-4b6b-9a55-0d5a8e0b1106"

SINGAPORE, LONDON = ZONE, ZoneInfo("Europe/London")
# How the zone of TASK_GMT is written: no IANA id (section 4, trap 3).
GMT_8 = "GMT+8"


def scheduled_tasks(now: datetime) -> list[Row]:
    """The W1 rows; the triggered one comes only to those who ask for LIFE_CYCLE."""
    return [
        {
            **_task(TASK, "nightly-reboot-finance", "REBOOT", now),
            "last_status": "FAIL",
            "description": "Reboot finance desktops",
        },
        {
            **_task(TASK_SCRIPT, "patch-check-finance", "EXECUTE_SCRIPT", now, 70),
            "last_status": "FAIL",
            "description": "patch-check on the first finance desktops, canary first",
        },
        _life_cycle(),
        {
            **_task(TASK_GMT, "evening-stop-call-centre", "STOP", now, -180),
            "last_status": "SKIP",
            "description": "Stop the call centre after the last shift",
            "time_zone": GMT_8,
        },
        {
            **_task(TASK_LONDON, "weekly-snapshot-london", "CREATE_SNAPSHOT", now, 360),
            "scheduled_type": "WEEK",
            "last_status": "SUCCESS",
            "time_zone": "Europe/London",
        },
        {
            **_task(TASK_NEVER_RUN, "quarterly-rebuild-lab", "REBUILD", now),
            "scheduled_type": "MONTH",
            "last_status": "",
            "enable": False,
        },
    ]


def _task(
    task_id: str, name: str, task_type: str, now: datetime, minutes: float = 0
) -> Row:
    return {
        "id": task_id,
        "task_name": name,
        "task_type": task_type,
        "scheduled_type": "DAY",
        "last_status": "SUCCESS",
        "next_execution_time": local_time(night(now, -1, minutes), ZONE),
        "expire_time": f"{now.year + 1}-12-31 23:59:59",
        "enable": True,
        "description": "",
        "time_zone": ZONE.key,
        "extra_params": "{}",
    }


def _life_cycle() -> Row:
    return {
        "id": TASK_LIFE_CYCLE,
        "task_name": "join-domain-after-creation",
        "task_type": "EXECUTE_SCRIPT",
        "scheduled_type": "LIFE_CYCLE",
        "life_cycle_type": "POST_CREATE_DESKTOP_SUCCESS",
        "life_cycle_exec_period": 1440,
        "last_status": "FAIL",
        "enable": True,
        "description": "Join the domain once a desktop is there",
        "priority": 1,
        "time_zone": ZONE.key,
        "wait_time": 5,
        "extra_params": "{}",
    }
