from collections.abc import Iterator

import pytest
import stamina

from bot.adapters.cloud.credentials import Credential
from tests.adapters.cloud.wire import Wire
from tests.fakes import FakeClock


@pytest.fixture(autouse=True)
def _hurry() -> Iterator[None]:
    """Retries are as many as ever, but come at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def credential(clock: FakeClock) -> Credential:
    return Credential("access key of clouds.prod", clock)


@pytest.fixture
def wire() -> Wire:
    return Wire()
