from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Batch, Detail, Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, WholeRun
from bot.errors import NotFoundError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import (
    DESKTOP,
    POOL,
    POOL_TASK,
    SCRIPT,
    W6,
    W9,
    w6,
    w9,
)
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused, whole

OF_RUN = Reference("prod", SourceName.POOL, (POOL_TASK,))
THE_RUN = Run(
    reference=OF_RUN,
    outcome=Outcome.FAILED,
    raw_status="FINISH",
    work=Named(SCRIPT, "patch-check"),
    scripts=(Named(SCRIPT, "patch-check"),),
    place=Named(POOL, "finance-pool"),
    started=Moment(
        "2026-01-14T19:10:36Z", datetime(2026, 1, 14, 19, 10, 36, tzinfo=UTC)
    ),
    ended=Moment("2026-01-14T19:14:02Z", datetime(2026, 1, 14, 19, 14, 2, tzinfo=UTC)),
    counts=Counts({Outcome.FAILED: 1, Outcome.SKIPPED: 1, Outcome.SUCCEEDED: 1}),
    details=(
        Detail("Command", "Get-HotFix -Id KB5034441"),
        Detail("Shell", "POWERSHELL"),
    ),
)
THE_EXECUTION = Execution(
    reference=Reference("prod", SourceName.POOL, (POOL_TASK, DESKTOP)),
    outcome=Outcome.FAILED,
    raw_status="FAILED",
    id="srr-6a2b10c0-2f11-4df0-a5b7-8b0000000702",
    script=Named(SCRIPT, "patch-check"),
    target=Named(DESKTOP, "FIN-DESK-02"),
    target_kind="DESKTOP",
    run_id=POOL_TASK,
    batch=Batch.NON_GRAY,
    started=Moment(
        "2026-01-14T19:10:36.054Z",
        datetime(2026, 1, 14, 19, 10, 36, 54_000, tzinfo=UTC),
    ),
    ended=Moment(
        "2026-01-14T19:12:01.411Z",
        datetime(2026, 1, 14, 19, 12, 1, 411_000, tzinfo=UTC),
    ),
    cause=Cause("WKS.00010032", "The script exited with a non-zero code"),
)


async def test_a_run_has_its_desktops() -> None:
    cloud = Endpoints(W9=w9(W9), W6=w6(W6))

    found = await cloud.pool.find(POOL_TASK)

    gap = "The cloud counts 1 skipped, but lists 0."
    assert found == WholeRun(THE_RUN, Listing((THE_EXECUTION,), 1, (gap,)))


async def test_a_run_is_asked_for_by_its_id_and_its_desktops_by_their_parent() -> None:
    cloud = Endpoints(W9=w9(W9), W6=w6(W6))

    await cloud.pool.find(POOL_TASK)

    assert cloud.asked("W9") == [f"limit=100&offset=0&task_id={POOL_TASK}"]
    assert cloud.asked("W6") == [f"limit=100&offset=0&script_task_id={POOL_TASK}"]


@pytest.mark.parametrize(
    "answer", [Refusal(404), w9(), w9(W9 | {"id": "x"})], ids=["404", "none", "other"]
)
async def test_a_run_that_is_not_listed_is_not_found(answer: object) -> None:
    error = await refused(Endpoints(W9=answer, W6=w6(W6)).pool, POOL_TASK)

    assert (type(error), str(error)) == (
        NotFoundError,
        f"prod has no pool run `{POOL_TASK}`. To search by name say `pool:{POOL_TASK}`.",
    )


async def test_desktops_that_cannot_be_read_leave_a_gap() -> None:
    cloud = Endpoints(W9=w9(W9), W6=Refusal(403))

    found = await whole(cloud.pool, POOL_TASK)

    assert found.run == THE_RUN
    assert len(found.executions.gaps) == 1
    assert found.executions.gaps[0].startswith("Its desktops are not known: prod ")
    assert "workspace:scripts:listRecords" in found.executions.gaps[0]


async def test_desktops_that_the_join_does_not_find_leave_a_gap() -> None:
    found = await whole(Endpoints(W9=w9(W9), W6=w6()).pool, POOL_TASK)

    assert found.executions.gaps == (
        (
            "The cloud counts 1 failed, 1 skipped, 1 succeeded, but does not list on which "
            "targets."
        ),
    )


async def test_a_failed_desktop_fails_a_run_that_counts_none() -> None:
    run = W9 | {"failed_num": 0, "skip_num": 0}

    found = await whole(Endpoints(W9=w9(run), W6=w6(W6)).pool, POOL_TASK)

    assert found.run.outcome is Outcome.FAILED


async def test_a_desktop_of_a_run_has_its_output() -> None:
    cloud = Endpoints(W6=w6(W6), W7=W6 | {"output": "exit 1"})

    found = await cloud.pool.find(POOL_TASK, DESKTOP)

    assert found == replace(THE_EXECUTION, output=Output("exit 1"))
    assert cloud.asked("W6") == [
        f"limit=100&offset=0&resource_id={DESKTOP}&script_task_id={POOL_TASK}"
    ]
    assert cloud.paths("W7")[0].endswith(f"/script-execution-records/{W6['id']}")


async def test_a_desktop_whose_output_cannot_be_read_has_everything_else() -> None:
    cloud = Endpoints(W6=w6(W6), W7=Refusal(403))

    found = await cloud.pool.find(POOL_TASK, DESKTOP)

    why = (
        "prod does not let this bot read a script execution. Whoever runs this bot has "
        "to give its user the permission workspace:scripts:getRecordDetail."
    )
    assert found == replace(THE_EXECUTION, output=Output(gap=why))


@pytest.mark.parametrize("id_", ["", "..", "a/b", "a?b", None], ids=repr)
async def test_a_record_whose_id_cannot_be_asked_for_is_not(id_: str | None) -> None:
    cloud = Endpoints(W6=w6(W6 | {"id": id_}), W7=W6 | {"output": "not its own"})

    found = await cloud.pool.find(POOL_TASK, DESKTOP)

    gap = "The cloud gave it no id to ask by."
    assert found == replace(THE_EXECUTION, id=id_ or "", output=Output(gap=gap))
    assert [name for name, _ in cloud.requests] == ["W6"]


async def test_a_desktop_that_ran_two_scripts_has_both() -> None:
    other = W6 | {"id": "srr-2", "script_id": "scr-2", "status": "SUCCESS"}
    cloud = Endpoints(W6=w6(W6, other))

    found = await whole(cloud.pool, POOL_TASK, DESKTOP)

    assert [row.script.id for row in found.executions.rows] == [SCRIPT, "scr-2"]
    assert [str(row.reference) for row in found.executions.rows] == [
        f"prod/script/{W6['id']}",
        "prod/script/srr-2",
    ]
    assert found.run.outcome is Outcome.FAILED


async def test_a_desktop_that_is_not_in_the_run_is_not_found() -> None:
    cloud = Endpoints(W6=w6(W6))

    error = await refused(cloud.pool, POOL_TASK, "dt-9")

    assert str(error) == f"prod has no pool run `{POOL_TASK}/dt-9`."


async def test_runs_that_cannot_be_read_are_an_error_whatever_the_desktops_say() -> (
    None
):
    cloud = Endpoints(W9=Refusal(500), W6=w6(W6))

    assert type(await refused(cloud.pool, POOL_TASK)) is SourceUnavailableError


async def test_a_command_is_known_by_its_beginning() -> None:
    command = W9 | {"scripts": [], "command_content": "ls\n  -l"}

    found = await whole(Endpoints(W9=w9(command), W6=w6(W6)).pool, POOL_TASK)

    assert found.run == replace(
        THE_RUN,
        work=Named(name="ls -l"),
        scripts=(),
        kind="COMMAND",
        details=(Detail("Command", "ls -l"), Detail("Shell", "POWERSHELL")),
    )


OTHERS = [
    (1, "The cloud also gave 1 row of another run, which is left out."),
    (2, "The cloud also gave 2 rows of other runs, which are left out."),
]


@pytest.mark.parametrize(("count", "gap"), OTHERS, ids=["one", "two"])
async def test_rows_of_other_runs_are_left_out_and_counted(
    count: int, gap: str
) -> None:
    other = W6 | {"script_task_id": "pst-other", "resource_id": "dt-other"}
    nameless = W6 | {"script_task_id": "", "resource_id": "dt-nameless"}
    cloud = Endpoints(W9=w9(W9), W6=w6(W6, nameless, *[other] * count))

    found = await whole(cloud.pool, POOL_TASK)

    targets = [row.target.id for row in found.executions.rows]
    assert targets == [DESKTOP, "dt-nameless"]
    assert (found.executions.total, found.executions.gaps) == (None, (gap,))


async def test_a_desktop_of_another_run_only_is_not_found() -> None:
    cloud = Endpoints(W6=w6(W6 | {"script_task_id": "pst-other"}))

    error = await refused(cloud.pool, POOL_TASK, DESKTOP)

    assert str(error) == f"prod has no pool run `{POOL_TASK}/{DESKTOP}`."


async def test_a_desktop_that_may_be_among_rows_that_were_not_read_is_not_missing() -> (
    None
):
    cloud = Endpoints(W6={"script_records": [W6, None], "count": 2})

    error = await refused(cloud.pool, POOL_TASK, "dt-9")

    assert type(error) is SourceUnavailableError
