"""Whatever the moment: what the tables of a living fleet say of one run agrees."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.cloud import Fleet, Life
from bot.playground.cloud.tables import Row, Tables
from bot.playground.cloud.world import records, tables

START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FLEET = Fleet(13, 40)
FIXED_TASKS = len(tables(START).tasks)
FIXED_APPS = len(tables(START).app_tasks)
_STATUSES = {"FAIL": "FAILED"}


class Fleeting:
    """A life, and the tables it keeps."""

    def __init__(self, seed: int, speed: float = 60, fleet: Fleet = FLEET) -> None:
        self.tables: Tables = tables(START)
        self.records: dict[str, Row] = records(START)
        self.life = Life(
            self.tables,
            self.records,
            start=START,
            fleet=fleet,
            speed=speed,
            seed=seed,
        )

    def at(self, seconds: float) -> Tables:
        self.life.catch_up(START + timedelta(seconds=seconds))
        return self.tables


def counted(rows: list[Row], field: str, *statuses: str) -> int:
    return sum(row[field] in statuses for row in rows)


def by_task(every: Any) -> dict[str, list[Row]]:  # noqa: ANN401 - rows, from anywhere
    found: dict[str, list[Row]] = {}
    for row in every:
        found.setdefault(row["script_task_id"], []).append(row)
    return found


def check_tasks(known: Tables, scripts: dict[str, list[Row]]) -> None:
    for task, runs in known.task_runs.items():
        for run in runs:
            rows = known.task_rows[task, run["id"]]
            assert run["success_num"] == counted(rows, "exec_status", "SUCCESS")
            assert run["failed_num"] == counted(rows, "exec_status", "FAIL", "FAILED")
            assert run["skip_num"] == counted(rows, "exec_status", "SKIP")
            going_on = counted(rows, "exec_status", "RUNNING", "WAITING") > 0
            assert (run["status"] == "RUNNING") == going_on
            if "execute_task_id" in run:
                check_script(rows, scripts[run["execute_task_id"]])
    assert len(known.task_rows) == sum(map(len, known.task_runs.values()))


def check_script(rows: list[Row], script_rows: list[Row]) -> None:
    assert [
        (row["desktop_id"], _STATUSES.get(row["exec_status"], row["exec_status"]))
        for row in rows
    ] == [(row["resource_id"], row["status"]) for row in script_rows]
    assert [row["fail_reason"] for row in rows] == [
        row["reason"] for row in script_rows
    ]


def check_script_tasks(known: Tables, scripts: dict[str, list[Row]]) -> None:
    for task in known.script_tasks:
        rows = scripts[task["id"]]
        assert task["success_num"] == counted(rows, "status", "SUCCESS")
        assert task["failed_num"] == counted(rows, "status", "FAILED")
        assert task["skip_num"] == counted(rows, "status", "SKIP")
        going_on = counted(rows, "status", "RUNNING", "WAITING") > 0
        assert (task["status"] == "RUNNING") == going_on == ("end_time" not in task)
        assert task["resource_ids"] == [row["resource_id"] for row in rows]


def check_pools(known: Tables, scripts: dict[str, list[Row]]) -> None:
    for task in known.pool_tasks:
        rows = scripts.get(task["id"], [])
        assert task["success_num"] == counted(rows, "status", "SUCCESS")
        assert task["failed_num"] == counted(rows, "status", "FAILED")
        assert task["skip_num"] == counted(rows, "status", "SKIP")
        going_on = task["status"] in ("RUNNING", "INIT")
        assert going_on == ("end_time" not in task)
        assert going_on == (counted(rows, "status", "RUNNING", "WAITING") > 0) or (
            not rows
        )


def check_apps(known: Tables) -> None:
    for runs in known.app_runs.values():
        for run in runs:
            rows = known.app_rows[run["id"]]
            assert run["total_count"] == len(rows)
            assert run["success_count"] == counted(rows, "status", "SUCCESS")
            assert run["failed_count"] == counted(rows, "status", "FAILED")
            assert run["excuting_count"] == counted(rows, "status", "RUNNING")
            going_on = counted(rows, "status", "RUNNING", "WAITING") > 0
            assert (run["status"] == "RUNNING") == going_on == ("end_time" not in run)


def check_orders(known: Tables) -> None:
    for order in known.orders:
        uuid = order["execute_uuid"]
        detail, batches = known.order_details[uuid], known.batches[uuid]
        shared = ("gmt_created", "status", "creator", "execute_costs")
        assert [order.get(name) for name in shared] == [
            detail.get(name) for name in shared
        ]
        hosts: list[Row] = []
        for batch in batches:
            rows = known.instances[uuid, batch["batch_index"]]
            assert batch["total_instances"] == len(rows)
            hosts += rows
        statuses = Counter(row["status"] for row in hosts)
        if order["status"] in ("FINISHED", "ABNORMAL"):
            assert not statuses["PROCESSING"]
        if order["status"] == "PAUSED":
            assert statuses["READY"]
            assert not statuses["PROCESSING"]
        over = order["status"] in ("FINISHED", "ABNORMAL", "CANCELED")
        assert over == bool(order.get("gmt_finished"))
    assert len({order["order_id"] for order in known.orders}) == len(known.orders)


def check(fleet: Fleeting) -> None:
    known = fleet.tables
    ours = [*known.script_rows.values(), *fleet.records.values()]
    scripts = by_task(ours)
    check_tasks(known, scripts)
    check_script_tasks(known, scripts)
    check_pools(known, scripts)
    check_apps(known)
    check_orders(known)


@given(
    seed=st.integers(0, 10_000),
    speed=st.sampled_from([1, 7.5, 60, 1440]),
    pauses=st.lists(st.floats(0.01, 2_000), max_size=3),
)
@settings(max_examples=8)
def test_counters_are_those_of_the_rows_at_every_moment(
    seed: int, speed: float, pauses: list[float]
) -> None:
    fleet = Fleeting(seed, speed)
    moment = 0.0

    check(fleet)
    for pause in pauses:
        moment += pause
        fleet.at(moment)
        check(fleet)


@given(
    seed=st.integers(0, 10_000),
    moments=st.lists(st.floats(0.01, 4_000), min_size=1, max_size=9),
)
@settings(max_examples=6)
def test_it_is_the_same_however_often_somebody_looked(
    seed: int, moments: list[float]
) -> None:
    seen, unseen = Fleeting(seed), Fleeting(seed)

    for moment in sorted(moments):
        seen.at(moment)
    unseen.at(max(moments))

    assert seen.tables == unseen.tables
    assert seen.records == unseen.records
    assert seen.life.recent(50) == unseen.life.recent(50)


def test_months_that_nobody_saw_end_as_if_somebody_had_looked() -> None:
    seen, unseen = (Fleeting(3, speed=1440, fleet=Fleet(2, 6)) for _ in range(2))

    for minute in range(0, 70, 2):
        seen.at(60 * minute)
    unseen.at(60 * 68)

    assert seen.tables == unseen.tables
    assert seen.records == unseen.records


def test_another_seed_is_another_fleet() -> None:
    assert Fleeting(1).tables != Fleeting(2).tables


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_is_seen_to_begin_to_go_on_and_to_end(seed: int) -> None:
    fleet = Fleeting(seed)
    seen: dict[str, list[tuple[str, int]]] = {}

    for quarter in range(4 * 1_500):
        for runs in fleet.at(quarter / 4).task_runs.values():
            for run in runs[:1]:
                done = run["success_num"] + run["failed_num"] + run["skip_num"]
                states = seen.setdefault(run["id"], [])
                if (run["status"], done) not in states[-1:]:
                    states.append((run["status"], done))

    whole = [states for states in seen.values() if states[0] == ("RUNNING", 0)]
    assert max(map(len, whole)) > 5
    for states in whole:
        assert [done for _, done in states] == sorted(done for _, done in states)
    ended = [states[-1][0] for states in whole]
    assert ended.count("RUNNING") <= 2
    assert "SUCCESS" in ended


def test_what_is_over_never_changes_again() -> None:
    fleet = Fleeting(5)
    before = {
        run["id"]: run
        for runs in fleet.at(600).task_runs.values()
        for run in runs
        if run["status"] != "RUNNING"
    }

    after = {
        run["id"]: run for runs in fleet.at(2_000).task_runs.values() for run in runs
    }

    assert {key: after[key] for key in before if key in after} == before
    assert len(after) > len(before)


def test_a_tasks_row_tells_of_its_latest_run_and_of_the_next() -> None:
    fleet = Fleeting(1)
    for minute in range(0, 120, 7):
        known = fleet.at(60 * minute)
        now = START + timedelta(minutes=minute)
        for task in known.tasks[FIXED_TASKS:]:
            ended = [
                run["status"]
                for run in known.task_runs[task["id"]]
                if run["status"] != "RUNNING"
            ]
            assert task["last_status"] == (ended[0] if ended else "")
        for app in known.app_tasks[FIXED_APPS:]:
            assert app["next_execution_time"] > f"{now:%Y-%m-%d %H:%M:%S}"


def test_orders_stand_in_the_order_of_their_ids() -> None:
    orders = Fleeting(1).at(3_000).orders

    ids = [order["order_id"] for order in orders]

    assert ids == sorted(ids)


def test_ids_are_not_given_twice() -> None:
    known = Fleeting(1).at(3_000)

    rows = [row["id"] for rows in known.task_rows.values() for row in rows]
    runs = [run["id"] for runs in known.task_runs.values() for run in runs]
    hosts = [row["id"] for rows in known.instances.values() for row in rows]

    living = [row for row in rows if len(row) > 12]
    assert len(set(living)) == len(living) > 500
    assert len(set(runs)) == len(runs)
    assert len(set(hosts)) == len(hosts)
