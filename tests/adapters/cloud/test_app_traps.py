"""Traps 46 to 54, 59 and 64 of the documents: seed 004 (A3), and A2."""

from datetime import UTC, datetime

import httpx
import pytest

from bot.domain.executions import Execution, Moment, Outcome
from bot.domain.runs import Run, WholeRun
from tests.adapters.cloud.endpoint_samples import (
    A2,
    A3,
    APP_TASK,
    HISTORY,
    SERVER,
    items,
)
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused, runs, whole


async def run(**fields: object) -> Run:
    found = await runs(Endpoints(A2=items(A2 | fields)).app, APP_TASK)
    return found.listing.rows[0]


async def row(**fields: object) -> Execution:
    found = await Endpoints(A3=items(A3 | fields)).app.find(HISTORY, SERVER)
    assert isinstance(found, Execution)
    return found


async def test_an_id_is_asked_for_as_a_runs_and_as_a_tasks() -> None:
    """Trap 46: the page says task, and means the run."""
    cloud = Endpoints(A2=items(A2))

    found = await runs(cloud.app, APP_TASK)

    assert [path.rpartition("/")[2] for _, path in asked(cloud)] == [
        "execute-detail",
        "execute-history",
    ]
    assert found.listing.rows[0].reference.ids == (HISTORY,)


def asked(cloud: Endpoints) -> list[tuple[str, str]]:
    return [(name, url.path) for name, url in cloud.requests]


@pytest.mark.parametrize("count", [0, None], ids=["zero", "null"])
async def test_a_count_of_nothing_with_a_server_costs_no_server(
    count: int | None,
) -> None:
    """Trap 48: as in the example."""

    def answer(request: httpx.Request) -> object:
        first = request.url.params["offset"] == "0"
        return {"count": count, "items": [A3] if first else []}

    found = await whole(Endpoints(A3=answer).app, HISTORY)

    assert [row.target.id for row in found.executions.rows] == [SERVER]
    assert found.executions.gaps == ()


async def test_one_value_in_every_id_costs_no_server() -> None:
    """Trap 48."""
    same = {"id": "a", "execute_id": "a", "server_id": "a"}
    cloud = Endpoints(A3=items(A3 | same, A3 | same | {"server_name": "second"}))

    found = await whole(cloud.app, HISTORY)

    assert [row.target.name for row in found.executions.rows] == ["APS-02", "second"]


async def test_a_server_that_waits_with_a_code_and_a_reason_has_not_failed() -> None:
    """Trap 48."""
    found = await row(status="WAITING", end_time=A3["begin_time"])

    assert found.outcome is Outcome.WAITING
    assert found.cause.code == "WKS.00129901"
    assert found.duration is not None
    assert found.duration.total_seconds() == 0


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("WAITING", Outcome.WAITING),
        ("RUNNING", Outcome.RUNNING),
        ("SUCCESS", Outcome.SUCCEEDED),
        ("FAILED", Outcome.FAILED),
        ("SKIP", Outcome.SKIPPED),
        ("REBOOTED", Outcome.UNKNOWN),
    ],
)
async def test_a_status_that_is_not_on_the_page_is_kept(
    status: str, outcome: Outcome
) -> None:
    """Traps 49 and 51: no values are listed, and skipped is no state."""
    found = await row(status=status, task_type="BREW_TEA")

    assert (found.outcome, found.raw_status) == (outcome, status)
    assert found.kind == "BREW_TEA"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Coordinated Universal Time", "X"])
async def test_a_zone_beside_a_time_in_utc_shifts_nothing(zone: str) -> None:
    """Trap 50, and trap 2 of the times."""
    moment = Moment(
        "2026-01-13T19:00:00.120Z",
        datetime(2026, 1, 13, 19, 0, 0, 120_000, tzinfo=UTC),
    )

    assert (await run(time_zone=zone)).started == moment


async def test_a_run_without_a_counter_of_skips_can_be_a_success() -> None:
    """Trap 51: there is none."""
    found = await run(failed_count=0, excuting_count=0)

    assert found.outcome is Outcome.SUCCEEDED


@pytest.mark.parametrize("end", ["2026-01-13T18:00:00.000Z", "", None])
async def test_an_end_before_the_start_or_none_at_all_is_no_duration(
    end: str | None,
) -> None:
    """Trap 52 (begin_time and end_time here), and trap 5 of the times."""
    assert (await row(end_time=end)).duration is None
    assert (await run(end_time=end)).duration is None


async def test_the_paths_have_a_schedule_task_without_s() -> None:
    """Trap 53."""
    cloud = Endpoints(A2=items(A2))

    await cloud.app.find(APP_TASK)

    assert all("/schedule-task/" in path for _, path in asked(cloud))


async def test_a_403_names_the_permission_of_desktop_tasks() -> None:
    """Trap 54."""
    body = {"error_code": "WKS.0403", "error_msg": "Permissions required"}

    error = await refused(Endpoints(A3=Refusal(403, body)).app, HISTORY)

    assert "workspace:scheduledTasks:getRecord" in str(error)


async def test_the_total_of_a_run_is_of_its_servers_and_not_of_the_page() -> None:
    """Trap 55: total_count stands in every row of A2."""
    found = await runs(Endpoints(A2=items(A2)).app, APP_TASK)

    assert found.listing.total == 1
    assert found.listing.rows[0].counts.total == 4


async def test_what_is_misspelt_on_the_wire_is_counted() -> None:
    """Trap 64: excuting_count."""
    found = await run(failed_count=0, status="SUCCESS", excuting_count=2)

    assert (found.outcome, found.under_way) == (Outcome.RUNNING, True)
    assert found.counts.of(Outcome.RUNNING) == 2


async def test_the_counts_of_a_run_are_never_added_up() -> None:
    """Running servers are beside the others, and the total is the cloud's."""
    found = await run(total_count=None)

    assert found.counts.total is None


async def test_a_task_with_two_runs_has_both() -> None:
    cloud = Endpoints(A2=items(A2, A2 | {"id": "another"}))

    found = await runs(cloud.app, APP_TASK)

    assert not isinstance(found, WholeRun)
    assert [one.reference.ids for one in found.listing.rows] == [
        (HISTORY,),
        ("another",),
    ]
