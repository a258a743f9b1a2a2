from datetime import UTC, datetime

import pytest

from bot.adapters.cloud.app import AppSource
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, Runs, WholeRun
from bot.errors import NotFoundError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import (
    A2,
    A3,
    APP_TASK,
    HISTORY,
    SERVER,
    items,
)
from tests.adapters.cloud.endpoints import (
    Endpoints,
    Refusal,
    refused,
    runs,
    single,
    whole,
)
from tests.adapters.cloud.samples import PROJECT

OF_TASK = Reference("prod", SourceName.APP, (APP_TASK,))
OF_RUN = Reference("prod", SourceName.APP, (HISTORY,))
THE_RUN = Run(
    reference=OF_RUN,
    outcome=Outcome.FAILED,
    raw_status="SUCCESS",
    kind="RESTART_SERVER",
    place=Named(APP_TASK),
    started=Moment(
        "2026-01-13T19:00:00.120Z",
        datetime(2026, 1, 13, 19, 0, 0, 120_000, tzinfo=UTC),
    ),
    ended=Moment(
        "2026-01-13T19:06:40.858Z",
        datetime(2026, 1, 13, 19, 6, 40, 858_000, tzinfo=UTC),
    ),
    counts=Counts(
        {Outcome.FAILED: 1, Outcome.RUNNING: 1, Outcome.SUCCEEDED: 1}, total=4
    ),
    details=(
        Detail("Scheduled", "WEEK"),
        Detail("Created", "2026-01-13T19:00:00.000Z"),
        Detail("Time zone", "Asia/Singapore"),
    ),
    under_way=True,
)
THE_EXECUTION = Execution(
    reference=Reference("prod", SourceName.APP, (HISTORY, SERVER)),
    outcome=Outcome.FAILED,
    raw_status="FAILED",
    target=Named(SERVER, "APS-02"),
    target_kind="SERVER",
    kind="RESTART_SERVER",
    run_id=HISTORY,
    started=Moment(
        "2026-01-13T19:00:01.858Z",
        datetime(2026, 1, 13, 19, 0, 1, 858_000, tzinfo=UTC),
    ),
    ended=Moment(
        "2026-01-13T19:06:40.858Z",
        datetime(2026, 1, 13, 19, 6, 40, 858_000, tzinfo=UTC),
    ),
    cause=Cause("WKS.00129901", "Service unavailable for this request"),
    id="3f0c2d55-8a31-4f3e-9b0e-c10000001002",
    details=(Detail("Time zone", "Asia/Singapore"),),
)


async def test_a_run_has_its_servers() -> None:
    cloud = Endpoints(A3=items(A3))

    found = await cloud.app.find(HISTORY)

    assert found == WholeRun(
        Run(
            reference=OF_RUN,
            outcome=Outcome.FAILED,
            kind="RESTART_SERVER",
            started=THE_EXECUTION.started,
            ended=THE_EXECUTION.ended,
        ),
        Listing((THE_EXECUTION,), 1),
    )
    assert cloud.asked("A3") == ["limit=100&offset=0"]
    assert cloud.paths("A3")[0].endswith(f"/schedule-task/{HISTORY}/execute-detail")
    assert not cloud.asked("A2")


async def test_a_server_of_a_run_is_one_execution() -> None:
    other = A3 | {"server_id": "another", "status": "SUCCESS"}
    cloud = Endpoints(A3=items(other, A3))

    assert await cloud.app.find(HISTORY, SERVER) == THE_EXECUTION


async def test_a_task_has_its_runs() -> None:
    cloud = Endpoints(A2=items(A2))

    found = await cloud.app.find(APP_TASK)

    assert found == Runs(OF_TASK, Listing((THE_RUN,), 1))
    assert cloud.asked("A2") == ["limit=100&offset=0"]
    assert cloud.paths("A2")[0].endswith(f"/schedule-task/{APP_TASK}/execute-history")


async def test_a_task_whose_id_gives_an_empty_run_has_its_runs() -> None:
    cloud = Endpoints(A3=items(), A2=items(A2))

    assert await cloud.app.find(APP_TASK) == Runs(OF_TASK, Listing((THE_RUN,), 1))


@pytest.mark.parametrize("history", [Refusal(404), items()], ids=["404", "empty"])
async def test_what_is_neither_a_run_nor_a_task_is_not_found(history: object) -> None:
    error = await refused(Endpoints(A2=history).app, HISTORY)

    assert (type(error), str(error)) == (
        NotFoundError,
        f"prod has no App Streaming run or task `{HISTORY}`.",
    )


@pytest.mark.parametrize("answer", [Refusal(404), items(A3)], ids=["no-run", "run"])
async def test_a_server_that_a_run_does_not_have_is_not_found(answer: object) -> None:
    error = await refused(Endpoints(A3=answer).app, HISTORY, "srv-9")

    assert str(error) == "prod has no server `srv-9` in that run."


async def test_a_run_that_counts_servers_and_lists_none_has_a_gap() -> None:
    found = await whole(Endpoints(A3={"count": 3, "items": []}).app, HISTORY)

    assert found.run.outcome is Outcome.UNKNOWN
    assert found.executions.gaps == ("The cloud counts 3 rows, but gave 0.",)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, SourceRejectedError),
        (405, SourceRejectedError),
        (503, SourceUnavailableError),
    ],
)
async def test_a_refusal_is_not_taken_for_an_id_of_a_task(
    status: int, kind: type[Exception]
) -> None:
    cloud = Endpoints(A3=Refusal(status), A2=items(A2))

    assert type(await refused(cloud.app, HISTORY)) is kind
    assert not cloud.asked("A2")


async def test_times_without_a_zone_are_read_in_the_clouds() -> None:
    times = {"begin_time": "2026-01-14 03:00:00", "time_zone": ""}
    cloud = Endpoints(A3=items(A3 | times), A2=items(A2 | times))
    app = AppSource(
        cloud.client, cloud="prod", project_id=PROJECT, time_zone="Asia/Singapore"
    )

    found = await single(app, HISTORY, SERVER)

    at = datetime(2026, 1, 13, 19, tzinfo=UTC)
    assert found.started == Moment("2026-01-14 03:00:00", at, exact=False)
    del cloud.answers["A3"]
    (run,) = (await runs(app, APP_TASK)).listing.rows
    assert run.started == found.started
