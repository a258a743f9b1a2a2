"""The script orders of the last two days."""

from datetime import datetime, timedelta

from bot.playground.cloud.outputs import (
    BACKUP_DONE,
    BACKUP_LOG,
    BASELINE_FAILED,
    BASELINE_LOG,
    DISK_CLEAN_DENIED,
    DISK_CLEAN_LOG,
    KERNEL_LOG,
    PARAMETER_SECRET,
    TIME_LOG,
    TLS_LOG,
)
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.hosts import HostEnding
from bot.playground.cloud.world.orders import Order

ORDER = "SCT2026011417300512a3f4b5c"
ORDER_FINISHED = "SCT2026011508120044b7d1e02"
ORDER_CLEAN = "SCT2026011423000071c9e8f13"
ORDER_RUNNING = "SCT2026011517180090d2a6b24"
ORDER_CANCELED = "SCT2026011315402233e5c7d35"
ORDER_PAUSED = "SCT2026011509550166f8b9a46"
ORDER_BIG = "SCT2026011221004588a1d4c57"

# The first whole number that a double cannot hold (section 5, trap 68).
PAST_DOUBLES = 2**53 + 1

DONE = HostEnding("FINISHED", DISK_CLEAN_LOG, 300)
DENIED = HostEnding("ABNORMAL", DISK_CLEAN_DENIED, 300)
UPDATED = HostEnding("FINISHED", KERNEL_LOG, 94)
IN_TIME = HostEnding("FINISHED", TIME_LOG, 2)
BACKED_UP = HostEnding("FINISHED", BACKUP_DONE, 31)
TIMED_OUT = HostEnding("ABNORMAL", BACKUP_LOG, 34)
ROLLED_OUT = HostEnding("FINISHED", TLS_LOG, 6)
PASSED = HostEnding("FINISHED", BASELINE_LOG, 48)
FELL_SHORT = HostEnding("ABNORMAL", BASELINE_FAILED, 51)
LOST = HostEnding("ABNORMAL", "The agent did not answer within 300 s.", 300)
READY = HostEnding("READY")
WORKING = HostEnding("PROCESSING")
CANCELED = HostEnding("CANCELED")


def orders(now: datetime) -> list[Order]:
    """The orders, by their ids."""
    return [
        Order(
            ORDER_CANCELED,
            480107,
            "kernel-update",
            "CANCELED",
            now - timedelta(hours=42),
            900001,
            ([UPDATED, UPDATED, CANCELED], [CANCELED, CANCELED], [READY, READY]),
            95.2,
        ),
        Order(
            ORDER_CLEAN,
            480109,
            "time-sync",
            "FINISHED",
            now - timedelta(hours=11),
            900021,
            ([IN_TIME] * 4,),
            300.9,
            in_seconds=True,
        ),
        Order(
            ORDER,
            480112,
            "disk-clean",
            "ABNORMAL",
            now - timedelta(hours=6),
            900101,
            ([DONE, DENIED], [READY]),
            source="CUSTOM_SCRIPT",
            parameters={
                "success_rate": 99.5,
                "script_params": [{"param_name": "path", "param_value": "/var/log"}],
            },
        ),
        Order(
            ORDER_FINISHED,
            480115,
            "nightly-backup",
            "FINISHED",
            now - timedelta(hours=3),
            900201,
            (
                [*[BACKED_UP] * 4, TIMED_OUT, BACKED_UP],
                [BACKED_UP, LOST, *[BACKED_UP] * 4],
            ),
            634.412,
            in_seconds=True,
            source="CUSTOM_SCRIPT",
            parameters={"success_rate": 60, "script_params": _secrets()},
        ),
        Order(
            ORDER_PAUSED,
            480117,
            "tls-rollout",
            "PAUSED",
            now - timedelta(hours=2),
            900301,
            ([ROLLED_OUT, ROLLED_OUT], [READY, READY]),
            None,
            parameters={"success_rate": 100},
        ),
        Order(
            ORDER_RUNNING,
            480118,
            "disk-clean",
            "PROCESSING",
            now - timedelta(minutes=7),
            900401,
            ([DONE, DONE], [WORKING, WORKING, READY]),
            None,
        ),
        _big(now),
    ]


def _big(now: datetime) -> Order:
    """230 hosts, 12 of them abnormal; every id is past what a double can hold."""
    hosts = [PASSED] * 230
    for number in (7, 19, 20, 21, 60, 118, 119, 140, 177, 201, 202, 229):
        hosts[number] = FELL_SHORT if number % 2 else LOST
    return Order(
        ORDER_BIG,
        PAST_DOUBLES,
        "security-baseline",
        "ABNORMAL",
        now - timedelta(hours=19),
        2**63 - 1 - 100_000,
        (hosts[:120], hosts[120:200], hosts[200:]),
        1711.09,
        parameters={"success_rate": 98.0},
    )


def _secrets() -> list[Row]:
    return [
        {
            "param_name": "backup_password",
            "param_value": PARAMETER_SECRET,
            "param_order": 1,
        },
        {
            "param_name": "store_token",
            "param_value": "",
            "param_order": 2,
            "param_refer": {
                "refer_type": "PARAM_STORE",
                "param_id": "PS2025120109121512a3f4b5c",
                "param_version": "3",
            },
        },
    ]
