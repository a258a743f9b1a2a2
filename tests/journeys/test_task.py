"""Scheduled tasks of desktops: their runs, one run, one desktop."""

import pytest

from bot.playground.cloud import world
from tests.journeys.reading import NEXT, PREVIOUS, first_line, rows, standing, turns
from tests.journeys.town import Town

DESKTOP = "dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002"

NO_RUNS = (
    "lists no run of scheduled task `{}`: it has not run yet, or there is no such task"
)


async def test_the_runs_of_a_task_come_newest_first_page_by_page(town: Town) -> None:
    first, second = await town.pages(f"task {world.TASK}")

    assert first_line(first) == f"Runs of task {world.TASK}: 18"
    assert "1 failed, 1 skipped, 1 succeeded" in first
    assert [outcome for outcome, _ in rows(first)][:5] == [
        "running",
        "failed",
        "succeeded",
        "failed",
        "unknown",
    ]
    assert (len(rows(first)), len(rows(second))) == (10, 8)


async def test_pages_turn_in_place_without_asking_the_cloud_again(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")
    first, asked = standing(post), len(town.cloud.requests)

    await town.press(post, NEXT)
    on_the_second = turns(post)
    await town.press(post, PREVIOUS)

    assert on_the_second == [PREVIOUS]
    assert (standing(post), turns(post)) == (first, [NEXT])
    assert len(town.cloud.requests) == asked


async def test_a_page_beyond_the_last_shows_the_last(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")
    (block,) = (b for b in post.shown.versions[-1]["blocks"] if b["type"] == "actions")
    block["elements"][-1]["value"] = f"v1 /runs task {world.TASK} 99"

    await town.press(post, NEXT)

    assert "page 2 of 2" in standing(post)


async def test_every_desktop_of_a_big_run_is_reached_once_failures_first(
    town: Town,
) -> None:
    read = await town.pages(f"task {world.TASK} {world.TASK_BIG_RUN}")

    listed = rows(*read)
    assert sorted(name for _, name in listed) == sorted(
        f"FIN-DESK-{number:02d}" for number in range(1, 138)
    )
    assert [outcome for outcome, _ in listed] == [
        *["failed"] * 9,
        *["skipped"] * 5,
        *["succeeded"] * 123,
    ]
    assert "9 failed, 5 skipped, 123 succeeded" in read[0]


async def test_a_desktop_is_opened_from_the_list_below_it(town: Town) -> None:
    post = await town.shown(f"task {world.TASK} {world.TASK_RUN}")
    before = standing(post)

    press = await town.choose(post, "FIN-DESK-02")

    said = press.posts[0].message["text"]
    assert first_line(said) == "✖ Failed: Reboot on FIN-DESK-02"
    assert f"Desktop: FIN-DESK-02 ({DESKTOP})" in said
    assert standing(post) == before


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(f"{world.TASK} {world.TASK_RUN} {DESKTOP}", id="ids"),
        pytest.param(
            f"prod/task/{world.TASK}/{world.TASK_RUN}/{DESKTOP}", id="reference"
        ),
        pytest.param(
            f"“{world.TASK}” {world.TASK_RUN} {DESKTOP} cloud:prod", id="curly quotes"
        ),
    ],
)
async def test_one_desktop_is_asked_for_by_ids_or_reference(
    town: Town, typed: str
) -> None:
    said = await town.answer(f"task {typed}")

    assert said.split("\n")[:2] == [
        "✖ Failed: Reboot on FIN-DESK-02",
        (
            "Cause: Operation conflict. WKS.00010032: the desktop's state did not allow "
            "the operation."
        ),
    ]


async def test_a_run_of_the_list_is_opened_by_the_select(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")

    press = await town.choose(post, "2 ✖ ")

    assert press.posts[0].message["text"].split("\n")[:2] == [
        "✖ Failed: Reboot",
        "1 failed, 1 skipped, 1 succeeded",
    ]


@pytest.mark.parametrize(
    ("ids", "what"),
    [
        pytest.param(("st-nobody-1",), NO_RUNS.format("st-nobody-1"), id="task"),
        pytest.param(
            (world.TASK, "rec-nobody-1"),
            f"has no run of a scheduled task `{world.TASK}/rec-nobody-1`",
            id="run",
        ),
        pytest.param(
            (world.TASK, world.TASK_RUN, "dt-nobody-1"),
            "has no desktop `dt-nobody-1` in that run",
            id="desktop",
        ),
        pytest.param(
            (world.TASK_NEVER_RUN,),
            NO_RUNS.format(world.TASK_NEVER_RUN),
            id="a task that never ran",
        ),
    ],
)
async def test_what_is_not_there_is_said_with_its_ids(
    town: Town, ids: tuple[str, ...], what: str
) -> None:
    said = await town.answer(f"task {' '.join(ids)}")

    assert first_line(said) == f"prod {what}. Check the id and ask again."


async def test_an_unfinished_run_tells_what_is_under_way(town: Town) -> None:
    said = await town.answer(f"task {world.TASK} {world.TASK_RUN_RUNNING}")

    assert first_line(said) == "▶ Running: Reboot"
    assert "2 running, 1 waiting, 1 succeeded" in said
    assert "so far" in said
    assert [outcome for outcome, _ in rows(said)] == [
        "running",
        "running",
        "waiting",
        "succeeded",
    ]


async def test_a_status_that_nobody_documented_is_shown_as_it_is(town: Town) -> None:
    said = await town.answer(f"task {world.TASK} {world.TASK_RUN_ODD}")

    assert first_line(said) == "? Unknown: Reboot"
    assert "Status in the cloud: INTERRUPTED" in said


@pytest.mark.parametrize(
    ("run", "head"),
    [
        pytest.param(world.TASK_RUN_SAME_IDS, "✔ Succeeded", id="one id in all fields"),
        pytest.param(world.TASK_RUN_BACKWARDS, "✔ Succeeded", id="end before start"),
        pytest.param(world.TASK_RUN_BEFORE, "✔ Succeeded", id="success with a code"),
    ],
)
async def test_odd_rows_do_not_change_what_happened(
    town: Town, run: str, head: str
) -> None:
    said = await town.answer(f"task {world.TASK} {run}")

    assert said.startswith(head)
    assert {outcome for outcome, _ in rows(said)} == {"succeeded"}


async def test_a_run_without_its_task_row_is_told_from_its_desktops(
    town: Town,
) -> None:
    town.cloud.tables.task_runs[world.TASK] = []

    said = await town.answer(f"task {world.TASK} {world.TASK_RUN}")

    assert rows(said) == [
        ("failed", "FIN-DESK-02"),
        ("skipped", "FIN-DESK-03"),
        ("succeeded", "FIN-DESK-01"),
    ]
