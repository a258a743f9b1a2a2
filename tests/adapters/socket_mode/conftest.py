from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.adapters.socket_mode.listeners import Bot, Maker
from tests.adapters.socket_mode.server import HandClock, SocketServer


@pytest.fixture
async def server() -> AsyncIterator[SocketServer]:
    async with SocketServer() as running:
        yield running


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def bot() -> Bot:
    return Bot()


@pytest.fixture
async def maker(
    session: aiohttp.ClientSession, clock: HandClock
) -> AsyncIterator[Maker]:
    maker = Maker(session, clock)
    yield maker
    await maker.close()
