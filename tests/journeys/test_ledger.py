"""What failed anywhere: the bot finds it, remembers it, and tells how far it looked."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy.engine import make_url

from bot.playground.cloud import SimulatedCloud, Status, world
from bot.playground.slack import COLLEAGUE, GUEST, OPERATOR
from bot.settings import Settings
from tests.journeys.reading import buttons, first_line, options, rows, standing
from tests.journeys.town import (
    CALM,
    Town,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
    town_of,
)

DAY = "failures since:24h"
ONE_RUN = f"task {world.TASK} {world.TASK_RUN}"


async def test_the_last_day_at_a_glance(town: Town) -> None:
    said = await town.answer("")

    assert first_line(said) == "✖ Last 24 hours: 29 failed, 6 skipped"
    assert "Read: prod (5 sources)" in said
    for source in ("Scripts", "Scheduled tasks", "Desktop pools", "COC orders"):
        assert f"{source}: " in said


async def test_every_failure_is_listed_once_whatever_its_source(town: Town) -> None:
    read = await town.pages(DAY)

    found = rows(*read)
    assert first_line(read[0]) == "✖ 29 failed, 6 skipped"
    assert sorted(outcome for outcome, _ in found) == ["failed"] * 29 + ["skipped"] * 6


async def test_pages_are_read_from_the_ledger_alone(town: Town) -> None:
    await town.answer(DAY)
    asked = len(town.cloud.requests)

    await town.pages(DAY)

    # The first page sweeps what can have changed: lists, but no rows.
    again = town.cloud.requests[asked:]
    assert {one.endpoint for one in again} <= {"W1", "W3", "W5", "W9", "A1", "A2", "C1"}


async def test_causes_come_first_with_how_far_they_reach(town: Town) -> None:
    said = await town.answer(DAY)

    assert "The script exited with a non-zero code (WKS.00010032)" in said
    assert "6 failed on 4 desktops" in said


async def test_a_cause_narrows_the_failures_to_its_own(town: Town) -> None:
    said = await town.answer(DAY)
    line = next(part for part in said.split("See: ")[1:] if "cause:" in part)
    command = line.split("\n")[0].removeprefix("/runs ")

    narrowed = await town.answer(command)

    assert first_line(narrowed) != first_line(said)
    assert len(rows(*await town.pages(command))) < 35


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("source:pool", 7),
        ("source:order,app", 16),
        ("outcome:skipped", 6),
        ("target:FIN-DESK-02", 4),
        ("script:patch", 8),
        ("pool:finance", 2),
        ("name:nightly-reboot", 2),
        ("cause:WKS.00129901", 5),
        ("target:nobody", 0),
    ],
)
async def test_every_option_narrows_the_failures(
    town: Town, wanted: str, found: int
) -> None:
    read = await town.pages(f"{DAY} {wanted}")

    assert len(rows(*read)) == found


async def test_a_row_opens_what_happened_there(town: Town) -> None:
    post = await town.shown(f"{DAY} source:script")
    (option,) = (one for one in options(post) if "FIN-DESK-02" in one)

    press = await town.choose(post, option)

    assert "patch-check on FIN-DESK-02" in str(press.posts[-1].message["text"])
    assert "Output" in buttons(press.posts[-1])


async def test_what_happened_is_shared_with_the_channel(town: Town) -> None:
    town.slack.mentions_allowed |= {COLLEAGUE, OPERATOR}
    post = await town.shown("")

    await town.press(post, "Share")

    (shared,) = (one for one in town.slack.posts if one.visible_to is None)
    assert "Last 24 hours: 29 failed, 6 skipped" in standing(shared)


async def test_guests_hear_nothing_of_failures(town: Town) -> None:
    said = await town.answer("", user=GUEST)

    assert "Guests of this workspace may not look up runs." in said
    assert town.cloud.requests == []


async def test_rows_that_nobody_may_read_are_told_as_a_whole(town: Town) -> None:
    town.cloud.denied.add("workspace:scheduledTasks:getRecord")

    said = await town.answer(f"{DAY} source:task")

    assert "rows not readable" in said
    assert first_line(said) == "✖ 3 failed, 4 skipped (PARTIAL)"


async def test_a_source_that_is_down_makes_it_partial_and_comes_back() -> None:
    async with town_of() as town:
        town.cloud.faults.at("W9").always(Status(503))
        before = await town.answer(f"{DAY} source:pool")
        town.cloud.faults.at("W9").always(None)
        await asyncio.sleep(3.1)  # what was read just now is not read again

        after = await town.answer(f"{DAY} source:pool")

    assert "PARTIAL" in first_line(before)
    assert "prod has a problem of its own (503 WKS.00129901)" in before
    assert first_line(after) == "✖ 6 failed, 1 skipped"


async def test_all_is_well_is_never_said_of_what_was_not_read(town: Town) -> None:
    town.cloud.denied.add("coc:job:list")

    said = await town.answer("failures source:order")

    assert "PARTIAL" in said
    assert "the permission coc:job:list" in said


async def test_an_id_alone_is_found(town: Town) -> None:
    said = await town.answer(world.FAILED)

    assert first_line(said) == "✖ Failed: patch-check on FIN-DESK-02"


async def test_a_name_finds_tasks_pools_scripts_and_what_failed_there(
    town: Town,
) -> None:
    await town.answer("")

    said = "\n".join(await town.pages("find finance"))

    for what in ("scheduled task nightly-reboot-finance", "pool finance-pool"):
        assert what in said


async def test_tasks_apps_and_orders_open_their_runs(town: Town) -> None:
    for line, opened in (
        ("tasks", "Runs of task"),
        ("apps", "Runs of app"),
        ("orders since:7d", "nightly-backup"),
    ):
        post = await town.shown(line)
        (option, *_) = options(post)
        press = await town.choose(post, option)
        assert press.posts[-1].message["text"]
        if line != "orders since:7d":
            assert opened in str(press.posts[-1].message["text"])


async def test_health_tells_of_every_source_and_asks_no_cloud(town: Town) -> None:
    said = await town.answer("health")

    assert "Slack fine: connected" in said
    assert "Database fine: answers" in said
    assert "prod order: " in said
    assert town.cloud.requests == []


async def test_two_clouds_of_one_account_count_an_order_once() -> None:
    async with simulated() as cloud, local_slack() as slack:
        both = {name: cloud_settings(cloud, sources=["order"]) for name in ("a", "b")}
        async with bot_at(slack, settings_between(slack, both)):
            town = Town(slack, cloud)
            found = rows(*await town.pages(DAY))
            (row, *_) = rows(await town.answer(f"{DAY} cloud:b"))
        no_rule_broken(slack, cloud)

    assert len(found) == 15
    assert row[0] == "failed"


async def test_unasked_it_sweeps_and_then_walks_through_everything() -> None:
    patience = replace(CALM, first_sweep=0.0)
    async with simulated() as cloud, town_of(patience, cloud=cloud) as town:
        said = await town.answer("failures since:30d")
        for _ in range(300):
            if "PARTIAL" in said:
                await asyncio.sleep(0.2)
                said = await town.answer("failures since:30d")

    assert first_line(said) == "✖ 55 failed, 22 skipped"


async def test_what_it_knew_is_there_after_a_restart() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        async with bot_at(slack, settings):
            before = rows(*await Town(slack, cloud).pages(DAY))
        _down(cloud)
        async with bot_at(slack, settings):
            after = rows(*await Town(slack, cloud).pages(DAY))

    assert after == before


async def test_health_tells_that_nothing_can_be_kept_and_the_bot_stays_ready() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        async with bot_at(slack, settings):
            town = Town(slack, cloud)
            with _database(settings) as database:
                database.execute("BEGIN IMMEDIATE")
                said, ready = await town.answer("health"), await _readiness(town)

    assert "Database not fine: can be read, but something else keeps it" in said
    assert ready == (200, {})


async def test_a_database_that_is_deleted_is_told_of_and_the_bot_is_not_ready() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        async with bot_at(slack, settings):
            town = Town(slack, cloud)
            _file(settings).unlink()
            said, ready = await town.answer("health"), await _readiness(town)

    assert "Database not fine: the database file is gone" in said
    assert ready == (503, {"database": "not reached"})


async def test_who_asked_what_is_kept_when_the_bot_ends() -> None:
    async with simulated() as cloud, local_slack() as slack:
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        async with bot_at(slack, settings):
            town = Town(slack, cloud)
            await asyncio.gather(*(town.ask(f"help {one}") for one in range(40)))

    assert sorted(_asked(settings)) == sorted(f"/runs help {one}" for one in range(40))


def _asked(settings: Settings) -> list[str]:
    with _database(settings) as database:
        return [line for (line,) in database.execute("SELECT line FROM requests")]


def _database(settings: Settings) -> closing[sqlite3.Connection]:
    """The same, opened by somebody else."""
    return closing(sqlite3.connect(_file(settings), isolation_level=None))


def _file(settings: Settings) -> Path:
    return Path(make_url(settings.database.url.get_secret_value()).database or "")


async def _readiness(town: Town) -> tuple[int, object]:
    async with (
        ClientSession() as session,
        session.get(f"{town.address}/readyz") as response,
    ):
        return response.status, (await response.json())["missing"]


def _down(cloud: SimulatedCloud) -> None:
    cloud.faults.always(Status(503))
