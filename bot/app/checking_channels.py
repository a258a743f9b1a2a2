"""Which channels digests go to."""

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.schema import LATEST
from bot.app.storing import missing_file, opened
from bot.domain.subscriptions import Subscription
from bot.errors import ConfigurationError, LedgerError
from bot.settings import Settings
from bot.settings.model import DatabaseSettings


async def channels_of(settings: Settings) -> list[str]:
    """The ids, each once: those of the settings file first, then those of Slack.

    Nothing is made or changed in the database. Where it cannot be read, what was made in
    Slack is not among them: the database has a line of its own that says so.
    """
    filed = [one.channel for one in settings.digests]
    made = sorted(one.channel for one in await _made(settings.database))
    return list(dict.fromkeys([*filed, *made]))


async def _made(database: DatabaseSettings) -> tuple[Subscription, ...]:
    try:
        if missing_file(database):
            return ()
        async with opened(database) as (engine, stands_at):
            if stands_at != LATEST:
                return ()
            return await SqlLedger(engine).subscriptions.made()
    except (ConfigurationError, LedgerError):
        return ()
