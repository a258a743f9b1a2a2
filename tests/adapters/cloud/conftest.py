import pytest

from bot.adapters.cloud.credentials import Credential
from tests.adapters.cloud.wire import Wire
from tests.fakes import FakeClock


@pytest.fixture
def credential(clock: FakeClock) -> Credential:
    return Credential("access key of clouds.prod", clock)


@pytest.fixture
def wire() -> Wire:
    return Wire()
