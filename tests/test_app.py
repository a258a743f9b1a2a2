"""Ends of a process that come early."""

import asyncio

import pytest

from bot.app import serve
from bot.demo import running, settings_for
from bot.errors import ConfigurationError
from bot.playground.cloud import SimulatedCloud
from bot.playground.slack import ApiError, Hang, LocalSlack
from tests.journeys.town import IMPATIENT


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
            await serve(settings_for(slack, cloud), stop, announce, IMPATIENT)

    assert stages == ["listening"]


async def test_whoever_starts_it_hears_why_it_did_not_start() -> None:
    async with (
        SimulatedCloud(access_key="a", secret_key="b", project_id="c") as cloud,
        LocalSlack(signing_secret="s", bot_token="t", scopes=()) as slack,
    ):
        slack.faults.next("auth.test", ApiError("account_inactive"))

        with pytest.raises(ConfigurationError, match="account_inactive"):
            async with running(settings_for(slack, cloud), IMPATIENT):
                pass
