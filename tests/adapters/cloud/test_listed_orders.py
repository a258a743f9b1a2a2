from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.adapters.cloud.listed_orders import ListedOrders
from bot.domain.executions import Outcome
from bot.domain.runs import Counts, Listing
from bot.domain.windows import Window
from bot.errors import SourceRejectedError
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.swept_cloud import C1, SweptCloud, c1, c3
from tests.adapters.cloud.test_swept_order import C3, COUNTED, LISTED

NOON = datetime(2026, 1, 15, 12, 0, 30, tzinfo=UTC)
STARTED = 1768383005120


def orders(cloud: SweptCloud) -> ListedOrders:
    return ListedOrders(cloud.client, "prod")


def older(count: int) -> list[dict[str, Any]]:
    """Orders, each an hour older than the one before."""
    hour = 3_600_000
    return [
        C1
        | {
            "order_id": 1_000 - n,
            "execute_uuid": f"SCT{n}",
            "gmt_created": STARTED - n * hour,
            "gmt_finished": None,
        }
        for n in range(count)
    ]


async def test_orders_come_with_their_counters() -> None:
    cloud = SweptCloud(C1=c1(C1), C3=C3)

    assert await orders(cloud).listed(Window()) == Listing((COUNTED.run,), 1)
    assert cloud.asked("C1") == ["limit=100"]


async def test_orders_that_began_long_before_the_window_are_asked_for_too() -> None:
    cloud = SweptCloud(C1=c1())

    await orders(cloud).listed(Window(NOON, NOON + timedelta(hours=1)))

    assert cloud.asked("C1") == [
        in_order("limit=100&start_time=1768305630000&end_time=1768482031000")
    ]


async def test_the_newest_come_first_whatever_the_clouds_order() -> None:
    cloud = SweptCloud(C1=c1(*reversed(older(3))), C3=C3)

    listed = await orders(cloud).listed(Window())

    assert [run.reference.ids[0] for run in listed.rows] == ["SCT0", "SCT1", "SCT2"]


async def test_only_the_newest_fifty_are_counted() -> None:
    cloud = SweptCloud(C1=c1(*older(60)), C3=C3)

    listed = await orders(cloud).listed(Window())

    counted = [bool(run.counts.by_outcome) for run in listed.rows]
    assert counted == [True] * 50 + [False] * 10
    assert len(cloud.asked("C3")) == 50
    assert listed.gaps == ("Hosts were counted only of the newest 50 orders.",)


async def test_what_lies_outside_the_window_is_not_counted() -> None:
    cloud = SweptCloud(C1=c1(*older(3)), C3=C3)
    begun = datetime.fromtimestamp(STARTED // 1_000, UTC)

    listed = await orders(cloud).listed(Window(begun - timedelta(minutes=90)))

    assert [bool(run.counts.by_outcome) for run in listed.rows] == [True, True, False]
    assert listed.gaps == ()


async def test_statistics_that_fail_leave_counters_unknown_and_one_sentence() -> None:
    def answer(request: httpx.Request) -> object:
        broken = request.url.path.split("/")[-2] != "SCT1"
        return Refusal(403) if broken else c3(("FINISHED", 2, [1]))

    finished = [order | {"status": "FINISHED"} for order in older(3)]
    cloud = SweptCloud(C1=c1(*finished), C3=answer)

    listed = await orders(cloud).listed(Window())

    assert [(run.outcome, run.counts.total) for run in listed.rows] == [
        (Outcome.UNKNOWN, None),
        (Outcome.SUCCEEDED, 2),
        (Outcome.UNKNOWN, None),
    ]
    (gap,) = listed.gaps
    assert gap.startswith("The hosts of 2 orders were not counted. prod does not let")


async def test_an_order_that_nobody_can_ask_for_is_listed_without_counters() -> None:
    cloud = SweptCloud(C1=c1(C1 | {"execute_uuid": "a/b"}))

    listed = await orders(cloud).listed(Window())

    nowhere = replace(LISTED.run.reference, ids=())
    assert listed == Listing((replace(LISTED.run, reference=nowhere),), 1)


async def test_a_canceled_order_is_told_as_one() -> None:
    canceled = c3(("CANCELED", 2, [1]))
    cloud = SweptCloud(C1=c1(C1 | {"status": "CANCELED"}), C3=canceled)

    (run,) = (await orders(cloud).listed(Window())).rows

    assert run.outcome is Outcome.CANCELED
    assert run.counts == Counts({Outcome.CANCELED: 2, Outcome.FAILED: 0}, 2)


async def test_a_refused_list_is_an_error() -> None:
    with pytest.raises(SourceRejectedError, match="coc:job:list"):
        await orders(SweptCloud(C1=Refusal(403))).listed(Window())
