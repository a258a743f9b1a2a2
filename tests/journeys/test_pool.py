"""Scripts and commands on desktop pools: searching, one run, one desktop."""

import pytest

from bot.domain.executions import Outcome
from bot.playground.cloud import world
from bot.playground.cloud.outputs import COMMAND_SECRET
from bot.playground.slack import COLLEAGUE, OPERATOR
from tests.journeys.reading import first_line, rows
from tests.journeys.town import Town

DESKTOP = "dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002"
PATCH_CHECK = "scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401"


async def test_without_options_every_run_is_reached_once(town: Town) -> None:
    read = await town.pages("pool")

    assert first_line(read[0]) == f"Pool runs: {len(town.cloud.tables.pool_tasks)}"
    assert len(rows(*read)) == len(town.cloud.tables.pool_tasks) == 30


@pytest.mark.parametrize(
    ("options", "query", "found"),
    [
        (f"pool:{world.POOL_LINUX}", f"desktop_pool_id={world.POOL_LINUX}", 9),
        ("pool:FINANCE", "", 12),
        (f"script:{PATCH_CHECK}", f"script_id={PATCH_CHECK}", 12),
        ("script:disk", "", 9),
        ("name:render", "", 9),
        ("name:inventory", "", 9),
        ("type:script", "task_type=SCRIPT", 21),
        ("type:command", "task_type=COMMAND", 9),
        (f"task:{world.POOL_TASK}", f"task_id={world.POOL_TASK}", 1),
        ("status:waiting", "status=WAITING", 1),
        ("pool:finance script:disk status:running", "status=RUNNING", 1),
        ("name:“finance-pool” status:failed,running", "", 4),
    ],
)
async def test_every_option_narrows_the_runs(
    town: Town, options: str, query: str, found: int
) -> None:
    said = await town.answer(f"pool {options}")

    assert first_line(said) == f"Pool runs: {found}"
    assert query in town.cloud.requests[0].query


@pytest.mark.parametrize("outcome", Outcome)
async def test_a_status_finds_exactly_the_runs_that_have_it(
    town: Town, outcome: Outcome
) -> None:
    every = rows(*await town.pages("pool"))

    found = rows(*await town.pages(f"pool status:{outcome}"))

    assert found == [row for row in every if row[0] == outcome]


@pytest.mark.parametrize(
    ("user", "options", "found"),
    [
        pytest.param(OPERATOR, "since:2026-01-20", "1", id="after midnight here"),
        pytest.param(COLLEAGUE, "since:2026-01-20", "none", id="still before there"),
        pytest.param(OPERATOR, "until:2026-01-20", "none", id="not before here"),
        pytest.param(COLLEAGUE, "until:2026-01-20", "1", id="before midnight there"),
        pytest.param(
            OPERATOR, "since:2026-01-20T01:02 until:2026-01-20T01:03", "1", id="minute"
        ),
        pytest.param(OPERATOR, "since:2026-01-20T01:03", "none", id="a minute later"),
    ],
)
async def test_times_are_read_in_the_askers_zone(
    town: Town, user: str, options: str, found: str
) -> None:
    (row,) = (
        one for one in town.cloud.tables.pool_tasks if one["id"] == world.POOL_TASK
    )
    times = {"start_time": "2026-01-19T17:01:00Z", "end_time": "2026-01-19T17:02:30Z"}
    town.cloud.tables.pool_tasks = [{**row, **times}]

    said = await town.answer(f"pool {options}", user)

    assert first_line(said) == f"Pool runs: {found}"


async def test_one_run_is_shown_with_its_desktops(town: Town) -> None:
    said = await town.answer(f"pool {world.POOL_TASK}")

    assert said.split("\n")[:2] == [
        "✖ Failed: patch-check on finance-pool",
        "1 failed, 1 skipped, 1 succeeded",
    ]
    assert "Status in the cloud: FINISH" in said
    assert rows(said) == [
        ("failed", "FIN-DESK-02"),
        ("skipped", "FIN-DESK-03"),
        ("succeeded", "FIN-DESK-01"),
    ]


async def test_a_desktop_is_opened_with_its_output(town: Town) -> None:
    post = await town.shown(f"pool {world.POOL_TASK}")

    press = await town.choose(post, "FIN-DESK-02")

    said = press.posts[0].message["text"]
    assert first_line(said) == "✖ Failed: patch-check on FIN-DESK-02"
    assert said.endswith("The script exited with a non-zero code\nexit 1")
    assert [one.endpoint for one in town.cloud.requests[2:]] == ["W6", "W7"]


async def test_a_desktop_whose_output_is_refused_is_shown_without(town: Town) -> None:
    town.cloud.denied.add("workspace:scripts:getRecordDetail")

    said = await town.answer(f"pool {world.POOL_TASK} {DESKTOP}")

    assert first_line(said) == "✖ Failed: patch-check on FIN-DESK-02"


async def test_a_secret_in_a_command_is_hidden_everywhere(town: Town) -> None:
    run = await town.ask(f"pool {world.POOL_COMMAND}")
    listed = await town.ask("pool type:command")

    assert COMMAND_SECRET not in f"{run.posts}{listed.posts}"
    assert "token=••••" in run.posts[0].message["text"]
    assert "1 secret hidden" in run.posts[0].message["text"]
    assert "9 secrets hidden" in listed.posts[0].message["text"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pool:nobody", "Pool runs: none"),
        (
            "pst-nobody-1",
            (
                "prod has no pool run `pst-nobody-1`. To search by name say "
                "`pool:pst-nobody-1`. Check the id and ask again."
            ),
        ),
        (
            f"{world.POOL_TASK} dt-nobody-1",
            (
                f"prod has no pool run `{world.POOL_TASK}/dt-nobody-1`. "
                "Check the id and ask again."
            ),
        ),
    ],
)
async def test_nothing_found_is_said(town: Town, typed: str, said: str) -> None:
    assert first_line(await town.answer(f"pool {typed}")) == said


async def test_a_run_that_waits_has_no_desktops_yet(town: Town) -> None:
    said = await town.answer(f"pool {world.POOL_TASK_WAITING}")

    assert first_line(said) == "◷ Waiting: patch-check on finance-pool"
    assert rows(said) == []


async def test_a_run_whose_desktops_are_refused_says_so_once(town: Town) -> None:
    town.cloud.denied.add("workspace:scripts:listRecords")

    said = await town.answer(f"pool {world.POOL_TASK}")

    assert first_line(said) == "✖ Failed: patch-check on finance-pool"
    assert "1 failed, 1 skipped, 1 succeeded" in said
    assert said.count("Its desktops are not known: prod does not let this bot") == 1
