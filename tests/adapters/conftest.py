from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as running:
        yield running


@pytest.fixture
async def hasty() -> AsyncIterator[aiohttp.ClientSession]:
    """Waits for no answer that takes its time."""
    timeout = aiohttp.ClientTimeout(total=0.15)
    async with aiohttp.ClientSession(timeout=timeout) as running:
        yield running
