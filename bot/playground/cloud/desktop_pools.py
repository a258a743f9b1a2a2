"""Desktop pools, and the scripts and commands run on them (W8, W9)."""

from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.filters import (
    PERIOD,
    among,
    begun,
    containing,
    equal,
    scripts,
)
from bot.playground.cloud.pages import OFFSET, by_offset, by_total
from bot.playground.cloud.query import Flag, Number, Text, Texts, words

_POOLS = "/v2/{project_id}/desktop-pools"

_ALL_POOLS = 1000
# What W9 is asked in, and what its rows say (section 3).
_POOL_WORDS = {
    "SUCCESS": "FINISH",
    "FAILED": "FAILED",
    "RUNNING": "RUNNING",
    "WAITING": "INIT",
}


def list_pools(stock: Stock, asked: Asked) -> Answer:
    """W8."""
    query = asked.query
    rows = equal(stock.tables.pools, query, "type", "enterprise_project_id")
    rows = equal(rows, query, "in_maintenance_mode")
    rows = containing(rows, "name", query.get("name"))
    page = by_offset(rows, query, stock.page_cap, default=_ALL_POOLS)
    return Answer.from_json(200, {"total_count": len(rows), "desktop_pools": page})


def list_pool_tasks(stock: Stock, asked: Asked) -> Answer:
    """W9. Its status filter speaks other words than its rows.

    SUCCESS alone finds a FINISH, whatever failures that hides.
    """
    query = asked.query
    rows = equal(stock.tables.pool_tasks, query, "desktop_pool_id")
    rows = scripts(rows, "scripts", query)
    rows = among(rows, "id", query.get("task_id"))
    if word := query.get("status"):
        rows = [row for row in rows if row["status"] == _POOL_WORDS[word]]
    if kind := query.get("task_type"):
        is_command = kind == "COMMAND"
        rows = [row for row in rows if bool(row["command_content"]) == is_command]
    return by_total(stock, query, "script_execution_tasks", begun(rows, query))


ENDPOINTS = (
    Endpoint(
        "W8",
        _POOLS,
        Service.WORKSPACE,
        list_pools,
        {
            "offset": OFFSET,
            "limit": Number(0, _ALL_POOLS),
            "name": Text(),
            "type": words("DYNAMIC", "STATIC"),
            "enterprise_project_id": Text(),
            "in_maintenance_mode": Flag(),
        },
        "workspace:desktopPools:list",
        detailed=True,
    ),
    Endpoint(
        "W9",
        f"{_POOLS}/script-execution-tasks/detail",
        Service.WORKSPACE,
        list_pool_tasks,
        {
            **PERIOD,
            "offset": OFFSET,
            "limit": Number(0, 100),
            "desktop_pool_id": Text(),
            "script_id": Text(),
            "script_name": Text(),
            "status": words(*_POOL_WORDS),
            "task_type": words("SCRIPT", "COMMAND"),
            "task_id": Texts(),
        },
        "workspace:desktopPools:listScriptTasks",
        detailed=True,
    ),
)
