"""A living fleet behind the real endpoints: rows change between two requests."""

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SMALL, Fleet, SimulatedCloud
from bot.playground.cloud.tables import Row
from tests.playground.hand_clock import HandClock
from tests.playground.signer import Caller

TASKS = "/v2/{}/scheduled-tasks"
SCRIPTS = "/v2/{}/script-execution"
POOL_RUNS = "/v2/{}/desktop-pools/script-execution-tasks/detail"
APPS = "/v1/{}/schedule-task"
ORDERS = "/v1/job/script/orders"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    cloud.live(SMALL, speed=60, seed=1)
    return Caller(cloud, http, clock)


async def told(ask: Caller, path: str, **query: object) -> Row:
    heard = await ask(path, **query)
    assert heard.status == 200, heard.body
    body: Row = heard.body
    return body


async def wait_for(ask: Caller, source: str, outcome: str) -> list[str]:
    """The ids in the command of a run of this source that looks so."""
    life = ask.cloud.life
    assert life is not None
    for _ in range(5_000):
        ask.clock.advance(seconds=5)
        life.catch_up(ask.clock())
        newest = life.recent(5)
        for run in newest:
            if (run.source, run.outcome) == (source, outcome):
                return run.command.split()[2:]
    raise AssertionError(f"no {source} was {outcome}")


async def test_a_task_runs_to_its_end_between_requests(ask: Caller) -> None:
    task, record = await wait_for(ask, "task", "running")
    path = f"{TASKS}/{task}/records"

    before = (await told(ask, path))["tasks_records"][0]
    ask.clock.advance(seconds=60)
    after = (await told(ask, path))["tasks_records"][0]
    ended = await told(ask, f"{path}/{record}", offset=0, limit=100)

    assert (before["id"], before["status"]) == (record, "RUNNING")
    assert after["id"] == record
    assert after["status"] in ("SUCCESS", "FAIL", "SKIP")
    statuses = {row["exec_status"] for row in ended["tasks_records_details"]}
    assert statuses <= {"SUCCESS", "FAIL", "SKIP"}
    done = after["success_num"] + after["failed_num"] + after["skip_num"]
    assert done == ended["total_count"]


async def test_triggered_tasks_come_to_those_who_ask(ask: Caller) -> None:
    usual = await told(ask, TASKS, offset=0, limit=50)
    triggered = await told(ask, TASKS, offset=0, limit=50, scheduled_type="LIFE_CYCLE")

    kinds = {task["scheduled_type"] for task in usual["scheduled_tasks"]}
    assert kinds == {"DAY", "WEEK", "MONTH"}
    assert triggered["total_count"] == 2


async def test_a_script_tells_its_output_once_it_is_over(ask: Caller) -> None:
    (record,) = await wait_for(ask, "script", "running")
    path = f"{SCRIPTS}-records/{record}"

    before = await told(ask, path)
    ask.clock.advance(seconds=60)
    after = await told(ask, path)
    tasks = await told(ask, f"{SCRIPTS}-tasks", task_id=[after["script_task_id"]])

    assert (before["status"], before["output"]) == ("RUNNING", "")
    assert after["status"] in ("SUCCESS", "FAILED", "SKIP")
    assert "end_time" in after
    assert tasks["count"] == 1
    assert tasks["script_tasks"][0]["status"] in ("SUCCESS", "FAILED")


async def test_a_tasks_script_is_found_by_the_join(ask: Caller) -> None:
    tasks = await told(ask, TASKS, offset=0, limit=50, task_type="EXECUTE_SCRIPT")
    task = tasks["scheduled_tasks"][-1]["id"]
    run = (await told(ask, f"{TASKS}/{task}/records"))["tasks_records"][0]

    found = await told(
        ask, f"{SCRIPTS}-records", script_task_id=run["execute_task_id"], limit=100
    )

    counted = {
        status: sum(row["status"] == status for row in found["script_records"])
        for status in ("SUCCESS", "FAILED", "SKIP")
    }
    assert counted == {
        "SUCCESS": run["success_num"],
        "FAILED": run["failed_num"],
        "SKIP": run["skip_num"],
    }
    assert all("output" not in row for row in found["script_records"])
    record = found["script_records"][0]["id"]
    assert (await told(ask, f"{SCRIPTS}-records/{record}"))["output"]


async def test_a_pools_run_is_asked_for_in_its_own_words(ask: Caller) -> None:
    (task,) = await wait_for(ask, "pool", "running")

    running = await told(ask, POOL_RUNS, status="RUNNING")
    ask.clock.advance(seconds=60)
    after = await told(ask, POOL_RUNS, task_id=[task])
    rows = await told(ask, f"{SCRIPTS}-records", script_task_id=task, limit=100)

    assert task in [row["id"] for row in running["script_execution_tasks"]]
    (row,) = after["script_execution_tasks"]
    assert row["status"] in ("FINISH", "FAILED")
    assert row["success_num"] + row["failed_num"] + row["skip_num"] == rows["count"]


async def test_an_order_goes_on_batch_by_batch(ask: Caller) -> None:
    (uuid,) = await wait_for(ask, "order", "running")
    path = f"{ORDERS}/{uuid}"

    before = (await told(ask, path))["data"]
    ask.clock.advance(minutes=6)
    after = (await told(ask, path))["data"]
    counts = (await told(ask, f"{path}/statistics"))["data"]
    batches = (await told(ask, f"{path}/batches"))["data"]
    hosts = [
        host["status"]
        for batch in batches
        for host in (
            await told(ask, f"{path}/batches/{batch['batch_index']}", limit=100)
        )["data"]["execute_instances"]
    ]

    assert (before["status"], before.get("gmt_finished")) == ("PROCESSING", None)
    assert after["status"] in ("FINISHED", "ABNORMAL", "CANCELED")
    assert after["gmt_finished"] > after["gmt_created"]
    told_counts = {
        row["instance_status"]: row["instance_count"]
        for row in counts["execute_statistics"]
    }
    assert told_counts == {status: hosts.count(status) for status in told_counts}


async def test_every_order_is_found_page_by_page(ask: Caller) -> None:
    ask.clock.advance(hours=2)
    seen: list[int] = []

    while True:
        marker = {"marker": seen[-1]} if seen else {}
        page = (await told(ask, ORDERS, limit=50, **marker))["data"]
        if not page["data"]:
            break
        seen += [order["order_id"] for order in page["data"]]

    assert len(set(seen)) == len(seen) == page["total"] > 100


async def test_servers_restart_one_after_the_other(ask: Caller) -> None:
    (history,) = await wait_for(ask, "app", "running")

    before = await told(ask, f"{APPS}/{history}/execute-detail", limit=100)
    ask.clock.advance(seconds=60)
    after = await told(ask, f"{APPS}/{history}/execute-detail", limit=100)

    assert "RUNNING" in {row["status"] for row in before["items"]}
    assert {row["status"] for row in after["items"]} <= {"SUCCESS", "FAILED"}
    assert all(row["begin_time"] < row["end_time"] for row in after["items"])


async def test_without_a_life_nothing_moves(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    ask = Caller(cloud, http, clock)

    before = await told(ask, POOL_RUNS, limit=100)
    clock.advance(hours=3)

    assert await told(ask, POOL_RUNS, limit=100) == before
    assert cloud.life is None


async def test_the_fixed_world_stays_as_the_past(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    ask = Caller(cloud, http, clock)
    before = await told(ask, POOL_RUNS, limit=100)

    cloud.live(Fleet(3, 30))
    clock.advance(hours=1)
    after = await told(ask, POOL_RUNS, limit=100)

    rows = after["script_execution_tasks"]
    assert rows[-before["total_count"] :] == before["script_execution_tasks"]
    assert len(rows) > before["total_count"]
