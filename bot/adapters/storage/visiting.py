"""Who has seen the bot's Home before."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.database import Database
from bot.adapters.storage.thread_tables import VISITORS
from bot.adapters.storage.writing import insert


class SqlVisitors:
    """`Visitors` over a database whose schema is up to date."""

    def __init__(self, database: Database, dialect: str) -> None:
        self._database = database
        self._dialect = dialect

    async def knows(self, user: str, workspace: str) -> bool:
        whose = VISITORS.c.user_id == user, VISITORS.c.workspace == workspace
        of = select(VISITORS.c.at).where(*whose)

        async def known(there: AsyncConnection) -> bool:
            return (await there.execute(of)).first() is not None

        return await self._database.read(known)

    async def came(self, user: str, workspace: str, now: datetime) -> None:
        row = {"workspace": workspace, "user_id": user, "at": now}
        into = insert(VISITORS, self._dialect).values(row).on_conflict_do_nothing()
        await self._database.write(lambda there: there.execute(into))
