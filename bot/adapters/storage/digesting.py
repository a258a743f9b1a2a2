"""What digests keep: claims, what was told, parts on their way, troubles."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import deliveries, looking_back, subscribing
from bot.adapters.storage.database import Database
from bot.adapters.storage.deliveries import Claim
from bot.adapters.storage.lasting import keep
from bot.adapters.storage.marking import end
from bot.adapters.storage.telling import gather, sent, told, untold, within
from bot.domain.deliveries import (
    Delivered,
    Delivery,
    Part,
    Plan,
    Scope,
    Told,
    ToldCause,
)
from bot.domain.filing import Sent
from bot.domain.runs import Counts
from bot.domain.windows import Window


class SqlDeliveries:
    """`Deliveries` over a database whose schema is up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subscribe(
        self, subscription: str, told_from: datetime, slot: datetime
    ) -> None:
        await self._database.write(
            lambda there: deliveries.subscribe(there, subscription, told_from, slot)
        )

    async def abandoned(self, now: datetime) -> Collection[str]:
        return await self._database.read(lambda there: deliveries.abandoned(there, now))

    async def claim(
        self, subscription: str, slot: datetime, holder: str, now: datetime
    ) -> Delivery | None:
        wanted = Claim(subscription, slot, holder, now)
        return await self._database.write(lambda there: deliveries.claim(there, wanted))

    async def hold(self, delivery: Delivery, holder: str, now: datetime) -> bool:
        return await self._database.write(
            lambda there: deliveries.hold(there, delivery.id, holder, now)
        )

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        await self._database.write(
            lambda there: deliveries.postpone(there, delivery.id, until)
        )

    async def ask(self, subscription: str, scope: Scope, now: datetime) -> None:
        await self._database.write(
            lambda there: subscribing.ask(there, subscription, scope, now)
        )

    async def let_go(self, holder: str, now: datetime) -> None:
        await self._database.write(lambda there: deliveries.let_go(there, holder, now))

    async def gather(self, delivery: Delivery, scope: Scope, now: datetime) -> Told:
        await self._database.write(lambda there: gather(there, delivery, scope, now))
        # What was gathered stays so; others can write while thousands of rows are read.
        return await self._database.read(lambda there: told(there, delivery, scope))

    async def upcoming(
        self, subscription: str, told_from: datetime, now: datetime
    ) -> Delivery:
        return await self._database.read(
            lambda there: deliveries.upcoming(there, subscription, told_from, now)
        )

    async def untold(self, delivery: Delivery, scope: Scope, now: datetime) -> Told:
        return await self._database.read(
            lambda there: untold(there, delivery, scope, now)
        )

    async def within(self, delivery: Delivery, scope: Scope) -> Told:
        return await self._database.read(lambda there: within(there, delivery, scope))

    async def counted(
        self, scope: Scope, windows: Sequence[Window]
    ) -> tuple[Counts, ...]:
        return await self._database.read(
            lambda there: looking_back.counted(there, scope, windows)
        )

    async def causes(self, subscription: str, most: int) -> tuple[ToldCause, ...]:
        return await self._database.read(
            lambda there: looking_back.causes(there, subscription, most)
        )

    async def delivered(self, subscription: str, most: int) -> tuple[Delivered, ...]:
        return await self._database.read(
            lambda there: looking_back.delivered(there, subscription, most)
        )

    async def sent(self, delivery: str) -> Sent | None:
        return await self._database.read(lambda there: sent(there, delivery))

    async def plan(
        self, delivery: Delivery, holder: str, plan: Plan, now: datetime
    ) -> bool:
        async def planned(there: AsyncConnection) -> bool:
            if not await deliveries.hold(there, delivery.id, holder, now):
                return False
            await deliveries.plan(there, delivery.id, plan, now)
            await keep(there, delivery.subscription, plan.troubles)
            await end(there, plan.over)
            return True

        return await self._database.write(planned)

    async def parts(self, delivery: Delivery) -> tuple[Part, ...]:
        return await self._database.read(
            lambda there: deliveries.parts(there, delivery.id)
        )

    async def trying(
        self, delivery: Delivery, holder: str, number: int, now: datetime
    ) -> bool:
        async def noted(there: AsyncConnection) -> bool:
            if not await deliveries.hold(there, delivery.id, holder, now):
                return False
            await deliveries.tried(there, delivery.id, number, now)
            return True

        return await self._database.write(noted)

    async def posted(self, delivery: Delivery, number: int, ts: str) -> None:
        await self._database.write(
            lambda there: deliveries.posted(there, delivery.id, number, ts)
        )

    async def end(self, delivery: Delivery, now: datetime) -> None:
        await self._database.write(
            lambda there: deliveries.end(there, delivery.id, now)
        )
