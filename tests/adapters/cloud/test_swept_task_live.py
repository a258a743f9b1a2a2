"""The sweeps' lists of tasks before the simulated cloud, over real sockets."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.listed_work import ListedApps, ListedTasks
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.swept_app import SweptApps
from bot.adapters.cloud.swept_task import SweptTasks
from bot.adapters.cloud.transport import http_client, project_headers
from bot.adapters.http_session import Outbound
from bot.domain.works import WorkFilter
from bot.playground.cloud import SimulatedCloud
from bot.playground.cloud.tables import Row
from bot.ports import SweptRuns
from tests.adapters.cloud.samples import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.adapters.cloud.swept_cloud import everything
from tests.adapters.cloud.work_cloud import works
from tests.fakes import FakeClock

_FINE = {"SUCCESS", "CANCELED"}


@dataclass(frozen=True, slots=True)
class Live:
    """The simulated cloud, and a client that signs for it."""

    cloud: SimulatedCloud
    client: CloudClient
    clock: FakeClock

    async def troubled(self, source: SweptRuns) -> dict[str, set[str]]:
        """The keys of all rows, by the key of their run, as a sweep reads them."""
        since = self.clock.now() - timedelta(days=35)
        listed = await works(source)
        assert listed.gaps == ()
        found: dict[str, set[str]] = {}
        for seen in listed.rows:
            runs = await everything(source.runs(seen, since))
            assert runs.gaps == ()
            for run in runs.rows:
                rows = await everything(source.rows(run))
                assert rows.gaps == ()
                found[run.key] = {row.key for row in rows.rows}
        return found


@pytest.fixture
async def live(clock: FakeClock) -> AsyncIterator[Live]:
    auth = AccessKeyAuth(
        access_key=ACCESS_KEY, secret_key=SECRET_KEY, security_token="", clock=clock
    )
    out = Outbound(ssl.create_default_context(), proxy=None, trust_env=False)
    async with (
        SimulatedCloud(
            access_key=ACCESS_KEY,
            secret_key=SECRET_KEY,
            project_id=PROJECT,
            now=clock.now,
        ) as cloud,
        http_client(cloud.url, project_headers(PROJECT), auth, out) as http,
    ):
        credential = Credential("access key of clouds.prod", clock)
        client = CloudClient(http, credential, pace=Pace(1_000, clock), timeout=5)
        yield Live(cloud, client, clock)
        assert cloud.misuse == []


def truth_of_tasks(cloud: SimulatedCloud) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for (task, run), rows in cloud.tables.task_rows.items():
        key = f"prod/task/{task}/{run}"
        bad = [row for row in rows if row["exec_status"] not in _FINE]
        found[key] = {f"{key}/{row['desktop_id']}" for row in bad}
    return found


def truth_of_apps(cloud: SimulatedCloud) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for run, rows in cloud.tables.app_rows.items():
        key = f"prod/app/{run}"
        bad = [row for row in rows if row["status"] not in _FINE]
        found[key] = {f"{key}/{row['server_id']}/{row['id']}" for row in bad}
    return found


def ids(rows: list[Row]) -> set[str]:
    return {row["id"] for row in rows}


@pytest.mark.parametrize("page_cap", [None, 3], ids=["whole-pages", "small-pages"])
async def test_what_is_not_fine_of_tasks_is_read(
    live: Live, page_cap: int | None
) -> None:
    live.cloud.page_cap = page_cap
    source = SweptTasks(live.client, cloud="prod", project_id=PROJECT)

    found = await live.troubled(source)

    assert sum(map(len, found.values())) > 10
    assert found == truth_of_tasks(live.cloud)


@pytest.mark.parametrize("page_cap", [None, 7], ids=["whole-pages", "small-pages"])
async def test_what_is_not_fine_of_apps_is_read(
    live: Live, page_cap: int | None
) -> None:
    live.cloud.page_cap = page_cap
    source = SweptApps(live.client, cloud="prod", project_id=PROJECT)

    found = await live.troubled(source)

    assert sum(map(len, found.values())) > 5
    assert found == truth_of_apps(live.cloud)


async def test_every_task_is_followed_and_listed(live: Live) -> None:
    tables, of = live.cloud.tables, {"cloud": "prod", "project_id": PROJECT}

    tasks = await works(SweptTasks(live.client, **of))
    apps = await works(SweptApps(live.client, **of))
    listed_tasks = await ListedTasks(live.client, **of).listed(WorkFilter())
    listed_apps = await ListedApps(live.client, **of).listed(WorkFilter())

    assert {one.work.id for one in tasks.rows} == ids(tables.tasks)
    assert {one.work.id for one in listed_tasks.rows} == ids(tables.tasks)
    assert {one.work.id for one in apps.rows} == ids(tables.app_tasks)
    assert {one.work.id for one in listed_apps.rows} == ids(tables.app_tasks)
    assert [one.work.name for one in tasks.rows if one.unannounced] == [
        "join-domain-after-creation"
    ]


async def test_tasks_are_found_by_a_part_of_their_name(live: Live) -> None:
    of = {"cloud": "prod", "project_id": PROJECT}

    triggered = await ListedTasks(live.client, **of).named("domain")
    apps = await ListedApps(live.client, **of).named("imaging")
    stops = await ListedTasks(live.client, **of).listed(WorkFilter(kinds=("stop",)))

    assert [one.work.name for one in triggered.rows] == ["join-domain-after-creation"]
    assert [one.work.name for one in apps.rows] == ["reinstall-imaging-aps"]
    assert [one.work.name for one in stops.rows] == ["evening-stop-call-centre"]
