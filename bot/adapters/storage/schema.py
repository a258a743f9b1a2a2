"""Which tables the database has, and bringing them up to date."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.storage.database import Database

# Every revision of `migrations`, the latest last; reading them there takes longer than
# everything else that starts the bot.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
LATEST = REVISIONS[-1]

_MIGRATIONS = Path(__file__).with_name("migrations")


async def revision(engine: AsyncEngine) -> str:
    """What the tables stand at; "" where there are none.

    Raises:
        LedgerError: the database gives no answer.
    """
    return await Database(engine).read(lambda there: there.run_sync(_revision))


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the tables up to date, or leave them as they are.

    Raises:
        LedgerError: the database gives no answer.
    """
    await Database(engine).write(lambda connection: connection.run_sync(_upgrade))


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found or "")


def _upgrade(connection: Connection) -> None:
    # Whoever has nothing to migrate starts without it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
