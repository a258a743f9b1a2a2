"""The message of a watch, and what is said when it is over: each is there once."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.blocks.watches import board, lost, word
from bot.domain.lookups import is_one_target
from bot.domain.messages import Address, Message, Posted
from bot.domain.presses import command_for
from bot.domain.threads import Step, Thread, begun
from bot.domain.watches import LEASE, QUICK, Ending, Watch
from bot.errors import MessengerError, UncertainError
from bot.ports import Boards, Clock, Poster, Report, Threads, Watches


class Replies(Protocol):
    """Tells one person something in private."""

    async def reply(self, address: Address, message: Message) -> None:
        """As `Messenger.reply`."""
        ...


class Voice(Boards, Poster, Replies, Protocol):
    """Slack, as watches need it."""


class Speaking:
    """Says what is to be said of one watch, as long as `holder` holds it."""

    def __init__(
        self,
        watches: Watches,
        threads: Threads,
        voice: Voice,
        clock: Clock,
        *,
        holder: str,
        report: Report,
    ) -> None:
        self._watches = watches
        self._threads = threads
        self._voice = voice
        self._clock = clock
        self._holder = holder
        self._report = report

    async def begin(self, watch: Watch) -> Watch | None:
        """Post its message: where it was asked for, else to its person alone.

        None where somebody else holds the watch now.

        Raises:
            LedgerError: the database gave no answer.
            UncertainError: nobody knows whether the message is there.
            MessengerError: Slack did not take it.
        """
        try:
            return await self._put(watch)
        except UncertainError:
            raise
        except MessengerError as error:
            if not error.permanent or watch.place == watch.user:
                raise
        # What Slack refused nobody has seen.
        return await self._put(replace(watch, place=watch.user, tried=None))

    async def show(self, watch: Watch) -> bool:
        """Let its message say how it stands; False where that is gone.

        Raises:
            MessengerError: Slack did not take it; the same may pass later.
        """
        return await self._voice.change(watch.board, board(watch))

    async def end(self, watch: Watch) -> bool:
        """Tell whoever watched that it is over; whether all is said.

        Raises:
            LedgerError: the database gave no answer.
        """
        noted = replace(watch, word_tried=watch.word_tried or self._clock.now())
        if not await self.hold(noted):
            return False  # somebody else goes on
        try:
            await self._say(watch)
        except MessengerError as error:
            if not error.permanent:
                self._report("watch_word_not_said", why=str(error))
                await self.rest(noted.later(self._clock.now()))
                return False
            await self.tell(watch, word(watch))
        return True

    async def tell_lost(self, watch: Watch) -> None:
        """Tell whoever watched why it is over, or that its message is gone."""
        unended = watch.ending in {None, Ending.GONE}
        await self.tell(watch, lost(watch) if unended else word(watch))

    async def tell(self, watch: Watch, message: Message) -> None:
        """Tell whoever watches in a direct message."""
        try:
            await self._voice.reply(Address(user=watch.user), message)
        except MessengerError as error:
            self._report("watcher_not_told", user=watch.user, why=str(error))

    async def rest(self, watch: Watch) -> None:
        """Keep how it stands, and let anybody go on with it when it is due."""
        await self._watches.keep(watch, self._holder, self._clock.now())

    async def hold(self, watch: Watch) -> bool:
        """Keep how it stands and go on holding it; False where it is not ours any more."""
        until = self._clock.now() + LEASE
        return await self._watches.keep(watch, self._holder, until)

    async def _put(self, watch: Watch) -> Watch | None:
        noted = replace(watch, tried=watch.tried or self._clock.now())
        if not await self.hold(noted):
            return None
        address, post_id = Address(channel=watch.place), f"{watch.id}.board"
        try:
            posted = await self._voice.put(address, board(watch), post_id, watch.tried)
        except UncertainError:
            await self.rest(self._soon(noted))
            raise
        there = replace(noted, place=posted.channel, ts=posted.ts)
        await self._threads.keep(Posted(there.place, there.ts), self._thread(there))
        await self.rest(self._soon(there))
        return there

    def _thread(self, watch: Watch) -> Thread:
        """What people can ask about below its message."""
        line = command_for(watch.reference)
        thread = begun(Step(line), {}, self._clock.now())
        return replace(thread, focus=line if is_one_target(watch.reference) else "")

    def _soon(self, watch: Watch) -> Watch:
        return replace(watch, due=self._clock.now() + QUICK)

    async def _say(self, watch: Watch) -> None:
        """In the thread of its message, where it is found again by its id."""
        try:
            await self._post(watch, word(watch), watch.word_tried)
        except UncertainError as error:
            stopped = isinstance(error.__cause__, asyncio.CancelledError)
            if watch.word_tried is None or stopped:
                raise  # the next time it is looked for first
            await self._post(watch, word(watch, marked=True), None)

    async def _post(
        self, watch: Watch, message: Message, tried: datetime | None
    ) -> None:
        address = Address(channel=watch.place, thread=watch.ts)
        await self._voice.post(address, message, f"{watch.id}.word", tried)
