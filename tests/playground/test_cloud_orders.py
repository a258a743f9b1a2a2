"""COC: orders by marker, wrapped or bare, and what an order says of its hosts."""

from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, world
from bot.playground.cloud.outputs import LOG_SECRET, PARAMETER_SECRET
from tests.playground.hand_clock import HandClock
from tests.playground.signer import Caller

ORDERS = "/v1/job/script/orders"
PAST_DOUBLES = 9_007_199_254_740_993


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


async def uuids(ask: Caller, **query: object) -> list[str]:
    heard = await ask(ORDERS, **query)
    return [row["execute_uuid"] for row in heard.body["data"]["data"]]


async def order_ids(ask: Caller, **query: object) -> list[int]:
    heard = await ask(ORDERS, **query)
    return [row["order_id"] for row in heard.body["data"]["data"]]


async def hosts(
    ask: Caller, order: str, batch: int, **query: object
) -> list[dict[str, Any]]:
    heard = await ask(f"{ORDERS}/{order}/batches/{batch}", **{"limit": 100, **query})
    rows: list[dict[str, Any]] = heard.body["data"]["execute_instances"]
    return rows


async def test_orders_are_paged_by_the_last_id(ask: Caller) -> None:
    pages = [await order_ids(ask, limit=3)]
    while pages[-1]:
        pages.append(await order_ids(ask, limit=3, marker=pages[-1][-1]))

    assert pages == [
        [480107, 480109, 480112],
        [480115, 480117, 480118],
        [PAST_DOUBLES],
        [],
    ]
    assert [request.endpoint for request in ask.cloud.requests] == ["C1"] * 4
    assert ask.cloud.misuse == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"status": "PROCESSING"}, [world.ORDER_RUNNING], id="status"),
        pytest.param(
            {"name_like": "disk"}, [world.ORDER, world.ORDER_RUNNING], id="name"
        ),
        pytest.param({"creator": "nobody"}, [], id="creator"),
        pytest.param(
            {"start_time": 1768447800000, "end_time": 1768447800000},
            [world.ORDER],
            id="created in the period, both ends included",
        ),
        pytest.param(
            {"status": "ABNORMAL", "limit": 1, "marker": 480112},
            [world.ORDER_BIG],
            id="filtered and paged",
        ),
        pytest.param(
            {"marker": 480113, "limit": 1},
            [world.ORDER_FINISHED],
            id="after a row that is gone",
        ),
    ],
)
async def test_orders_are_filtered(
    ask: Caller, query: dict[str, object], found: list[str]
) -> None:
    assert await uuids(ask, **query) == found


async def test_the_total_is_that_of_the_question_not_of_the_page(ask: Caller) -> None:
    heard = await ask(ORDERS, status="ABNORMAL", marker=480112)

    assert heard.body["data"]["total"] == 2


async def test_an_order_tells_what_it_ran(ask: Caller) -> None:
    heard = await ask(f"{ORDERS}/{world.ORDER}")

    assert heard.body == {
        "data": {
            "execute_uuid": "SCT2026011417300512a3f4b5c",
            "gmt_created": 1768447800000,
            "gmt_finished": 1768448111283,
            "execute_costs": 311282,
            "creator": "ops-user1",
            "status": "ABNORMAL",
            "properties": {
                "script_uuid": "SC2025120109121512a3f4b5c",
                "script_name": "disk-clean",
                "script_version_uuid": 90017,
                "script_version_name": "1.0.2",
                "current_execute_batch_index": 1,
                "execute_param": {
                    "resourceful": True,
                    "timeout": 300,
                    "execute_user": "root",
                    "success_rate": 99.5,
                    "script_params": [
                        {"param_name": "path", "param_value": "/var/log"}
                    ],
                },
                "script_source": "CUSTOM_SCRIPT",
            },
        }
    }


async def test_an_order_under_way_has_no_end(ask: Caller) -> None:
    listed = await ask(ORDERS, status="PROCESSING")
    paused = await ask(ORDERS, status="PAUSED")
    shown = await ask(f"{ORDERS}/{world.ORDER_RUNNING}")

    assert listed.body["data"]["data"][0]["gmt_finished"] is None
    assert "gmt_finished" not in paused.body["data"]["data"][0]
    assert "gmt_finished" not in shown.body["data"]


async def test_the_statistics_find_what_a_finished_order_hides(ask: Caller) -> None:
    order = await ask(f"{ORDERS}/{world.ORDER_FINISHED}")
    counted = await ask(f"{ORDERS}/{world.ORDER_FINISHED}/statistics")

    assert order.body["data"]["status"] == "FINISHED"
    assert counted.body == {
        "data": {
            "total_instance": 12,
            "execute_statistics": [
                {"instance_status": "READY", "instance_count": 0, "batch_indexes": []},
                {
                    "instance_status": "PROCESSING",
                    "instance_count": 0,
                    "batch_indexes": [],
                },
                {
                    "instance_status": "ABNORMAL",
                    "instance_count": 2,
                    "batch_indexes": [1, 2],
                },
                {
                    "instance_status": "CANCELED",
                    "instance_count": 0,
                    "batch_indexes": [],
                },
                {
                    "instance_status": "FINISHED",
                    "instance_count": 10,
                    "batch_indexes": [1, 2],
                },
            ],
        }
    }


async def test_costs_are_in_seconds_or_in_milliseconds(ask: Caller) -> None:
    finished = await ask(f"{ORDERS}/{world.ORDER_FINISHED}")
    abnormal = await ask(f"{ORDERS}/{world.ORDER}")

    lasted = [
        heard.body["data"]["gmt_finished"] - heard.body["data"]["gmt_created"]
        for heard in (finished, abnormal)
    ]
    assert lasted == [634412, 311283]
    assert finished.body["data"]["execute_costs"] == 634
    assert abnormal.body["data"]["execute_costs"] == 311282


async def test_parameters_and_logs_carry_secrets(ask: Caller) -> None:
    order = await ask(f"{ORDERS}/{world.ORDER_FINISHED}")
    first = await hosts(ask, world.ORDER_FINISHED, 1, status="ABNORMAL")

    parameters = order.body["data"]["properties"]["execute_param"]["script_params"]
    assert [parameter["param_value"] for parameter in parameters] == [
        PARAMETER_SECRET,
        "",
    ]
    assert parameters[1]["param_refer"]["refer_type"] == "PARAM_STORE"
    assert [LOG_SECRET in row["message"] for row in first] == [True]


async def test_batches_are_a_bare_array_in_data(ask: Caller) -> None:
    heard = await ask(f"{ORDERS}/{world.ORDER}/batches")

    assert heard.body == {
        "data": [
            {
                "batch_index": 1,
                "total_instances": 2,
                "rotation_strategy": "PAUSE",
                "properties": "",
            },
            {
                "batch_index": 2,
                "total_instances": 1,
                "rotation_strategy": "CONTINUE",
                "properties": "",
            },
        ]
    }


async def test_a_host_has_every_field(ask: Caller) -> None:
    rows = await hosts(ask, world.ORDER, 1)

    assert rows[1] == {
        "id": 900102,
        "target_instance": {
            "resource_id": "ecs-7d0e0002-1f2a-4c3b-8d4e-aabbccddee01",
            "provider": "ECS",
            "region_id": "ap-southeast-3",
            "type": "CLOUDSERVER",
            "custom_attributes": [{"key": "tier", "value": "web"}],
            "agent_sn": "8d1c00000002",
            "agent_status": "ONLINE",
            "properties": {
                "host_name": "web-02",
                "fixed_ip": "192.0.2.12",
                "floating_ip": "",
                "region_id": "ap-southeast-3",
                "zone_id": "ap-southeast-3a",
                "application": "storefront",
                "group": "web",
                "project_id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            },
        },
        "gmt_created": 1768447800800,
        "gmt_finished": 1768448100800,
        "execute_costs": 300,
        "status": "ABNORMAL",
        "message": "rm: cannot remove '/var/log/audit': Permission denied",
    }


async def test_hosts_are_paged_by_ids_that_no_double_can_hold(ask: Caller) -> None:
    first = await hosts(ask, world.ORDER_BIG, 1)
    second = await hosts(ask, world.ORDER_BIG, 1, marker=first[-1]["id"])
    third = await hosts(ask, world.ORDER_BIG, 1, marker=second[-1]["id"])

    ids = [row["id"] for row in first + second]
    assert (len(first), len(second), third) == (100, 20, [])
    assert len(set(ids)) == 120
    assert len({float(one) for one in ids}) < 120


async def test_the_total_of_a_batch_ignores_the_status_asked_for(ask: Caller) -> None:
    path = f"{ORDERS}/{world.ORDER_BIG}/batches/2"

    heard = await ask(path, limit=100, status="ABNORMAL")

    data = heard.body["data"]
    assert (data["total_instances"], len(data["execute_instances"])) == (80, 2)
    assert data["batch_index"] == 2


async def test_a_batch_that_is_none_is_not_found(ask: Caller) -> None:
    statuses = [
        (await ask(f"{ORDERS}/{world.ORDER}/batches/{batch}", limit=10)).status
        for batch in ("1", "3", "x")
    ]

    assert statuses == [200, 400, 400]


@pytest.mark.parametrize(
    "tail",
    ["", f"/{world.ORDER}", f"/{world.ORDER}/statistics", f"/{world.ORDER}/batches"],
    ids=["C1", "C2", "C3", "C4"],
)
async def test_bare_answers_come_without_data_around_them(
    ask: Caller, tail: str
) -> None:
    wrapped = await ask(ORDERS + tail)
    ask.cloud.bare_coc = True

    bare = await ask(ORDERS + tail)

    assert bare.body == wrapped.body["data"]


async def test_a_bare_batch_has_its_fields_at_the_top(ask: Caller) -> None:
    ask.cloud.bare_coc = True

    heard = await ask(f"{ORDERS}/{world.ORDER}/batches/2", limit=50)

    assert list(heard.body) == ["batch_index", "total_instances", "execute_instances"]


async def test_orders_can_be_added_while_somebody_pages(ask: Caller) -> None:
    first = await uuids(ask, limit=2)
    table = ask.cloud.tables.orders
    table.insert(0, {**table[0], "order_id": 480101})
    table.append({**table[0], "order_id": 2**63 - 1, "execute_uuid": "SCT9"})

    second = await uuids(ask, limit=100, marker=480109)

    assert len(set(first + second)) == 8
    assert second[-1] == "SCT9"
