from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun
from bot.errors import SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import DESKTOP, RUN, SCRIPT, TASK, W3, W4
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.work_cloud import (
    REBOOTS,
    SINCE,
    TRIGGERED,
    W1,
    WorkCloud,
    one_run,
    rows,
    runs,
    works,
)

REBOOT = SeenWork(
    work=Named(TASK, "nightly-reboot"),
    hint="FAIL 2026-01-16 02:00:00 true",
    due=datetime(2026, 1, 15, 18, tzinfo=UTC),
)
JOIN = SeenWork(
    work=Named("sct-triggered", "join-domain"), hint="SUCCESS  true", unannounced=True
)
THE_RUN = SweptRun(
    key=f"prod/task/{TASK}/{RUN}",
    run=Run(
        reference=Reference("prod", SourceName.TASK, (TASK, RUN)),
        outcome=Outcome.FAILED,
        raw_status="SKIP",
        kind="EXECUTE_SCRIPT",
        started=Moment("2026-01-15 02:00:00", datetime(2026, 1, 14, 18, tzinfo=UTC)),
        counts=Counts({Outcome.FAILED: 1, Outcome.SKIPPED: 2, Outcome.SUCCEEDED: 1}),
        details=(
            Detail("Scheduled", "LIFE_CYCLE"),
            Detail("Trigger", "POST_CREATE_DESKTOP_SUCCESS"),
            Detail("Time zone", "Asia/Singapore"),
            Detail("Script task", "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301"),
            Detail("Ran on", "DESKTOP_POOL"),
            Detail("Expires", "2026-02-01 00:00:00"),
            Detail("Extra parameters", '{"force": true}'),
        ),
    ),
    work=Named(TASK, "nightly-reboot"),
    script_task="stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301",
)
THE_ROW = SweptExecution(
    key=f"prod/task/{TASK}/{RUN}/{DESKTOP}",
    execution=Execution(
        reference=Reference("prod", SourceName.TASK, (TASK, RUN, DESKTOP)),
        outcome=Outcome.FAILED,
        raw_status="FAIL",
        script=Named(SCRIPT),
        target=Named(DESKTOP, "FIN-DESK-02"),
        target_kind="DESKTOP",
        run_id=RUN,
        started=Moment(
            "2026-01-15 02:00:01", datetime(2026, 1, 14, 18, 0, 1, tzinfo=UTC)
        ),
        ended=Moment(
            "2026-01-15 02:00:09", datetime(2026, 1, 14, 18, 0, 9, tzinfo=UTC)
        ),
        cause=Cause("WKS.00010032", "Operation conflict"),
        id="det-02",
        details=(Detail("Time zone", "Asia/Singapore"),),
    ),
)
WITHOUT_ID = "{} has no id that I can ask for."


async def test_work_is_what_runs_at_its_time_and_what_something_triggers() -> None:
    cloud = WorkCloud(W1=[W1], triggered=[TRIGGERED])

    assert await works(cloud.tasks) == Batch((REBOOT, JOIN))
    assert cloud.asked == [
        ("/scheduled-tasks", in_order("offset=0&limit=50")),
        (
            "/scheduled-tasks",
            in_order("scheduled_type=LIFE_CYCLE&offset=0&limit=50"),
        ),
    ]


async def test_every_page_of_both_lists_is_read() -> None:
    times = [W1 | {"id": f"st-{n}"} for n in range(120)]
    triggered = [TRIGGERED | {"id": f"lc-{n}"} for n in range(60)]
    cloud = WorkCloud(W1=times, triggered=triggered)

    read = await works(cloud.tasks)

    assert [seen.work.id for seen in read.rows] == [
        row["id"] for row in [*times, *triggered]
    ]
    assert len(cloud.asked) == 3 + 2


async def test_a_cloud_that_does_not_know_the_filter_tells_no_task_twice() -> None:
    cloud = WorkCloud(W1=[W1, TRIGGERED], triggered=[W1, TRIGGERED])

    assert await works(cloud.tasks) == Batch((REBOOT, JOIN))


@pytest.mark.parametrize(
    "change",
    [
        {"last_status": "SUCCESS"},
        {"next_execution_time": "2026-01-17 02:00:00"},
        {"enable": False},
    ],
)
async def test_the_hint_moves_with_what_moves_when_a_task_runs(
    change: dict[str, object],
) -> None:
    (seen,) = (await works(WorkCloud(W1=[W1 | change]).tasks)).rows

    assert seen.hint != REBOOT.hint


@pytest.mark.parametrize(
    "change",
    [{"task_name": "other"}, {"description": "other"}, {"expire_time": "2027-01-01"}],
)
async def test_the_hint_stays_whatever_else_is_changed(
    change: dict[str, object],
) -> None:
    (seen,) = (await works(WorkCloud(W1=[W1 | change]).tasks)).rows

    assert seen.hint == REBOOT.hint


@pytest.mark.parametrize(
    ("next_", "zone", "default", "due"),
    [
        ("2026-01-16 02:00:00", "Asia/Singapore", "", "2026-01-15T18:00:00Z"),
        ("2026-01-16 02:00:00", "", "Europe/London", "2026-01-16T02:00:00Z"),
        ("2026-01-16 02:00:00", "", "Asia/Singapore", "2026-01-15T18:00:00Z"),
        ("2026-01-16 02:00:00 GMT+08:00", "", "", "2026-01-15T18:00:00Z"),
        ("2026-01-16T02:00:00.000Z", "Asia/Singapore", "", "2026-01-16T02:00:00Z"),
        ("soon", "Asia/Singapore", "", None),
    ],
)
async def test_what_is_due_is_read_in_the_tasks_zone(
    next_: str, zone: str, default: str, due: str | None
) -> None:
    task = W1 | {"next_execution_time": next_, "time_zone": zone}
    cloud = WorkCloud(W1=[task], zone=default)

    (seen,) = (await works(cloud.tasks)).rows

    assert seen.due == (datetime.fromisoformat(due) if due else None)
    assert not seen.unannounced


@pytest.mark.parametrize(
    ("change", "unannounced"),
    [
        ({}, False),
        ({"scheduled_type": "LIFE_CYCLE"}, True),
        ({"scheduled_type": "", "life_cycle_type": "POST_DESKTOP_DISCONNECTED"}, True),
        ({"next_execution_time": ""}, True),
        ({"next_execution_time": None, "enable": None}, True),
        ({"next_execution_time": "", "enable": False}, False),
        ({"next_execution_time": "", "scheduled_type": "FIXED_TIME"}, False),
    ],
)
async def test_what_may_run_with_nobody_saying_when_is_unannounced(
    change: dict[str, object], *, unannounced: bool
) -> None:
    (seen,) = (await works(WorkCloud(W1=[W1 | change]).tasks)).rows

    assert seen.unannounced is unannounced


async def test_a_list_that_cannot_be_read_costs_not_the_other() -> None:
    refused = Refusal(403, {})
    no_times = WorkCloud(W1=refused, triggered=[TRIGGERED])
    no_triggered = WorkCloud(W1=[W1], triggered=refused)

    first, second = await works(no_times.tasks), await works(no_triggered.tasks)

    assert (first.rows, second.rows) == ((JOIN,), (REBOOT,))
    assert [gap.partition(":")[0] for gap in (*first.gaps, *second.gaps)] == [
        "Scheduled tasks are missing",
        "Triggered tasks are missing",
    ]


async def test_where_neither_list_can_be_read_that_is_an_error() -> None:
    cloud = WorkCloud(W1=Refusal(403), triggered=Refusal(403))

    with pytest.raises(SourceRejectedError):
        await works(cloud.tasks)


@pytest.mark.parametrize("id_", ["", None, "..", "a/b"])
async def test_a_task_that_cannot_be_asked_for_is_a_gap(id_: str | None) -> None:
    cloud = WorkCloud(W1=[W1, W1 | {"id": id_}])

    assert await works(cloud.tasks) == Batch((REBOOT,), (WITHOUT_ID.format("1 task"),))


async def test_runs_are_listed_below_their_task() -> None:
    cloud = WorkCloud(W3=[W3])

    assert await runs(cloud.tasks, REBOOTS) == Batch((THE_RUN,))
    assert cloud.asked == [
        (f"/scheduled-tasks/{TASK}/records", in_order("offset=0&limit=100"))
    ]


async def test_every_page_of_runs_is_read_whatever_their_order() -> None:
    records = [W3 | {"id": f"rec-{n}"} for n in range(250)]
    old = W3 | {"id": "old", "start_time": "2025-12-24 02:00:00"}
    cloud = WorkCloud(W3=[old, *records[:120], old | {"id": "older"}, *records[120:]])

    read = await runs(cloud.tasks, REBOOTS)

    assert [run.key for run in read.rows] == [
        f"prod/task/{TASK}/rec-{n}" for n in range(250)
    ]


@pytest.mark.parametrize(
    ("started", "status", "wanted"),
    [
        ("2026-01-13 20:00:00", "FAIL", True),  # since then
        ("2026-01-12T00:00:00.000Z", "FAIL", True),  # somewhere perhaps
        ("2026-01-11T23:59:59.999Z", "FAIL", False),
        ("2026-01-11 23:59:59", "FAIL", False),
        ("2026-01-01 02:00:00", "RUNNING", True),
        ("2026-01-01 02:00:00", "ODD", False),
        ("", "FAIL", True),
        ("long ago", "FAIL", True),
        ("1768383005120", "FAIL", True),
    ],
)
async def test_runs_that_surely_began_before_and_are_over_are_left_out(
    started: str, status: str, *, wanted: bool
) -> None:
    record = W3 | {"start_time": started, "status": status}

    read = await runs(WorkCloud(W3=[record]).tasks, REBOOTS)

    assert ([run.run.raw_status for run in read.rows], read.gaps) == (
        [status] * wanted,
        (),
    )


@pytest.mark.parametrize("id_", ["", None, ".", "x/../y"])
async def test_runs_that_cannot_be_asked_for_are_counted(id_: str | None) -> None:
    odd = W3 | {"id": id_}
    cloud = WorkCloud(W3=[odd, W3, odd | {"start_time": "2026-01-15 03:00:00"}])

    assert await runs(cloud.tasks, REBOOTS) == Batch(
        (THE_RUN,), ("2 runs have no id that I can ask for.",)
    )


async def test_without_work_there_are_no_runs() -> None:
    with pytest.raises(ValueError, match="below a task"):
        WorkCloud().tasks.runs(None, SINCE)


async def test_the_list_counts_so_that_nothing_more_is_asked() -> None:
    cloud = WorkCloud()

    assert await cloud.tasks.counted(THE_RUN) is THE_RUN
    assert cloud.requests == []


async def test_rows_are_the_desktops_that_are_not_fine() -> None:
    fine = W4 | {"id": "det-01", "desktop_id": "dt-1", "exec_status": "SUCCESS"}
    stopped = W4 | {"id": "det-03", "desktop_id": "dt-3", "exec_status": "CANCELED"}
    cloud = WorkCloud(W4=[fine, W4, stopped])

    assert await rows(cloud.tasks, THE_RUN) == Batch((THE_ROW,))
    assert cloud.asked == [
        (f"/scheduled-tasks/{TASK}/records/{RUN}", in_order("offset=0&limit=100"))
    ]


async def test_every_page_of_rows_is_read() -> None:
    desktops = [W4 | {"id": f"det-{n}", "desktop_id": f"dt-{n}"} for n in range(230)]
    cloud = WorkCloud(W4=desktops)

    read = await rows(cloud.tasks, THE_RUN)

    assert [row.key for row in read.rows] == [
        f"prod/task/{TASK}/{RUN}/dt-{n}" for n in range(230)
    ]
    assert len(cloud.asked) == 3


@pytest.mark.parametrize("status", ["SKIP", "RUNNING", "WAITING", "PAUSED", "", "ODD"])
async def test_whatever_is_not_surely_fine_is_a_row(status: str) -> None:
    cloud = WorkCloud(W4=[W4 | {"exec_status": status}])

    read = await rows(cloud.tasks, THE_RUN)

    assert [row.execution.raw_status for row in read.rows] == [status]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"desktop_id": "dt:1"}, "dt%3A1"),
        ({"desktop_id": ""}, "FIN-DESK-02"),
        ({"desktop_id": "-", "desktop_name": "a/b %"}, "a%2Fb%20%25"),
        ({"desktop_id": "..", "desktop_name": ""}, "det-02"),
        ({"desktop_id": None, "desktop_name": None, "id": "d/2"}, "d%2F2"),
    ],
)
async def test_a_row_is_known_by_its_desktop_else_by_what_there_is(
    change: dict[str, object], key: str
) -> None:
    cloud = WorkCloud(W4=[W4 | change])

    (row,) = (await rows(cloud.tasks, THE_RUN)).rows

    assert row.key == f"{THE_RUN.key}/{key}"


async def test_a_row_that_nothing_tells_from_others_is_left_out() -> None:
    nothing = {"id": "", "desktop_id": "", "desktop_name": ""}
    cloud = WorkCloud(W4=[W4 | nothing, W4])

    assert await rows(cloud.tasks, THE_RUN) == Batch((THE_ROW,))


async def test_a_desktop_that_comes_twice_in_a_run_is_two_rows() -> None:
    again = W4 | {"id": "det-09", "exec_status": "SKIP"}
    cloud = WorkCloud(W4=[W4, again, W4])

    read = await rows(cloud.tasks, THE_RUN)

    key = THE_ROW.key
    assert [row.key for row in read.rows] == [key, f"{key}/det-09", key]


async def test_of_a_run_whose_rows_cannot_be_read_nothing_is_made_up() -> None:
    with pytest.raises(SourceUnavailableError):
        await rows(WorkCloud(W4=Refusal(503)).tasks, THE_RUN)


async def test_what_is_read_of_a_run_asks_for_its_rows() -> None:
    cloud = WorkCloud(W3=[W3], W4=[W4])
    run = await one_run(cloud.tasks, replace(REBOOTS, hint="other"))

    assert await rows(cloud.tasks, run) == Batch((THE_ROW,))
