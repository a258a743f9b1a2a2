"""Application servers: scheduled tasks, their runs and the servers of each (A1 to A3)."""

from collections.abc import Sequence

from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.pages import OFFSET, by_offset
from bot.playground.cloud.query import Number, Query, Rules, Text, words
from bot.playground.cloud.tables import Row

_TASKS = "/v1/{project_id}/schedule-task"
_PLAIN: Rules = {"offset": OFFSET, "limit": Number(1, 100)}


def list_tasks(stock: Stock, asked: Asked) -> Answer:
    """A1."""
    name, kind = asked.query.get("task_name"), asked.query.get("task_type")
    rows = [
        row
        for row in stock.tables.app_tasks
        if (name is None or name in row["task_name"])
        and (kind is None or kind == row["task_type"])
    ]
    return _page(stock, asked.query, rows)


def list_runs(stock: Stock, asked: Asked) -> Answer:
    """A2. Of an unknown task there are no runs."""
    rows = stock.tables.app_runs.get(asked.ids["task_id"], [])
    return _page(stock, asked.query, rows)


def list_rows(stock: Stock, asked: Asked) -> Answer:
    """A3. Of an unknown run there are no rows."""
    rows = stock.tables.app_rows.get(asked.ids["execute_history_id"], [])
    return _page(stock, asked.query, rows)


def _page(stock: Stock, query: Query, rows: Sequence[Row]) -> Answer:
    page = by_offset(rows, query, stock.page_cap)
    return Answer.from_json(200, {"count": len(rows), "items": page})


ENDPOINTS = (
    Endpoint(
        "A1",
        _TASKS,
        Service.APPSTREAM,
        list_tasks,
        {
            **_PLAIN,
            "task_name": Text(),
            "task_type": words(
                "RESTART_SERVER", "START_SERVER", "STOP_SERVER", "REINSTALL_OS"
            ),
        },
        "workspace:scheduledTasks:list",
    ),
    Endpoint(
        "A2",
        f"{_TASKS}/{{task_id}}/execute-history",
        Service.APPSTREAM,
        list_runs,
        _PLAIN,
        "workspace:scheduledTasks:listRecords",
    ),
    Endpoint(
        "A3",
        f"{_TASKS}/{{execute_history_id}}/execute-detail",
        Service.APPSTREAM,
        list_rows,
        _PLAIN,
        "workspace:scheduledTasks:getRecord",
    ),
)
