"""Which requests it takes to find what goes by an id, or by a name."""

from collections import Counter

import pytest

from bot.adapters.cloud.finding import CloudFinder, Readers
from bot.adapters.cloud.found_pool_runs import FoundPoolRuns
from bot.adapters.cloud.found_scripts import FoundScripts
from bot.domain.executions import Execution, Named
from bot.domain.finding import Place, Shape, places_for
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Runs, WholeRun
from bot.domain.works import ListedWork
from bot.errors import NotFoundError, Silence, SourceRejectedError, settled
from bot.ports import Fact, Source
from tests.adapters.cloud.endpoint_samples import (
    APP_TASK,
    C2,
    DESKTOP,
    ORDER,
    POOL_TASK,
    TASK,
    W3,
    W6,
    W9,
    in_data,
    w3,
    w6,
    w9,
)
from tests.adapters.cloud.endpoints import Endpoints, Refusal, in_order
from tests.adapters.cloud.samples import PROJECT, RECORD, W7
from tests.adapters.cloud.test_pool import THE_RUN

PAGE = "limit=100&offset=0"
PATCH, OTHER = Named("id-1", "Patch pool"), Named("id-2", "other")


class Works:
    """Tells the same tasks, whatever their name."""

    def __init__(self, source: SourceName) -> None:
        self.rows = tuple(
            ListedWork(reference=Reference("prod", source, (one.id,)), work=one)
            for one in (PATCH, OTHER)
        )

    async def named(self, name: str) -> Listing[ListedWork]:
        del name
        return Listing(self.rows, 2)


class Pools:
    """Tells so many pools, whatever their name."""

    def __init__(self, *rows: Named) -> None:
        self.rows = rows

    async def named(self, name: str) -> Listing[Named]:
        del name
        return Listing(self.rows, len(self.rows), ("A row is broken.",))


def sources(cloud: Endpoints) -> dict[SourceName, Source]:
    return {
        SourceName.SCRIPT: cloud.script,
        SourceName.TASK: cloud.task,
        SourceName.ORDER: cloud.order,
        SourceName.APP: cloud.app,
    }


def finder(cloud: Endpoints, *pools: Named) -> CloudFinder:
    return CloudFinder(
        Readers(
            sources=sources(cloud),
            tasks=Works(SourceName.TASK),
            apps=Works(SourceName.APP),
            scripts=FoundScripts(cloud.client, cloud="prod", project_id=PROJECT),
            pool_runs=FoundPoolRuns(cloud.client, cloud="prod", project_id=PROJECT),
            pools=Pools(*pools),
        )
    )


async def told(
    cloud: Endpoints, shape: Shape, text: str
) -> list[Listing[Fact] | Silence]:
    asked = finder(cloud)
    return [await settled(asked.ask, place, text) for place in places_for(shape)]


async def test_every_place_can_be_asked() -> None:
    assert set(finder(Endpoints()).places) == set(Place)


async def test_what_a_cloud_does_not_have_is_no_place_of_it() -> None:
    tasks = {SourceName.TASK: sources(Endpoints())[SourceName.TASK]}

    only = CloudFinder(Readers(sources=tasks, tasks=Works(SourceName.TASK)))

    assert set(only.places) == {Place.TASK, Place.TASK_NAME}


async def test_an_id_takes_one_request_of_each_kind_and_none_is_sent_twice() -> None:
    cloud = Endpoints(W6=w6(), W9=w9(), A2=Refusal(404), A3=Refusal(404))

    said = await told(cloud, Shape.ID, RECORD)

    sent = Counter((name, str(url)) for name, url in cloud.requests)
    assert Counter(name for name, _ in cloud.requests) == Counter(
        W7=1, W3=1, W6=2, W9=1, A3=1, A2=1
    )
    assert set(sent.values()) == {1}
    assert [one.rows for one in said if isinstance(one, Listing)] == [(), (), ()]
    assert sum(isinstance(one, NotFoundError) for one in said) == 3


async def test_an_order_is_asked_for_as_an_order_alone() -> None:
    cloud = Endpoints(C2=in_data(C2))

    said = await told(cloud, Shape.ORDER, ORDER)

    assert {name for name, _ in cloud.requests} == {"C2", "C3", "C4"}
    (found,) = said
    assert isinstance(found, Listing)
    assert [type(one) for one in found.rows] == [WholeRun]


async def test_records_and_tasks_are_told_whole() -> None:
    asked = finder(Endpoints(W7=W7, W3=w3(W3)))

    record = await asked.ask(Place.RECORD, RECORD)
    runs = await asked.ask(Place.TASK, TASK)

    (execution,), (whole,) = record.rows, runs.rows
    assert isinstance(execution, Execution)
    assert isinstance(whole, Runs)
    assert execution.reference.ids == (RECORD,)
    assert whole.reference.ids == (TASK,)


async def test_an_app_without_runs_of_that_id_is_asked_for_as_a_task() -> None:
    cloud = Endpoints(A3=Refusal(404), A2=Refusal(404))

    with pytest.raises(NotFoundError):
        await finder(cloud).ask(Place.APP, APP_TASK)

    assert [name for name, _ in cloud.requests] == ["A3", "A2"]


async def test_scripts_are_asked_for_by_task_by_desktop_and_by_name() -> None:
    cloud = Endpoints(W6=w6(W6))
    asked = finder(cloud)

    of_task = await asked.ask(Place.SCRIPT_TASK, POOL_TASK)
    of_desktop = await asked.ask(Place.DESKTOP, DESKTOP)
    named = await asked.ask(Place.SCRIPT_NAME, "patch")

    assert cloud.asked("W6") == [
        in_order(f"script_task_id={POOL_TASK}&{PAGE}"),
        in_order(f"resource_id={DESKTOP}&{PAGE}"),
        in_order(f"script_name=patch&{PAGE}"),
    ]
    assert of_task == of_desktop == named
    assert len(named.rows) == 1


async def test_a_pool_run_is_the_one_that_was_asked_for() -> None:
    cloud = Endpoints(W9=w9(W9 | {"id": "other"}, W9))

    found = await finder(cloud).ask(Place.POOL, POOL_TASK)

    assert found == Listing((THE_RUN,), 1)
    assert cloud.asked("W9") == [in_order(f"task_id={POOL_TASK}&{PAGE}")]


async def test_pool_runs_of_a_script_are_one_page_and_counted_beyond_it() -> None:
    rows = [W9 | {"id": f"task-{number}"} for number in range(100)]
    cloud = Endpoints(W9=w9(*rows) | {"total_count": 1_234})

    found = await finder(cloud).ask(Place.POOL_SCRIPT, "patch")

    assert (len(found.rows), found.total, found.gaps) == (100, 1_234, ())
    assert cloud.asked("W9") == [in_order(f"script_name=patch&{PAGE}")]


async def test_rows_that_cannot_be_read_are_a_gap() -> None:
    cloud = Endpoints(W9=w9(W9, 7))

    found = await finder(cloud).ask(Place.POOL_SCRIPT, "patch")

    assert found == Listing(
        (THE_RUN,), 2, ("Rows of which I cannot read everything: 1.",)
    )


async def test_a_refusal_is_an_error() -> None:
    with pytest.raises(SourceRejectedError, match="desktopPools:listScriptTasks"):
        await finder(Endpoints(W9=Refusal(403))).ask(Place.POOL, POOL_TASK)


@pytest.mark.parametrize(
    ("place", "source"),
    [(Place.TASK_NAME, SourceName.TASK), (Place.APP_NAME, SourceName.APP)],
)
@pytest.mark.parametrize("text", ["PATCH", "id-1"])
async def test_tasks_that_came_along_unasked_are_left_out(
    place: Place, source: SourceName, text: str
) -> None:
    found = await finder(Endpoints()).ask(place, text)

    reference = Reference("prod", source, (PATCH.id,))
    assert found == Listing((ListedWork(reference=reference, work=PATCH),), 1)


async def test_pools_that_came_along_unasked_are_left_out() -> None:
    found = await finder(Endpoints(), PATCH, OTHER).ask(Place.POOL_NAME, "patch")

    assert found == Listing((PATCH,), 1, ("A row is broken.",))


async def test_a_place_tells_a_hundred_things_and_how_many_there_are() -> None:
    pools = [Named(f"p{number}", f"pool {number}") for number in range(130)]

    found = await finder(Endpoints(), *pools).ask(Place.POOL_NAME, "pool")

    assert (found.rows, found.total) == (tuple(pools[:100]), 130)
