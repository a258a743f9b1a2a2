from datetime import UTC, datetime

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun
from bot.errors import SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import A2, A3, APP_TASK, HISTORY, SERVER
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.work_cloud import (
    A1,
    RESTARTS,
    SINCE,
    WorkCloud,
    one_run,
    rows,
    runs,
    works,
)

ROW = "3f0c2d55-8a31-4f3e-9b0e-c10000001002"
RESTART = SeenWork(
    work=Named(APP_TASK, "weekly-restart-aps"),
    hint="FAILED 2026-01-21 03:00:00 2025-10-02T02:00:00.000Z true",
    due=datetime(2026, 1, 20, 19, tzinfo=UTC),
)
THE_RUN = SweptRun(
    key=f"prod/app/{HISTORY}",
    run=Run(
        reference=Reference("prod", SourceName.APP, (HISTORY,)),
        outcome=Outcome.FAILED,
        raw_status="SUCCESS",
        place=Named(APP_TASK),
        kind="RESTART_SERVER",
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
        under_way=True,
        details=(
            Detail("Scheduled", "WEEK"),
            Detail("Created", "2026-01-13T19:00:00.000Z"),
            Detail("Time zone", "Asia/Singapore"),
        ),
    ),
    work=Named(APP_TASK, "weekly-restart-aps"),
)
THE_ROW = SweptExecution(
    key=f"prod/app/{HISTORY}/{SERVER}/{ROW}",
    execution=Execution(
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
        id=ROW,
        details=(Detail("Time zone", "Asia/Singapore"),),
    ),
)


async def test_work_is_one_list() -> None:
    cloud = WorkCloud(A1=[A1])

    assert await works(cloud.apps) == Batch((RESTART,))
    assert cloud.asked == [("/schedule-task", in_order("offset=0&limit=100"))]


@pytest.mark.parametrize(
    "change",
    [
        {"last_status": "RUNNING"},
        {"next_execution_time": "2026-01-28 03:00:00"},
        {"update_time": "2026-01-01T00:00:00.000Z"},
        {"is_enable": False},
    ],
)
async def test_the_hint_moves_with_what_moves_when_a_task_runs(
    change: dict[str, object],
) -> None:
    (seen,) = (await works(WorkCloud(A1=[A1 | change]).apps)).rows

    assert seen.hint != RESTART.hint


@pytest.mark.parametrize(
    ("next_", "due"),
    [
        ("2026-01-21T03:00:00Z", datetime(2026, 1, 21, 3, tzinfo=UTC)),
        ("1768964400000", datetime(2026, 1, 21, 3, tzinfo=UTC)),
        ("Wed Jan 21", None),
    ],
)
async def test_when_it_is_due_is_read_in_any_format(
    next_: str, due: datetime | None
) -> None:
    cloud = WorkCloud(A1=[A1 | {"next_execution_time": next_}])

    (seen,) = (await works(cloud.apps)).rows

    assert (seen.due, seen.unannounced) == (due, False)


@pytest.mark.parametrize(
    ("change", "unannounced"),
    [
        ({"next_execution_time": ""}, True),
        ({"next_execution_time": "", "is_enable": False}, False),
        ({"next_execution_time": "", "scheduled_type": "FIXED_TIME"}, False),
    ],
)
async def test_what_may_run_with_nobody_saying_when_is_unannounced(
    change: dict[str, object], *, unannounced: bool
) -> None:
    (seen,) = (await works(WorkCloud(A1=[A1 | change]).apps)).rows

    assert seen.unannounced is unannounced


async def test_a_task_that_cannot_be_asked_for_is_a_gap() -> None:
    cloud = WorkCloud(A1=[A1 | {"id": ""}, A1])

    assert await works(cloud.apps) == Batch(
        (RESTART,), ("1 task has no id that I can ask for.",)
    )


async def test_a_list_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(SourceRejectedError):
        await works(WorkCloud().apps)


async def test_runs_are_listed_below_their_task() -> None:
    cloud = WorkCloud(A2=[A2])

    assert await runs(cloud.apps, RESTARTS) == Batch((THE_RUN,))
    assert cloud.asked == [
        (
            f"/schedule-task/{APP_TASK}/execute-history",
            in_order("offset=0&limit=100"),
        )
    ]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, True),
        ({"begin_time": "2026-01-11T23:59:59.999Z", "excuting_count": 0}, False),
        ({"begin_time": "2026-01-11T23:59:59.999Z"}, True),  # one is being executed
        (
            {
                "begin_time": "2025-12-24T00:00:00.000Z",
                "excuting_count": 0,
                "status": "WAITING",
            },
            True,
        ),
        ({"begin_time": "", "excuting_count": 0}, True),
    ],
)
async def test_runs_that_surely_began_before_and_are_over_are_left_out(
    change: dict[str, object], *, wanted: bool
) -> None:
    read = await runs(WorkCloud(A2=[A2 | change]).apps, RESTARTS)

    assert (len(read.rows), read.gaps) == (int(wanted), ())


async def test_runs_that_cannot_be_asked_for_are_counted() -> None:
    cloud = WorkCloud(A2=[A2 | {"id": "?"}, A2])

    assert await runs(cloud.apps, RESTARTS) == Batch(
        (THE_RUN,), ("1 run has no id that I can ask for.",)
    )


async def test_without_work_there_are_no_runs() -> None:
    with pytest.raises(ValueError, match="below a task"):
        WorkCloud().apps.runs(None, SINCE)


async def test_the_list_counts_so_that_nothing_more_is_asked() -> None:
    cloud = WorkCloud()

    assert await cloud.apps.counted(THE_RUN) is THE_RUN
    assert cloud.requests == []


async def test_rows_are_the_servers_that_are_not_fine() -> None:
    fine = A3 | {"id": "row-1", "server_id": "aps-1", "status": "SUCCESS"}
    cloud = WorkCloud(A2=[A2], A3=[fine, A3])
    run = await one_run(cloud.apps, RESTARTS)

    assert await rows(cloud.apps, run) == Batch((THE_ROW,))
    assert cloud.asked[1:] == [
        (f"/schedule-task/{HISTORY}/execute-detail", in_order("offset=0&limit=100"))
    ]


async def test_every_page_of_rows_is_read() -> None:
    servers = [A3 | {"id": f"row-{n}", "server_id": f"aps-{n}"} for n in range(230)]
    cloud = WorkCloud(A3=servers)

    read = await rows(cloud.apps, THE_RUN)

    assert [row.key for row in read.rows] == [
        f"prod/app/{HISTORY}/aps-{n}/row-{n}" for n in range(230)
    ]
    assert len(cloud.asked) == 3


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"server_id": ""}, f"APS-02/{ROW}"),
        ({"server_id": "-", "server_name": "a/b"}, f"a%2Fb/{ROW}"),
        ({"server_id": "", "server_name": ""}, f"/{ROW}"),
        ({"id": ""}, f"{SERVER}/"),
    ],
)
async def test_a_row_is_known_by_what_there_is(
    change: dict[str, object], key: str
) -> None:
    (row,) = (await rows(WorkCloud(A3=[A3 | change]).apps, THE_RUN)).rows

    assert row.key == f"{THE_RUN.key}/{key}"


async def test_a_row_that_nothing_tells_from_others_is_left_out() -> None:
    nothing = A3 | {"id": "", "server_id": "", "server_name": ""}

    assert await rows(WorkCloud(A3=[nothing, A3]).apps, THE_RUN) == Batch((THE_ROW,))


async def test_of_a_run_whose_rows_cannot_be_read_nothing_is_made_up() -> None:
    with pytest.raises(SourceUnavailableError):
        await rows(WorkCloud(A3=Refusal(503)).apps, THE_RUN)
