"""The sweeps' lists before the simulated cloud, over real sockets."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import pytest

from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.found_scripts import FoundScripts
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.listed_orders import ListedOrders
from bot.adapters.cloud.listed_pools import ListedPools
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.swept_order import SweptOrders
from bot.adapters.cloud.swept_pool import SweptPools
from bot.adapters.cloud.swept_script import SweptScripts
from bot.adapters.cloud.transport import coc_headers, http_client
from bot.adapters.http_session import Outbound
from bot.domain.sweeping import is_fine
from bot.domain.windows import Window
from bot.playground.cloud import SimulatedCloud
from bot.ports import SweptRuns
from tests.adapters.cloud.endpoint_samples import DESKTOP
from tests.adapters.cloud.samples import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.adapters.cloud.swept_cloud import everything
from tests.fakes import FakeClock

_FINE = {"SUCCESS", "FINISHED", "CANCELED"}


@dataclass(frozen=True, slots=True)
class Live:
    """The simulated cloud, and a client that signs for it."""

    cloud: SimulatedCloud
    client: CloudClient
    clock: FakeClock

    async def troubled(self, source: SweptRuns) -> dict[str, set[str]]:
        """The keys of all rows, by the key of their run, as a sweep reads them."""
        since = self.clock.now() - timedelta(days=35)
        read = await everything(source.runs(None, since))
        assert read.gaps == ()
        found: dict[str, set[str]] = {}
        for listed in read.rows:
            run = await source.counted(listed)
            if not is_fine(run.run):
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
        http_client(cloud.url, coc_headers(PROJECT), auth, out) as http,
    ):
        credential = Credential("access key of clouds.prod", clock)
        client = CloudClient(http, credential, pace=Pace(1_000, clock), timeout=5)
        yield Live(cloud, client, clock)
        assert cloud.misuse == []


def truth_of_scripts(cloud: SimulatedCloud) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for task in cloud.tables.script_tasks:
        known = [*cloud.records.values(), *cloud.tables.script_rows.values()]
        own = [row for row in known if row["script_task_id"] == task["id"]]
        if task["failed_num"] or task["skip_num"] or task["status"] != "SUCCESS":
            found[f"prod/script/task:{task['id']}"] = {
                f"prod/script/{row['id']}" for row in own if row["status"] not in _FINE
            }
    return found


def truth_of_pools(cloud: SimulatedCloud) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for task in cloud.tables.pool_tasks:
        rows = cloud.tables.script_rows.values()
        own = [row for row in rows if row["script_task_id"] == task["id"]]
        key = f"prod/pool/{task['id']}"
        if task["failed_num"] or task["skip_num"] or task["status"] != "FINISH":
            found[key] = {
                f"{key}/{row['resource_id']}"
                for row in own
                if row["status"] not in _FINE
            }
    return found


def truth_of_orders(cloud: SimulatedCloud) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for order in cloud.tables.orders:
        uuid = order["execute_uuid"]
        key = f"{quote(cloud.url, safe='')}/order/{uuid}"
        bad = {
            f"{key}/{batch}/{row['id']}": row["status"]
            for (of, batch), rows in cloud.tables.instances.items()
            for row in rows
            if of == uuid and row["status"] not in _FINE
        }
        if order["status"] != "CANCELED" and (bad or order["status"] != "FINISHED"):
            found[key] = {*bad}
    return found


@pytest.mark.parametrize("page_cap", [None, 3], ids=["whole-pages", "small-pages"])
async def test_what_is_not_fine_of_scripts_is_read(
    live: Live, page_cap: int | None
) -> None:
    live.cloud.page_cap = page_cap
    source = SweptScripts(live.client, cloud="prod", project_id=PROJECT)

    found = await live.troubled(source)

    assert len(found) > 5
    assert found == truth_of_scripts(live.cloud)


@pytest.mark.parametrize("page_cap", [None, 3], ids=["whole-pages", "small-pages"])
async def test_what_is_not_fine_of_pools_is_read(
    live: Live, page_cap: int | None
) -> None:
    live.cloud.page_cap = page_cap
    source = SweptPools(live.client, cloud="prod", project_id=PROJECT)

    found = await live.troubled(source)

    assert len(found) > 4
    assert found == truth_of_pools(live.cloud)


@pytest.mark.parametrize("page_cap", [None, 7], ids=["whole-pages", "small-pages"])
@pytest.mark.parametrize("bare", [False, True], ids=["in-data", "bare"])
async def test_what_is_not_fine_of_orders_is_read(
    live: Live, page_cap: int | None, *, bare: bool
) -> None:
    live.cloud.page_cap, live.cloud.bare_coc = page_cap, bare
    source = SweptOrders(live.client, cloud="prod", host=live.cloud.url)

    found = await live.troubled(source)

    assert len(found) > 3
    assert found == truth_of_orders(live.cloud)


async def test_only_what_began_since_then_is_asked_for(live: Live) -> None:
    sources: list[SweptRuns] = [
        SweptScripts(live.client, cloud="prod", project_id=PROJECT),
        SweptPools(live.client, cloud="prod", project_id=PROJECT),
        SweptOrders(live.client, cloud="prod", host=live.cloud.url),
    ]
    since = live.clock.now() - timedelta(hours=2)

    for source in sources:
        read = await everything(source.runs(None, since))
        begun = [run.run.started.at for run in read.rows if run.run.started]
        assert begun
        assert all(at and at >= since for at in begun)


async def test_orders_are_listed_with_their_counters(live: Live) -> None:
    listed = await ListedOrders(live.client, "prod").listed(Window())

    assert [(run.work.name, str(run.outcome)) for run in listed.rows] == [
        ("disk-clean", "running"),
        ("tls-rollout", "paused"),
        ("nightly-backup", "failed"),
        ("disk-clean", "failed"),
        ("time-sync", "succeeded"),
        ("security-baseline", "failed"),
        ("kernel-update", "canceled"),
    ]
    assert all(run.counts.total for run in listed.rows)
    assert (listed.total, listed.gaps) == (len(live.cloud.tables.orders), ())


async def test_pools_and_scripts_are_found(live: Live) -> None:
    scripts = FoundScripts(live.client, cloud="prod", project_id=PROJECT)
    pools = await ListedPools(live.client, "prod", PROJECT).named("finance")

    on_desktop = await scripts.of_desktop(DESKTOP)
    named = await scripts.named("patch-check")

    assert [pool.name for pool in pools.rows] == ["finance-pool"]
    assert on_desktop.total == len(on_desktop.rows) > 5
    assert {one.target.id for one in on_desktop.rows} == {DESKTOP}
    assert {one.script.name for one in named.rows} == {"patch-check"}
