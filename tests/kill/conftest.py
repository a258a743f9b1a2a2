"""The databases are those of the ledger's own tests; rounds go by their numbers."""

import pytest

from tests.adapters.storage.conftest import (
    Place,
    fresh_database,
    postgresql,
    sqlite,
)
from tests.kill.rounds import Round

__all__ = ["fresh_database", "postgresql", "sqlite"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play as many rounds as `--rounds` says."""
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("rounds")))


@pytest.fixture
def one(number: int) -> Round:
    return Round.of(number)


@pytest.fixture
def place(request: pytest.FixtureRequest, one: Round) -> Place:
    """The database of the round."""
    name = "postgresql" if one.postgresql else "sqlite"
    found: Place = request.getfixturevalue(name)
    return found
