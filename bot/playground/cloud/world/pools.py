"""The desktop pools, as W8 lists them."""

from datetime import datetime, timedelta

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.times import wire_time

POOL = "pool-2f7b9c34-1c55-4c0e-90aa-6f0000000501"
POOL_LINUX = "pool-2f7b9c34-1c55-4c0e-90aa-6f0000000502"
POOL_HOSTILE = "pool-2f7b9c34-1c55-4c0e-90aa-6f0000000503"

HOSTILE_POOL_NAME = "<!channel> *vip* <https://evil.example|pool> & `rm` \u202eloop"
POOL_NAMES = {
    POOL: "finance-pool",
    POOL_LINUX: "render-farm",
    POOL_HOSTILE: HOSTILE_POOL_NAME,
}


def pools(now: datetime) -> list[Row]:
    """The W8 rows."""
    kinds = {
        POOL: ("Windows", 137),
        POOL_LINUX: ("Linux", 24),
        POOL_HOSTILE: ("Windows", 60),
    }
    return [
        {
            "id": pool,
            "name": POOL_NAMES[pool],
            "type": "STATIC" if pool == POOL else "DYNAMIC",
            "description": "",
            "created_time": wire_time(now - timedelta(days=249 + number)),
            "charging_mode": "1",
            "desktop_count": count,
            "desktop_used": count,
            "image_os_type": system,
            "status": "STEADY",
            "enterprise_project_id": "0",
            "in_maintenance_mode": pool == POOL_LINUX,
        }
        for number, (pool, (system, count)) in enumerate(kinds.items())
    ]
