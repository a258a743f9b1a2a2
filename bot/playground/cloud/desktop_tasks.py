"""Scheduled tasks of desktops, their runs and the desktops of each (W1, W3, W4)."""

from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.filters import containing, equal
from bot.playground.cloud.pages import OFFSET, by_total, not_found
from bot.playground.cloud.query import Number, Text, words

_TASKS = "/v2/{project_id}/scheduled-tasks"


def list_tasks(stock: Stock, asked: Asked) -> Answer:
    """W1. Triggered tasks come only to those who ask for LIFE_CYCLE."""
    query = asked.query
    rows = equal(
        stock.tables.tasks,
        query,
        "task_type",
        "scheduled_type",
        "life_cycle_type",
        "last_status",
    )
    if query.get("scheduled_type") != "LIFE_CYCLE":
        rows = [row for row in rows if row["scheduled_type"] != "LIFE_CYCLE"]
    rows = containing(rows, "task_name", query.get("task_name"))
    return by_total(stock, query, "scheduled_tasks", rows)


def list_task_runs(stock: Stock, asked: Asked) -> Answer:
    """W3."""
    rows = stock.tables.task_runs.get(asked.ids["task_id"])
    if rows is None:
        return not_found(400, "WKS.0915", "The scheduled task does not exist")
    return by_total(stock, asked.query, "tasks_records", rows)


def list_task_rows(stock: Stock, asked: Asked) -> Answer:
    """W4. Of an unknown run there are no rows."""
    key = asked.ids["task_id"], asked.ids["record_id"]
    rows = stock.tables.task_rows.get(key, [])
    return by_total(stock, asked.query, "tasks_records_details", rows)


ENDPOINTS = (
    Endpoint(
        "W1",
        _TASKS,
        Service.WORKSPACE,
        list_tasks,
        {
            "offset": Number(0, OFFSET.high, required=True),
            "limit": Number(0, 50, required=True),
            "task_name": Text(),
            "task_type": words(
                "START",
                "STOP",
                "REBOOT",
                "HIBERNATE",
                "REBUILD",
                "EXECUTE_SCRIPT",
                "CREATE_SNAPSHOT",
            ),
            "scheduled_type": words("FIXED_TIME", "DAY", "WEEK", "MONTH", "LIFE_CYCLE"),
            "life_cycle_type": words(
                "POST_CREATE_DESKTOP_SUCCESS",
                "POST_REBUILD_DESKTOP_SUCCESS",
                "POST_REATTACH_DESKTOP_SUCCESS",
                "POST_DESKTOP_DISCONNECTED",
            ),
            "last_status": words("SUCCESS", "SKIP", "FAIL"),
        },
        "workspace:scheduledTasks:list",
        detailed=True,
    ),
    Endpoint(
        "W3",
        f"{_TASKS}/{{task_id}}/records",
        Service.WORKSPACE,
        list_task_runs,
        {"offset": OFFSET, "limit": Number(0, 100)},
        "workspace:scheduledTasks:listRecords",
        detailed=True,
    ),
    Endpoint(
        "W4",
        f"{_TASKS}/{{task_id}}/records/{{record_id}}",
        Service.WORKSPACE,
        list_task_rows,
        {
            "offset": Number(0, OFFSET.high, required=True),
            "limit": Number(0, 100, required=True),
        },
        "workspace:scheduledTasks:getRecord",
        detailed=True,
    ),
)
