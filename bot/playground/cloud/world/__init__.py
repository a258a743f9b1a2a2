"""A small believable company on the simulated cloud, all of it relative to `now`."""

from bot.playground.cloud.world.apps import (
    APP_BIG_RUN,
    APP_RUN,
    APP_RUN_CLEAN,
    APP_RUN_RUNNING,
    APP_TASK,
    APP_TASK_UTC,
)
from bot.playground.cloud.world.company import tables
from bot.playground.cloud.world.fleet import REGION
from bot.playground.cloud.world.nightly import (
    TASK_BIG_RUN,
    TASK_RUN,
    TASK_RUN_BACKWARDS,
    TASK_RUN_BEFORE,
    TASK_RUN_ODD,
    TASK_RUN_RUNNING,
    TASK_RUN_SAME_IDS,
)
from bot.playground.cloud.world.order_history import (
    ORDER,
    ORDER_BIG,
    ORDER_CANCELED,
    ORDER_CLEAN,
    ORDER_FINISHED,
    ORDER_PAUSED,
    ORDER_RUNNING,
)
from bot.playground.cloud.world.pool_history import (
    POOL_COMMAND,
    POOL_TASK,
    POOL_TASK_CLEAN,
    POOL_TASK_FAILED,
    POOL_TASK_RUNNING,
    POOL_TASK_WAITING,
)
from bot.playground.cloud.world.pools import POOL, POOL_HOSTILE, POOL_LINUX
from bot.playground.cloud.world.script_nights import (
    TASK_LIFE_CYCLE_RUN,
    TASK_SCRIPT_RUN,
    TASK_SCRIPT_TASK,
)
from bot.playground.cloud.world.scripts import (
    CHINESE,
    FAILED,
    FILLED_SUCCESS,
    HOSTILE,
    ODD_STATUS,
    RUNNING,
    SCRIPT_TASK,
    SKIPPED,
    SUCCEEDED,
    records,
)
from bot.playground.cloud.world.tasks import (
    TASK,
    TASK_GMT,
    TASK_LIFE_CYCLE,
    TASK_LONDON,
    TASK_NEVER_RUN,
    TASK_SCRIPT,
)
from bot.playground.cloud.world.times import wire_time

__all__ = [
    "APP_BIG_RUN",
    "APP_RUN",
    "APP_RUN_CLEAN",
    "APP_RUN_RUNNING",
    "APP_TASK",
    "APP_TASK_UTC",
    "CHINESE",
    "FAILED",
    "FILLED_SUCCESS",
    "HOSTILE",
    "ODD_STATUS",
    "ORDER",
    "ORDER_BIG",
    "ORDER_CANCELED",
    "ORDER_CLEAN",
    "ORDER_FINISHED",
    "ORDER_PAUSED",
    "ORDER_RUNNING",
    "POOL",
    "POOL_COMMAND",
    "POOL_HOSTILE",
    "POOL_LINUX",
    "POOL_TASK",
    "POOL_TASK_CLEAN",
    "POOL_TASK_FAILED",
    "POOL_TASK_RUNNING",
    "POOL_TASK_WAITING",
    "REGION",
    "RUNNING",
    "SCRIPT_TASK",
    "SKIPPED",
    "SUCCEEDED",
    "TASK",
    "TASK_BIG_RUN",
    "TASK_GMT",
    "TASK_LIFE_CYCLE",
    "TASK_LIFE_CYCLE_RUN",
    "TASK_LONDON",
    "TASK_NEVER_RUN",
    "TASK_RUN",
    "TASK_RUN_BACKWARDS",
    "TASK_RUN_BEFORE",
    "TASK_RUN_ODD",
    "TASK_RUN_RUNNING",
    "TASK_RUN_SAME_IDS",
    "TASK_SCRIPT",
    "TASK_SCRIPT_RUN",
    "TASK_SCRIPT_TASK",
    "records",
    "tables",
    "wire_time",
]
