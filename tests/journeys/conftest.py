from collections.abc import AsyncIterator, Iterator
from typing import get_args

import pytest
import stamina

from tests.journeys.town import WAYS, Mode, Town, town_of

# Modules in which Slack reaches nobody, which name the way themselves, or which are about
# what is between the bot and the clouds, or what it posts unasked.
_ONE_WAY = frozenset(
    {
        "test_ask",
        "test_bad_weather",
        "test_bursts",
        "test_check",
        "test_digests",
        "test_lasting_threads",
        "test_ledger",
        "test_marking_causes",
        "test_moving_lists",
        "test_signing_in",
        "test_sockets",
        "test_two_clouds",
        "test_weather_of_sources",
    }
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every journey be made over HTTP and over sockets, where there are both."""
    name = metafunc.module.__name__.rpartition(".")[2]
    at_the_port = metafunc.definition.get_closest_marker("at_the_port")
    if name not in _ONE_WAY:
        ways = ["http"] if at_the_port else get_args(Mode)
        metafunc.parametrize("mode", ways, indirect=True)


@pytest.fixture(autouse=True)
def mode(request: pytest.FixtureRequest) -> Iterator[Mode]:
    """How Slack reaches the bot in this test."""
    before, WAYS.mode = WAYS.mode, getattr(request, "param", WAYS.mode)
    yield WAYS.mode
    WAYS.mode = before


@pytest.fixture(autouse=True)
def swift_retries() -> Iterator[None]:
    """As many attempts as ever, with no wait in between but what a cloud asks for."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with town_of() as one:
        yield one
