"""Looking at what is watched, and telling when it has ended."""

from dataclasses import replace

from bot.domain.access import Action, Actor, Standing, decide
from bot.domain.watches import QUICK, Ending, Seen, Watch
from bot.errors import (
    InvalidQueryError,
    MessengerError,
    NotFoundError,
    SourceError,
    UncertainError,
)
from bot.ports import Clock, People, Report, Watches
from bot.services.boards import Speaking

Said = Seen | NotFoundError | SourceError | InvalidQueryError
"""What a cloud told of a run."""

# Nobody is told of these: they wanted it, or may not know any more.
_SILENT = frozenset({Ending.STOPPED, Ending.DENIED})


class Round:
    """One look at one watch, whoever began it."""

    def __init__(
        self,
        watches: Watches,
        speaking: Speaking,
        people: People,
        clock: Clock,
        report: Report,
    ) -> None:
        self._watches = watches
        self._speaking = speaking
        self._people = people
        self._clock = clock
        self._report = report

    async def standing(self, watch: Watch) -> Standing:
        """What whoever watches is now."""
        return (await self._people.person(watch.user, watch.workspace)).standing

    async def go_on(self, watch: Watch, said: Said | None) -> None:
        """Do what is next; `said` is None where nothing had to be read.

        Raises:
            LedgerError: the database gave no answer.
        """
        if watch.ending is not None:
            await self._finish(watch)
        elif not watch.ts:
            await self._begin(watch)
        else:
            await self._look(watch, await self._after(watch, said))

    async def _after(self, watch: Watch, said: Said | None) -> Watch:
        """The watch as it is once that is known."""
        now, standing = self._clock.now(), await self.standing(watch)
        if standing is not Standing.UNKNOWN and not may_look(watch, standing):
            return watch.over(Ending.DENIED)
        if standing is Standing.UNKNOWN:
            return watch.not_read(now)
        match said:
            case Seen():
                return watch.looked(said, now)
            case NotFoundError() | InvalidQueryError():
                return watch.over(Ending.MISSING)
        return watch.not_read(now)

    async def _look(self, before: Watch, after: Watch) -> None:
        if before.looks_like(after):
            await self._speaking.rest(after)
            return
        try:
            there = await self._speaking.show(after)
        except MessengerError as error:
            self._report("watch_not_shown", why=str(error))
            # It shows what it did; what was seen is seen again.
            await self._speaking.rest(before.later(self._clock.now()))
            return
        if not there:
            after = after.over(Ending.GONE)
        if after.ending is None:
            await self._speaking.rest(after)
        else:
            await self._finish(after)

    async def _finish(self, watch: Watch) -> None:
        """Say what is to be said, and forget it."""
        if watch.ending is Ending.GONE:
            await self._lose(watch)
        elif watch.ending in _SILENT or await self._speaking.end(watch):
            await self._watches.remove(watch.id)

    async def _lose(self, watch: Watch) -> None:
        """Forget it first: rather nobody is told than everybody every minute."""
        if await self._watches.remove(watch.id):
            await self._speaking.tell_lost(watch)

    async def _begin(self, watch: Watch) -> None:
        """Go on with what somebody left when its message was on its way."""
        now = self._clock.now()
        try:
            await self._speaking.begin(watch)
        except UncertainError as error:
            self._report("watch_perhaps_not_begun", why=str(error))
            if watch.tried is None:
                await self._speaking.rest(
                    replace(watch, tried=now, due=now + QUICK)
                )
            else:
                await self._lose(watch)
        except MessengerError as error:
            self._report("watch_not_begun", why=str(error))
            if error.permanent:
                await self._lose(watch)
            else:
                await self._speaking.rest(watch.later(now))


def may_look(watch: Watch, standing: Standing) -> bool:
    """Whether somebody like that may look up what they watch."""
    actor = Actor(
        user=watch.user, workspace=watch.workspace, channel="", person=person(standing)
    )
    return decide(actor, Action.LOOK_UP, [watch.reference.cloud]).allowed
