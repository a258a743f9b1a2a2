"""Whether the ledger can be opened, and how its tables stand."""

import asyncio

from bot.adapters.checked import Checked, Verdict, since
from bot.adapters.storage.schema import LATEST
from bot.app.storing import missing_file, opened
from bot.errors import ConfigurationError
from bot.settings.model import DatabaseSettings

_WHAT = "database"


async def check_database(database: DatabaseSettings) -> Checked:
    """One line; nothing is made or changed."""
    begun = asyncio.get_running_loop().time()
    try:
        if missing_file(database):
            return Checked(
                _WHAT, Verdict.OK, "not there yet: `runwatch serve` makes it"
            )
        async with opened(database) as (engine, stands_at):
            kind = engine.dialect.name
    except ConfigurationError as error:
        return Checked(_WHAT, Verdict.FAILED, error.text)
    if stands_at == LATEST:
        return Checked(_WHAT, Verdict.OK, since(begun))
    if kind == "sqlite":
        said = "`runwatch serve` brings its tables up to date"
        return Checked(_WHAT, Verdict.OK, said)
    said = "its tables are missing or old; run `runwatch migrate`"
    return Checked(_WHAT, Verdict.FAILED, said)
