from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.sweeping import Batch, SweptExecution, SweptRun
from bot.errors import SourceRejectedError, SourceUnavailableError
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
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.swept_cloud import (
    Paged,
    SweptCloud,
    has_works,
    keys,
    one_run,
    rows,
    runs,
)
from tests.adapters.cloud.test_pool import THE_RUN as LISTED
from tests.adapters.cloud.test_swept_script import THE_ROW as RECORDED

RUN_KEY = f"prod/pool/{POOL_TASK}"
THE_RUN = SweptRun(
    key=RUN_KEY,
    run=LISTED,
    work=Named(f"{POOL}/{SCRIPT}", "patch-check"),
    script_task=POOL_TASK,
)
THE_ROW = SweptExecution(
    key=f"{RUN_KEY}/{DESKTOP}",
    execution=replace(
        RECORDED.execution,
        reference=Reference("prod", SourceName.POOL, (POOL_TASK, DESKTOP)),
        run_id=POOL_TASK,
    ),
)


async def test_runs_of_pools_are_one_list() -> None:
    cloud = SweptCloud(W9=w9(W9))

    assert not has_works(cloud.pools)
    assert await runs(cloud.pools) == Batch((THE_RUN,))
    assert cloud.asked("W9") == [
        in_order("execute_time_start=2026-01-13T12%3A00%3A30Z&limit=100&offset=0")
    ]


async def test_the_list_counts_so_that_nothing_more_is_asked() -> None:
    cloud = SweptCloud()

    assert await cloud.pools.counted(THE_RUN) is THE_RUN
    assert cloud.requests == []


async def test_rows_are_the_records_that_are_not_fine() -> None:
    cloud = SweptCloud(W6=w6(W6 | {"status": "SUCCESS"}, W6))

    assert await rows(cloud.pools, THE_RUN) == Batch((THE_ROW,))
    assert cloud.asked("W6") == [
        in_order(f"script_task_id={POOL_TASK}&limit=100&offset=0")
    ]


@pytest.mark.parametrize(
    "records", [[], [W6 | {"script_task_id": "another"}]], ids=["none", "of-others"]
)
async def test_a_cloud_that_does_not_join_them_shows_no_rows(
    records: list[object],
) -> None:
    assert await rows(SweptCloud(W6=w6(*records)).pools, THE_RUN) == Batch()


@pytest.mark.parametrize("scripts", [[], None, [{"id": "", "name": ""}]], ids=str)
async def test_a_command_is_known_by_its_hash(scripts: object) -> None:
    command = {"scripts": scripts, "command_content": "Get-HotFix \n -Id KB5034441"}
    cloud = SweptCloud(W9=w9(W9 | command))

    run = await one_run(cloud.pools)

    said = "Get-HotFix -Id KB5034441"
    told = sha256(said.encode()).hexdigest()[:16]
    assert run.work == Named(f"{POOL}/command:{told}", said)


@pytest.mark.parametrize(
    ("less", "work"),
    [
        ({"desktop_pool_id": ""}, Named(f"finance-pool/{SCRIPT}", "patch-check")),
        (
            {"scripts": None, "command_content": " "},
            Named(f"{POOL}/", "finance-pool"),
        ),
        (
            {"scripts": [{"id": "", "name": ""}], "command_content": ""},
            Named(f"{POOL}/", "finance-pool"),
        ),
        (
            {"scripts": [{"id": "s1", "name": "a"}, {"id": "s2", "name": "b"}]},
            Named(f"{POOL}/s1+s2", "a, b"),
        ),
    ],
    ids=["pool-by-name", "nothing", "blank-script", "several-scripts"],
)
async def test_work_is_told_by_what_there_is(
    less: dict[str, object], work: Named
) -> None:
    assert (await one_run(SweptCloud(W9=w9(W9 | less)).pools)).work == work


async def test_the_same_script_on_another_pool_is_other_work() -> None:
    elsewhere = W9 | {"id": "pst-2", "desktop_pool_id": "another"}
    again = W9 | {"id": "pst-3"}
    command = W9 | {"id": "pst-4", "scripts": [], "command_content": SCRIPT}
    cloud = SweptCloud(W9=w9(W9, elsewhere, again, command))

    here, there, here_again, typed = (
        run.work for run in (await runs(cloud.pools)).rows
    )

    assert here == here_again
    assert len({here.id, there.id, typed.id}) == 3


async def test_of_several_scripts_each_has_its_own_row() -> None:
    scripts = [{"id": "s1", "name": "a"}, {"id": "s2", "name": "b"}]
    records = [
        W6 | {"id": f"srr-{script['id']}", "script_id": script["id"]}
        for script in scripts
    ]
    cloud = SweptCloud(W9=w9(W9 | {"scripts": scripts}), W6=w6(*records))

    read = await rows(cloud.pools, await one_run(cloud.pools))

    assert keys(read) == [f"{RUN_KEY}/{DESKTOP}/s1", f"{RUN_KEY}/{DESKTOP}/s2"]
    assert {str(row.execution.reference) for row in read.rows} == {
        f"{RUN_KEY}/{DESKTOP}"
    }


async def test_what_ran_twice_on_a_desktop_has_two_rows() -> None:
    cloud = SweptCloud(W6=w6(W6, W6 | {"id": "srr-again"}))

    assert keys(await rows(cloud.pools, THE_RUN)) == [
        f"{RUN_KEY}/{DESKTOP}",
        f"{RUN_KEY}/{DESKTOP}/srr-again",
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["dt-1", "dt-2", "dt:3", "dt%3A3", "", ".."]),
            st.sampled_from(["s1", "s2", ""]),
            st.sampled_from(["SUCCESS", "FAILED", "SKIP"]),
        ),
        max_size=8,
    ),
    st.integers(0, 2),
)
async def test_keys_are_unique_in_a_run_whatever_it_did(
    did: list[tuple[str, str, str]], scripts: int
) -> None:
    records = [
        W6 | {"id": f"srr-{n}", "resource_id": on, "script_id": of, "status": status}
        for n, (on, of, status) in enumerate(did)
    ]
    run = {"scripts": [{"id": f"s{n}", "name": ""} for n in range(scripts)]}
    cloud = SweptCloud(W9=w9(W9 | run), W6=w6(*records))

    read = await rows(cloud.pools, await one_run(cloud.pools))

    ids = {row.execution.id for row in read.rows}
    wanted = {
        record["id"]
        for record in records
        if record["status"] != "SUCCESS"
        and record["resource_id"] in {"dt-1", "dt-2", "dt:3"}
    }
    assert ids == wanted
    assert len(set(keys(read))) == len(read.rows)
    assert all(key.startswith(f"{RUN_KEY}/") for key in keys(read))


async def test_what_cannot_be_asked_for_again_is_left_out() -> None:
    cloud = SweptCloud(
        W9=w9(W9, W9 | {"id": "a/b"}), W6=w6(W6, W6 | {"resource_id": ""})
    )

    assert await runs(cloud.pools) == Batch(
        (THE_RUN,), ("1 run has no id that I can ask for.",)
    )
    assert await rows(cloud.pools, THE_RUN) == Batch((THE_ROW,))


async def test_every_page_of_both_lists_is_read() -> None:
    tasks = [W9 | {"id": f"pst-{number}"} for number in range(230)]
    records = [
        W6 | {"id": f"srr-{number}", "resource_id": f"dt-{number}"}
        for number in range(230)
    ]
    cloud = SweptCloud(
        W9=Paged("script_execution_tasks", "total_count", tasks),
        W6=Paged("script_records", "count", records),
    )

    listed = await runs(cloud.pools)
    read = await rows(cloud.pools, THE_RUN)

    assert [run.script_task for run in listed.rows] == [task["id"] for task in tasks]
    assert keys(read) == [f"{RUN_KEY}/dt-{number}" for number in range(230)]
    assert listed.gaps == read.gaps == ()
    assert len(cloud.requests) == 6


async def test_counters_that_are_left_out_are_not_known() -> None:
    bare = {"success_num": None, "failed_num": None, "skip_num": None}
    cloud = SweptCloud(W9=w9(W9 | bare))

    run = (await one_run(cloud.pools)).run

    assert (run.outcome, run.counts) == (Outcome.UNKNOWN, Counts())


@pytest.mark.parametrize(
    ("refusal", "error"),
    [(Refusal(403), SourceRejectedError), (Refusal(503), SourceUnavailableError)],
    ids=["refused", "out"],
)
async def test_a_list_without_a_first_page_is_an_error(
    refusal: Refusal, error: type[Exception]
) -> None:
    cloud = SweptCloud(W9=refusal, W6=refusal)

    with pytest.raises(error):
        await runs(cloud.pools)
    with pytest.raises(error):
        await rows(cloud.pools, THE_RUN)


async def test_the_work_of_a_run_stays_the_same_when_a_script_has_a_new_name() -> None:
    renamed = W9 | {"scripts": [{"id": SCRIPT, "name": "patch-check-2"}]}

    run = await one_run(SweptCloud(W9=w9(renamed)).pools)

    assert run.work == Named(THE_RUN.work.id, "patch-check-2")
