"""*Copy reference* and *Refresh*: what an answer's other buttons do."""

import pytest

from bot.playground.cloud import world
from bot.playground.slack import OPERATOR, Post
from tests.journeys.reading import buttons, standing
from tests.journeys.town import Town

RUN = f"task {world.TASK} {world.TASK_RUN}"
REFERENCE = f"prod/task/{world.TASK}/{world.TASK_RUN}"


@pytest.mark.parametrize(
    ("asked", "label", "said"),
    [
        (
            RUN,
            "Copy reference",
            [f"Reference: {REFERENCE}", f"Command: /runs task {REFERENCE}"],
        ),
        (
            "pool status:failed",
            "Copy command",
            ["Command: /runs pool status:failed"],
        ),
    ],
    ids=["a run", "a search"],
)
async def test_copy_shows_what_to_type_beside(
    town: Town, asked: str, label: str, said: list[str]
) -> None:
    post = await town.shown(asked)
    before, requests = standing(post), len(town.cloud.requests)

    press = await town.press(post, label)

    copied = press.posts[-1]
    assert (copied.visible_to, standing(copied).split("\n")) == (OPERATOR, said)
    assert (standing(post), len(town.cloud.requests)) == (before, requests)


async def test_what_was_copied_can_be_typed(town: Town) -> None:
    press = await town.press(await town.shown(RUN), "Copy reference")
    command = standing(press.posts[-1]).split("Command: /runs ")[1]

    assert (await town.answer(command)).startswith("✖ Failed: Reboot")


async def test_refresh_reads_anew_in_place(town: Town) -> None:
    post = await town.shown(RUN)
    requests = len(town.cloud.requests)
    row = town.cloud.tables.task_rows[world.TASK, world.TASK_RUN][0]
    row |= {"desktop_name": "RENAMED-01"}

    await town.press(post, "Refresh")

    assert "RENAMED-01" in standing(post)
    assert len(town.cloud.requests) > requests


@pytest.mark.parametrize(
    ("asked", "copy"),
    [
        (RUN, "Copy reference"),
        ("pool", "Copy command"),
        (f"script {world.FAILED}", "Copy reference"),
    ],
)
async def test_every_answer_of_a_cloud_has_the_same_buttons(
    town: Town, asked: str, copy: str
) -> None:
    post: Post = await town.shown(asked)

    assert buttons(post)[-3:] == ["Refresh", "Share", copy]
