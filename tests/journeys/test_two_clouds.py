"""Two clouds that may both know an id."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.playground.cloud import SimulatedCloud, Status, world
from tests.journeys.reading import first_line, options
from tests.journeys.town import (
    Town,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
)

LAB_KEY = "LABACCESSKEY00000001"


@dataclass(frozen=True, slots=True)
class TwoClouds:
    """A town whose cloud is `prod`, and another cloud, `lab`."""

    town: Town
    lab: SimulatedCloud


@pytest.fixture
async def both() -> AsyncIterator[TwoClouds]:
    async with (
        simulated() as prod,
        simulated(access_key=LAB_KEY) as lab,
        local_slack() as slack,
    ):
        clouds = {
            "prod": cloud_settings(prod),
            "lab": cloud_settings(lab, access_key=LAB_KEY),
        }
        async with bot_at(slack, settings_between(slack, clouds)):
            yield TwoClouds(Town(slack, prod), lab)
        no_rule_broken(slack, prod, lab)


ASKED = [
    pytest.param(f"script {world.FAILED}", "Failed", id="script"),
    pytest.param(f"task {world.TASK} {world.TASK_RUN}", "Failed", id="task"),
    pytest.param(f"pool {world.POOL_TASK}", "Failed", id="pool"),
    pytest.param(f"order {world.ORDER_FINISHED}", "Failed", id="order"),
    pytest.param(f"app {world.APP_RUN}", "Failed", id="app"),
    pytest.param(f"task {world.TASK}", "Runs of task", id="runs of a task"),
]


@pytest.mark.parametrize(("typed", "head"), ASKED)
async def test_an_id_that_both_know_gives_a_choice(
    both: TwoClouds, typed: str, head: str
) -> None:
    title, first, second = (await both.town.answer(typed)).split("\n")

    prod, lab = (line.partition("/runs ")[2] for line in (first, second))
    assert title == "2 clouds know this id"
    assert [one.partition("/")[0] for one in (prod, lab)] == [
        f"{typed.partition(' ')[0]} {name}" for name in ("prod", "lab")
    ]
    assert head in first_line(await both.town.answer(lab))


@pytest.mark.parametrize(("typed", "head"), ASKED)
@pytest.mark.parametrize("name", ["prod", "lab"])
async def test_a_named_cloud_is_the_only_one_asked(
    both: TwoClouds, typed: str, head: str, name: str
) -> None:
    said = await both.town.answer(f"{typed} cloud:{name}")

    assert head in first_line(said)
    asked = bool(both.town.cloud.requests), bool(both.lab.requests)
    assert asked == (name == "prod", name == "lab")


@pytest.mark.parametrize(("typed", "head"), ASKED)
async def test_a_cloud_that_is_down_leaves_a_gap(
    both: TwoClouds, typed: str, head: str
) -> None:
    both.lab.faults.always(Status(503))

    said = await both.town.answer(typed)

    assert head in first_line(said)
    assert "⚠ lab has a problem of its own (503 " in said


async def test_what_only_one_knows_is_told_by_that_one(both: TwoClouds) -> None:
    del both.lab.records[world.FAILED]

    said = await both.town.answer(f"script {world.FAILED}")

    assert first_line(said) == "✖ Failed: patch-check on FIN-DESK-02"
    assert ("Cloud: prod" in said, "lab" in said) == (True, False)


async def test_what_none_knows_is_said_of_each(both: TwoClouds) -> None:
    said = await both.town.answer("app 3f0c2d55-8a31-4f3e-9b0e-c10000009999")

    assert said.count("has no App Streaming run") == 2


async def test_not_found_is_never_said_for_a_cloud_that_is_down(
    both: TwoClouds,
) -> None:
    both.lab.faults.always(Status(503))

    said = await both.town.answer("script nobody-knows-1")

    assert "lab has a problem of its own" in said
    assert "Check the id" not in said


async def test_pool_runs_of_both_are_one_list_and_say_where(both: TwoClouds) -> None:
    post = await both.town.shown("pool status:waiting")

    assert first_line(post.message["text"]) == "Pool runs: 2"
    assert len([one for one in options(post) if "lab" in one]) == 1


async def test_pool_runs_of_one_come_with_the_others_gap(both: TwoClouds) -> None:
    both.lab.faults.always(Status(503))

    said = await both.town.answer("pool")

    assert first_line(said) == "Pool runs: 30"
    assert "⚠ lab has a problem of its own (503 " in said
