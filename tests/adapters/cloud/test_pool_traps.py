"""Traps 20 to 29 and 55 to 59 of the documents: seed 002 (W9), and W6."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.executions import Outcome
from bot.domain.pools import PoolFilter
from bot.domain.runs import Run
from bot.domain.windows import Window
from bot.errors import BotError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import (
    A3,
    C2,
    C3,
    C4,
    C5,
    DESKTOP,
    HISTORY,
    ORDER,
    POOL_TASK,
    RUN,
    SERVER,
    TASK,
    W4,
    W6,
    W9,
    c5,
    in_data,
    items,
    w4,
    w6,
    w9,
)
from tests.adapters.cloud.endpoints import Endpoints, Refusal, in_order, whole

EVERYTHING = Window()
CLEAN = {"failed_num": 0, "skip_num": 0}


async def run(**fields: object) -> Run:
    cloud = Endpoints(W9=w9(W9 | fields))
    (found,) = (await cloud.pool.search(PoolFilter(), EVERYTHING)).rows
    return found


async def test_the_path_is_the_uris_and_not_the_examples() -> None:
    """Trap 20: the example says desktops-pools."""
    cloud = Endpoints(W9=w9(W9))

    await cloud.pool.search(PoolFilter(), EVERYTHING)

    assert "/desktop-pools/script-execution-tasks/detail" in cloud.paths("W9")[0]


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("INIT", Outcome.WAITING),
        ("WAITING", Outcome.WAITING),
        ("RUNNING", Outcome.RUNNING),
        ("FINISH", Outcome.SUCCEEDED),
        ("SUCCESS", Outcome.SUCCEEDED),
        ("FAILED", Outcome.FAILED),
    ],
)
async def test_the_words_of_the_query_and_of_the_answer_are_both_known(
    word: str, outcome: Outcome
) -> None:
    """Trap 21: it is asked for WAITING and SUCCESS, and answers INIT and FINISH."""
    assert (await run(status=word, **CLEAN)).outcome is outcome


async def test_failed_runs_are_looked_for_among_all() -> None:
    """Trap 21: a filter for FAILED may leave out what FINISHed with failures."""
    cloud = Endpoints(W9=w9(W9))

    await cloud.pool.search(
        PoolFilter(outcomes=frozenset({Outcome.FAILED})), EVERYTHING
    )

    assert cloud.asked("W9") == ["limit=100&offset=0"]


async def test_a_page_is_a_hundred_runs_and_not_the_ten_of_the_default() -> None:
    """Traps 22 and 26: the text says desktops, the rows are runs; offset from 0."""
    cloud = Endpoints(W9=w9(*[W9 | {"id": f"run-{n}"} for n in range(100)]))

    found = await cloud.pool.search(PoolFilter(), EVERYTHING)

    assert len(found.rows) == 100
    assert cloud.asked("W9") == ["limit=100&offset=0"]


async def test_several_ids_of_runs_are_a_repeated_key() -> None:
    """Trap 23: nothing is said about how to write an array."""
    cloud = Endpoints(W9=w9(W9))

    await cloud.pool.search(PoolFilter(tasks=("a", "b")), EVERYTHING)

    assert cloud.asked("W9") == [in_order("task_id=a&task_id=b&offset=0&limit=100")]


@pytest.mark.parametrize(
    ("fields", "kind", "label"),
    [
        ({"scripts": []}, "COMMAND", "Get-HotFix -Id KB5034441"),
        ({"scripts": None}, "COMMAND", "Get-HotFix -Id KB5034441"),
        ({"command_content": ""}, "", "patch-check"),
        ({"scripts": [], "command_content": "\n"}, "", ""),
    ],
    ids=["command", "command-and-null", "script", "neither"],
)
async def test_a_command_is_told_from_a_script_by_its_content(
    fields: dict[str, object], kind: str, label: str
) -> None:
    """Trap 24: task_type is asked and never answered."""
    found = await run(**fields)

    assert (found.kind, found.work.label) == (kind, label)


@pytest.mark.parametrize("raw", ["2026-01-14T19:10:36Z", "2026-01-14T19:10:36.000Z"])
async def test_a_time_with_and_without_milliseconds_is_the_same(raw: str) -> None:
    """Trap 25."""
    found = await run(start_time=raw)

    assert found.started is not None
    assert found.started.at == datetime(2026, 1, 14, 19, 10, 36, tzinfo=UTC)


async def test_the_end_of_the_time_asked_for_is_a_second_later() -> None:
    """Trap 26: nobody says whether the bounds belong to it."""
    until = datetime(2026, 1, 15, tzinfo=UTC)
    cloud = Endpoints(W9=w9(W9))

    await cloud.pool.search(PoolFilter(), Window(until - timedelta(days=1), until))

    assert cloud.asked("W9") == [
        in_order(
            "execute_time_start=2026-01-12T00%3A00%3A00Z"
            "&execute_time_end=2026-01-15T00%3A00%3A01Z&offset=0&limit=100"
        )
    ]


async def test_the_documents_own_example_of_strings_is_an_unknown_outcome() -> None:
    """Trap 27: all "string" and 0."""
    example: dict[str, Any] = {
        name: 0 if name.endswith("_num") else "string" for name in W9
    }
    example["scripts"] = [{"id": "string", "name": "string"}]

    found = await run(**example)

    assert (found.outcome, found.raw_status) == (Outcome.UNKNOWN, "string")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (405, SourceRejectedError),
        (429, SourceUnavailableError),
        (503, SourceUnavailableError),
    ],
)
async def test_an_error_that_the_page_does_not_list_is_understood(
    status: int, kind: type[BotError]
) -> None:
    """Trap 28."""
    cloud = Endpoints(W9=Refusal(status))

    with pytest.raises(kind):
        await cloud.pool.search(PoolFilter(), EVERYTHING)


async def test_a_finish_that_hides_failures_is_failed() -> None:
    """Trap 29."""
    assert (await run(failed_num=1, skip_num=0)).outcome is Outcome.FAILED


async def test_a_finish_that_hides_skipped_desktops_is_skipped() -> None:
    """Trap 29."""
    assert (await run(failed_num=0, skip_num=1)).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("name", ["failed_num", "skip_num"])
async def test_a_finish_without_a_counter_is_unknown(name: str) -> None:
    """Trap 29: nobody can say that it is a success."""
    assert (await run(**{**CLEAN, name: None})).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("name", ["failed_num", "skip_num"])
async def test_a_counter_below_nothing_is_not_known(name: str) -> None:
    assert (await run(**{**CLEAN, name: -1})).outcome is Outcome.UNKNOWN


async def test_every_list_has_its_own_name_for_the_total() -> None:
    """Trap 55: total_count, count, data.total_instance, data.total_instances."""
    cloud = Endpoints(
        W4={"tasks_records_details": [], "total_count": 7},
        W6={"script_records": [], "count": 7},
        W9=w9(W9),
        A3={"items": [], "count": 7},
        C2=in_data(C2),
        C3=in_data(C3 | {"total_instance": 7}),
        C4=in_data(C4[:1]),
        C5=in_data({"execute_instances": [], "total_instances": 7}),
    )

    task, pool = await whole(cloud.task, TASK, RUN), await whole(cloud.pool, POOL_TASK)
    app, order = await whole(cloud.app, HISTORY), await whole(cloud.order, ORDER)

    assert [found.executions.total for found in (task, pool, app, order)] == [7] * 4
    assert order.executions.gaps[0] == "Batch 1: The cloud counts 7 rows, but gave 0."


async def test_every_service_has_its_own_word_for_failed() -> None:
    """Trap 56: FAIL, FAILED, ABNORMAL."""
    cloud = every_source()

    found = [
        await whole(cloud.task, TASK, RUN),
        await whole(cloud.pool, POOL_TASK),
        await whole(cloud.app, HISTORY),
        await whole(cloud.order, ORDER),
    ]

    rows = [one.executions.rows[0] for one in found]
    assert [row.raw_status for row in rows] == ["FAIL", "FAILED", "FAILED", "ABNORMAL"]
    assert {row.outcome for row in rows} == {Outcome.FAILED}


async def test_every_service_has_its_own_name_for_the_target() -> None:
    """Trap 57: desktop_id, resource_id, server_id, target_instance.resource_id."""
    cloud = every_source()

    found = [
        await whole(cloud.task, TASK, RUN),
        await whole(cloud.pool, POOL_TASK),
        await whole(cloud.app, HISTORY),
        await whole(cloud.order, ORDER),
    ]

    assert [one.executions.rows[0].target.id for one in found] == [
        DESKTOP,
        DESKTOP,
        SERVER,
        C5["target_instance"]["resource_id"],
    ]


async def test_records_are_asked_by_one_parent_and_an_array_of_desktops() -> None:
    """Trap 58: what is one value in a list is an array in the next."""
    cloud = Endpoints(W6=w6(W6))

    await cloud.pool.find(POOL_TASK, DESKTOP)

    assert cloud.asked("W6") == [
        in_order(f"script_task_id={POOL_TASK}&resource_id={DESKTOP}&offset=0&limit=100")
    ]


def every_source() -> Endpoints:
    return Endpoints(
        W4=w4(W4),
        W6=w6(W6),
        W9=w9(W9),
        A3=items(A3),
        C2=in_data(C2),
        C3=in_data(C3),
        C4=in_data(C4[:1]),
        C5=c5(C5),
    )
