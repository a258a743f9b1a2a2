from datetime import UTC, datetime

import httpx
import pytest

from bot.adapters.cloud.task import TaskSource
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, Runs, WholeRun
from bot.errors import NotFoundError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import (
    DESKTOP,
    RUN,
    SCRIPT,
    TASK,
    W3,
    W4,
    w3,
    w4,
)
from tests.adapters.cloud.endpoints import Answer, Endpoints, Refusal, refused, whole
from tests.adapters.cloud.samples import PROJECT

OF_TASK = Reference("prod", SourceName.TASK, (TASK,))
OF_RUN = Reference("prod", SourceName.TASK, (TASK, RUN))
THE_RUN = Run(
    reference=OF_RUN,
    outcome=Outcome.FAILED,
    raw_status="SKIP",
    kind="EXECUTE_SCRIPT",
    started=Moment("2026-01-15 02:00:00", datetime(2026, 1, 14, 18, tzinfo=UTC)),
    counts=Counts({Outcome.SUCCEEDED: 1, Outcome.FAILED: 1, Outcome.SKIPPED: 2}),
    details=(
        Detail("Scheduled", "LIFE_CYCLE"),
        Detail("Trigger", "POST_CREATE_DESKTOP_SUCCESS"),
        Detail("Time zone", "Asia/Singapore"),
        Detail("Script task", "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301"),
        Detail("Ran on", "DESKTOP_POOL"),
        Detail("Expires", "2026-02-01 00:00:00"),
        Detail("Extra parameters", '{"force": true}'),
    ),
)
THE_EXECUTION = Execution(
    reference=Reference("prod", SourceName.TASK, (TASK, RUN, DESKTOP)),
    outcome=Outcome.FAILED,
    raw_status="FAIL",
    script=Named(SCRIPT),
    target=Named(DESKTOP, "FIN-DESK-02"),
    target_kind="DESKTOP",
    run_id=RUN,
    started=Moment("2026-01-15 02:00:01", datetime(2026, 1, 14, 18, 0, 1, tzinfo=UTC)),
    ended=Moment("2026-01-15 02:00:09", datetime(2026, 1, 14, 18, 0, 9, tzinfo=UTC)),
    cause=Cause("WKS.00010032", "Operation conflict"),
    id="det-02",
    details=(Detail("Time zone", "Asia/Singapore"),),
)


async def test_a_task_has_its_runs() -> None:
    cloud = Endpoints(W3=w3(W3))

    found = await cloud.task.find(TASK)

    assert found == Runs(OF_TASK, Listing((THE_RUN,), 1))


async def test_a_run_has_its_desktops_and_what_its_record_tells() -> None:
    cloud = Endpoints(W3=w3(W3), W4=w4(W4))

    found = await cloud.task.find(TASK, RUN)

    gap = "The cloud counts 2 skipped, but lists 0."
    assert found == WholeRun(THE_RUN, Listing((THE_EXECUTION,), 1, (gap,)))


async def test_a_desktop_of_a_run_is_one_execution_of_its_kind() -> None:
    cloud = Endpoints(W3=w3(W3), W4=w4(W4 | {"desktop_id": "another"}, W4))

    found = await cloud.task.find(TASK, RUN, DESKTOP)

    assert isinstance(found, Execution)
    assert (found.reference, found.kind) == (THE_EXECUTION.reference, "EXECUTE_SCRIPT")


async def test_a_desktop_with_two_rows_in_a_run_has_both() -> None:
    cloud = Endpoints(W3=w3(W3), W4=w4(W4, W4 | {"id": "det-09"}))

    found = await whole(cloud.task, TASK, RUN, DESKTOP)

    assert [row.id for row in found.executions.rows] == ["det-02", "det-09"]


async def test_a_run_without_its_record_is_told_from_its_desktops() -> None:
    cloud = Endpoints(W4=w4(W4, W4 | {"desktop_id": "b", "exec_status": "SKIP"}))

    found = await whole(cloud.task, TASK, RUN)

    assert found.run == Run(
        reference=OF_RUN,
        outcome=Outcome.FAILED,
        started=THE_EXECUTION.started,
        ended=THE_EXECUTION.ended,
    )


async def test_counted_desktops_that_are_not_listed_leave_a_gap() -> None:
    cloud = Endpoints(W3=w3(W3), W4=w4())

    found = await whole(cloud.task, TASK, RUN)

    assert found == WholeRun(
        THE_RUN,
        Listing(
            total=0,
            gaps=(
                (
                    "The cloud counts 1 failed, 2 skipped, 1 succeeded, but does not list "
                    "on which targets."
                ),
            ),
        ),
    )


async def test_the_requests_are_as_documented() -> None:
    cloud = Endpoints(W3=w3(W3), W4=w4(W4))

    await cloud.task.find(TASK, RUN)

    assert cloud.asked("W3") == cloud.asked("W4") == ["limit=100&offset=0"]
    assert cloud.paths("W4")[0].endswith(f"/scheduled-tasks/{TASK}/records/{RUN}")
    assert cloud.paths("W3")[0].endswith(f"/scheduled-tasks/{TASK}/records")


async def test_a_run_that_is_nowhere_is_not_found() -> None:
    for answers in ({}, {"W3": w3(), "W4": w4()}, {"W3": w3(W3 | {"id": "another"})}):
        error = await refused(Endpoints(**answers).task, TASK, RUN)

        assert (type(error), str(error)) == (
            NotFoundError,
            f"prod has no run of a scheduled task `{TASK}/{RUN}`.",
        )


async def test_a_desktop_that_a_run_does_not_have_is_not_found() -> None:
    error = await refused(Endpoints(W4=w4(W4)).task, TASK, RUN, "dt-9")

    assert str(error) == "prod has no desktop `dt-9` in that run."


async def test_a_task_without_runs_is_not_found() -> None:
    for answers in ({}, {"W3": w3()}):
        error = await refused(Endpoints(**answers).task, TASK)

        assert (type(error), str(error)) == (
            NotFoundError,
            (
                f"prod lists no run of scheduled task `{TASK}`: it has not run yet, or "
                "there is no such task."
            ),
        )


async def test_without_desktops_the_records_silence_is_what_is_told() -> None:
    cloud = Endpoints(W3=Refusal(403), W4=w4())

    error = await refused(cloud.task, TASK, RUN)

    assert isinstance(error, SourceRejectedError)
    assert "workspace:scheduledTasks:listRecords" in str(error)


async def test_desktops_that_cannot_be_read_are_an_error_whatever_the_record_says() -> (
    None
):
    cloud = Endpoints(W3=w3(W3), W4=Refusal(503))

    assert isinstance(await refused(cloud.task, TASK, RUN), SourceUnavailableError)


def listed(rows: list[dict[str, object]], broken: int | None = None) -> Answer:
    """W3 with all of these, of which the page at `broken` cannot be read."""

    def answer(request: httpx.Request) -> object:
        first = int(request.url.params["offset"])
        if first == broken:
            return Refusal(503)
        page = rows[first : first + 100]
        return {"tasks_records": page, "total_count": len(rows)}

    return answer


NEWER = [W3 | {"id": f"rec-{number}"} for number in range(130)]


async def test_a_run_that_is_not_among_the_first_hundred_is_read_on_for() -> None:
    cloud = Endpoints(W3=listed([*NEWER, W3]), W4=w4(W4))

    found = await whole(cloud.task, TASK, RUN)

    assert found.run == THE_RUN


async def test_a_run_that_is_among_the_first_hundred_costs_one_page() -> None:
    cloud = Endpoints(W3=listed([W3, *NEWER]), W4=w4(W4))

    await cloud.task.find(TASK, RUN)

    assert cloud.asked("W3") == ["limit=100&offset=0"]


COUNTERS = "The run's own counters were not read: "


@pytest.mark.parametrize(
    ("records", "why"),
    [
        (Refusal(503), "prod has a problem of its own"),
        (Refusal(403), "prod does not let this bot read a scheduled task's run."),
        (listed(NEWER, broken=100), "100 of 130 rows were read. prod has a problem"),
    ],
    ids=["503", "403", "page"],
)
async def test_a_record_that_cannot_be_read_is_a_gap(records: object, why: str) -> None:
    cloud = Endpoints(W3=records, W4=w4(W4 | {"exec_status": "SUCCESS"}))

    found = await whole(cloud.task, TASK, RUN)

    (gap,) = found.executions.gaps
    assert gap.startswith(COUNTERS + why)
    assert found.run.outcome is Outcome.SUCCEEDED


@pytest.mark.parametrize("details", [w4(), Refusal(404)], ids=["none", "404"])
@pytest.mark.parametrize(
    "records", [Refusal(503), listed(NEWER, broken=100)], ids=["503", "page"]
)
async def test_a_run_that_may_be_among_what_was_not_read_is_not_missing(
    records: object, details: object
) -> None:
    error = await refused(Endpoints(W3=records, W4=details).task, TASK, RUN)

    assert type(error) is SourceUnavailableError


async def test_a_run_whose_desktops_the_cloud_denies_is_what_its_record_tells() -> None:
    found = await whole(Endpoints(W3=w3(W3)).task, TASK, RUN)

    assert found.run == THE_RUN
    assert found.executions.gaps == (
        (
            "Its desktops are not listed: prod has no run of a scheduled task "
            f"`{TASK}/{RUN}`."
        ),
    )


async def test_times_without_a_zone_are_read_in_the_clouds() -> None:
    zoneless = {"time_zone": ""}
    cloud = Endpoints(W3=w3(W3 | zoneless), W4=w4(W4 | zoneless))
    cloud.task = TaskSource(
        cloud.client, cloud="prod", project_id=PROJECT, time_zone="Asia/Singapore"
    )

    found = await whole(cloud.task, TASK, RUN)

    at = datetime(2026, 1, 14, 18, tzinfo=UTC)
    assert found.run.started == Moment(W3["start_time"], at, exact=False)
    started = found.executions.rows[0].started
    assert started == Moment(W4["start_time"], at.replace(second=1), exact=False)
