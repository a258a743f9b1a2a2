"""Digests: each slot of each subscription is delivered once, whoever dies meanwhile."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.deliveries import Delivery, Part
from bot.domain.digests import Digest
from bot.domain.messages import Address, Message
from bot.domain.subscriptions import Subscription
from bot.errors import LedgerError, MessengerError, UncertainError
from bot.ports import Deliveries, Poster, Report
from bot.services.digest_building import built
from bot.services.digest_facts import Facts

# Ten minutes: the first sweep of a large fleet takes half of that.
_SWEEP_WAIT, _SWEEP_WAITS = 30.0, 20
_CLOSE_WITHIN = 1.5
# What Slack refuses for good may be mended by whoever looks after the channel.
_REFUSED = timedelta(hours=1)

Render = Callable[[Digest], Sequence[Message]]
"""Makes the messages of a digest: the root, then what goes in its thread."""


class Digests:
    """Delivers what is due.

    `holder` tells this process from others; `report` hears of what went wrong.
    """

    def __init__(
        self,
        subscriptions: Sequence[Subscription],
        deliveries: Deliveries,
        *,
        facts: Facts,
        poster: Poster,
        render: Render,
        marked: Callable[[Message], Message],
        holder: str,
        report: Report,
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._facts = facts
        self._poster = poster
        self._clock = facts.clock
        self._render = render
        self._marked = marked
        self._holder = holder
        self._report = report
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._begun: set[str] = set()
        self._looked: dict[str, datetime] = {}

    async def tick(self) -> None:
        """Look for what is due, and for what somebody has left unfinished.

        A subscription that nobody knew is told what comes from now on.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        abandoned = await self._deliveries.abandoned(now)
        for one in self._subscriptions:
            if one.id not in self._begun:
                await self.begin(one)
            running = self._under_way.get(one.id)
            is_due = one.id in abandoned or self._looked.get(one.id) != one.due(now)
            if is_due and (running is None or running.done()):
                self._looked[one.id] = one.due(now)
                task = asyncio.create_task(self._watched(one))
                task.add_done_callback(partial(self._ended, one))
                self._under_way[one.id] = task

    async def close(self) -> None:
        """End what is under way, within two seconds; whoever comes next goes on with it."""
        tasks = [one for one in self._under_way.values() if not one.done()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_CLOSE_WITHIN)

    def _ended(self, one: Subscription, task: asyncio.Task[None]) -> None:
        """Tell of what nobody foresaw; it is tried again once its lease has ended."""
        if not task.cancelled() and (error := task.exception()):
            self._report("digest_broke", subscription=one.name, exc_info=error)

    async def _watched(self, one: Subscription) -> None:
        try:
            await self.deliver(one)
        except LedgerError as error:
            self._again(one, "digest_not_delivered", error)

    async def deliver(self, one: Subscription, slot: datetime | None = None) -> bool:
        """Deliver what is due of one subscription, or go on with it.

        Args:
            one: which one; `tick` or `begin` has seen it before.
            slot: what is due; None: the newest slot of its schedule.

        Returns:
            Whether all of it is there now; not where nothing is due, either.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        due = slot or one.due(now)
        delivery = await self._deliveries.claim(one.id, due, self._holder, now)
        if delivery is None:
            return False
        if not (delivery.planned or await self._planned(one, delivery)):
            return False
        return await self._posted(one, delivery)

    async def begin(self, one: Subscription) -> None:
        """Let a subscription that nobody knew be told what comes from now on.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        await self._deliveries.subscribe(one.id, one.told_from(now), one.due(now))
        self._begun.add(one.id)

    async def _planned(self, one: Subscription, delivery: Delivery) -> bool:
        """Find out what is to be told, and let that stand."""
        gaps = await self._freshened(one, delivery)
        if gaps is None:
            return False
        told = await self._deliveries.gather(
            delivery, one.clouds, one.wanted, self._clock.now()
        )
        known = await self._facts.known(one, told, gaps)
        digest, went = built(one, delivery, known)
        says_nothing = digest.is_empty and not one.posts_empty
        messages = () if says_nothing and digest.is_whole else self._render(digest)
        return await self._deliveries.plan(
            delivery, self._holder, messages, went.open.values(), known.now
        )

    async def _freshened(
        self, one: Subscription, delivery: Delivery
    ) -> tuple[str, ...] | None:
        """What was still being read when it was time; None where the lease is lost."""
        for _ in range(_SWEEP_WAITS):
            if await self._facts.fresh(one, _SWEEP_WAIT):
                return ()
            now = self._clock.now()
            if not await self._deliveries.hold(delivery, self._holder, now):
                return None
        return self._facts.unread(one)

    async def _posted(self, one: Subscription, delivery: Delivery) -> bool:
        """Whether all of it is there."""
        root = ""
        try:
            for part in await self._deliveries.parts(delivery):
                ts = part.ts or await self._sent(one, delivery, part, root)
                if not ts:
                    return False  # somebody else goes on
                root = root or ts
        except MessengerError as error:
            self._again(one, "digest_not_posted", error)
            if error.permanent:
                until = self._clock.now() + _REFUSED
                await self._deliveries.postpone(delivery, until)
            return False
        await self._deliveries.end(delivery, self._clock.now())
        return True

    async def _sent(
        self, one: Subscription, delivery: Delivery, part: Part, root: str
    ) -> str:
        """Slack's name for the part; "" where the lease is lost."""
        now = self._clock.now()
        if not await self._deliveries.trying(delivery, self._holder, part.number, now):
            return ""
        address = Address(channel=one.channel, thread=root)
        post_id = f"{delivery.id}.{part.number}"
        try:
            ts = await self._poster.post(address, part.message, post_id, part.tried)
        except UncertainError as error:
            if part.tried is None or isinstance(
                error.__cause__, asyncio.CancelledError
            ):
                raise  # the next time it is looked for first
            again = self._marked(part.message)
            ts = await self._poster.post(address, again, post_id, None)
        await self._deliveries.posted(delivery, part.number, ts)
        return ts

    def _again(self, one: Subscription, event: str, error: Exception) -> None:
        """Tell of it, and look again with the next tick."""
        self._looked.pop(one.id, None)
        self._report(event, subscription=one.name, channel=one.channel, why=str(error))
