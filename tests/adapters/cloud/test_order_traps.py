"""Traps 30 to 45, 65, 67, 68 and 70 of the documents: seed 003 (C2), C3, C4 and C5."""

from typing import Any

import pytest

from bot.domain.executions import Outcome
from bot.domain.runs import Run
from bot.errors import BotError, NotFoundError, SourceRejectedError
from tests.adapters.cloud.endpoint_samples import C2, C3, C4, C5, ORDER, c5, in_data
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused, single, whole
from tests.adapters.cloud.test_order import order

CREATED, FINISHED = 1697946452186, 1697946763469  # the example's
CLEAN = {
    "total_instance": 2,
    "execute_statistics": [
        {"instance_status": "ABNORMAL", "instance_count": 0, "batch_indexes": []},
        {"instance_status": "FINISHED", "instance_count": 2, "batch_indexes": [1]},
    ],
}
CLEAN_HOSTS = c5({"id": 1, "status": "FINISHED"}, {"id": 2, "status": "FINISHED"})


def parameters(*rows: dict[str, Any], **fields: object) -> dict[str, Any]:
    how = C2["properties"]["execute_param"] | {"script_params": list(rows)} | fields
    return {"properties": C2["properties"] | {"execute_param": how}}


async def run(**fields: object) -> Run:
    return (await whole(order(C2=in_data(C2 | fields)).order, ORDER)).run


async def told(label: str, **fields: object) -> str:
    details = (await run(**fields)).details
    return next((one.text for one in details if one.label == label), "")


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (311282, ""),
        (311283, ""),
        (311, ""),
        (312, ""),
        (0, "0 (seconds or milliseconds)"),
        (90_000, "90000 (seconds or milliseconds)"),
    ],
    ids=["example", "ms", "seconds", "rounded-up", "nothing", "neither"],
)
async def test_costs_in_seconds_or_milliseconds_are_only_told_where_they_differ(
    costs: int, said: str
) -> None:
    """Trap 30, and trap 6 of the times: seconds in the table, ms in the example."""
    times = {"gmt_created": CREATED, "gmt_finished": FINISHED}

    assert await told("Execute costs", execute_costs=costs, **times) == said


async def test_the_duration_is_the_difference_of_the_times() -> None:
    """Trap 30."""
    found = await run(gmt_created=CREATED, gmt_finished=FINISHED)

    assert found.duration is not None
    assert found.duration.total_seconds() == 311.283


async def test_a_field_of_the_example_only_is_told() -> None:
    """Trap 31: script_source."""
    assert await told("Script source") == "CUSTOM_SCRIPT"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "1.0.2 (90017)"),
        ({"script_version_uuid": None}, "1.0.2"),
        ({"script_version_name": None}, "90017"),
        ({"script_version_uuid": "SV2025"}, "1.0.2 (SV2025)"),
        ({"script_version_uuid": None, "script_version_name": ""}, ""),
    ],
    ids=["both", "name", "number", "text", "neither"],
)
async def test_a_version_that_is_a_number_called_uuid_is_told_beside_its_name(
    fields: dict[str, object], said: str
) -> None:
    """Trap 32: both stand in the table, neither in the example."""
    assert await told("Script version", properties=C2["properties"] | fields) == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [(100, "100 %"), (100.0, "100 %"), (99.5, "99.5 %"), ("1", "1 %"), (None, "")],
    ids=repr,
)
async def test_a_success_rate_is_percent_whole_or_not(rate: object, said: str) -> None:
    """Trap 33."""
    fields = parameters(success_rate=rate)

    assert await told("Success threshold", **fields) == said


@pytest.mark.parametrize("limit", [5, 300, 1800, 86_400])
async def test_a_time_limit_is_told_whatever_its_range(limit: int) -> None:
    """Trap 34: between 5 and 1800, or N/A, or still to be decided."""
    assert await told("Time limit", **parameters(timeout=limit)) == f"{limit} s a host"


async def test_obsolete_fields_neither_miss_nor_matter() -> None:
    """Trap 37: resourceful and param_order."""
    one = {"param_name": "path", "param_value": "/var/log"}

    assert await told("Parameters", **parameters(one | {"param_order": 9})) == (
        'path="/var/log"'
    )
    assert await told("Resourceful", **parameters(resourceful=None)) == ""


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        ({"param_name": "a", "param_value": "1"}, 'a="1"'),
        ({"param_name": "a", "param_value": ""}, 'a=""'),
        (
            {"param_name": "a", "param_refer": {"refer_type": "PARAM_STORE"}},
            "a from PARAM_STORE",
        ),
        ({"param_name": "a", "param_value": "1", "param_refer": {}}, 'a="1"'),
    ],
    ids=["value", "empty", "reference", "both"],
)
async def test_a_mandatory_value_may_be_empty_where_there_is_a_reference(
    parameter: dict[str, object], said: str
) -> None:
    """Trap 38."""
    assert await told("Parameters", **parameters(parameter)) == said


async def test_a_user_that_is_not_root_is_told() -> None:
    """Trap 39: the table says that root is required."""
    assert await told("Runs as", **parameters(execute_user="deploy")) == "deploy"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("COC.00040709", NotFoundError),
        ("COC.00011013", SourceRejectedError),
        ("COC.00009999", SourceRejectedError),
    ],
)
async def test_an_error_without_a_page_is_understood(
    code: str, kind: type[BotError]
) -> None:
    """Traps 40 and 74: only 200 is documented; 400 may mean that there is none."""
    body = {"error_code": code, "error_msg": "It cannot be."}

    assert type(await refused(order(C2=Refusal(400, body)).order, ORDER)) is kind


async def test_an_order_that_is_ready_waits() -> None:
    """Trap 43: READY is missing from the lists of 2025."""
    statistics = {"total_instance": 0, "execute_statistics": []}
    cloud = order(
        C2=in_data(C2 | {"status": "READY"}), C3=in_data(statistics), C4=in_data([])
    )

    assert (await whole(cloud.order, ORDER)).run.outcome is Outcome.WAITING


async def test_a_finished_order_with_a_failed_host_is_failed() -> None:
    """Trap 56: FINISHED is no FINISH, and hides failures below the success rate."""
    assert (await run(status="FINISHED")).outcome is Outcome.FAILED


async def test_a_finished_order_is_a_success_where_its_statistics_say_so() -> None:
    """Trap 56."""
    cloud = order(C3=in_data(CLEAN), C4=in_data(C4[:1]), C5=CLEAN_HOSTS)

    assert (await whole(cloud.order, ORDER)).run.outcome is Outcome.SUCCEEDED


async def test_a_finished_order_of_which_nothing_is_counted_is_unknown() -> None:
    """Trap 56."""
    cloud = order(C3=Refusal(500), C4=in_data([]))

    assert (await whole(cloud.order, ORDER)).run.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("wrapped", [True, False], ids=["data", "bare"])
async def test_a_wrapper_may_come_and_go(*, wrapped: bool) -> None:
    """Trap 65: the pages of 2024 have no data around C4 and C5."""
    wrapped_hosts = c5(C5)
    cloud = Endpoints(
        C2=in_data(C2) if wrapped else C2,
        C3=in_data(C3) if wrapped else C3,
        C4=in_data(C4) if wrapped else C4,
        C5=wrapped_hosts if wrapped else wrapped_hosts["data"],
    )

    found = await whole(cloud.order, ORDER)

    assert found.run == (await whole(order().order, ORDER)).run
    assert len(found.executions.rows) == 2
    assert found.executions.gaps == ("The cloud counts 3 targets, but lists 2.",)


async def test_a_page_of_hosts_is_no_more_than_the_oldest_page_allows() -> None:
    """Trap 67."""
    cloud = order()

    await cloud.order.find(ORDER)

    assert {*cloud.asked("C5")} == {"limit=50"}


@pytest.mark.parametrize("id_", [2**53 + 1, 2**63 - 1])
async def test_an_id_of_64_bits_is_kept_to_its_last_digit(id_: int) -> None:
    """Trap 68."""
    cloud = order(C5=c5(C5 | {"id": id_}))

    found = await single(cloud.order, ORDER, "1", str(id_))

    assert found.reference.ids == (ORDER, "1", str(id_))


async def test_the_properties_of_a_batch_are_a_text() -> None:
    """Trap 70: they are objects everywhere else."""
    batches = [C4[0] | {"properties": "canary"}]

    found = await whole(order(C4=in_data(batches)).order, ORDER)

    assert "Batches" in [one.label for one in found.run.details]
    assert found.run.details[-1].text == "1 (canary): 2 hosts, then pauses"


async def test_properties_of_a_batch_that_are_an_object_cost_no_host() -> None:
    """Trap 70."""
    batches = [C4[0] | {"properties": {"label": "canary"}}, C4[1]]

    found = await whole(order(C4=in_data(batches)).order, ORDER)

    assert [row.id for row in found.executions.rows] == ["900102", "900101", "900201"]
