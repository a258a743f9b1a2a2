"""Script orders of COC: the list, one order, its statistics, batches, hosts (C1 to C5)."""

from collections.abc import Sequence
from typing import Any

from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.pages import LONG, by_marker, not_found
from bot.playground.cloud.query import Number, Query, Text, words
from bot.playground.cloud.tables import Row

_ORDERS = "/v1/job/script/orders"
_ORDER = f"{_ORDERS}/{{execute_uuid}}"
_OF_HOSTS = ("READY", "PROCESSING", "ABNORMAL", "CANCELED", "FINISHED")


def list_orders(stock: Stock, asked: Asked) -> Answer:
    """C1. The total is that of what was asked for, wherever the page begins."""
    rows = [row for row in stock.tables.orders if _wanted(row, asked.query)]
    page = by_marker(rows, "order_id", asked.query, stock.page_cap)
    return _answer(stock, {"total": len(rows), "data": page})


def show_order(stock: Stock, asked: Asked) -> Answer:
    """C2."""
    detail = stock.tables.order_details.get(asked.ids["execute_uuid"])
    return _no_order() if detail is None else _answer(stock, detail)


def count_hosts(stock: Stock, asked: Asked) -> Answer:
    """C3, with a row for every status, also for those that no host has."""
    uuid = asked.ids["execute_uuid"]
    if uuid not in stock.tables.order_details:
        return _no_order()
    hosts = [
        (index, row["status"])
        for (order, index), rows in stock.tables.instances.items()
        for row in rows
        if order == uuid
    ]
    counts = [
        {
            "instance_status": status,
            "instance_count": sum(of_host == status for _, of_host in hosts),
            "batch_indexes": sorted({n for n, of_host in hosts if of_host == status}),
        }
        for status in _OF_HOSTS
    ]
    answer = {"total_instance": len(hosts), "execute_statistics": counts}
    return _answer(stock, answer)


def list_batches(stock: Stock, asked: Asked) -> Answer:
    """C4: a bare array, without total and without paging."""
    batches = stock.tables.batches.get(asked.ids["execute_uuid"])
    return _no_order() if batches is None else _answer(stock, batches)


def list_hosts(stock: Stock, asked: Asked) -> Answer:
    """C5. The total is the size of the batch, whatever status was asked for."""
    index = asked.ids["batch_index"]
    key = asked.ids["execute_uuid"], int(index) if index.isdecimal() else 0
    batch = stock.tables.instances.get(key)
    if batch is None:
        return _no_order()
    status = asked.query.get("status")
    rows = [row for row in batch if status is None or row["status"] == status]
    return _answer(
        stock,
        {
            "batch_index": key[1],
            "total_instances": len(batch),
            "execute_instances": by_marker(rows, "id", asked.query, stock.page_cap),
        },
    )


def _wanted(row: Row, query: Query) -> bool:
    created = row["gmt_created"]
    exact = ("creator", "status")
    return (
        query.get("start_time", 0) <= created <= query.get("end_time", LONG)
        and all(query.get(name, row[name]) == row[name] for name in exact)
        and query.get("name_like", "") in row["order_name"]
    )


def _answer(stock: Stock, told: dict[str, Any] | Sequence[Row]) -> Answer:
    """Wrapped in `data`, or bare as the pages of 2024 show it (section 5, trap 65)."""
    return Answer.from_json(200, told if stock.bare_coc else {"data": told})


def _no_order() -> Answer:
    """COC says so with a 400 (section 5, trap 74)."""
    return not_found(400, "COC.00040709", "script order does not exist")


ENDPOINTS = (
    Endpoint(
        "C1",
        _ORDERS,
        Service.COC,
        list_orders,
        {
            "limit": Number(1, 100),
            "marker": Number(1, LONG),
            "start_time": Number(0, LONG),
            "end_time": Number(0, LONG),
            "creator": Text(),
            "status": words(*_OF_HOSTS, "PAUSED"),
            "name_like": Text(),
        },
        "coc:job:list",
    ),
    Endpoint("C2", _ORDER, Service.COC, show_order, {}, "coc:job:get"),
    Endpoint("C3", f"{_ORDER}/statistics", Service.COC, count_hosts, {}, "coc:job:get"),
    Endpoint("C4", f"{_ORDER}/batches", Service.COC, list_batches, {}, "coc:job:get"),
    Endpoint(
        "C5",
        f"{_ORDER}/batches/{{batch_index}}",
        Service.COC,
        list_hosts,
        {
            "limit": Number(1, 100, required=True),
            "marker": Number(0, LONG),
            "status": words(*_OF_HOSTS),
        },
        "coc:job:get",
    ),
)
