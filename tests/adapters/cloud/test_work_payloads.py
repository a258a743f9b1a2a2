"""Rows of W1 and A1: every documented field arrives, and none that is odd costs a row."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.payloads import page_of
from bot.adapters.cloud.work_payloads import AppTaskPayload, ScheduledTaskPayload
from bot.domain.executions import Detail, Named, Outcome
from bot.domain.works import ListedWork
from tests.adapters.cloud.endpoint_samples import TASK
from tests.adapters.cloud.work_cloud import A1, TRIGGERED, W1

Task = ScheduledTaskPayload | AppTaskPayload

# The tables of the documents; a dot leads into an object.
TIMED = (
    "id task_name task_type scheduled_type last_status next_execution_time expire_time "
    "enable description time_zone"
)
ONLY_TRIGGERED = (
    "life_cycle_type life_cycle_exec_period priority wait_time extra_params"
)
APPS = (
    "id task_name last_status task_type task_cron next_execution_time "
    "schedule_task_policy schedule_task_policy.enforcement_enable scheduled_type "
    "day_interval week_list month_list date_list time_zone scheduled_date "
    "scheduled_time expire_time description is_enable create_time update_time"
)
FULL_APP = A1 | {"month_list": "1,7", "date_list": "L", "scheduled_date": "2026-01-21"}
SAMPLES: list[tuple[str, type[Task], dict[str, Any], str]] = [
    ("W1", ScheduledTaskPayload, W1, TIMED),
    ("W1", ScheduledTaskPayload, TRIGGERED, ONLY_TRIGGERED),
    ("A1", AppTaskPayload, FULL_APP, APPS),
]
ODD = [["x"], {"a": 1}, 7, -1.5, "1e400", "\x00", "x" * 5_000, True, 10**30]

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def listed(model: type[Task], sample: dict[str, Any]) -> ListedWork:
    return model.model_validate(sample).listed("prod", "Asia/Singapore")


def without(sample: dict[str, Any], name: str) -> dict[str, Any]:
    """A copy that lacks a field."""
    copied: dict[str, Any] = json.loads(json.dumps(sample))
    *path, last = name.split(".")
    inside = copied
    for part in path:
        inside = inside[part]
    del inside[last]
    return copied


@pytest.mark.parametrize(
    ("model", "sample", "name"),
    [
        pytest.param(model, sample, name, id=f"{endpoint}-{name}")
        for endpoint, model, sample, names in SAMPLES
        for name in names.split()
    ],
)
def test_a_documented_field_arrives(
    model: type[Task], sample: dict[str, Any], name: str
) -> None:
    # In UTC: without its zone the task would run at another time.
    whole, bare = (
        model.model_validate(sample),
        model.model_validate(without(sample, name)),
    )

    assert whole.listed("prod", "") != bare.listed("prod", "")


@pytest.mark.parametrize(
    ("model", "documented"),
    [
        (ScheduledTaskPayload, f"{TIMED} {ONLY_TRIGGERED}"),
        (AppTaskPayload, APPS),
    ],
)
def test_nothing_else_is_made_of_a_row(model: type[Task], documented: str) -> None:
    names = {name for name in documented.split() if "." not in name}

    assert {*model.model_fields} == names


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
@pytest.mark.parametrize("name", TIMED.split()[1:])
def test_an_odd_field_costs_neither_the_row_nor_its_other_fields(
    name: str, odd: object
) -> None:
    body = {"scheduled_tasks": [W1 | {name: odd}, W1], "total_count": 2}

    page = page_of(ScheduledTaskPayload, body, "scheduled_tasks", "total_count")
    strange, good = (row.listed("prod", "") for row in page.rows)

    assert (page.items, page.lost) == (2, 0)
    assert good == listed(ScheduledTaskPayload, W1)
    assert strange.reference == good.reference
    assert page.rows[0].seen("").work.id == TASK


@pytest.mark.parametrize("policy", [None, {}, [], "none", {"enforcement_enable": None}])
def test_a_policy_that_says_nothing_is_left_out(policy: object) -> None:
    page = page_of(
        AppTaskPayload,
        {"items": [A1 | {"schedule_task_policy": policy}], "count": 1},
        "items",
        "count",
    )

    told = listed(AppTaskPayload, A1).details
    (row,) = page.rows
    assert row.listed("prod", "").details == tuple(
        one for one in told if one.label != "Even with sessions"
    )


@pytest.mark.parametrize(
    ("status", "last"),
    [
        ("SUCCESS", Outcome.SUCCEEDED),
        ("FAIL", Outcome.FAILED),
        ("SKIP", Outcome.SKIPPED),
        ("WAITING", Outcome.WAITING),
        ("RUNNING", Outcome.RUNNING),
        ("NEW_WORD", Outcome.UNKNOWN),
        ("", None),
        (None, None),
    ],
)
@pytest.mark.parametrize(
    ("model", "sample"), [(ScheduledTaskPayload, W1), (AppTaskPayload, A1)]
)
def test_how_the_latest_run_ended_is_kept_beside_the_clouds_word(
    model: type[Task],
    sample: dict[str, Any],
    status: str | None,
    last: Outcome | None,
) -> None:
    found = listed(model, sample | {"last_status": status})

    assert (found.last, found.raw_last) == (last, status or "")


def test_numbers_are_told_with_what_they_count() -> None:
    found = listed(
        ScheduledTaskPayload,
        {"id": "st", "life_cycle_exec_period": 0, "priority": "3", "wait_time": 1_200},
    )

    assert (found.work, found.details) == (
        Named("st"),
        (
            Detail("At most every", "0 minutes"),
            Detail("Priority", "3"),
            Detail("Wait time", "1,200"),
        ),
    )


@given(
    row=st.dictionaries(
        st.sampled_from([*TIMED.split(), *ONLY_TRIGGERED.split()]), ANY_JSON
    )
)
def test_of_any_json_something_can_be_followed_and_listed(row: dict[str, Any]) -> None:
    body = {"scheduled_tasks": [row]}
    page = page_of(ScheduledTaskPayload, body, "scheduled_tasks", "total_count")

    (task,) = page.rows
    assert task.seen("").work == Named(task.id, task.task_name)
    assert task.listed("prod", "").work == Named(task.id, task.task_name)


@given(row=st.dictionaries(st.sampled_from([*APPS.split()]), ANY_JSON))
def test_of_any_json_of_an_app_task_something_can_be_followed_and_listed(
    row: dict[str, Any],
) -> None:
    page = page_of(AppTaskPayload, {"items": [row]}, "items", "count")

    (task,) = page.rows
    assert task.seen("").work == Named(task.id, task.task_name)
    assert task.listed("prod", "").work == Named(task.id, task.task_name)
