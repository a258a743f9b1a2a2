from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.adapters.cloud.list_payloads import ScriptTaskPayload
from bot.domain.causes import Cause
from bot.domain.executions import Batch as Rollout
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Batch, SweptExecution, SweptRun
from bot.errors import SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import DESKTOP, SCRIPT, W6, w6
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.samples import RECORD
from tests.adapters.cloud.swept_cloud import (
    SCRIPT_TASK,
    W5,
    Paged,
    SweptCloud,
    has_works,
    keys,
    one_run,
    rows,
    runs,
    w5,
)

ROW = W6 | {"script_task_id": SCRIPT_TASK}
THE_RUN = SweptRun(
    key=f"prod/script/task:{SCRIPT_TASK}",
    run=Run(
        reference=Reference("prod", SourceName.SCRIPT, ()),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        work=Named(SCRIPT, "patch-check"),
        scripts=(Named(SCRIPT, "patch-check"),),
        started=Moment(
            "2026-01-14T19:10:36.054Z",
            datetime(2026, 1, 14, 19, 10, 36, 54_000, tzinfo=UTC),
        ),
        ended=Moment(
            "2026-01-14T19:14:02.901Z",
            datetime(2026, 1, 14, 19, 14, 2, 901_000, tzinfo=UTC),
        ),
        counts=Counts(
            {Outcome.FAILED: 1, Outcome.SKIPPED: 1, Outcome.SUCCEEDED: 1},
        ),
        details=(
            Detail("Target kind", "DESKTOP"),
            Detail("Targets", "3"),
            Detail("Gray targets", "1"),
        ),
    ),
    work=Named(SCRIPT, "patch-check"),
    script_task=SCRIPT_TASK,
)
THE_ROW = SweptExecution(
    key=f"prod/script/{RECORD}",
    execution=Execution(
        reference=Reference("prod", SourceName.SCRIPT, (RECORD,)),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        id=RECORD,
        script=Named(SCRIPT, "patch-check"),
        target=Named(DESKTOP, "FIN-DESK-02"),
        target_kind="DESKTOP",
        run_id=SCRIPT_TASK,
        batch=Rollout.NON_GRAY,
        started=Moment(
            "2026-01-14T19:10:36.054Z",
            datetime(2026, 1, 14, 19, 10, 36, 54_000, tzinfo=UTC),
        ),
        ended=Moment(
            "2026-01-14T19:12:01.411Z",
            datetime(2026, 1, 14, 19, 12, 1, 411_000, tzinfo=UTC),
        ),
        cause=Cause("WKS.00010032", "The script exited with a non-zero code"),
    ),
)


async def test_script_tasks_are_one_list() -> None:
    cloud = SweptCloud(W5=w5(W5))

    assert not has_works(cloud.scripts)
    assert await runs(cloud.scripts) == Batch((THE_RUN,))
    assert cloud.asked("W5") == [
        in_order("execute_time_start=2026-01-13T12%3A00%3A30Z&limit=100&offset=0")
    ]


async def test_the_list_counts_so_that_nothing_more_is_asked() -> None:
    cloud = SweptCloud()

    assert await cloud.scripts.counted(THE_RUN) is THE_RUN
    assert cloud.requests == []


async def test_rows_are_the_records_that_are_not_fine() -> None:
    fine = ROW | {"id": "srr-1", "status": "SUCCESS"}
    stopped = ROW | {"id": "srr-2", "status": "STOPPED"}
    cloud = SweptCloud(W6=w6(fine, ROW, stopped))

    assert await rows(cloud.scripts, THE_RUN) == Batch((THE_ROW,))
    assert cloud.asked("W6") == [
        in_order(f"script_task_id={SCRIPT_TASK}&limit=100&offset=0")
    ]


@pytest.mark.parametrize("status", ["SKIP", "RUNNING", "WAITING", "PAUSED", "", "ODD"])
async def test_whatever_is_not_surely_fine_is_a_row(status: str) -> None:
    cloud = SweptCloud(W6=w6(ROW | {"status": status}))

    read = await rows(cloud.scripts, THE_RUN)

    assert [row.execution.raw_status for row in read.rows] == [status]


@pytest.mark.parametrize("id_", ["task:x", "task:%", "x"])
async def test_no_record_has_the_key_of_a_script_task(id_: str) -> None:
    task, record = W5 | {"id": "x"}, ROW | {"id": id_, "script_task_id": "x"}
    cloud = SweptCloud(W5=w5(task), W6=w6(record))
    run = await one_run(cloud.scripts)

    assert run.key == "prod/script/task:x"
    assert run.key not in keys(await rows(cloud.scripts, run))


@pytest.mark.parametrize(
    ("scripts", "work", "kind"),
    [
        ([{"id": SCRIPT, "name": "a"}], Named(SCRIPT, "a"), ""),
        ([{"id": "s:1", "name": ""}], Named("s%3A1", "s:1"), ""),
        ([{"name": "only a name"}], Named("only%20a%20name", "only a name"), ""),
        (
            [{"id": "s1", "name": "a"}, {"id": "s2", "name": "b"}],
            Named("s1+s2", "a, b"),
            "",
        ),
        ([], Named(f"task:{SCRIPT_TASK}", SCRIPT_TASK), "COMMAND"),
        (None, Named(f"task:{SCRIPT_TASK}", SCRIPT_TASK), "COMMAND"),
        (
            [{"id": "", "name": ""}],
            Named(f"task:{SCRIPT_TASK}", SCRIPT_TASK),
            "COMMAND",
        ),
    ],
    ids=["script", "no-name", "no-id", "several", "command", "null", "blank"],
)
async def test_work_is_what_runs_again(
    scripts: list[dict[str, str]] | None, work: Named, kind: str
) -> None:
    cloud = SweptCloud(W5=w5(W5 | {"task_scripts": scripts}))

    run = await one_run(cloud.scripts)

    assert (run.work, run.run.kind) == (work, kind)


async def test_records_of_other_tasks_are_left_out() -> None:
    unnamed = ROW | {"id": "srr-1", "script_task_id": ""}
    foreign = ROW | {"id": "srr-2", "script_task_id": "another"}
    cloud = SweptCloud(W6=w6(foreign, ROW, unnamed))

    read = await rows(cloud.scripts, THE_RUN)

    assert keys(read) == [f"prod/script/{RECORD}", "prod/script/srr-1"]
    assert read.gaps == ()


async def test_a_cloud_that_does_not_know_the_task_is_not_read_to_its_end() -> None:
    others = [
        ROW | {"id": f"srr-{number}", "script_task_id": "another"}
        for number in range(5_000)
    ]
    cloud = SweptCloud(W6=Paged("script_records", "count", others))

    assert await rows(cloud.scripts, THE_RUN) == Batch()
    assert len(cloud.requests) < 10


async def test_what_cannot_be_asked_for_again_is_left_out() -> None:
    cloud = SweptCloud(
        W5=w5(W5, W5 | {"id": ""}, W5 | {"id": "a/b"}),
        W6=w6(ROW, ROW | {"id": ".."}, ROW | {"id": None}),
    )

    assert await runs(cloud.scripts) == Batch(
        (THE_RUN,), ("2 runs have no id that I can ask for.",)
    )
    assert await rows(cloud.scripts, THE_RUN) == Batch((THE_ROW,))


async def test_every_page_of_both_lists_is_read() -> None:
    tasks = [W5 | {"id": f"stk-{number}"} for number in range(230)]
    records = [ROW | {"id": f"srr-{number}"} for number in range(230)]
    cloud = SweptCloud(
        W5=Paged("script_tasks", "count", tasks),
        W6=Paged("script_records", "count", records),
    )

    listed = await runs(cloud.scripts)
    read = await rows(cloud.scripts, THE_RUN)

    assert [run.script_task for run in listed.rows] == [task["id"] for task in tasks]
    assert keys(read) == [f"prod/script/{record['id']}" for record in records]
    assert listed.gaps == read.gaps == ()
    assert len(cloud.requests) == 6


async def test_tasks_that_begin_meanwhile_hide_none_that_were_there() -> None:
    tasks = [W5 | {"id": f"stk-{number}"} for number in range(230)]
    moving = Paged("script_tasks", "count", tasks)

    def answer(request: httpx.Request) -> object:
        page = moving(request)
        if len(moving.rows) < 240:
            moving.rows.insert(0, W5 | {"id": f"new-{len(moving.rows)}"})
        return page

    read = await runs(SweptCloud(W5=answer).scripts)

    found = {run.script_task for run in read.rows}
    assert found >= {task["id"] for task in tasks}


async def test_a_page_that_is_too_large_is_read_in_parts() -> None:
    """A task on ten thousand desktops names each of them."""
    tasks = [W5 | {"id": f"stk-{number}"} for number in range(114)]
    heavy = Paged("script_tasks", "count", tasks)

    def answer(request: httpx.Request) -> object:
        page = dict(heavy(request))
        too_much = int(request.url.params["limit"]) > 10
        return page | ({"": " " * 17_000_000} if too_much else {})

    cloud = SweptCloud(W5=answer)

    listed = await runs(cloud.scripts)

    assert [run.script_task for run in listed.rows] == [task["id"] for task in tasks]
    assert listed.gaps == ()
    assert len(cloud.requests) == (1 + 10) + (1 + 2)


@pytest.mark.parametrize(
    ("refusal", "error"),
    [(Refusal(403), SourceRejectedError), (Refusal(503), SourceUnavailableError)],
    ids=["refused", "out"],
)
async def test_a_list_without_a_first_page_is_an_error(
    refusal: Refusal, error: type[Exception]
) -> None:
    cloud = SweptCloud(W5=refusal, W6=refusal)

    with pytest.raises(error):
        await runs(cloud.scripts)
    with pytest.raises(error):
        await rows(cloud.scripts, THE_RUN)


async def test_a_refusal_names_the_permission() -> None:
    with pytest.raises(SourceRejectedError, match="workspace:scripts:listTasks"):
        await runs(SweptCloud(W5=Refusal(403)).scripts)


@pytest.mark.parametrize("body", [[], {}, {"script_tasks": "none"}], ids=str)
async def test_an_answer_that_is_no_list_is_an_error(body: object) -> None:
    with pytest.raises(SourceRejectedError):
        await runs(SweptCloud(W5=body).scripts)


async def test_odd_fields_cost_no_run() -> None:
    odd: dict[str, Any] = W5 | {
        "task_scripts": "patch",
        "resource_ids": "all",
        "gray_resource_ids": None,
        "failed_num": "2",
        "skip_num": -1,
        "success_num": 0.5,
        "status": 7,
    }
    cloud = SweptCloud(W5=w5(odd, "no object"))

    read = await runs(cloud.scripts)

    (swept,) = read.rows
    assert swept.run.counts == Counts({Outcome.FAILED: 2})
    assert swept.run.outcome is Outcome.FAILED
    assert swept.run.raw_status == "7"
    assert swept.run.details == (Detail("Target kind", "DESKTOP"),)
    assert read.gaps == ("2 rows hold something that I cannot read; it is left out.",)


@pytest.mark.parametrize("name", [*W5])
def test_every_documented_field_arrives(name: str) -> None:
    whole = ScriptTaskPayload.model_validate(W5)
    less = ScriptTaskPayload.model_validate(W5 | {name: None})

    assert whole.model_dump() != less.model_dump()
    if name != "id":
        assert whole.run("prod") != less.run("prod")
