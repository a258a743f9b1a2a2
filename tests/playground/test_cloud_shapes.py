"""Every endpoint answers in the shape that its page documents, and nothing else."""

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import Caller

# The field tables of the reference, one line each.
FIELDS = {
    "W1": "id task_name task_type scheduled_type life_cycle_type"
    " life_cycle_exec_period last_status next_execution_time expire_time enable"
    " description priority time_zone wait_time extra_params",
    "W3": "id start_time task_type scheduled_type life_cycle_type status success_num"
    " failed_num skip_num time_zone execute_task_id execute_object_type expire_time"
    " extra_params",
    "W4": "id record_id desktop_id desktop_name exec_status exec_script_id result_code"
    " fail_reason start_time end_time time_zone",
    "W5": "id task_scripts resource_type resource_ids gray_resource_ids success_num"
    " failed_num skip_num start_time end_time status",
    "W6": "id script_id script_name script_task_id resource_id resource_name"
    " resource_type start_time end_time status execute_order result_code reason",
    "W8": "id name type description created_time charging_mode desktop_count"
    " desktop_used image_os_type status enterprise_project_id in_maintenance_mode",
    "W9": "id desktop_pool_id desktop_pool_name scripts command_content command_type"
    " start_time end_time status success_num failed_num skip_num",
    "A1": "id task_name last_status task_type task_cron next_execution_time"
    " schedule_task_policy scheduled_type day_interval week_list month_list date_list"
    " time_zone scheduled_date scheduled_time expire_time description is_enable"
    " create_time update_time",
    "A2": "id task_id task_type status scheduled_type total_count success_count"
    " failed_count excuting_count time_zone begin_time end_time create_time",
    "A3": "id execute_id server_id server_name status task_type time_zone begin_time"
    " end_time result_code result_message",
}
DESKTOPS, APPS = "/v2/{}/scheduled-tasks", "/v1/{}/schedule-task"
LISTS = {
    "W1": (DESKTOPS, "scheduled_tasks", "total_count", 50),
    "W3": (f"{DESKTOPS}/{world.TASK}/records", "tasks_records", "total_count", 100),
    "W4": (
        f"{DESKTOPS}/{world.TASK}/records/{world.TASK_RUN}",
        "tasks_records_details",
        "total_count",
        100,
    ),
    "W5": ("/v2/{}/script-execution-tasks", "script_tasks", "count", 100),
    "W6": ("/v2/{}/script-execution-records", "script_records", "count", 100),
    "W8": ("/v2/{}/desktop-pools", "desktop_pools", "total_count", 1000),
    "W9": (
        "/v2/{}/desktop-pools/script-execution-tasks/detail",
        "script_execution_tasks",
        "total_count",
        100,
    ),
    "A1": (APPS, "items", "count", 100),
    "A2": (f"{APPS}/{world.APP_TASK}/execute-history", "items", "count", 100),
    "A3": (f"{APPS}/{world.APP_RUN}/execute-detail", "items", "count", 100),
}
ORDERS = "/v1/job/script/orders"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


@pytest.mark.parametrize("endpoint", LISTS)
async def test_a_list_is_a_page_of_documented_rows_and_a_total(
    ask: Caller, endpoint: str
) -> None:
    path, rows, total, most = LISTS[endpoint]

    heard = await ask(path, offset=0, limit=most)

    assert (heard.status, set(heard.body)) == (200, {rows, total})
    page = heard.body[rows]
    assert 1 <= len(page) == min(heard.body[total], most)
    assert {name for row in page for name in row} <= set(FIELDS[endpoint].split())
    assert all(row["id"] for row in page)
    assert [request.endpoint for request in ask.cloud.requests] == [endpoint]
    assert ask.cloud.misuse == []


@pytest.mark.parametrize("endpoint", LISTS)
async def test_pages_follow_one_another_without_a_gap(
    ask: Caller, endpoint: str
) -> None:
    path, rows, total, most = LISTS[endpoint]
    whole = await ask(path, offset=0, limit=most)

    first = await ask(path, offset=0, limit=2)
    second = await ask(path, offset=2, limit=2)
    past_the_end = await ask(path, offset=10_000, limit=2)

    assert first.body[rows] + second.body[rows] == whole.body[rows][:4]
    assert past_the_end.body == {rows: [], total: whole.body[total]}


@pytest.mark.parametrize(
    ("endpoint", "many"),
    [("W3", 10), ("W5", 10), ("W6", 10), ("W8", 3), ("W9", 10), ("A1", 2), ("A2", 3)],
)
async def test_without_a_limit_a_page_has_its_documented_size(
    ask: Caller, endpoint: str, many: int
) -> None:
    path, rows, _, _ = LISTS[endpoint]

    heard = await ask(path)

    assert len(heard.body[rows]) == many


@pytest.mark.parametrize("endpoint", LISTS)
async def test_a_capped_page_is_shorter_than_asked(ask: Caller, endpoint: str) -> None:
    path, rows, total, most = LISTS[endpoint]
    whole = await ask(path, offset=0, limit=most)
    ask.cloud.page_cap = 1

    capped = await ask(path, offset=0, limit=most)

    assert capped.body == {rows: whole.body[rows][:1], total: whole.body[total]}


async def test_a_row_added_between_two_pages_shifts_the_second(ask: Caller) -> None:
    path = LISTS["W4"][0]
    first = await ask(path, offset=0, limit=2)
    table = ask.cloud.tables.task_rows[world.TASK, world.TASK_RUN]
    table.insert(0, {**table[0], "id": "det-00"})

    second = await ask(path, offset=2, limit=2)

    ids = [row["id"] for heard in (first, second) for row in heard.body[LISTS["W4"][1]]]
    assert ids == ["det-01", "det-02", "det-02", "det-03"]
    assert second.body["total_count"] == 4


async def test_the_big_run_has_two_pages(ask: Caller) -> None:
    path = f"{DESKTOPS}/{world.TASK}/records/{world.TASK_BIG_RUN}"

    pages = [await ask(path, offset=offset, limit=100) for offset in (0, 100)]

    rows = [page.body["tasks_records_details"] for page in pages]
    assert [len(page) for page in rows] == [100, 37]
    assert len({row["id"] for page in rows for row in page}) == 137


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        pytest.param(
            f"{DESKTOPS}/st-none/records",
            400,
            {
                "error_code": "WKS.0915",
                "error_msg": "The scheduled task does not exist",
            },
            id="W3",
        ),
        pytest.param(
            f"{DESKTOPS}/{world.TASK}/records/rec-none",
            200,
            {"tasks_records_details": [], "total_count": 0},
            id="W4",
        ),
        pytest.param(
            "/v2/{}/script-execution-records/srr-none",
            404,
            {
                "error_code": "WKS.0202",
                "error_msg": "The script execution record does not exist.",
            },
            id="W7",
        ),
        pytest.param(
            f"{APPS}/none/execute-history", 200, {"count": 0, "items": []}, id="A2"
        ),
        pytest.param(
            f"{APPS}/none/execute-detail", 200, {"count": 0, "items": []}, id="A3"
        ),
        *(
            pytest.param(
                f"{ORDERS}/SCT0{tail}",
                400,
                {
                    "error_code": "COC.00040709",
                    "error_msg": "script order does not exist",
                },
                id=name,
            )
            for name, tail in {
                "C2": "",
                "C3": "/statistics",
                "C4": "/batches",
                "C5": "/batches/1",
            }.items()
        ),
    ],
)
async def test_each_service_says_in_its_own_way_that_there_is_no_such_thing(
    ask: Caller, path: str, status: int, body: object
) -> None:
    paging = {"offset": 0, "limit": 10} if path.startswith(DESKTOPS) else {}
    limit = {"limit": 10} if path.endswith("/1") else {}

    heard = await ask(path, **paging, **limit)

    assert (heard.status, heard.body) == (status, body)


async def test_an_unknown_pool_task_is_an_empty_list(ask: Caller) -> None:
    heard = await ask(LISTS["W9"][0], task_id="pst-none")

    assert heard.body == {"script_execution_tasks": [], "total_count": 0}
