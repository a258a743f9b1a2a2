from collections.abc import AsyncIterator

import pytest

from bot.demo import playground
from tests.journeys.town import IMPATIENT, Town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with playground(IMPATIENT) as (slack, cloud):
        yield Town(slack, cloud)
        assert slack.broken_rules == []
