"""Who may press what, and what becomes of it."""

import asyncio

import pytest

from bot.app import Patience
from bot.blocks.problems import BUSY
from bot.playground.cloud import Hang, Status, world
from bot.playground.slack import COLLEAGUE, OPERATOR, OTHER_TEAM, Post
from tests.journeys.reading import NEXT, PREVIOUS, first_line, rows, standing, turns
from tests.journeys.town import (
    Town,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
    town_of,
)

MOST_AT_ONCE = 100


def tamper(post: Post, value: str) -> None:
    """Let the button to the next page carry something else."""
    blocks = post.shown.versions[-1]["blocks"]
    (block,) = (one for one in blocks if one["type"] == "actions")
    (button,) = (one for one in block["elements"] if one["action_id"] == "runs.next")
    button["value"] = value


async def test_a_press_of_the_asker_turns_the_page(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")

    press = await town.press(post, NEXT)

    assert (press.status, press.ack) == (200, None)
    assert [one.visible_to for one in press.posts] == [OPERATOR]
    assert "page 2 of 2" in standing(post)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("v1 prod/task/../x", id="steps up"),
        pytest.param("v1 /runs", id="no page"),
        pytest.param("v1 /runs task x 0", id="page 0"),
        pytest.param("v9 /runs help 1", id="another version"),
        pytest.param("v1 /other help 1", id="another command"),
        pytest.param("v1 prod/task/a%2Fb", id="a slash in an id"),
        pytest.param("x", id="nothing of ours"),
    ],
)
async def test_a_value_that_was_tampered_with_does_nothing(
    town: Town, value: str
) -> None:
    post = await town.shown(f"task {world.TASK}")
    before, asked = standing(post), len(town.cloud.requests)
    tamper(post, value)

    press = await town.slack.press(OPERATOR, post, text=NEXT)
    await town.ask("help")

    assert (press.status, press.posts) == (200, [])
    assert (standing(post), len(town.cloud.requests)) == (before, asked)


async def test_a_value_cannot_ask_what_could_not_be_typed(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")
    before, asked = standing(post), len(town.cloud.requests)
    tamper(post, "v1 /runs script ../../v3/users 1")

    press = await town.press(post, NEXT)

    assert press.posts[0].message["text"].startswith("`../../v3/users` is neither")
    assert (standing(post), len(town.cloud.requests)) == (before, asked)


async def test_somebody_of_another_workspace_cannot_press(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")
    person = town.slack.people[OPERATOR]
    person.team_id = OTHER_TEAM

    press = await town.slack.press(OPERATOR, post, text=NEXT, team=OTHER_TEAM)
    said = (await press.post()).message["text"]

    assert said.startswith("People of other organisations may not look up runs.")
    assert "page 1 of 2" in standing(post)


async def test_whoever_became_a_guest_cannot_press_any_more() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        town = Town(slack, cloud)
        async with bot_at(slack, settings):
            post = await town.shown(f"task {world.TASK}")
        asked = len(cloud.requests)
        slack.people[OPERATOR].is_restricted = True
        async with bot_at(slack, settings):
            press = await town.press(post, NEXT)

        assert press.posts[0].message["text"].startswith("Guests of this workspace")
        assert ("page 1 of 2" in standing(post), len(cloud.requests)) == (True, asked)
        no_rule_broken(slack, cloud)


async def test_a_press_after_a_restart_reads_anew() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        town = Town(slack, cloud)
        async with bot_at(slack, settings):
            post = await town.shown(f"task {world.TASK}")
        del cloud.tables.task_runs[world.TASK][0]
        async with bot_at(slack, settings):
            await town.press(post, NEXT)

        assert [one.endpoint for one in cloud.requests] == ["W3", "W3"]
        assert "Rows 11 to 17 of 17, page 2 of 2" in standing(post)
        no_rule_broken(slack, cloud)


async def test_a_press_while_the_cloud_is_down_leaves_the_list() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        town = Town(slack, cloud)
        async with bot_at(slack, settings):
            post = await town.shown(f"task {world.TASK}")
        before = standing(post)
        cloud.faults.always(Status(503))
        async with bot_at(slack, settings):
            press = await town.press(post, NEXT)
            below = standing(press.posts[0])
            cloud.faults.always(None)
            await town.press(post, NEXT)

        assert below.startswith("prod has a problem of its own (503 ")
        assert press.posts[0].ts != post.ts
        assert ("page 1 of 2" in before, "page 2 of 2" in standing(post)) == (
            True,
            True,
        )
        no_rule_broken(slack, cloud)


async def test_a_desktop_cannot_be_opened_while_the_cloud_is_down(town: Town) -> None:
    post = await town.shown(f"task {world.TASK} {world.TASK_RUN}")
    before = standing(post)
    town.cloud.faults.always(Status(503))

    press = await town.choose(post, "FIN-DESK-02")

    said = press.posts[0].message["text"]
    assert said.startswith("prod has a problem of its own (503 ")
    assert standing(post) == before


async def test_pages_of_two_people_do_not_mix(town: Town) -> None:
    here = await town.shown("pool status:failed")
    there = await town.shown("pool", COLLEAGUE)

    await town.press(there, NEXT, COLLEAGUE)

    assert "Asia/Singapore" in standing(here)
    assert first_line(standing(there)) == "Pool runs: 30"
    assert ("Europe/Berlin" in standing(there), len(rows(standing(there)))) == (
        True,
        10,
    )
    assert turns(there) == [PREVIOUS, NEXT]


async def test_a_busy_bot_says_so_to_who_types_and_to_who_presses() -> None:
    async with town_of(Patience(cloud=20, finish=0.01, tell=1)) as town:
        post = await town.shown(f"task {world.TASK}")
        town.cloud.faults.always(Hang())
        ask = f"script {world.FAILED}"
        waiting = (
            town.slack.command(user=OPERATOR, text=ask) for _ in range(MOST_AT_ONCE)
        )
        await asyncio.gather(*waiting)

        refused = await town.slack.command(user=OPERATOR, text=ask)
        press = await town.press(post, NEXT)

        assert refused.ack == {"text": BUSY, "response_type": "ephemeral"}
        assert first_line(press.posts[0].message["text"]) == BUSY
        assert "page 1 of 2" in standing(post)
