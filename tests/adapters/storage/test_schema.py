"""Migrations lead to the tables that the code knows."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.adapters.storage import schema
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.schema import LATEST, REVISIONS, revision, upgrade
from bot.adapters.storage.tables import METADATA


def test_the_revisions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(schema._MIGRATIONS))

    found = [script.revision for script in scripts.walk_revisions()]

    assert tuple(reversed(found)) == REVISIONS


async def test_a_migrated_database_has_the_tables_that_the_code_knows(
    bare_url: str,
) -> None:
    engine = open_engine(bare_url)
    assert await revision(engine) == ""

    await upgrade(engine)
    await upgrade(engine)

    assert await revision(engine) == LATEST
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_the_comparison_sees_what_differs(bare_url: str) -> None:
    """Else the test above could not fail."""
    engine = open_engine(bare_url)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
        for change in (
            "ALTER TABLE leases ADD COLUMN extra TEXT",
            "DROP INDEX ix_requests_at",
        ):
            await connection.exec_driver_sql(change)
        found = await connection.run_sync(_differences)
    await engine.dispose()

    assert {one[0] for one in found} == {"remove_column", "add_index"}


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[Any] = compare_metadata(context, METADATA)
    return found
