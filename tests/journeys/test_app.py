"""App Streaming: one run of a task on its servers, and a task's history."""

import pytest

from bot.playground.cloud import world
from tests.journeys.reading import first_line, rows
from tests.journeys.town import Town

SERVER = "3f0c2d55-8a31-4f3e-9b0e-c10000001102"
NOBODY = "3f0c2d55-8a31-4f3e-9b0e-c10000009999"


@pytest.mark.parametrize(
    ("run", "head", "numbers", "servers"),
    [
        pytest.param(
            world.APP_RUN,
            "✖ Failed: Restart server",
            "1 failed, 1 succeeded",
            [("failed", "APS-02"), ("succeeded", "APS-01")],
            id="failed",
        ),
        pytest.param(
            world.APP_RUN_CLEAN,
            "✔ Succeeded: Restart server",
            "2 succeeded",
            [("succeeded", "APS-01"), ("succeeded", "APS-02")],
            id="succeeded",
        ),
        pytest.param(
            world.APP_RUN_RUNNING,
            "▶ Running: Reinstall os",
            "2 running, 2 waiting, 1 succeeded",
            [
                ("running", "APS-34"),
                ("running", "APS-35"),
                ("waiting", "APS-36"),
                ("waiting", "APS-37"),
                ("succeeded", "APS-33"),
            ],
            id="running",
        ),
    ],
)
async def test_a_run_is_told_from_its_servers(
    town: Town, run: str, head: str, numbers: str, servers: list[tuple[str, str]]
) -> None:
    said = await town.answer(f"app {run}")

    assert said.split("\n")[:2] == [head, numbers]
    assert rows(said) == servers
    assert [one.endpoint for one in town.cloud.requests] == ["A3"]


async def test_every_server_of_a_big_run_is_reached_once(town: Town) -> None:
    town.cloud.page_cap = 20

    read = await town.pages(f"app {world.APP_BIG_RUN}")

    listed = rows(*read)
    assert sorted(name for _, name in listed) == sorted(
        f"APS-{number:02d}" for number in range(1, 65)
    )
    assert [outcome for outcome, _ in listed] == [*["failed"] * 3, *["succeeded"] * 61]


async def test_the_id_of_a_task_shows_its_history(town: Town) -> None:
    post = await town.shown(f"app {world.APP_TASK}")

    press = await town.choose(post, "1 ✖ ")

    assert first_line(post.message["text"]) == f"Runs of app {world.APP_TASK}: 3"
    assert [outcome for outcome, _ in rows(post.message["text"])] == [
        "failed",
        "succeeded",
        "failed",
    ]
    assert first_line(press.posts[0].message["text"]) == "✖ Failed: Restart server"


async def test_a_server_is_opened_from_its_run(town: Town) -> None:
    post = await town.shown(f"app {world.APP_RUN}")

    press = await town.choose(post, "APS-02")

    said = press.posts[0].message["text"]
    assert first_line(said) == "✖ Failed: Restart server on APS-02"
    assert f"Server: APS-02 ({SERVER})" in said


async def test_a_server_is_asked_for_by_reference(town: Town) -> None:
    said = await town.answer(f"app prod/app/{world.APP_RUN}/{SERVER}")

    assert first_line(said) == "✖ Failed: Restart server on APS-02"


@pytest.mark.parametrize(
    ("ids", "thing"),
    [
        ((NOBODY,), f"App Streaming run or task `{NOBODY}`"),
        ((world.APP_RUN, NOBODY), f"server `{NOBODY}` in that run"),
    ],
    ids=["run", "server"],
)
async def test_what_is_not_there_is_said(
    town: Town, ids: tuple[str, ...], thing: str
) -> None:
    said = await town.answer(f"app {' '.join(ids)}")

    assert first_line(said) == f"prod has no {thing}. Check the id and ask again."
