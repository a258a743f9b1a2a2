"""Digests: each slot of each subscription is delivered once, whoever dies meanwhile."""

import asyncio
from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.domain.deliveries import Scope
from bot.domain.subscriptions import Subscription
from bot.errors import LedgerError, MessengerError
from bot.ports import Clock, Deliveries, Report
from bot.services.delivering import Delivering
from bot.services.roster import Roster

_CLOSE_WITHIN = 1.5


class Digests:
    """Delivers what is due.

    `holder` tells this process from others; `report` hears of what went wrong.
    """

    def __init__(
        self,
        roster: Roster,
        deliveries: Deliveries,
        delivering: Delivering,
        clock: Clock,
        *,
        holder: str,
        report: Report,
    ) -> None:
        self._roster = roster
        self._deliveries = deliveries
        self._delivering = delivering
        self._clock = clock
        self._holder = holder
        self._report = report
        self._under_way: dict[str, asyncio.Task[bool]] = {}
        self._begun: dict[str, Scope] = {}
        self._looked: dict[str, datetime] = {}

    async def tick(self) -> None:
        """Look for what is due, and for what somebody has left unfinished.

        A subscription that nobody knew is told what comes from now on.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        # What was let go with a pause has its pause by the time that the roster is read.
        abandoned = await self._deliveries.abandoned(now)
        roster = await self._roster.all()
        self._forget_others({one.id for one in roster})
        for one in roster:
            await self.begin(one)
            looked = self._looked.get(one.id) == one.due(now)
            if one.pause is None and (one.id in abandoned or not looked):
                self._go_on(one, now)

    async def close(self) -> None:
        """End what is under way, within two seconds; whoever comes next goes on with it."""
        tasks = [one for one in self._under_way.values() if not one.done()]
        for task in tasks:
            task.cancel()
        try:
            async with asyncio.timeout(_CLOSE_WITHIN):
                await asyncio.gather(*tasks, return_exceptions=True)
                await self._deliveries.let_go(self._holder, self._clock.now())
        except (TimeoutError, LedgerError) as error:
            self._report("digests_left_behind", why=str(error))

    async def deliver(
        self,
        one: Subscription,
        slot: datetime | None = None,
        since: datetime | None = None,
    ) -> bool:
        """Deliver what is due of one subscription, or go on with it.

        Args:
            one: which one; `tick` or `begin` has seen it before.
            slot: what is due; None: the newest slot of its schedule.
            since: what was read of the clouds then, or later, is new enough; None: now.

        Returns:
            Whether all of it is there now; not where nothing is due, either.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        due, begun = slot or one.due(now), since or now
        delivery = await self._deliveries.claim(one.id, due, self._holder, now)
        if delivery is None:
            return False
        if not (
            delivery.planned or await self._delivering.planned(one, delivery, begun)
        ):
            return False
        try:
            return await self._delivering.posted(one, delivery)
        except MessengerError as error:
            self._again(one, "digest_not_posted", error)
            if error.permanent:
                await self._delivering.refused(one, delivery, error)
            return False

    async def now(self, one: Subscription) -> bool:
        """Deliver all that it was not told, whatever its schedule says.

        What is under way for it already is waited for first; `Returns` and `Raises` are
        those of `deliver`.
        """
        await self.begin(one)
        running = self._under_way.get(one.id)
        if running is not None and not running.done():
            await asyncio.wait([running])
        return await self.deliver(one, self._clock.now())

    async def begin(self, one: Subscription) -> None:
        """Let a subscription that nobody knew be told what comes from now on.

        What was changed about one is noted, too.

        Raises:
            LedgerError: the database gave no answer.
        """
        scope, now = Scope(clouds=one.clouds, wanted=one.wanted), self._clock.now()
        if self._begun.get(one.id) == scope:
            return
        begun = one.told_from(now), one.due(now)
        await self._deliveries.subscribe(one.id, *begun)
        await self._deliveries.ask(one.id, scope, now)
        self._begun[one.id] = scope

    def _forget_others(self, known: Collection[str]) -> None:
        """Whoever takes the name of one that was deleted begins anew."""
        for gone in self._begun.keys() - known:
            del self._begun[gone]

    def _go_on(self, one: Subscription, now: datetime) -> None:
        running = self._under_way.get(one.id)
        if running is not None and not running.done():
            return
        self._looked[one.id] = one.due(now)
        task = asyncio.create_task(self._watched(one, now))
        task.add_done_callback(partial(self._ended, one))
        self._under_way[one.id] = task

    def _ended(self, one: Subscription, task: asyncio.Task[bool]) -> None:
        """Tell of what nobody foresaw; it is tried again once its lease has ended."""
        if not task.cancelled() and (error := task.exception()):
            self._report("digest_broke", subscription=one.name, exc_info=error)

    async def _watched(self, one: Subscription, since: datetime) -> bool:
        try:
            return await self.deliver(one, since=since)
        except LedgerError as error:
            self._again(one, "digest_not_delivered", error)
            return False

    def _again(self, one: Subscription, event: str, error: Exception) -> None:
        """Tell of it, and look again with the next tick."""
        self._looked.pop(one.id, None)
        self._report(event, subscription=one.name, channel=one.channel, why=str(error))
