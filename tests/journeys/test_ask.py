"""`runwatch ask`: the same answers, on the command line."""

from collections.abc import AsyncIterator

import pytest

from bot.app import ask
from bot.errors import InvalidQueryError, NotFoundError, SourceUnavailableError
from bot.playground.cloud import SimulatedCloud, Status, world
from bot.playground.cloud.outputs import COMMAND_SECRET
from bot.settings import Settings
from tests.journeys.reading import first_line, rows
from tests.journeys.town import cloud_settings, local_slack, settings_between, simulated


@pytest.fixture
async def cloud() -> AsyncIterator[SimulatedCloud]:
    async with simulated() as one:
        yield one
        assert one.misuse == []


@pytest.fixture
async def settings(cloud: SimulatedCloud) -> AsyncIterator[Settings]:
    async with local_slack() as slack:
        yield settings_between(slack, {"prod": cloud_settings(cloud)})
        assert slack.calls == []


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("help", "Ask what ran, where, and why it failed"),
        ("", "✖ Last 24 hours: 29 failed, 6 skipped"),
        ("failures since:24h", "✖ 29 failed, 6 skipped"),
        ("health", "◷ All is well, but 5 sources not read yet"),
        ("tasks", "Scheduled tasks: 6"),
        ("apps", "App Streaming tasks: 2"),
        ("orders", "Script orders: 6"),
        (f"find {world.FAILED}", "✖ Failed: patch-check on FIN-DESK-02"),
        ("find nightly-reboot", "Found for nightly-reboot: 1"),
        (f"script {world.FAILED}", "✖ Failed: patch-check on FIN-DESK-02"),
        (f"task {world.TASK}", f"Runs of task {world.TASK}: 18"),
        (f"task {world.TASK} {world.TASK_RUN}", "✖ Failed: Reboot"),
        (f"pool {world.POOL_TASK}", "✖ Failed: patch-check on finance-pool"),
        ("pool status:waiting", "Pool runs: 1"),
        (f"order {world.ORDER_FINISHED}", "✖ Failed: nightly-backup"),
        (f"app {world.APP_RUN}", "✖ Failed: Restart server"),
        (f"app {world.APP_TASK}", f"Runs of app {world.APP_TASK}: 3"),
    ],
)
async def test_every_command_is_answered(
    settings: Settings, typed: str, head: str
) -> None:
    message = await ask(settings, typed)

    assert first_line(message.text) == head


async def test_every_page_of_a_long_answer_can_be_asked_for(
    settings: Settings,
) -> None:
    typed = f"task {world.TASK} {world.TASK_BIG_RUN}"

    read = [(await ask(settings, typed, page)).text for page in range(1, 15)]

    assert {name for _, name in rows(*read)} == {
        f"FIN-DESK-{number:02d}" for number in range(1, 138)
    }
    assert (await ask(settings, typed, 99)).text.count("page 14 of 14") == 1


async def test_secrets_are_hidden_here_too(settings: Settings) -> None:
    message = await ask(settings, f"pool {world.POOL_COMMAND}")

    assert COMMAND_SECRET not in f"{message.text}{message.blocks}"


async def test_what_cannot_be_answered_is_an_error_with_a_sentence(
    settings: Settings, cloud: SimulatedCloud
) -> None:
    with pytest.raises(NotFoundError, match="prod has no scr"):
        await ask(settings, "script nobody-knows-1")
    with pytest.raises(InvalidQueryError, match="I don't know `frobnicate`"):
        await ask(settings, "frobnicate")
    cloud.faults.always(Status(503))
    with pytest.raises(SourceUnavailableError, match="prod has a problem of its own"):
        await ask(settings, f"script {world.FAILED}")
