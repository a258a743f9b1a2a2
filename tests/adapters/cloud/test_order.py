from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, WholeRun
from bot.errors import NotFoundError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import C2, C3, C4, C5, ORDER, c5, in_data
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused, whole

OF_ORDER = Reference("prod", SourceName.ORDER, (ORDER,))
THE_SCRIPT = Named("SC2025120109121512a3f4b5c", "disk-clean")
THE_RUN = Run(
    reference=OF_ORDER,
    outcome=Outcome.FAILED,
    raw_status="FINISHED",
    work=THE_SCRIPT,
    started=Moment(
        "1768383005120", datetime(2026, 1, 14, 9, 30, 5, 120_000, tzinfo=UTC)
    ),
    ended=Moment(
        "1768383316403", datetime(2026, 1, 14, 9, 35, 16, 403_000, tzinfo=UTC)
    ),
    counts=Counts(
        {
            Outcome.WAITING: 1,
            Outcome.RUNNING: 0,
            Outcome.FAILED: 1,
            Outcome.CANCELED: 0,
            Outcome.SUCCEEDED: 1,
        },
        total=3,
    ),
    details=(
        Detail("Creator", "ops-user1"),
        Detail("Script version", "1.0.2 (90017)"),
        Detail("Script source", "CUSTOM_SCRIPT"),
        Detail("Current batch", "1"),
        Detail("Runs as", "root"),
        Detail("Time limit", "300 s a host"),
        Detail("Success threshold", "99.5 %"),
        Detail("Parameters", 'path="/var/log", share from PARAM_STORE prm-17 v3'),
        Detail("Resourceful", "true"),
        Detail("Execute costs", "7 (seconds or milliseconds)"),
        Detail("Failed in batches", "1"),
        Detail("Batches", "1 (canary): 2 hosts, then pauses; 2: 1 host, then goes on"),
    ),
)
THE_EXECUTION = Execution(
    reference=Reference("prod", SourceName.ORDER, (ORDER, "1", "900102")),
    outcome=Outcome.FAILED,
    raw_status="ABNORMAL",
    id="900102",
    script=THE_SCRIPT,
    target=Named("ecs-7d0e0002-1f2a-4c3b-8d4e-aabbccddee01", "web-02"),
    target_kind="HOST",
    run_id=ORDER,
    started=Moment(
        "1768383005920", datetime(2026, 1, 14, 9, 30, 5, 920_000, tzinfo=UTC)
    ),
    ended=Moment("1768383305920", datetime(2026, 1, 14, 9, 35, 5, 920_000, tzinfo=UTC)),
    output=Output("rm: cannot remove: Permission denied"),
    details=(
        Detail("Batch", "1"),
        Detail("Address", "192.0.2.12, 198.51.100.12"),
        Detail("Region", "ap-southeast-3"),
        Detail("Zone", "ap-southeast-3a"),
        Detail("Application", "shop"),
        Detail("Group", "front"),
        Detail("Project", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
        Detail("Kind", "ECS CLOUDSERVER"),
        Detail("Attributes", 'tier="web"'),
        Detail("Agent", "agt-5 ONLINE"),
        Detail("Execute costs", "7 (seconds or milliseconds)"),
    ),
)


def instances(request: httpx.Request) -> object:
    """A failed and a clean host in batch 1, one that waits in batch 2."""
    if request.url.path.endswith("/1"):
        return c5(C5, {"id": 900101, "status": "FINISHED"})
    return c5({"id": 900201, "status": "READY"})


def order(**answers: object) -> Endpoints:
    known = {"C2": in_data(C2), "C3": in_data(C3), "C4": in_data(C4), "C5": instances}
    return Endpoints(**{**known, **answers})


async def test_an_order_has_its_statistics_batches_and_hosts() -> None:
    cloud = order()

    found = await cloud.order.find(ORDER)

    waiting = Execution(
        reference=Reference("prod", SourceName.ORDER, (ORDER, "2", "900201")),
        outcome=Outcome.WAITING,
        raw_status="READY",
        id="900201",
        script=THE_SCRIPT,
        target=Named(),
        target_kind="HOST",
        run_id=ORDER,
        details=(Detail("Batch", "2"),),
    )
    clean = replace(
        waiting,
        reference=Reference("prod", SourceName.ORDER, (ORDER, "1", "900101")),
        outcome=Outcome.SUCCEEDED,
        raw_status="FINISHED",
        id="900101",
        details=(Detail("Batch", "1"),),
    )
    assert found == WholeRun(THE_RUN, Listing((THE_EXECUTION, clean, waiting), 3))


async def test_the_requests_are_as_documented() -> None:
    cloud = order()

    await cloud.order.find(ORDER)

    path = f"/v1/job/script/orders/{ORDER}"
    assert cloud.paths("C2") == [path]
    assert cloud.paths("C3") == [f"{path}/statistics"]
    assert cloud.paths("C4") == [f"{path}/batches"]
    assert sorted(cloud.paths("C5")) == [f"{path}/batches/1", f"{path}/batches/2"]
    assert cloud.asked("C5") == ["limit=50", "limit=50"]
    assert cloud.asked("C2") == cloud.asked("C3") == cloud.asked("C4") == [""]


async def test_a_host_is_one_execution_with_its_orders_script() -> None:
    cloud = order()

    assert await cloud.order.find(ORDER, "1", "900102") == THE_EXECUTION
    assert not cloud.asked("C3") + cloud.asked("C4")


async def test_a_host_whose_order_cannot_be_read_has_everything_else() -> None:
    cloud = order(C2=Refusal(503))

    found = await cloud.order.find(ORDER, "1", "900102")

    unread = Detail(
        "Order",
        "not read: prod has a problem of its own (503 WKS.0202). Ask again in a few "
        "minutes.",
    )
    assert found == replace(
        THE_EXECUTION, script=Named(), details=(*THE_EXECUTION.details, unread)
    )


async def test_a_host_that_a_batch_does_not_have_is_not_found() -> None:
    error = await refused(order().order, ORDER, "1", "7")

    assert (type(error), str(error)) == (
        NotFoundError,
        f"prod has no script order's host `{ORDER}/1/7`.",
    )


async def test_a_host_of_a_batch_that_cannot_be_read_is_an_error() -> None:
    error = await refused(order(C5=Refusal(500)).order, ORDER, "1", "7")

    assert type(error) is SourceUnavailableError


async def test_without_statistics_the_hosts_are_counted() -> None:
    found = await whole(order(C3=Refusal(403)).order, ORDER)

    assert found.run.counts == Counts(
        {Outcome.FAILED: 1, Outcome.SUCCEEDED: 1, Outcome.WAITING: 1}
    )
    assert found.run.outcome is Outcome.FAILED
    assert [row.id for row in found.executions.rows] == ["900102", "900101", "900201"]
    (gap,) = found.executions.gaps
    assert gap.startswith("Its statistics were not read: prod does not let this bot")
    assert "coc:job:get" in gap
    assert found.executions.total == 3


async def test_without_statistics_and_all_hosts_nobody_knows_how_it_went() -> None:
    def half(request: httpx.Request) -> object:
        if request.url.path.endswith("/1"):
            return c5({"id": 1, "status": "FINISHED"})
        return Refusal(503)

    found = await whole(order(C3=Refusal(403), C5=half).order, ORDER)

    assert (found.run.outcome, found.run.counts) == (Outcome.UNKNOWN, Counts())
    assert [gap[:22] for gap in found.executions.gaps][1:] == ["Batch 2 was not read. "]


async def test_without_the_batches_the_statistics_name_them() -> None:
    cloud = order(C4=Refusal(500))

    found = await whole(cloud.order, ORDER)

    assert [row.id for row in found.executions.rows] == ["900102", "900101", "900201"]
    assert found.executions.total == 3
    (gap,) = found.executions.gaps
    assert gap.startswith("Its batches were not read: prod has a problem of its own")


async def test_an_order_that_counts_hosts_and_lists_none_has_a_gap() -> None:
    empty = {
        "total_instance": 2,
        "execute_statistics": [{"instance_status": "ABNORMAL", "instance_count": 2}],
    }

    found = await whole(order(C3=in_data(empty), C4=in_data([])).order, ORDER)

    assert found.executions == Listing(
        total=2,
        gaps=("The cloud counts 2 failed, but does not list on which targets.",),
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, SourceRejectedError),
        (403, SourceRejectedError),
        (404, NotFoundError),
        (503, SourceUnavailableError),
    ],
)
async def test_an_order_that_cannot_be_read_is_an_error_whatever_else_is_there(
    status: int, kind: type[Exception]
) -> None:
    assert type(await refused(order(C2=Refusal(status)).order, ORDER)) is kind


@pytest.mark.parametrize(
    "batch", [None, "3", {"batch_index": [3]}, {"total_instances": 9}], ids=repr
)
async def test_a_batch_that_cannot_be_read_is_missing_and_said_to_be(
    batch: object,
) -> None:
    cloud = order(C4=in_data([*C4, batch]))

    found = await whole(cloud.order, ORDER)

    assert found.executions.gaps == (
        "I cannot read all that is told of the batches; hosts may be missing.",
    )


async def test_statistics_that_leave_out_a_count_do_not_make_it_none() -> None:
    unsaid = {
        "total_instance": 2,
        "execute_statistics": [
            {"instance_status": "ABNORMAL", "instance_count": None},
            {"instance_status": "FINISHED", "instance_count": 1},
        ],
    }

    found = await whole(
        order(C3=in_data(unsaid), C5=c5({"id": 1, "status": "FINISHED"})).order, ORDER
    )

    assert found.run.counts == Counts({Outcome.SUCCEEDED: 1}, total=2)
    assert found.run.outcome is Outcome.UNKNOWN
