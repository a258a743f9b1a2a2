from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.executions import Detail, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing
from bot.domain.works import ListedWork, WorkFilter
from bot.errors import SourceRejectedError
from tests.adapters.cloud.endpoint_samples import APP_TASK, TASK
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.work_cloud import A1, TRIGGERED, W1, WorkCloud

REBOOT = ListedWork(
    reference=Reference("prod", SourceName.TASK, (TASK,)),
    work=Named(TASK, "nightly-reboot"),
    kind="REBOOT",
    schedule="DAY",
    last=Outcome.FAILED,
    raw_last="FAIL",
    next=Moment("2026-01-16 02:00:00", datetime(2026, 1, 15, 18, tzinfo=UTC)),
    enabled=True,
    details=(
        Detail("Description", "Reboot finance desktops"),
        Detail("Expires", "2026-12-31 23:59:59"),
        Detail("Time zone", "Asia/Singapore"),
    ),
)
JOIN = ListedWork(
    reference=Reference("prod", SourceName.TASK, ("sct-triggered",)),
    work=Named("sct-triggered", "join-domain"),
    kind="EXECUTE_SCRIPT",
    schedule="LIFE_CYCLE",
    last=Outcome.SUCCEEDED,
    raw_last="SUCCESS",
    enabled=True,
    details=(
        Detail("Trigger", "POST_CREATE_DESKTOP_SUCCESS"),
        Detail("At most every", "1,440 minutes"),
        Detail("Priority", "1"),
        Detail("Wait time", "5"),
        Detail("Time zone", "Asia/Singapore"),
        Detail("Extra parameters", '{"force": true}'),
    ),
)
RESTART = ListedWork(
    reference=Reference("prod", SourceName.APP, (APP_TASK,)),
    work=Named(APP_TASK, "weekly-restart-aps"),
    kind="RESTART_SERVER",
    schedule="WEEK",
    last=Outcome.FAILED,
    raw_last="FAILED",
    next=Moment("2026-01-21 03:00:00", datetime(2026, 1, 20, 19, tzinfo=UTC)),
    enabled=True,
    details=(
        Detail("Cron", "0 0 3 ? * 4"),
        Detail("Every days", "1"),
        Detail("Weekdays", "4"),
        Detail("At", "03:00:00"),
        Detail("Even with sessions", "false"),
        Detail("Description", "All servers"),
        Detail("Expires", "2026-12-31T15:59:59.000Z"),
        Detail("Time zone", "Asia/Singapore"),
        Detail("Created", "2025-10-01T02:00:00.000Z"),
        Detail("Changed", "2025-10-02T02:00:00.000Z"),
    ),
)
ALL = WorkFilter()


async def test_tasks_are_those_of_both_lists() -> None:
    cloud = WorkCloud(W1=[W1], triggered=[TRIGGERED])

    assert await cloud.listed_tasks.listed(ALL) == Listing((REBOOT, JOIN))
    assert sorted(cloud.asked) == sorted(
        ("/scheduled-tasks", in_order(f"{only}offset=0&limit=50"))
        for only in ("", "scheduled_type=LIFE_CYCLE&")
    )


async def test_every_page_is_read() -> None:
    many = [W1 | {"id": f"st-{n}"} for n in range(120)]
    cloud = WorkCloud(W1=many)

    found = await cloud.listed_tasks.listed(ALL)

    assert [one.work.id for one in found.rows] == [row["id"] for row in many]


async def test_a_cloud_that_does_not_know_the_filter_tells_no_task_twice() -> None:
    nameless = W1 | {"id": "", "task_name": "odd"}
    both = [W1, nameless, nameless | {"task_name": "other"}]
    cloud = WorkCloud(W1=both, triggered=[W1, TRIGGERED])

    found = await cloud.listed_tasks.listed(ALL)

    assert [one.work.name for one in found.rows] == [
        "nightly-reboot",
        "odd",
        "other",
        "join-domain",
    ]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (WorkFilter(names=("REBOOT",)), ["nightly-reboot"]),
        (WorkFilter(names=(TASK,)), ["nightly-reboot"]),
        (WorkFilter(names=("join", "reboot")), ["nightly-reboot", "join-domain"]),
        (WorkFilter(kinds=("execute_script",)), ["join-domain"]),
        (WorkFilter(kinds=("reboot", "STOP")), ["nightly-reboot"]),
        (WorkFilter(last=frozenset({Outcome.SUCCEEDED})), ["join-domain"]),
        (WorkFilter(names=("nothing",)), []),
    ],
)
async def test_only_what_is_wanted_is_listed(
    wanted: WorkFilter, names: list[str]
) -> None:
    cloud = WorkCloud(W1=[W1], triggered=[TRIGGERED])

    found = await cloud.listed_tasks.listed(wanted)

    assert [one.work.name for one in found.rows] == names


@pytest.mark.parametrize(
    ("kinds", "asked"),
    [
        (("reboot",), "task_type=REBOOT&"),
        (("reboot", "REBOOT"), "task_type=REBOOT&"),
        (("reboot", "stop"), ""),
        (("DELETE_BLACK_ECS",), ""),  # trap 60
        (("odd",), ""),
    ],
)
async def test_the_cloud_is_asked_for_one_kind_where_it_knows_that(
    kinds: tuple[str, ...], asked: str
) -> None:
    cloud = WorkCloud(W1=[W1])

    await cloud.listed_tasks.listed(WorkFilter(names=("x",), kinds=kinds))

    query = in_order(f"{asked}offset=0&limit=50")
    assert ("/scheduled-tasks", query) in cloud.asked


async def test_a_list_that_cannot_be_read_costs_not_the_other() -> None:
    refused = Refusal(403, {})
    no_times = WorkCloud(W1=refused, triggered=[TRIGGERED])
    no_triggered = WorkCloud(W1=[W1], triggered=refused)

    first = await no_times.listed_tasks.listed(ALL)
    second = await no_triggered.listed_tasks.listed(ALL)

    assert (first.rows, second.rows) == ((JOIN,), (REBOOT,))
    assert [gap.partition(":")[0] for gap in (*first.gaps, *second.gaps)] == [
        "Scheduled tasks are missing",
        "Triggered tasks are missing",
    ]


async def test_where_neither_list_can_be_read_that_is_an_error() -> None:
    cloud = WorkCloud(triggered=Refusal(403))

    with pytest.raises(SourceRejectedError):
        await cloud.listed_tasks.listed(ALL)


async def test_names_are_asked_of_the_cloud_and_compared_once_more() -> None:
    cloud = WorkCloud(W1=[W1, W1 | {"id": "st-2", "task_name": "other"}])

    assert await cloud.listed_tasks.named("Night") == Listing((REBOOT,))
    assert sorted(cloud.asked) == sorted(
        ("/scheduled-tasks", in_order(f"task_name=Night&{only}offset=0&limit=50"))
        for only in ("", "scheduled_type=LIFE_CYCLE&")
    )


async def test_a_task_that_never_ran_and_says_nothing_is_listed() -> None:
    cloud = WorkCloud(W1=[{"id": "st-1"}])

    assert await cloud.listed_tasks.listed(ALL) == Listing(
        (
            ListedWork(
                reference=Reference("prod", SourceName.TASK, ("st-1",)),
                work=Named("st-1"),
            ),
        )
    )


@pytest.mark.parametrize(
    ("said", "enabled"),
    [(True, True), (False, False), ("true", True), ("FALSE", False), (None, None)],
)
async def test_whether_a_task_is_enabled_is_told_as_far_as_it_is_known(
    said: object, *, enabled: bool | None
) -> None:
    cloud = WorkCloud(W1=[W1 | {"enable": said}], A1=[A1 | {"is_enable": said}])

    tasks = await cloud.listed_tasks.listed(ALL)
    apps = await cloud.listed_apps.listed(ALL)

    assert tasks.rows == (replace(REBOOT, enabled=enabled),)
    assert apps.rows == (replace(RESTART, enabled=enabled),)


async def test_apps_are_one_list() -> None:
    cloud = WorkCloud(A1=[A1])

    assert await cloud.listed_apps.listed(ALL) == Listing((RESTART,))
    assert cloud.asked == [("/schedule-task", in_order("offset=0&limit=100"))]


async def test_apps_are_those_that_are_wanted() -> None:
    other = A1 | {"id": "app-2", "task_type": "STOP_SERVER", "last_status": "SUCCESS"}
    cloud = WorkCloud(A1=[A1, other])

    stops = await cloud.listed_apps.listed(WorkFilter(kinds=("stop_server",)))
    failed = await cloud.listed_apps.listed(
        WorkFilter(last=frozenset({Outcome.FAILED}))
    )

    assert [one.work.id for one in stops.rows] == ["app-2"]
    assert failed == Listing((RESTART,))
    assert cloud.asked == [
        ("/schedule-task", in_order("task_type=STOP_SERVER&offset=0&limit=100")),
        ("/schedule-task", in_order("offset=0&limit=100")),
    ]


async def test_apps_are_found_by_name() -> None:
    cloud = WorkCloud(A1=[A1, A1 | {"id": "app-2", "task_name": "other"}])

    assert await cloud.listed_apps.named("weekly") == Listing((RESTART,))
    assert cloud.asked == [
        ("/schedule-task", in_order("task_name=weekly&offset=0&limit=100"))
    ]


async def test_apps_that_cannot_be_read_are_an_error() -> None:
    with pytest.raises(SourceRejectedError):
        await WorkCloud().listed_apps.listed(ALL)
