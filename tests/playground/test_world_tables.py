"""The company is one: counters count rows, ids join, times make sense."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.playground.cloud import world
from bot.playground.cloud.outputs import COMMAND_SECRET
from bot.playground.cloud.tables import Tables
from tests.playground.hand_clock import HandClock

Row = dict[str, Any]
NOW = HandClock()()


@pytest.fixture
def tables() -> Tables:
    return world.tables(NOW)


def counted(rows: list[Row], field: str) -> tuple[int, int, int]:
    found = Counter(row[field] for row in rows)
    return found["SUCCESS"], found["FAIL"] + found["FAILED"], found["SKIP"]


def counters(row: Row) -> tuple[int, int, int]:
    return row["success_num"], row["failed_num"], row["skip_num"]


def scripted(tables: Tables, task_id: str) -> list[Row]:
    known = chain(world.records(NOW).values(), tables.script_rows.values())
    return [row for row in known if row["script_task_id"] == task_id]


def test_the_counters_of_a_run_are_those_of_its_desktops(tables: Tables) -> None:
    runs = [(task, run) for task, runs in tables.task_runs.items() for run in runs]

    assert {(task, run["id"]) for task, run in runs} == set(tables.task_rows)
    for task, run in runs:
        rows = tables.task_rows[task, run["id"]]
        assert counters(run) == counted(rows, "exec_status")
        assert {row["record_id"] for row in rows} == {run["id"]}


def test_the_counters_of_a_script_task_are_those_of_its_records(
    tables: Tables,
) -> None:
    for task in tables.script_tasks + tables.pool_tasks:
        assert counters(task) == counted(scripted(tables, task["id"]), "status")


def test_the_counters_of_an_app_run_are_those_of_its_servers(tables: Tables) -> None:
    for run in chain.from_iterable(tables.app_runs.values()):
        found = Counter(row["status"] for row in tables.app_rows[run["id"]])
        assert (
            run["success_count"],
            run["failed_count"],
            run["excuting_count"],
            run["total_count"],
        ) == (found["SUCCESS"], found["FAILED"], found["RUNNING"], found.total())


def test_the_batches_of_an_order_count_their_hosts(tables: Tables) -> None:
    for order, batches in tables.batches.items():
        for batch in batches:
            rows = tables.instances[order, batch["batch_index"]]
            assert batch["total_instances"] == len(rows)


def test_the_runs_of_script_tasks_join_their_records(tables: Tables) -> None:
    tasks = {row["id"]: row for row in tables.script_tasks}

    for task in (world.TASK_SCRIPT, world.TASK_LIFE_CYCLE):
        for run in tables.task_runs[task]:
            rows = scripted(tables, run["execute_task_id"])
            by_desktop = {
                row["desktop_id"]: row for row in tables.task_rows[task, run["id"]]
            }
            assert counters(tasks[run["execute_task_id"]]) == counters(run)
            assert {row["resource_id"] for row in rows} == set(by_desktop)
            assert all(
                by_desktop[row["resource_id"]]["exec_script_id"] == row["script_id"]
                for row in rows
            )
    latest = tables.task_runs[world.TASK_SCRIPT][0]
    assert (latest["id"], latest["execute_task_id"]) == (
        world.TASK_SCRIPT_RUN,
        world.TASK_SCRIPT_TASK,
    )


def test_every_id_is_there_once(tables: Tables) -> None:
    lists: list[list[Row]] = [
        tables.tasks,
        list(chain.from_iterable(tables.task_runs.values())),
        list(chain.from_iterable(tables.task_rows.values())),
        [*world.records(NOW).values(), *tables.script_rows.values()],
        tables.script_tasks,
        tables.pools,
        tables.pool_tasks,
        list(chain.from_iterable(tables.app_runs.values())),
        list(chain.from_iterable(tables.app_rows.values())),
        list(chain.from_iterable(tables.instances.values())),
    ]
    for rows in lists:
        assert len({row["id"] for row in rows}) == len(rows)


def test_the_nightly_task_has_a_history_of_two_pages(tables: Tables) -> None:
    runs = tables.task_runs[world.TASK]

    assert len(runs) == 18
    assert [(run["id"], run["status"]) for run in runs[:7]] == [
        (world.TASK_RUN_RUNNING, "RUNNING"),
        (world.TASK_RUN, "FAIL"),
        (world.TASK_RUN_BEFORE, "SUCCESS"),
        (world.TASK_BIG_RUN, "FAIL"),
        (world.TASK_RUN_ODD, "INTERRUPTED"),
        (world.TASK_RUN_SAME_IDS, "SUCCESS"),
        (world.TASK_RUN_BACKWARDS, "SUCCESS"),
    ]


def test_the_failed_run_is_that_of_the_reference(tables: Tables) -> None:
    rows = tables.task_rows[world.TASK, world.TASK_RUN]

    assert [
        (row["id"], row["desktop_name"], row["exec_status"], row["result_code"])
        for row in rows
    ] == [
        ("det-01", "FIN-DESK-01", "SUCCESS", ""),
        ("det-02", "FIN-DESK-02", "FAIL", "WKS.00010032"),
        ("det-03", "FIN-DESK-03", "SKIP", "WKS.000x"),
    ]
    assert (rows[0]["start_time"], rows[0]["end_time"], rows[0]["time_zone"]) == (
        "2026-01-15 02:00:01",
        "2026-01-15 02:02:10",
        "Asia/Singapore",
    )


def test_the_clean_run_before_is_written_with_its_zone(tables: Tables) -> None:
    run = tables.task_runs[world.TASK][2]
    rows = tables.task_rows[world.TASK, world.TASK_RUN_BEFORE]

    assert run["start_time"] == "2026-01-13T18:00:00.000Z"
    assert rows[2]["exec_status"] == "SUCCESS"
    assert rows[2]["result_code"] == "WKS.00010110"


def test_the_big_run_fails_for_three_reasons(tables: Tables) -> None:
    rows = tables.task_rows[world.TASK, world.TASK_BIG_RUN]

    failed = Counter(row["result_code"] for row in rows if row["exec_status"] == "FAIL")
    assert failed == {"WKS.00010032": 5, "WKS.00010110": 3, "WKS.00129901": 1}
    assert counted(rows, "exec_status") == (123, 9, 5)


def test_odd_rows_are_as_odd_as_in_the_documents(tables: Tables) -> None:
    same = tables.task_rows[world.TASK, world.TASK_RUN_SAME_IDS][0]
    backwards = tables.task_rows[world.TASK, world.TASK_RUN_BACKWARDS][1]
    zones = {row["time_zone"] for row in tables.tasks + tables.app_tasks}

    assert {same["id"], same["record_id"], same["desktop_id"]} == {
        world.TASK_RUN_SAME_IDS
    }
    assert backwards["end_time"] < backwards["start_time"]
    assert {"GMT+8", "Coordinated Universal Time"} <= zones


def test_a_wall_clock_in_gmt_8_is_eight_hours_ahead(tables: Tables) -> None:
    run = tables.task_runs[world.TASK_GMT][0]

    begun = datetime.fromisoformat(run["start_time"]).replace(
        tzinfo=ZoneInfo("Etc/GMT-8")
    )
    assert NOW - begun == timedelta(hours=18, minutes=30)


def test_thirty_pool_tasks_lie_in_the_last_nine_days(tables: Tables) -> None:
    begun = [datetime.fromisoformat(row["start_time"]) for row in tables.pool_tasks]

    assert len(begun) == 30
    assert max(NOW - moment for moment in begun) < timedelta(days=9)
    assert min(NOW - moment for moment in begun) > timedelta()


def test_pool_tasks_end_in_every_way(tables: Tables) -> None:
    by_id = {row["id"]: row for row in tables.pool_tasks}
    told = {
        task: (by_id[task]["status"], *counters(by_id[task]))
        for task in (
            world.POOL_TASK,
            world.POOL_TASK_CLEAN,
            world.POOL_TASK_RUNNING,
            world.POOL_TASK_WAITING,
            world.POOL_TASK_FAILED,
            world.POOL_COMMAND,
        )
    }

    assert told == {
        world.POOL_TASK: ("FINISH", 1, 1, 1),
        world.POOL_TASK_CLEAN: ("FINISH", 3, 0, 0),
        world.POOL_TASK_RUNNING: ("RUNNING", 2, 0, 0),
        world.POOL_TASK_WAITING: ("INIT", 0, 0, 0),
        world.POOL_TASK_FAILED: ("FAILED", 0, 4, 0),
        world.POOL_COMMAND: ("FINISH", 3, 1, 0),
    }
    command = by_id[world.POOL_COMMAND]
    assert (command["scripts"], command["command_type"]) == ([], "SHELL")
    assert COMMAND_SECRET in command["command_content"]


def test_one_pool_has_a_hostile_name(tables: Tables) -> None:
    names = {pool["id"]: pool["name"] for pool in tables.pools}

    assert names[world.POOL] == "finance-pool"
    assert "<!channel>" in names[world.POOL_HOSTILE]


def test_app_runs_end_in_every_way(tables: Tables) -> None:
    runs = {run["id"]: run for runs in tables.app_runs.values() for run in runs}
    waiting = [
        row
        for row in tables.app_rows[world.APP_RUN_RUNNING]
        if row["status"] == "WAITING"
    ]

    assert {run: (row["status"], row["total_count"]) for run, row in runs.items()} == {
        world.APP_RUN: ("FAILED", 2),
        world.APP_RUN_CLEAN: ("SUCCESS", 2),
        world.APP_BIG_RUN: ("FAILED", 64),
        world.APP_RUN_RUNNING: ("RUNNING", 5),
    }
    assert ["result_code" in row for row in waiting] == [False, True]
    assert "end_time" not in runs[world.APP_RUN_RUNNING]


def test_a_failed_server_is_that_of_the_reference(tables: Tables) -> None:
    assert tables.app_rows[world.APP_RUN][1] == {
        "id": "3f0c2d55-8a31-4f3e-9b0e-c10000001002",
        "execute_id": "3f0c2d55-8a31-4f3e-9b0e-c10000000901",
        "server_id": "3f0c2d55-8a31-4f3e-9b0e-c10000001102",
        "server_name": "APS-02",
        "status": "FAILED",
        "task_type": "RESTART_SERVER",
        "time_zone": "Asia/Singapore",
        "begin_time": "2026-01-14T19:00:01.858Z",
        "end_time": "2026-01-14T19:06:40.858Z",
        "result_code": "WKS.00129901",
        "result_message": "Service unavailable for this request",
    }


def test_orders_end_in_every_way(tables: Tables) -> None:
    told = {}
    for row in tables.orders:
        uuid = row["execute_uuid"]
        hosts = [
            row
            for key, rows in tables.instances.items()
            if key[0] == uuid
            for row in rows
        ]
        told[uuid] = (row["status"], dict(Counter(host["status"] for host in hosts)))

    assert told == {
        world.ORDER_CANCELED: ("CANCELED", {"FINISHED": 2, "CANCELED": 3, "READY": 2}),
        world.ORDER_CLEAN: ("FINISHED", {"FINISHED": 4}),
        world.ORDER: ("ABNORMAL", {"FINISHED": 1, "ABNORMAL": 1, "READY": 1}),
        world.ORDER_FINISHED: ("FINISHED", {"FINISHED": 10, "ABNORMAL": 2}),
        world.ORDER_PAUSED: ("PAUSED", {"FINISHED": 2, "READY": 2}),
        world.ORDER_RUNNING: (
            "PROCESSING",
            {"FINISHED": 2, "PROCESSING": 2, "READY": 1},
        ),
        world.ORDER_BIG: ("ABNORMAL", {"FINISHED": 218, "ABNORMAL": 12}),
    }


def test_order_ids_are_of_their_documented_length() -> None:
    orders = (
        world.ORDER,
        world.ORDER_BIG,
        world.ORDER_CANCELED,
        world.ORDER_CLEAN,
        world.ORDER_FINISHED,
        world.ORDER_PAUSED,
        world.ORDER_RUNNING,
    )
    assert {len(order) for order in orders} == {26}


@pytest.mark.parametrize("hours", [0, 7, 8.51, 16.75, 23.99])
def test_the_latest_nightly_run_is_always_of_the_last_day(hours: float) -> None:
    now = NOW + timedelta(hours=hours)

    tables = world.tables(now)

    run = tables.task_runs[world.TASK][1]
    begun = datetime.fromisoformat(run["start_time"]).replace(
        tzinfo=ZoneInfo("Asia/Singapore")
    )
    assert timedelta(hours=15.5) <= now - begun < timedelta(hours=16)
