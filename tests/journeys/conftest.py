from collections.abc import AsyncIterator, Iterator

import pytest
import stamina

from tests.journeys.town import Town, town_of


@pytest.fixture(autouse=True)
def swift_retries() -> Iterator[None]:
    """As many attempts as ever, with no wait in between but what a cloud asks for."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with town_of() as one:
        yield one
