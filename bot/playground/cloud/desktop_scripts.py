"""Scripts run on desktops: tasks, records, and a record's output (W5 to W7)."""

from itertools import chain

from bot.playground.cloud.answers import Answer, usual_error
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.filters import (
    PERIOD,
    among,
    begun,
    equal,
    scripts,
    ungrouped,
)
from bot.playground.cloud.pages import OFFSET, by_offset, by_total
from bot.playground.cloud.query import (
    BadParameterError,
    Flag,
    Number,
    Query,
    Rules,
    Text,
    Texts,
    words,
)
from bot.playground.cloud.tables import Row

_SCRIPTS = "/v2/{project_id}/script-execution"
_KINDS = words("SCRIPT", "COMMAND")


def list_script_tasks(stock: Stock, asked: Asked) -> Answer:
    """W5."""
    query = asked.query
    rows = equal(stock.tables.script_tasks, query, "status")
    rows = scripts(rows, "task_scripts", query)
    rows = among(rows, "id", query.get("task_id"))
    if kind := query.get("task_type"):
        rows = [row for row in rows if bool(row["task_scripts"]) == (kind == "SCRIPT")]
    rows = ungrouped(begun(rows, query), query)
    return by_total(stock, query, "script_tasks", rows, total="count")


def list_script_records(stock: Stock, asked: Asked) -> Answer:
    """W6: every record that W7 knows, without its output."""
    query = asked.query
    if query.get("show_history") and not _names_both(query):
        raise BadParameterError("show_history needs resource_id and script_id")
    rows = _records(stock, query)
    page = by_offset(rows, query, stock.page_cap)
    simple = [{k: row[k] for k in row if k != "output"} for row in page]
    return Answer.from_json(200, {"count": len(rows), "script_records": simple})


def show_script_record(stock: Stock, asked: Asked) -> Answer:
    """W7."""
    record_id = asked.ids["record_id"]
    record = stock.records.get(record_id) or stock.tables.script_rows.get(record_id)
    if record is None:
        return Answer.from_json(404, usual_error(404, ""))
    return Answer.from_json(200, record)


def _records(stock: Stock, query: Query) -> list[Row]:
    known = chain(stock.records.values(), stock.tables.script_rows.values())
    rows = equal(list(known), query, "status", "script_task_id")
    for name in ("resource_id", "script_id", "script_name"):
        rows = among(rows, name, query.get(name))
    if query.get("is_first_order"):
        rows = [row for row in rows if row.get("execute_order") == 1]
    if kind := query.get("task_type"):
        rows = [row for row in rows if bool(row.get("script_id")) == (kind == "SCRIPT")]
    return list(ungrouped(begun(rows, query), query))


def _names_both(query: Query) -> bool:
    return bool(query.get("resource_id") and query.get("script_id"))


_PLAIN: Rules = {"offset": OFFSET, "limit": Number(1, 100)}

ENDPOINTS = (
    Endpoint(
        "W5",
        f"{_SCRIPTS}-tasks",
        Service.WORKSPACE,
        list_script_tasks,
        {
            **_PLAIN,
            **PERIOD,
            "resource_group_id": Texts(),
            "resource_group_type": Text(),
            "script_id": Text(),
            "script_name": Text(),
            "status": Text(),
            "task_id": Texts(),
            "task_type": _KINDS,
        },
        "workspace:scripts:listTasks",
    ),
    Endpoint(
        "W6",
        f"{_SCRIPTS}-records",
        Service.WORKSPACE,
        list_script_records,
        {
            **_PLAIN,
            **PERIOD,
            "resource_id": Texts(),
            "resource_group_id": Texts(),
            "script_id": Texts(),
            "script_name": Texts(),
            "status": Text(),
            "is_first_order": Flag(),
            "script_task_id": Text(),
            "task_type": _KINDS,
            "show_history": Flag(),
        },
        "workspace:scripts:listRecords",
    ),
    Endpoint(
        "W7",
        f"{_SCRIPTS}-records/{{record_id}}",
        Service.WORKSPACE,
        show_script_record,
        {},
        "workspace:scripts:getRecordDetail",
    ),
)
