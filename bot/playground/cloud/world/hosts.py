"""The hosts that COC runs scripts on, as C5 shows them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import REGION
from bot.playground.cloud.world.times import epoch_ms

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


class HostEnding(NamedTuple):
    """How it went on one host; `message` is the log."""

    status: str
    message: str = ""
    seconds: float | None = None


def host_row(row_id: int, number: int, ending: HostEnding, begun: datetime) -> Row:
    """The C5 row of the host with this number; times in epoch ms, costs in seconds.

    One that isn't over has null as gmt_finished, and no costs.
    """
    row = {
        "id": row_id,
        "target_instance": _target(number),
        "gmt_created": epoch_ms(begun),
        "gmt_finished": None,
        "status": ending.status,
        "message": ending.message,
    }
    if ending.seconds is not None:
        ended = begun + timedelta(seconds=ending.seconds)
        row["gmt_finished"] = epoch_ms(ended)
        row["execute_costs"] = round(ending.seconds)
    return row


def _target(number: int) -> Row:
    return {
        "resource_id": f"ecs-7d0e{number:04d}-1f2a-4c3b-8d4e-aabbccddee01",
        "provider": "ECS",
        "region_id": REGION,
        "type": "CLOUDSERVER",
        "custom_attributes": [{"key": "tier", "value": "web"}],
        "agent_sn": f"8d1c{number:08d}",
        "agent_status": "ONLINE",
        "properties": {
            "host_name": f"web-{number:02d}",
            "fixed_ip": f"192.0.2.{10 + number}",
            "floating_ip": "",
            "region_id": REGION,
            "zone_id": f"{REGION}a",
            "application": "storefront",
            "group": "web",
            "project_id": PROJECT,
        },
    }
