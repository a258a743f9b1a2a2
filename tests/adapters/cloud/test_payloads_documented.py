"""Every documented field arrives: without it, something else is found."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.adapters.cloud.endpoint_samples import (
    A2,
    A3,
    C2,
    C3,
    C4,
    C5,
    W3,
    W4,
    W6,
    W9,
    c5,
    in_data,
    items,
    w3,
    w4,
    w6,
    w9,
)
from tests.adapters.cloud.endpoints import ASKING, Endpoints

# The tables of the documents; a dot leads into an object or the rows of a list.
FIELDS = {
    "W3": "id start_time task_type scheduled_type life_cycle_type status success_num "
    "failed_num skip_num time_zone execute_task_id execute_object_type expire_time "
    "extra_params",
    "W4": "id record_id desktop_id desktop_name exec_status exec_script_id result_code "
    "fail_reason start_time end_time time_zone",
    "W6": "id script_id script_name script_task_id resource_id resource_name "
    "resource_type start_time end_time status execute_order result_code reason",
    "W9": "id desktop_pool_id desktop_pool_name scripts scripts.id scripts.name "
    "command_content command_type start_time end_time status success_num failed_num "
    "skip_num",
    "A2": "id task_id task_type status scheduled_type total_count success_count "
    "failed_count excuting_count time_zone begin_time end_time create_time",
    "A3": "id execute_id server_id server_name status task_type time_zone begin_time "
    "end_time result_code result_message",
    "C2": "gmt_created gmt_finished execute_costs creator status properties "
    "properties.script_uuid properties.script_name properties.script_version_uuid "
    "properties.script_version_name properties.current_execute_batch_index "
    "properties.execute_param properties.execute_param.resourceful "
    "properties.execute_param.timeout properties.execute_param.success_rate "
    "properties.execute_param.execute_user properties.execute_param.script_params "
    "properties.execute_param.script_params.param_name "
    "properties.execute_param.script_params.param_value "
    "properties.execute_param.script_params.param_refer "
    "properties.execute_param.script_params.param_refer.refer_type "
    "properties.execute_param.script_params.param_refer.param_id "
    "properties.execute_param.script_params.param_refer.param_version "
    "properties.script_source",
    "C3": "total_instance execute_statistics execute_statistics.instance_status "
    "execute_statistics.instance_count execute_statistics.batch_indexes",
    "C4": "batch_index total_instances rotation_strategy properties",
    "C5": "id target_instance gmt_created gmt_finished execute_costs status message "
    "target_instance.resource_id target_instance.provider target_instance.region_id "
    "target_instance.type target_instance.custom_attributes "
    "target_instance.custom_attributes.key target_instance.custom_attributes.value "
    "target_instance.agent_sn target_instance.agent_status target_instance.properties "
    "target_instance.properties.host_name target_instance.properties.fixed_ip "
    "target_instance.properties.floating_ip target_instance.properties.region_id "
    "target_instance.properties.zone_id target_instance.properties.application "
    "target_instance.properties.group target_instance.properties.project_id",
}
# C2's execute_uuid is what was asked for, and param_order is declared obsolete.

SAMPLES: dict[str, Any] = {
    "W3": W3,
    "W4": W4,
    "W6": W6,
    "W9": W9,
    "A2": A2,
    "A3": A3,
    "C2": C2,
    "C3": C3,
    "C4": C4,
    "C5": C5,
}
PAGES: dict[str, Callable[..., Any]] = {
    "W3": w3,
    "W4": w4,
    "W6": w6,
    "W9": w9,
    "A2": items,
    "A3": items,
    "C2": in_data,
    "C3": in_data,
    "C4": in_data,
    "C5": c5,
}


def without(sample: Any, *path: str) -> Any:  # noqa: ANN401  any JSON
    """A copy that lacks a field, in every row of a list."""
    left = copy.deepcopy(sample)
    found = left if isinstance(left, list) else [left]
    for name in path[:-1]:
        found = [one[name] for one in found if name in one]
        found = [
            each for one in found for each in (one if isinstance(one, list) else [one])
        ]
    for one in found:
        one.pop(path[-1], None)
    return left


async def asked(endpoint: str, sample: object) -> object:
    """What a source makes of it beside the other samples."""
    answers = {
        name: PAGES[name](sample if name == endpoint else known)
        for name, known in SAMPLES.items()
    }
    if endpoint == "A2":
        del answers["A3"]
    return await ASKING[endpoint](Endpoints(**answers))


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [(endpoint, name) for endpoint, names in FIELDS.items() for name in names.split()],
)
async def test_a_documented_field_arrives(endpoint: str, name: str) -> None:
    sample = SAMPLES[endpoint]
    if name == "target_instance.region_id":  # stands in for the one below
        sample = without(sample, "target_instance", "properties", "region_id")

    bare = without(sample, *name.split("."))

    assert bare != sample
    assert await asked(endpoint, bare) != await asked(endpoint, sample)


@pytest.mark.parametrize("endpoint", FIELDS)
async def test_a_field_that_nobody_documents_changes_nothing(endpoint: str) -> None:
    sample = SAMPLES[endpoint]
    rows = sample if isinstance(sample, list) else [sample]
    odd = [row | {"risk": {"level": 9}, "": None, "moment": []} for row in rows]

    more = odd if isinstance(sample, list) else odd[0]

    assert await asked(endpoint, more) == await asked(endpoint, sample)
