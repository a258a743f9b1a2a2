"""Ends of a process that come early, and what clouds share."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from bot.adapters.cloud.http import CloudClient
from bot.adapters.http_session import outbound
from bot.app import collect_seldom, serve
from bot.app.clouds import Entrance, open_clouds
from bot.demo import running, settings_for
from bot.domain.references import SourceName
from bot.errors import ConfigurationError
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import ApiError, Hang, LocalSlack
from bot.settings import CloudSettings, Settings
from tests.fakes import FakeClock
from tests.journeys.town import IMPATIENT, new_database


async def test_it_stops_even_while_slack_does_not_answer() -> None:
    async with (
        SimulatedCloud(access_key="a", secret_key="b", project_id="c") as cloud,
        LocalSlack(signing_secret="s", bot_token="t", scopes=()) as slack,
    ):
        slack.faults.next("auth.test", Hang(), times=9)
        stop, stages = asyncio.Event(), list[str]()

        def announce(stage: str, _: str) -> None:
            stages.append(stage)
            stop.set()

        async with asyncio.timeout(3):
            await serve(
                settings_for(slack, cloud, new_database()), stop, announce, IMPATIENT
            )

    assert stages == ["listening"]


async def test_whoever_starts_it_hears_why_it_did_not_start() -> None:
    async with (
        SimulatedCloud(access_key="a", secret_key="b", project_id="c") as cloud,
        LocalSlack(signing_secret="s", bot_token="t", scopes=()) as slack,
    ):
        slack.faults.next("auth.test", ApiError("account_inactive"))

        with pytest.raises(ConfigurationError, match="account_inactive"):
            async with running(settings_for(slack, cloud, new_database()), IMPATIENT):
                pass


def cloud(rate: float = 5, **more: object) -> CloudSettings:
    given: dict[str, object] = {
        "region": "ap-southeast-3",
        "project_id": "0a1b",
        "access_key": "AK",
        "secret_key": "SK",
        "requests_per_second": rate,
    }
    return CloudSettings.model_validate(given | more)


async def rates(*settings: CloudSettings) -> list[tuple[float, float]]:
    """How fast Workspace and COC of each cloud are asked once all are known."""
    async with AsyncExitStack() as stack:
        entrance = Entrance(stack, outbound("none", None), FakeClock(), 5)
        hosts = [await entrance.hosts("c", one) for one in settings]
        return [(rate(one.workspace), rate(one.coc)) for one in hosts]


def rate(client: CloudClient) -> float:
    return client._pace.rate


@pytest.mark.parametrize("order", [(20, 3), (3, 20)], ids=["faster first", "last"])
async def test_of_clouds_that_share_a_host_the_slowest_sets_the_pace(
    order: tuple[float, float],
) -> None:
    assert await rates(*map(cloud, order)) == [(3, 3), (3, 3)]


async def test_clouds_share_a_pace_only_where_they_share_a_host() -> None:
    assert await rates(cloud(20), cloud(3, region="ap-southeast-1")) == [
        (20, 3),
        (3, 3),
    ]


async def test_clouds_with_credentials_of_their_own_share_no_pace() -> None:
    assert await rates(cloud(20), cloud(3, access_key="AK2")) == [(20, 20), (3, 3)]


async def test_a_cloud_knows_where_its_people_and_its_orders_are() -> None:
    settings = Settings(
        clouds={"prod": cloud(time_zone="Asia/Singapore"), "lab": cloud()}
    )

    async with AsyncExitStack() as stack:
        out = outbound("none", None)
        opened = await open_clouds(stack, settings, out, FakeClock(), 5)
        known = {one.name: one.for_people for one in opened}

    assert {name: (one.coc, one.time_zone) for name, one in known.items()} == {
        "prod": ("https://coc-intl.myhuaweicloud.com", "Asia/Singapore"),
        "lab": ("https://coc-intl.myhuaweicloud.com", ""),
    }
    zoned = (SourceName.TASK, SourceName.APP)
    assert {vars(known["prod"].sources[one])["_zone"] for one in zoned} == {
        "Asia/Singapore"
    }


@pytest.fixture
def usual_collection() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("usual_collection")
def test_garbage_is_looked_for_seldom_and_not_in_what_stays() -> None:
    gc.unfreeze()

    collect_seldom()

    assert gc.isenabled()
    assert gc.get_threshold()[0] == 10_000
    assert gc.get_freeze_count() > 10_000
