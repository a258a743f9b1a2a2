"""What the ledger knows of runs."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.owners import owned
from bot.adapters.storage.standing import Standing, standing
from bot.adapters.storage.texts import as_key
from bot.domain.sweeping import KnownRun, SweptRun


async def known(
    connection: AsyncConnection, runs: Collection[SweptRun]
) -> dict[str, KnownRun]:
    """By the keys that sweeps give them; also those that others own."""
    by_key = {as_key(run.key): run for run in runs}
    stands = await standing(connection, by_key)
    others = await owned(connection, by_key)
    return {
        by_key[key].key: _known(stands.get(key), is_owned=key in others)
        for key in stands.keys() | others
    }


def _known(stands: Standing | None, *, is_owned: bool) -> KnownRun:
    if stands is None:
        return KnownRun(owned=is_owned)
    return KnownRun(
        state=stands.state, short=stands.short, owned=is_owned, clouds=stands.clouds
    )
