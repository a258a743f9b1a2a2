"""Every test that asks for `engine` or `ledger` runs on both databases."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from sqlalchemy import delete
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.schema import upgrade
from bot.adapters.storage.tables import METADATA

# Where a server may make databases; `.ci/run` names another one where it has to.
_SERVER = os.environ.get(  # noqa: TID251  no setting of the bot
    "TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@pytest.fixture(scope="session")
def fresh_database() -> Iterator[Callable[[], str]]:
    """Makes databases on the PostgreSQL server, and tells their addresses."""
    try:
        server = psycopg.connect(_address(_SERVER), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers; see TEST_DATABASE_URL")
    made: list[str] = []

    def make() -> str:
        name = f"runwatch_test_{os.getpid()}_{token_hex(4)}"
        server.execute(f"CREATE DATABASE {name}")
        # Nothing in it has to outlive a power cut.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        made.append(name)
        return _named(name)

    with server:
        yield make
        for name in made:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Place:
    """A database that is up to date, for one test after the other.

    Its engine keeps the statements that it has compiled, which takes most of the time;
    connections belong to a test's loop.
    """

    url: str
    engine: AsyncEngine

    @classmethod
    def at(cls, url: str) -> "Place":
        place = cls(url, open_engine(url))
        asyncio.run(place._prepared())
        return place

    @asynccontextmanager
    async def emptied(self) -> AsyncIterator[AsyncEngine]:
        async with self.engine.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                await connection.execute(delete(table))
        try:
            yield self.engine
        finally:
            await self.engine.dispose()

    async def _prepared(self) -> None:
        await upgrade(self.engine)
        await self.engine.dispose()


@pytest.fixture(scope="session")
def postgresql(fresh_database: Callable[[], str]) -> Place:
    return Place.at(fresh_database())


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Place:
    file = tmp_path_factory.mktemp("storage") / "runwatch.db"
    return Place.at(f"sqlite+aiosqlite:///{file}")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """One database after the other, with what the last test left there."""
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'runwatch.db'}"
    make: Callable[[], str] = request.getfixturevalue("fresh_database")
    return make()


@pytest.fixture
async def engine(place: Place) -> AsyncIterator[AsyncEngine]:
    """Of a database with empty tables."""
    async with place.emptied() as engine:
        yield engine


@pytest.fixture
def url(place: Place, engine: AsyncEngine) -> str:  # noqa: ARG001  it empties the tables
    """The same, for whoever has to open it once more."""
    return place.url


@pytest.fixture
def ledger(engine: AsyncEngine) -> SqlLedger:
    return SqlLedger(engine)


def _named(database: str) -> str:
    url = make_url(_SERVER).set(database=database)
    return url.render_as_string(hide_password=False)


def _address(url: str) -> str:
    return url.replace("+psycopg", "", 1)
