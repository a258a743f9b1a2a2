"""Lists that change while they are read, and while somebody turns their pages."""

import copy
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from bot.playground.cloud import world
from bot.playground.cloud.faults import Exchange
from tests.journeys.reading import NEXT, buttons, first_line, rows, values
from tests.journeys.town import Town


@dataclass(frozen=True, slots=True)
class Comes:
    """Answers rightly; then a row appears in front of all others."""

    table: list[dict[str, Any]]
    row: dict[str, Any]

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        response = await exchange.send(exchange.right)
        self.table.insert(0, self.row)
        return response


def another(table: list[dict[str, Any]], **fields: object) -> dict[str, Any]:
    """A row like the last one of the table."""
    return {**copy.deepcopy(table[-1]), **fields}


@pytest.mark.parametrize("cap", [7, 10, 29])
async def test_a_pool_run_that_comes_between_two_pages_is_neither_lost_nor_doubled(
    town: Town, cap: int
) -> None:
    table = town.cloud.tables.pool_tasks
    town.cloud.page_cap = cap
    town.cloud.faults.at("W9").next(Comes(table, another(table, id="pst-new-1")))

    listed = await town.references("pool")

    assert sorted(listed) == sorted(f"v1 prod/pool/{row['id']}" for row in table)
    assert len(listed) == 31


async def test_a_desktop_that_comes_between_two_pages_is_not_doubled(
    town: Town,
) -> None:
    table = town.cloud.tables.task_rows[world.TASK, world.TASK_BIG_RUN]
    row = another(table, id="det-new", desktop_id="dt-new-1", desktop_name="NEW")
    town.cloud.faults.at("W4").next(Comes(table, row))

    read = await town.pages(f"task {world.TASK} {world.TASK_BIG_RUN}")

    names = [name for _, name in rows(*read)]
    assert sorted(names) == sorted(
        ["NEW", *(f"FIN-DESK-{number:02d}" for number in range(1, 138))]
    )


async def test_a_run_that_comes_between_two_pages_is_not_doubled(town: Town) -> None:
    table = town.cloud.tables.task_runs[world.TASK]
    town.cloud.page_cap = 6
    town.cloud.faults.at("W3").next(Comes(table, another(table, id="rec-new-1")))

    listed = await town.references(f"task {world.TASK}")

    assert sorted(listed) == sorted(
        f"v1 prod/task/{world.TASK}/{row['id']}" for row in table
    )
    assert len(listed) == 19


async def test_a_server_that_comes_between_two_pages_is_not_doubled(
    town: Town,
) -> None:
    table = town.cloud.tables.app_rows[world.APP_BIG_RUN]
    town.cloud.page_cap = 20
    row = another(table, id="new-1", server_id="aps-new-1", server_name="NEW")
    town.cloud.faults.at("A3").next(Comes(table, row))

    read = await town.pages(f"app {world.APP_BIG_RUN}")

    names = [name for _, name in rows(*read)]
    assert sorted(names) == sorted(
        ["NEW", *(f"APS-{number:02d}" for number in range(1, 65))]
    )


async def test_a_host_that_comes_between_two_pages_doubles_none(town: Town) -> None:
    table = town.cloud.tables.instances[world.ORDER_BIG, 1]
    properties = {**table[-1]["target_instance"]["properties"], "host_name": "NEW"}
    target = {**table[-1]["target_instance"], "properties": properties}
    row = another(table, id=table[0]["id"] - 1, target_instance=target)
    town.cloud.faults.at("C5").next(Comes(table, row))

    read = await town.pages(f"order {world.ORDER_BIG}")

    names = [name for _, name in rows(*read) if name != "NEW"]
    assert sorted(names) == sorted(f"web-{number:02d}" for number in range(1, 231))


async def test_a_run_that_comes_between_two_presses_moves_nothing(town: Town) -> None:
    table = town.cloud.tables.pool_tasks
    known = [f"v1 prod/pool/{row['id']}" for row in table]
    post = await town.shown("pool")
    listed = values(post)
    while NEXT in buttons(post):
        table.insert(0, another(table, id=f"pst-new-{len(listed)}"))
        await town.press(post, NEXT)
        listed += values(post)
    anew = await town.answer("pool")

    assert sorted(listed) == sorted(known)
    assert first_line(anew) == "Pool runs: 32"
