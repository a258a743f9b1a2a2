"""Rows of W4 and A3, whatever they hold: known by keys of their own, and none made up."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.adapters.cloud.endpoint_samples import A3, W4
from tests.adapters.cloud.test_swept_app import THE_RUN as APP_RUN
from tests.adapters.cloud.test_swept_task import THE_RUN as TASK_RUN
from tests.adapters.cloud.work_cloud import WorkCloud, rows

IDS = st.sampled_from(["", "-", "a", "b", "a/b", "a%2Fb", "..", None, 7])
NAMES = st.sampled_from(["", "a", "FIN 1", "a/b", None])
STATUSES = st.sampled_from(["SUCCESS", "CANCELED", "FAIL", "SKIP", "RUNNING", "", None])
FINE = {"SUCCESS", "CANCELED"}
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ODD = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(), SCALARS)


def told(row: dict[str, Any], *names: str) -> tuple[str, ...]:
    """What tells the row from others, as texts."""
    return tuple("" if row[name] is None else str(row[name]) for name in names)


@given(
    details=st.lists(
        st.fixed_dictionaries(
            {
                "id": IDS,
                "desktop_id": IDS,
                "desktop_name": NAMES,
                "exec_status": STATUSES,
            }
        ),
        max_size=12,
    )
)
async def test_every_desktop_that_is_not_fine_is_a_row_with_a_key_of_its_own(
    details: list[dict[str, Any]],
) -> None:
    read = await rows(WorkCloud(W4=[W4 | row for row in details]).tasks, TASK_RUN)

    named = ("id", "desktop_id", "desktop_name")
    wanted = [row for row in details if row["exec_status"] not in FINE]
    apart = [row for row in wanted if any(told(row, *named))]
    assert [one.execution.id for one in read.rows] == [
        told(row, "id")[0] for row in apart
    ]
    by_key = {(one.key, one.execution.id) for one in read.rows}
    assert len(by_key) == len({one.key for one in read.rows})
    assert all(one.key.startswith(f"{TASK_RUN.key}/") for one in read.rows)


@given(
    servers=st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "server_id": IDS, "server_name": NAMES, "status": STATUSES}
        ),
        max_size=12,
    )
)
async def test_every_server_that_is_not_fine_is_a_row_with_a_key_of_its_own(
    servers: list[dict[str, Any]],
) -> None:
    read = await rows(WorkCloud(A3=[A3 | row for row in servers]).apps, APP_RUN)

    named = ("id", "server_id", "server_name")
    wanted = [row for row in servers if row["status"] not in FINE]
    apart = [row for row in wanted if any(told(row, *named))]
    assert [one.execution.id for one in read.rows] == [
        told(row, "id")[0] for row in apart
    ]
    by_key = {(one.key, one.execution.id) for one in read.rows}
    assert len(by_key) == len({one.key for one in read.rows})


@given(row=st.dictionaries(st.sampled_from(sorted(W4)), ODD))
async def test_of_a_desktops_row_of_any_json_either_a_row_comes_or_a_gap(
    row: dict[str, Any],
) -> None:
    odd = W4 | row

    read = await rows(WorkCloud(W4=[odd]).tasks, TASK_RUN)

    fine = odd["exec_status"] in ("SUCCESS", "CANCELED")
    nameless = not any(odd[name] for name in ("id", "desktop_id", "desktop_name"))
    assert len(read.rows) == 1 or read.gaps or fine or nameless


@given(row=st.dictionaries(st.sampled_from(sorted(A3)), ODD))
async def test_of_a_servers_row_of_any_json_either_a_row_comes_or_a_gap(
    row: dict[str, Any],
) -> None:
    odd = A3 | row

    read = await rows(WorkCloud(A3=[odd]).apps, APP_RUN)

    fine = odd["status"] in ("SUCCESS", "CANCELED")
    nameless = not any(odd[name] for name in ("id", "server_id", "server_name"))
    assert len(read.rows) == 1 or read.gaps or fine or nameless
