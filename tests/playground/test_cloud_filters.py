"""The filters of the lists, each in the words that its page documents."""

from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import Caller

TASKS = "/v2/{}/scheduled-tasks"
SCRIPT_TASKS = "/v2/{}/script-execution-tasks"
RECORDS = "/v2/{}/script-execution-records"
POOLS = "/v2/{}/desktop-pools"
POOL_TASKS = f"{POOLS}/script-execution-tasks/detail"
PATCH_CHECK = "scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401"
FIRST_DESKTOP = "dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000001"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


async def rows(
    ask: Caller, path: str, name: str, /, **query: object
) -> list[dict[str, Any]]:
    heard = await ask(path, **{"offset": 0, "limit": 50, **query})
    found: list[dict[str, Any]] = heard.body[name]
    return found


async def ids(ask: Caller, path: str, name: str, /, **query: object) -> list[str]:
    return [row["id"] for row in await rows(ask, path, name, **query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(
            {},
            [
                world.TASK,
                world.TASK_SCRIPT,
                world.TASK_GMT,
                world.TASK_LONDON,
                world.TASK_NEVER_RUN,
            ],
            id="all but triggered ones",
        ),
        pytest.param(
            {"scheduled_type": "LIFE_CYCLE"}, [world.TASK_LIFE_CYCLE], id="triggered"
        ),
        pytest.param(
            {
                "scheduled_type": "LIFE_CYCLE",
                "life_cycle_type": "POST_DESKTOP_DISCONNECTED",
            },
            [],
            id="another trigger",
        ),
        pytest.param({"task_type": "REBOOT"}, [world.TASK], id="type"),
        pytest.param(
            {"task_name": "finance"}, [world.TASK, world.TASK_SCRIPT], id="part of name"
        ),
        pytest.param(
            {"last_status": "FAIL"}, [world.TASK, world.TASK_SCRIPT], id="FAIL"
        ),
        pytest.param({"last_status": "SKIP"}, [world.TASK_GMT], id="SKIP"),
    ],
)
async def test_tasks_are_filtered(
    ask: Caller, query: dict[str, str], found: list[str]
) -> None:
    assert await ids(ask, TASKS, "scheduled_tasks", **query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"status": "WAITING"}, {"INIT"}, id="WAITING"),
        pytest.param({"status": "RUNNING"}, {"RUNNING"}, id="RUNNING"),
        pytest.param({"status": "FAILED"}, {"FAILED"}, id="FAILED"),
        pytest.param({"status": "SUCCESS"}, {"FINISH"}, id="SUCCESS"),
        pytest.param({}, {"INIT", "RUNNING", "FAILED", "FINISH"}, id="no word"),
    ],
)
async def test_pool_tasks_are_asked_in_other_words_than_they_answer(
    ask: Caller, query: dict[str, str], found: set[str]
) -> None:
    page = await rows(ask, POOL_TASKS, "script_execution_tasks", **query)

    assert {row["status"] for row in page} == found


async def test_asking_for_failed_pool_tasks_misses_failures_that_finish_hides(
    ask: Caller,
) -> None:
    name = "script_execution_tasks"

    failed = await ids(ask, POOL_TASKS, name, status="FAILED")
    page = await rows(ask, POOL_TASKS, name)

    hidden = [
        row["id"] for row in page if row["failed_num"] and row["status"] == "FINISH"
    ]
    assert failed == [world.POOL_TASK_FAILED]
    assert {world.POOL_TASK, world.POOL_COMMAND} <= set(hidden)


@pytest.mark.parametrize(
    ("query", "names", "many"),
    [
        pytest.param({"task_type": "COMMAND"}, {"render-farm"}, 9, id="commands"),
        pytest.param(
            {"task_type": "SCRIPT", "desktop_pool_id": world.POOL},
            {"finance-pool"},
            12,
            id="scripts of one pool",
        ),
        pytest.param({"desktop_pool_id": "pool-none"}, set(), 0, id="no such pool"),
        pytest.param(
            {"script_id": PATCH_CHECK, "desktop_pool_id": world.POOL},
            {"finance-pool"},
            3,
            id="script by id",
        ),
        pytest.param({"script_name": "disk-clean"}, set(), 0, id="part of a name"),
        pytest.param({"script_name": "disk-cleanup"}, {"finance-pool"}, 9, id="name"),
        pytest.param(
            {"task_id": [world.POOL_TASK, world.POOL_COMMAND]},
            {"finance-pool", "render-farm"},
            2,
            id="several ids",
        ),
        pytest.param(
            {
                "execute_time_start": "2026-01-14T19:10:36Z",
                "execute_time_end": "2026-01-14T19:10:36Z",
            },
            {"finance-pool"},
            1,
            id="begun in the period, both ends included",
        ),
    ],
)
async def test_pool_tasks_are_filtered(
    ask: Caller, query: dict[str, object], names: set[str], many: int
) -> None:
    page = await rows(ask, POOL_TASKS, "script_execution_tasks", **query)

    assert ({row["desktop_pool_name"] for row in page}, len(page)) == (names, many)
    assert all("task_type" not in row for row in page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"name": "render"}, [world.POOL_LINUX], id="part of name"),
        pytest.param({"type": "STATIC"}, [world.POOL], id="type"),
        pytest.param(
            {"in_maintenance_mode": "true"}, [world.POOL_LINUX], id="maintenance"
        ),
        pytest.param({"enterprise_project_id": "7"}, [], id="enterprise project"),
    ],
)
async def test_pools_are_filtered(
    ask: Caller, query: dict[str, str], found: list[str]
) -> None:
    assert await ids(ask, POOLS, "desktop_pools", **query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(
            {"script_task_id": world.SCRIPT_TASK},
            [world.SUCCEEDED, world.FAILED, world.SKIPPED],
            id="script task",
        ),
        pytest.param({"status": "HALF_DONE"}, [world.ODD_STATUS], id="status"),
        pytest.param(
            {"script_task_id": world.SCRIPT_TASK, "is_first_order": "true"},
            [world.SUCCEEDED],
            id="canaries",
        ),
        pytest.param(
            {"script_task_id": world.SCRIPT_TASK, "resource_id": [FIRST_DESKTOP, "x"]},
            [world.SUCCEEDED],
            id="resources",
        ),
        pytest.param(
            {
                "script_name": ["disk-cleanup"],
                "status": "RUNNING",
                "task_type": "SCRIPT",
            },
            [
                world.RUNNING,
                *(f"srr-06036a10-2f11-4df0-a5b7-8b000000090{n}" for n in (3, 4, 5)),
            ],
            id="script names",
        ),
        pytest.param(
            {
                "execute_time_start": "2026-01-15T07:30:00Z",
                "execute_time_end": "2026-01-15T07:30:00Z",
                "task_type": "SCRIPT",
            },
            [world.SUCCEEDED, world.FAILED, world.SKIPPED],
            id="period",
        ),
        pytest.param({"resource_group_id": "group"}, [], id="group"),
        pytest.param(
            {
                "show_history": "true",
                "resource_id": FIRST_DESKTOP,
                "script_id": PATCH_CHECK,
                "script_task_id": world.SCRIPT_TASK,
            },
            [world.SUCCEEDED],
            id="history",
        ),
    ],
)
async def test_records_are_filtered(
    ask: Caller, query: dict[str, object], found: list[str]
) -> None:
    assert await ids(ask, RECORDS, "script_records", **query) == found


async def test_what_has_not_begun_lies_in_no_period(ask: Caller) -> None:
    record = {**ask.cloud.records[world.RUNNING], "status": "WAITING"}
    del record["start_time"]
    ask.cloud.records["srr-waiting"] = {**record, "id": "srr-waiting"}

    anywhen = await ids(ask, RECORDS, "script_records", status="WAITING")
    since = {"execute_time_start": "2020-01-01T00:00:00Z"}
    within = await ids(ask, RECORDS, "script_records", status="WAITING", **since)

    assert (anywhen, within) == (["srr-waiting"], [])


async def test_history_needs_a_resource_and_a_script(ask: Caller) -> None:
    heard = await ask(RECORDS, show_history="true", resource_id=FIRST_DESKTOP)

    assert (heard.status, heard.body) == (
        400,
        {
            "error_code": "WKS.0001",
            "error_msg": "Invalid request parameter. "
            "show_history needs resource_id and script_id",
        },
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"script_id": PATCH_CHECK, "status": "RUNNING"}, 0, id="none"),
        pytest.param({"script_name": "join-domain"}, 3, id="script name"),
        pytest.param({"task_id": world.TASK_SCRIPT_TASK}, 1, id="id"),
        pytest.param({"task_type": "SCRIPT"}, 16, id="scripts"),
        pytest.param({"task_type": "COMMAND"}, 0, id="commands"),
        pytest.param({"execute_time_start": "2026-01-15T06:00:00Z"}, 8, id="since"),
        pytest.param({"execute_time_end": "2026-01-11T00:00:00Z"}, 2, id="until"),
    ],
)
async def test_script_tasks_are_filtered(
    ask: Caller, query: dict[str, object], found: int
) -> None:
    assert len(await ids(ask, SCRIPT_TASKS, "script_tasks", **query)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"task_name": "weekly"}, [world.APP_TASK], id="name"),
        pytest.param({"task_type": "REINSTALL_OS"}, [world.APP_TASK_UTC], id="type"),
    ],
)
async def test_app_tasks_are_filtered(
    ask: Caller, query: dict[str, str], found: list[str]
) -> None:
    assert await ids(ask, "/v1/{}/schedule-task", "items", **query) == found


async def test_the_list_of_records_leaves_the_output_to_the_record(ask: Caller) -> None:
    listed = await rows(ask, RECORDS, "script_records", script_task_id=world.POOL_TASK)

    single = await ask(f"{RECORDS}/{listed[1]['id']}")

    assert single.body == {
        **listed[1],
        "output": "The script exited with a non-zero code\nexit 1",
    }
    assert [row["status"] for row in listed] == ["SUCCESS", "FAILED", "SKIP"]
