"""Watching runs until they end."""

import asyncio
from functools import partial
from typing import assert_never
from uuid import uuid4

from bot.domain.access import Action, Actor, require
from bot.domain.commandline import COMMAND
from bot.domain.references import Reference
from bot.domain.watches import (
    LEASE,
    Added,
    Ending,
    Seen,
    Watch,
    WatchAnswer,
    WatchesAnswer,
    WatchQuery,
    WatchVerb,
)
from bot.errors import (
    InvalidQueryError,
    LedgerError,
    MessengerError,
    UncertainError,
)
from bot.ports import Clock, Report, Watches
from bot.services.boards import Speaking
from bot.services.sightings import Sightings
from bot.services.watch_reads import Reads
from bot.services.watch_rounds import Rounds
from bot.services.watch_sayings import (
    ended,
    full,
    not_theirs,
    stopped,
    there,
    under_way,
    watched,
)

_MOST_AT_ONCE = 100
_CLOSE_WITHIN = 1.5


class Watching:
    """Begins, shows and ends what people watch; `most` each.

    `holder` tells this process from others; `report` hears of what went wrong.
    """

    def __init__(
        self,
        watches: Watches,
        sightings: Sightings,
        speaking: Speaking,
        rounds: Rounds,
        clock: Clock,
        *,
        most: int,
        holder: str,
        report: Report,
    ) -> None:
        self._watches = watches
        self._sightings = sightings
        self._speaking = speaking
        self._rounds = rounds
        self._clock = clock
        self._most = most
        self._holder = holder
        self._report = report
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._reads = Reads(sightings, clock)

    async def answer(self, actor: Actor, query: WatchQuery) -> WatchAnswer:
        """What came of it.

        Raises:
            AccessDeniedError: the actor may not look up runs.
            InvalidQueryError: it is no one run.
            NotFoundError: there is no such run.
            SourceError: its cloud gave no answer.
            LedgerError: the database gave no answer.
            MessengerError: Slack took the message nowhere.
        """
        require(actor, Action.LOOK_UP, self._sightings.clouds)
        match query.verb:
            case WatchVerb.LIST:
                mine = await self.of(actor.user, actor.workspace)
                return WatchesAnswer(watches=mine, most=self._most)
            case WatchVerb.BEGIN:
                return await self._begin(actor, _named(query))
            case WatchVerb.STOP:
                return await self._stop(actor, _named(query))
        assert_never(query.verb)

    async def of(self, user: str, workspace: str) -> tuple[Watch, ...]:
        """What they watch, the latest first.

        Raises:
            LedgerError: the database gave no answer.
        """
        kept = await self._watches.of(user, workspace)
        # What is over stays until that has been said.
        return tuple(one for one in kept if one.ending is None)

    async def tick(self) -> None:
        """Begin to look at what is due, as far as not too much is under way.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        room = _MOST_AT_ONCE - len(self._under_way)
        due = await self._watches.claim(self._holder, now, now + LEASE, room)
        for watch in due:
            if watch.id not in self._under_way:
                self._look(watch)

    async def close(self) -> None:
        """End what is under way, within two seconds; somebody goes on with it later."""
        tasks = [*self._under_way.values(), *self._reads.under_way]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_CLOSE_WITHIN)

    async def _begin(self, actor: Actor, reference: Reference) -> WatchAnswer:
        seen = await self._sightings.of(reference)
        if seen.finished:
            return ended(reference, seen)
        watch = self._new(actor, reference, seen)
        until = watch.begun + LEASE
        match await self._watches.add(watch, self._holder, until, self._most):
            case Added.NEW:
                return await self._begun(watch)
            case Added.SAME:
                return watched(watch)
            case Added.FULL:
                return full(self._most)

    def _new(self, actor: Actor, reference: Reference, seen: Seen) -> Watch:
        now = self._clock.now()
        return Watch(
            id=uuid4().hex,
            user=actor.user,
            workspace=actor.workspace,
            channel=actor.channel,
            reference=reference,
            begun=now,
            seen=seen,
            seen_at=now,
            place=actor.channel or actor.user,
            due=now,
        )

    async def _begun(self, watch: Watch) -> WatchAnswer:
        """Where its message is; or that it is on its way, if Slack is not sure of it."""
        try:
            begun = await self._speaking.begin(watch)
        except MessengerError as error:
            self._report("watch_not_begun", why=str(error))
            if error.permanent:
                await self._watches.remove(watch.id)
                raise
            if not isinstance(error, UncertainError):
                await self._speaking.rest(watch.later(self._clock.now()))
            return under_way(watch)
        return there(begun) if begun else under_way(watch)

    async def _stop(self, actor: Actor, reference: Reference) -> WatchAnswer:
        mine = await self._watches.of(actor.user, actor.workspace)
        these = [one for one in mine if one.reference == reference]
        if not these:
            return not_theirs()
        for watch in these:
            if await self._watches.remove(watch.id) and watch.ts:
                await self._unshow(watch.over(Ending.STOPPED))
        return stopped(these[0])

    async def _unshow(self, watch: Watch) -> None:
        """Let its message say that it is over; it may be gone."""
        try:
            await self._speaking.show(watch)
        except MessengerError as error:
            self._report("watch_not_shown", why=str(error))

    def _look(self, watch: Watch) -> None:
        task = asyncio.create_task(self._watched(watch))
        self._under_way[watch.id] = task
        task.add_done_callback(partial(self._done, watch))

    async def _watched(self, watch: Watch) -> None:
        try:
            await self._rounds.go_on(watch, self._reads)
        except LedgerError as error:
            # Its lease ends by itself, and then it is looked at again.
            self._report("watch_not_kept", why=str(error))

    def _done(self, watch: Watch, task: asyncio.Task[None]) -> None:
        """Tell of what nobody foresaw; it is tried again once its lease has ended."""
        del self._under_way[watch.id]
        if not task.cancelled() and (error := task.exception()):
            self._report("watch_broke", watch=watch.id, exc_info=error)


def _named(query: WatchQuery) -> Reference:
    """The reference that all but a list have."""
    if query.reference is None:
        raise InvalidQueryError("Which run?", suggestion=f"{COMMAND} watch list")
    return query.reference
