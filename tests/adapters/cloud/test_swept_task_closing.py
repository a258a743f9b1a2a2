"""Readers of tasks that nobody listens to any more: they give up what they asked for."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.swept_app import SweptApps
from bot.adapters.cloud.swept_task import SweptTasks
from bot.domain.sweeping import Batch
from bot.ports import SweptRuns
from tests.adapters.cloud.endpoint_samples import A2, A3, W3, W4
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.test_swept_app import THE_RUN as APP_RUN
from tests.adapters.cloud.test_swept_task import THE_RUN as TASK_RUN
from tests.adapters.cloud.wire import settle
from tests.adapters.cloud.work_cloud import A1, REBOOTS, RESTARTS, SINCE, W1
from tests.fakes import FakeClock

Listing = Callable[[SweptRuns], AsyncIterator[Batch[Any]] | None]
COUNT = 1_000


def hanging(names: tuple[str, str], row: dict[str, Any]) -> CloudClient:
    """A cloud with a long list, of which all pages but the first two hang."""
    rows, total = names

    async def answer(request: httpx.Request) -> httpx.Response:
        first, limit = (int(request.url.params[name]) for name in ("offset", "limit"))
        if first > limit:
            await asyncio.Event().wait()
        page = [row | {"id": f"row-{first + n}"} for n in range(limit)]
        body = json.dumps({rows: page, total: COUNT}).encode()
        return httpx.Response(200, content=body)

    http = httpx.AsyncClient(
        base_url="https://cloud.example", transport=httpx.MockTransport(answer)
    )
    clock = FakeClock()
    return CloudClient(http, Credential("key", clock), pace=Pace(50, clock), timeout=60)


@pytest.mark.parametrize(
    ("source", "names", "row", "listing"),
    [
        pytest.param(source, names, row, listing, id=endpoint)
        for endpoint, source, names, row, listing in (
            (
                "W1",
                SweptTasks,
                ("scheduled_tasks", "total_count"),
                W1,
                lambda source: source.works(),
            ),
            (
                "W3",
                SweptTasks,
                ("tasks_records", "total_count"),
                W3,
                lambda source: source.runs(REBOOTS, SINCE),
            ),
            (
                "W4",
                SweptTasks,
                ("tasks_records_details", "total_count"),
                W4,
                lambda source: source.rows(TASK_RUN),
            ),
            ("A1", SweptApps, ("items", "count"), A1, lambda source: source.works()),
            (
                "A2",
                SweptApps,
                ("items", "count"),
                A2,
                lambda source: source.runs(RESTARTS, SINCE),
            ),
            (
                "A3",
                SweptApps,
                ("items", "count"),
                A3,
                lambda source: source.rows(APP_RUN),
            ),
        )
    ],
)
async def test_whoever_stops_listening_leaves_nothing_under_way(
    source: type[SweptTasks] | type[SweptApps],
    names: tuple[str, str],
    row: dict[str, Any],
    listing: Listing,
) -> None:
    reader = source(hanging(names, row), cloud="prod", project_id=PROJECT)
    before = asyncio.all_tasks()
    batches = listing(reader)
    assert isinstance(batches, AsyncGenerator)
    for _ in range(2):
        await anext(batches)
    under_way = asyncio.all_tasks() - before

    await batches.aclose()
    await settle()

    assert under_way
    assert all(task.cancelled() for task in under_way)
    assert asyncio.all_tasks() == before
