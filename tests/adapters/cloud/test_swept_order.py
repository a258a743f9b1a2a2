from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from bot.adapters.cloud.list_payloads import OrderRowPayload
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Batch, SweptExecution, SweptRun, is_fine
from bot.errors import SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import C2, C4, C5, ORDER, in_data
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.swept_cloud import (
    C1,
    COC,
    SweptCloud,
    c1,
    c3,
    has_works,
    keys,
    one_run,
    rows,
    runs,
)

RUN_KEY = f"{quote(COC, safe='')}/order/{ORDER}"
REFERENCE = Reference("prod", SourceName.ORDER, (ORDER,))
STARTED = datetime(2026, 1, 14, 9, 30, 5, tzinfo=UTC)
LISTED = SweptRun(
    key=RUN_KEY,
    run=Run(
        reference=REFERENCE,
        outcome=Outcome.FAILED,
        raw_status="ABNORMAL",
        work=Named("disk-clean", "disk-clean"),
        started=Moment("1768383005120", STARTED + timedelta(milliseconds=120)),
        ended=Moment("1768383316403", STARTED + timedelta(seconds=311.403)),
        details=(
            Detail("Creator", "ops-user1"),
            Detail("Regions", "ap-southeast-3,ap-southeast-2"),
            Detail("Order id", "480112"),
            Detail("Execute costs", "7 (seconds or milliseconds)"),
        ),
    ),
    work=Named("disk-clean", "disk-clean"),
)
COUNTS = {Outcome.WAITING: 1, Outcome.FAILED: 1, Outcome.SUCCEEDED: 1}
COUNTED = replace(LISTED, run=replace(LISTED.run, counts=Counts({**COUNTS}, 3)))
C3 = c3(("READY", 1, [2]), ("ABNORMAL", 1, [1]), ("FINISHED", 1, [1]))
WAITING: dict[str, Any] = {"id": 900103, "status": "READY"}


def row_key(batch: int, id_: int) -> str:
    return f"{RUN_KEY}/{batch}/{id_}"


class Hosts:
    """C5, with hosts by batch."""

    def __init__(self, *batches: list[dict[str, Any]]) -> None:
        self.batches = {str(number): rows for number, rows in enumerate(batches, 1)}

    def __call__(self, request: httpx.Request) -> object:
        hosts = self.batches[request.url.path.rpartition("/")[2]]
        numbers = [host["id"] for host in hosts]
        marker = request.url.params.get("marker")
        first = 0 if marker is None else numbers.index(int(marker)) + 1
        last = first + int(request.url.params["limit"])
        page = {"execute_instances": hosts[first:last], "total_instances": len(hosts)}
        return in_data(page)


def cloud_with(statistics: object = C3, **answers: object) -> SweptCloud:
    hosts = Hosts([{"id": 900101, "status": "FINISHED"}, C5], [WAITING])
    usual = {"C1": c1(C1), "C4": in_data(C4), "C5": hosts}
    return SweptCloud(**{**usual, "C3": statistics, **answers})


async def test_orders_are_one_list() -> None:
    cloud = cloud_with()

    assert not has_works(cloud.orders)
    assert await runs(cloud.orders) == Batch((LISTED,))
    assert cloud.asked("C1") == [in_order("limit=100&start_time=1768305630000")]


async def test_the_statistics_count_an_orders_hosts() -> None:
    cloud = cloud_with()

    assert await cloud.orders.counted(LISTED) == COUNTED
    assert cloud.endpoints == ["C3"]


async def test_rows_are_the_hosts_that_are_not_fine() -> None:
    cloud = cloud_with()
    counted = await cloud.orders.counted(LISTED)

    read = await rows(cloud.orders, counted)

    assert read.rows[0] == SweptExecution(
        key=row_key(1, 900102),
        execution=Execution(
            reference=Reference("prod", SourceName.ORDER, (ORDER, "1", "900102")),
            outcome=Outcome.FAILED,
            raw_status="ABNORMAL",
            id="900102",
            target=Named("ecs-7d0e0002-1f2a-4c3b-8d4e-aabbccddee01", "web-02"),
            target_kind="HOST",
            run_id=ORDER,
            started=Moment("1768383005920", STARTED + timedelta(milliseconds=920)),
            ended=Moment("1768383305920", STARTED + timedelta(seconds=300.92)),
            output=Output("rm: cannot remove: Permission denied"),
            details=read.rows[0].execution.details,
        ),
    )
    assert Detail("Batch", "1") in read.rows[0].execution.details
    assert keys(read) == [row_key(1, 900102), row_key(2, 900103)]
    assert read.gaps == ()
    assert cloud.endpoints == ["C3", "C5", "C5"]
    assert cloud.asked("C5") == ["limit=50", "limit=50"]


async def test_of_a_log_only_the_last_line_is_kept() -> None:
    host = C5 | {"message": "one\ntwo\n\n"}
    cloud = cloud_with(C5=Hosts([host], [WAITING]))

    read = await rows(cloud.orders, LISTED)

    assert read.rows[0].execution.output == Output("two")


@pytest.mark.parametrize(
    "status", ["FINISHED", "CANCELED", "SUCCESS", "ABNORMAL", "PAUSED", "READY", ""]
)
async def test_no_word_of_the_list_says_that_all_hosts_are_fine(status: str) -> None:
    cloud = cloud_with(C1=c1(C1 | {"status": status}))

    assert not is_fine((await one_run(cloud.orders)).run)


@pytest.mark.parametrize(
    ("status", "counts", "outcome"),
    [
        ("FINISHED", [("FINISHED", 3, [1])], Outcome.SUCCEEDED),
        ("FINISHED", [("FINISHED", 2, [1]), ("ABNORMAL", 1, [1])], Outcome.FAILED),
        ("FINISHED", [("FINISHED", 2, [1]), ("READY", 1, [2])], Outcome.UNKNOWN),
        ("CANCELED", [("FINISHED", 2, [1]), ("CANCELED", 1, [1])], Outcome.CANCELED),
        ("CANCELED", [("CANCELED", 2, [1]), ("ABNORMAL", 1, [1])], Outcome.FAILED),
        ("PROCESSING", [("PROCESSING", 1, [1])], Outcome.RUNNING),
        ("PAUSED", [("FINISHED", 1, [1])], Outcome.PAUSED),
    ],
)
async def test_counters_say_how_an_order_stands(
    status: str, counts: list[tuple[str, int, list[int]]], outcome: Outcome
) -> None:
    cloud = cloud_with(c3(*counts), C1=c1(C1 | {"status": status}))

    counted = await cloud.orders.counted(await one_run(cloud.orders))

    assert counted.run.outcome is outcome


async def test_what_an_order_does_not_tell_of_its_end_is_read_from_its_counters() -> (
    None
):
    moving = c3(("PROCESSING", 1, [1]), ("FINISHED", 1, [1]))
    cloud = cloud_with(moving, C1=c1(C1 | {"status": "FINISHED"}))

    listed = await one_run(cloud.orders)
    counted = await cloud.orders.counted(listed)

    assert (listed.run.under_way, counted.run.under_way) == (False, True)


async def test_a_list_of_orders_that_is_refused_names_the_permission() -> None:
    with pytest.raises(SourceRejectedError, match="coc:job:list"):
        await runs(cloud_with(C1=Refusal(403)).orders)


@pytest.mark.parametrize(
    "answers",
    [{"statistics": Refusal(403)}, {"C5": Refusal(403)}],
    ids=["statistics", "hosts"],
)
async def test_a_refusal_of_what_an_order_did_names_the_permission(
    answers: dict[str, Any],
) -> None:
    with pytest.raises(SourceRejectedError, match="coc:job:get"):
        await rows(cloud_with(**answers).orders, LISTED)


async def test_an_order_without_a_name_has_its_scripts() -> None:
    cloud = cloud_with(C1=c1(C1 | {"order_name": ""}), C2=in_data(C2))
    listed = await one_run(cloud.orders)

    counted = await cloud.orders.counted(listed)

    assert listed.work == Named(ORDER)
    assert counted == replace(
        COUNTED,
        run=replace(COUNTED.run, work=Named()),
        work=Named("disk-clean", "disk-clean"),
    )
    assert cloud.endpoints == ["C1", "C3", "C2"]


@pytest.mark.parametrize(
    "answer", [Refusal(404), in_data({"creator": "x"})], ids=["gone", "no-script"]
)
async def test_an_order_that_nobody_names_is_work_of_its_own(answer: object) -> None:
    cloud = cloud_with(C1=c1(C1 | {"order_name": ""}), C2=answer)

    counted = await cloud.orders.counted(await one_run(cloud.orders))

    assert counted.work == Named(ORDER)


async def test_a_name_that_may_still_be_told_is_waited_for() -> None:
    cloud = cloud_with(C1=c1(C1 | {"order_name": ""}), C2=Refusal(503))
    listed = await one_run(cloud.orders)

    with pytest.raises(SourceUnavailableError):
        await cloud.orders.counted(listed)


async def test_orders_of_two_clouds_of_one_account_are_the_same() -> None:
    cloud = cloud_with()
    other = type(cloud.orders)(cloud.client, cloud="dev", host=COC)

    here, there = await one_run(cloud.orders), await one_run(other)

    assert here.key == there.key
    assert str(there.run.reference) == f"dev/order/{ORDER}"
    assert keys(await rows(other, there)) == keys(await rows(cloud.orders, here))


@pytest.mark.parametrize("name", [*C1])
def test_every_documented_field_arrives(name: str) -> None:
    whole = OrderRowPayload.model_validate(C1).run("prod")
    less = OrderRowPayload.model_validate(C1 | {name: None}).run("prod")

    assert whole != less
