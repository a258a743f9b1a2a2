"""Socket Mode: two connections that come back, and everything once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.demo import running
from bot.errors import ConfigurationError
from bot.playground.cloud import Slow, world
from bot.playground.slack import OPERATOR, ApiError, RateLimited
from tests.journeys.reading import NEXT, standing
from tests.journeys.town import (
    CALM,
    WAYS,
    Town,
    cloud_settings,
    local_slack,
    settings_between,
    simulated,
    town_of,
)

OPEN = "apps.connections.open"


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    WAYS.mode = "socket"
    async with town_of() as one:
        await one.slack.connected(2)
        yield one


async def readiness(town: Town) -> tuple[int, object]:
    async with (
        ClientSession() as session,
        session.get(f"{town.address}/readyz") as response,
    ):
        return response.status, (await response.json())["missing"]


async def test_an_idle_workspace_has_two_connections_and_is_ready(town: Town) -> None:
    assert len(town.slack.sockets) == 2
    assert await readiness(town) == (200, {})


async def test_nothing_of_slack_comes_in_by_http(town: Town) -> None:
    async with (
        ClientSession() as session,
        session.post(town.slack.events_url, data={"command": "/runs"}) as response,
    ):
        assert response.status == 404


async def test_one_connection_is_enough(town: Town) -> None:
    town.slack.drop_sockets(town.slack.sockets[0])

    assert (await town.answer("help")).startswith("Ask what ran")
    assert await readiness(town) == (200, {})


async def test_without_a_connection_it_is_not_ready_until_there_is_one(
    town: Town,
) -> None:
    town.slack.faults.next(OPEN, RateLimited(1), times=2)

    town.slack.drop_sockets()
    async with asyncio.timeout(10):
        while (gone := await readiness(town))[0] == 200:
            pass
    await town.slack.connected()

    assert gone == (503, {"slack": "no connection"})
    assert (await town.answer("help")).startswith("Ask what ran")


async def test_a_refresh_loses_no_command(town: Town) -> None:
    asking = [town.answer(f"script {world.FAILED}") for _ in range(10)]

    *answers, _ = await asyncio.gather(*asking, town.slack.refresh(close_after=0.2))

    assert {str(answer).split("\n")[0] for answer in answers} == {
        "✖ Failed: patch-check on FIN-DESK-02"
    }


async def test_what_slack_delivers_twice_is_done_once(town: Town) -> None:
    town.slack.twice = True
    asked = len(town.cloud.requests)

    post = await town.shown(f"task {world.TASK}")
    once = len(town.cloud.requests) - asked
    press = await town.press(post, NEXT)
    event = await town.slack.mention(OPERATOR, "hello")
    await event.post()
    town.slack.twice = False
    await town.ask("help")

    assert once == 1
    assert "page 2 of 2" in standing(post)
    assert len(press.posts) == 1
    assert town.called.count("chat.postEphemeral") == 1


async def test_what_was_accepted_is_answered_when_the_bot_stops() -> None:
    WAYS.mode = "socket"
    async with town_of() as town:
        town.cloud.faults.next(Slow(0.3))
        delivery = await town.slack.command(
            user=OPERATOR, text=f"script {world.FAILED}"
        )

    assert str(delivery.posts[-1].message["text"]).startswith("✖ Failed")


@pytest.mark.parametrize("code", ["invalid_auth", "not_allowed_token_type"])
async def test_a_wrong_app_token_is_one_line_that_names_it(code: str) -> None:
    WAYS.mode = "socket"
    async with simulated() as cloud, local_slack() as slack:
        slack.faults.next(OPEN, ApiError(code), times=2)
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})

        with pytest.raises(ConfigurationError) as raised:
            async with running(settings, CALM):
                pass

    assert str(raised.value) == f"SLACK_APP_TOKEN: Slack does not take it ({code})"
