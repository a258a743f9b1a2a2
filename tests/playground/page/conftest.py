import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import ClientSession

from bot.playground.page import streams
from bot.playground.slack import COLLEAGUE, GUEST, OPERATOR
from tests.playground.page.town import Town
from tests.playground.page.town import town as built
from tests.playground.page.visitor import Visitor, no_fault


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    """No answer to it is a fault of the server."""
    async with ClientSession(raise_for_status=no_fault) as session:
        yield session


@pytest.fixture
async def town(http: ClientSession) -> AsyncIterator[Town]:
    async with built(http) as made:
        yield made


@pytest.fixture(autouse=True)
def no_exception_is_left_to_the_server(
    caplog: pytest.LogCaptureFixture,
) -> Iterator[None]:
    """Also not one that comes when an answer has begun."""
    yield
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in logged] == []


@pytest.fixture(autouse=True)
def pages_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page looks for by itself comes too late for any test."""
    monkeypatch.setattr(streams, "LOOK_SECONDS", 30)


@pytest.fixture
def mei(town: Town) -> Visitor:
    return Visitor(OPERATOR, town.slack.url, town.http)


@pytest.fixture
def jonas(town: Town) -> Visitor:
    return Visitor(COLLEAGUE, town.slack.url, town.http)


@pytest.fixture
def ana(town: Town) -> Visitor:
    return Visitor(GUEST, town.slack.url, town.http)
