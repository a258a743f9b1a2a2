"""One delivery, from its claim to its last part; whoever comes next can go on with it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.blocks.digest import line_of
from bot.domain.deliveries import Content, Delivery, Part, Plan, Scope
from bot.domain.digests import Digest
from bot.domain.messages import Address
from bot.domain.subscriptions import Subscription
from bot.domain.thread_rows import failure_rows
from bot.domain.threads import Opening
from bot.errors import MessengerError, UncertainError
from bot.ports import Deliveries, Marks, Poster, Report
from bot.services.digest_building import Known, built, over
from bot.services.digest_facts import Facts
from bot.services.refusals import Refusals

# Ten minutes: the first sweep of a large fleet takes half of that.
_SWEEP_WAIT, _SWEEP_WAITS = 30.0, 20
# A digest of 10,000 rows takes tens of megabytes while it is made.
_MADE_AT_ONCE = 2
# Slack takes five posts a second; who waits for more than a minute has to begin anew.
_POSTED_AT_ONCE = 64
_KEEP_LEASE = 30.0
# What Slack refuses for good may be mended by whoever looks after the bot.
_REFUSED = timedelta(hours=1)

Render = Callable[[Digest, str], Sequence[Content]]
"""Makes the contents of a digest, of the delivery with this id: the root first."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How digests are said, and where.

    `marked` says of what may be there twice that it may.
    """

    poster: Poster
    render: Render
    marked: Callable[[Content], Content]


class Delivering:
    """Delivers one at a time of each subscription.

    `holder` tells this process from others; `report` hears of what went wrong.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        marks: Marks,
        facts: Facts,
        voice: Voice,
        *,
        refusals: Refusals,
        holder: str,
        report: Report,
    ) -> None:
        self._deliveries = deliveries
        self._marks = marks
        self._facts = facts
        self._voice = voice
        self._clock = facts.clock
        self._refusals = refusals
        self._holder = holder
        self._report = report
        self._making = asyncio.Semaphore(_MADE_AT_ONCE)
        self._posting = asyncio.Semaphore(_POSTED_AT_ONCE)

    async def planned(
        self, one: Subscription, delivery: Delivery, since: datetime
    ) -> bool:
        """Find out what is to be told, and let that stand; False where the lease is lost.

        What was read of the clouds at `since` or later is new enough.

        Raises:
            LedgerError: the database gave no answer.
        """
        gaps = await self._freshened(one, delivery, since)
        if gaps is None:
            return False
        async with self._room(self._making, delivery) as held:
            return held and await self._made(one, delivery, gaps)

    async def posted(self, one: Subscription, delivery: Delivery) -> bool:
        """Post what is not there yet; whether all of it is there then.

        Raises:
            LedgerError: the database gave no answer.
            MessengerError: Slack did not take a part, or nobody knows.
        """
        async with self._room(self._posting, delivery) as held:
            if not held:
                return False
            root = ""
            for part in await self._deliveries.parts(delivery):
                ts = part.ts or await self._sent(one, delivery, part, root)
                if not ts:
                    return False  # somebody else goes on
                root = root or ts
            await self._deliveries.end(delivery, self._clock.now())
            return True

    async def refused(
        self, one: Subscription, delivery: Delivery, error: MessengerError
    ) -> None:
        """Let the subscription rest where its channel takes nothing; else wait an hour.

        Raises:
            LedgerError: the database gave no answer.
        """
        rests = await self._refusals.rest(one, error)
        until = self._clock.now() + (timedelta() if rests else _REFUSED)
        await self._deliveries.postpone(delivery, until)

    async def _freshened(
        self, one: Subscription, delivery: Delivery, since: datetime
    ) -> tuple[str, ...] | None:
        """What was still being read when it was time; None where the lease is lost."""
        for _ in range(_SWEEP_WAITS):
            if await self._facts.fresh(one, _SWEEP_WAIT, since):
                return ()
            if not await self._held(delivery):
                return None
        return self._facts.unread(one)

    async def _made(
        self, one: Subscription, delivery: Delivery, gaps: tuple[str, ...]
    ) -> bool:
        now = self._clock.now()
        scope = await scope_of(self._marks, one, self._clock.now())
        told = await self._deliveries.gather(delivery, scope, now)
        known = await self._facts.known(one, told, gaps)
        # In a thread: thousands of rows take half a second, and acks do not wait.
        plan = await asyncio.to_thread(self._plan, one, delivery, known, scope)
        return await self._deliveries.plan(delivery, self._holder, plan, known.now)

    def _plan(
        self, one: Subscription, delivery: Delivery, known: Known, scope: Scope
    ) -> Plan:
        digest, went = built(one, delivery, known, scope.marks)
        says_nothing = digest.is_empty and not one.posts_empty
        silent = says_nothing and digest.is_whole
        return Plan(
            contents=() if silent else self._voice.render(digest, delivery.id),
            counts=digest.counts,
            troubles=tuple(went.open.values()),
            over=over(scope.marks, went),
            opening=Opening(line_of(digest), failure_rows(digest.rows)),
        )

    async def _sent(
        self, one: Subscription, delivery: Delivery, part: Part, root: str
    ) -> str:
        """Slack's name for the part; "" where the lease is lost."""
        now = self._clock.now()
        if not await self._deliveries.trying(delivery, self._holder, part.number, now):
            return ""
        address = Address(channel=one.channel, thread=root)
        try:
            ts = await self._shown(address, part, delivery)
        except UncertainError as error:
            if part.tried is None or isinstance(
                error.__cause__, asyncio.CancelledError
            ):
                raise  # the next time it is looked for first
            again = self._voice.marked(Content(part.message, part.file))
            marked = replace(part, message=again.message, file=again.file, tried=None)
            ts = await self._shown(address, marked, delivery)
        await self._deliveries.posted(delivery, part.number, ts)
        return ts

    async def _shown(self, address: Address, part: Part, delivery: Delivery) -> str:
        """Slack's name for the message, or for the file."""
        post_id, poster = f"{delivery.id}.{part.number}", self._voice.poster
        if part.file is not None:
            try:
                return await poster.attach(address, part.file, post_id, part.tried)
            except MessengerError as error:
                # The message says where its rows are; a channel that takes nothing
                # takes no message, either.
                if not error.permanent:
                    raise
                self._report("digest_file_refused", why=str(error))
        return await poster.post(address, part.message, post_id, part.tried)

    async def _held(self, delivery: Delivery) -> bool:
        now = self._clock.now()
        return await self._deliveries.hold(delivery, self._holder, now)

    @asynccontextmanager
    async def _room(
        self, room: asyncio.Semaphore, delivery: Delivery
    ) -> AsyncIterator[bool]:
        """Wait for room, and keep the lease meanwhile; whether it is ours then."""
        while not await _acquired(room):
            if not await self._held(delivery):
                yield False
                return
        try:
            yield await self._held(delivery)
        finally:
            room.release()


async def scope_of(marks: Marks, one: Subscription, now: datetime) -> Scope:
    """What a subscription is about now, with what people said of causes.

    Raises:
        LedgerError: the database gave no answer.
    """
    said = await marks.of(one.channel, one.id, now)
    return Scope(clouds=one.clouds, wanted=one.wanted, marks=said)


async def _acquired(room: asyncio.Semaphore) -> bool:
    try:
        async with asyncio.timeout(_KEEP_LEASE):
            return await room.acquire()
    except TimeoutError:
        return False
