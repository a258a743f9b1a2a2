from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest

from bot.domain.executions import Outcome
from bot.domain.pools import PoolFilter, PoolTaskType
from bot.domain.runs import Listing
from bot.domain.windows import Window
from bot.errors import SourceRejectedError
from tests.adapters.cloud.endpoint_samples import POOL_TASK, W9, w9
from tests.adapters.cloud.endpoints import Endpoints, Refusal, in_order
from tests.adapters.cloud.test_pool import THE_RUN

PAGE = "limit=100&offset=0"
ID = "2f7b9c34-1c55-4c0e-90aa-6f0000000501"
HEX = ID.replace("-", "")
NOON = datetime(2026, 1, 15, 12, 0, 30, 999_999, tzinfo=UTC)


async def asked(wanted: PoolFilter, window: Window | None = None) -> list[str]:
    cloud = Endpoints(W9=w9(W9))
    await cloud.pool.search(wanted, window or Window())
    return cloud.asked("W9")


async def test_without_a_wish_every_run_is_read() -> None:
    cloud = Endpoints(W9=w9(W9))

    found = await cloud.pool.search(PoolFilter(), Window())

    assert found == Listing((THE_RUN,), 1)
    assert cloud.asked("W9") == [PAGE]
    assert cloud.paths("W9")[0].endswith("/desktop-pools/script-execution-tasks/detail")


@pytest.mark.parametrize(
    ("outcomes", "query"),
    [
        ({Outcome.WAITING}, f"status=WAITING&{PAGE}"),
        ({Outcome.RUNNING}, f"status=RUNNING&{PAGE}"),
        ({Outcome.FAILED}, PAGE),
        ({Outcome.SUCCEEDED}, PAGE),
        ({Outcome.SKIPPED}, PAGE),
        ({Outcome.CANCELED}, PAGE),
        ({Outcome.PAUSED}, PAGE),
        ({Outcome.UNKNOWN}, PAGE),
        ({Outcome.WAITING, Outcome.RUNNING}, PAGE),
        ({Outcome.RUNNING, Outcome.FAILED}, PAGE),
    ],
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set) else "",
)
async def test_only_waiting_or_running_alone_is_asked_as_a_status(
    outcomes: set[Outcome], query: str
) -> None:
    assert await asked(PoolFilter(outcomes=frozenset(outcomes))) == [in_order(query)]


@pytest.mark.parametrize("type_", PoolTaskType)
async def test_the_type_is_asked_in_the_clouds_letters(type_: PoolTaskType) -> None:
    assert await asked(PoolFilter(type=type_)) == [
        in_order(f"task_type={type_.value.upper()}&{PAGE}")
    ]


async def test_several_tasks_are_one_key_repeated() -> None:
    assert await asked(PoolFilter(tasks=(POOL_TASK, "b"))) == [
        in_order(f"task_id={POOL_TASK}&task_id=b&{PAGE}")
    ]


SINCE = {Window(since=NOON): "execute_time_start=2026-01-13T12%3A00%3A30Z"}
UNTIL = {Window(until=NOON): "execute_time_end=2026-01-15T12%3A00%3A31Z"}


@pytest.mark.parametrize(
    ("window", "query"),
    [*SINCE.items(), *UNTIL.items()],
    ids=["since-with-lookback", "until-with-a-second-more"],
)
async def test_times_are_utc_without_milliseconds(window: Window, query: str) -> None:
    assert await asked(PoolFilter(), window) == [in_order(f"{query}&{PAGE}")]


async def test_a_time_of_another_zone_is_asked_in_utc() -> None:
    there = timezone(timedelta(hours=8))

    since = datetime(2026, 1, 15, 7, 30, tzinfo=there)

    assert await asked(PoolFilter(), Window(since=since)) == [
        in_order(f"execute_time_start=2026-01-12T23%3A30%3A00Z&{PAGE}")
    ]


@pytest.mark.parametrize("id_", [ID, HEX, ID.upper(), f"pool-{ID}"])
async def test_what_is_surely_an_id_is_asked_for(id_: str) -> None:
    assert await asked(PoolFilter(pools=(id_,), scripts=(id_,))) == [
        in_order(f"desktop_pool_id={id_}&script_id={id_}&{PAGE}")
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        PoolFilter(pools=("finance-pool",), scripts=("patch-check",)),
        PoolFilter(pools=(ID, HEX), scripts=(ID, "patch-check")),
        PoolFilter(pools=(ID[:-1],)),
        PoolFilter(names=(ID,)),
        PoolFilter(scripts=("",)),
    ],
    ids=["names", "several", "a-part", "any-name", "empty"],
)
async def test_what_may_be_a_part_of_a_name_is_never_asked_for(
    wanted: PoolFilter,
) -> None:
    assert await asked(wanted) == [PAGE]


async def test_a_name_that_looks_like_an_id_is_looked_for_among_all() -> None:
    def answer(request: httpx.Request) -> object:
        return w9() if "desktop_pool_id" in request.url.params else w9(W9)

    cloud = Endpoints(W9=answer)
    wanted = PoolFilter(pools=(ID,), type=PoolTaskType.SCRIPT)

    found = await cloud.pool.search(wanted, Window())

    assert found == Listing((THE_RUN,), 1)
    assert cloud.asked("W9") == [
        in_order(f"task_type=SCRIPT&desktop_pool_id={ID}&{PAGE}"),
        in_order(f"task_type=SCRIPT&{PAGE}"),
    ]


async def test_without_any_run_nothing_is_listed_and_nothing_is_wrong() -> None:
    cloud = Endpoints(W9=w9())

    assert await cloud.pool.search(PoolFilter(), Window()) == Listing((), 0)


async def test_a_refusal_is_an_error() -> None:
    cloud = Endpoints(W9=Refusal(403))

    with pytest.raises(SourceRejectedError, match="desktopPools:listScriptTasks"):
        await cloud.pool.search(PoolFilter(), Window())


async def test_every_page_is_asked_with_the_same_filters() -> None:
    rows = [W9 | {"id": f"task-{number}"} for number in range(230)]

    def answer(request: httpx.Request) -> Mapping[str, object]:
        first = int(request.url.params["offset"])
        last = first + int(request.url.params["limit"])
        return {"script_execution_tasks": rows[first:last], "total_count": 230}

    cloud = Endpoints(W9=answer)
    window = Window(since=NOON, until=NOON + timedelta(days=1))
    wanted = PoolFilter(tasks=("a", "b"), outcomes=frozenset({Outcome.WAITING}))

    found = await cloud.pool.search(wanted, window)

    assert [run.reference.ids[0] for run in found.rows] == [row["id"] for row in rows]
    filters = (
        "status=WAITING&task_id=a&task_id=b"
        "&execute_time_start=2026-01-13T12%3A00%3A30Z"
        "&execute_time_end=2026-01-16T12%3A00%3A31Z"
    )
    assert cloud.asked("W9") == [
        in_order(f"{filters}&offset={offset}&limit=100") for offset in (0, 100, 200)
    ]


async def test_an_id_of_nothing_is_searched_for_as_a_name() -> None:
    gone = {"error_code": "WKS.0001", "error_msg": "The desktop pool does not exist"}

    def answer(request: httpx.Request) -> object:
        exact = "desktop_pool_id" in request.url.params
        return Refusal(400, gone) if exact else w9(W9)

    cloud = Endpoints(W9=answer)

    found = await cloud.pool.search(PoolFilter(pools=(ID,)), Window())

    assert found == Listing((THE_RUN,), 1)
