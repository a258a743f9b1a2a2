"""Looking at what is watched, and telling when it has ended."""

from datetime import datetime

from bot.domain.access import Action, Actor, Person, Standing, decide
from bot.domain.watches import Ending, Seen, Watch
from bot.errors import (
    InvalidQueryError,
    MessengerError,
    NotFoundError,
    SourceError,
    UncertainError,
)
from bot.ports import Clock, People, Report, Watches
from bot.services.boards import Speaking
from bot.services.watch_reads import Look, Reads

# Nobody is told of these: they wanted it, or may not know any more.
_SILENT = frozenset({Ending.STOPPED, Ending.DENIED})


class Rounds:
    """Goes on with one watch at a time, wherever somebody left it."""

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

    async def go_on(self, watch: Watch, reads: Reads) -> None:
        """Do what is next with it.

        Raises:
            LedgerError: the database gave no answer.
        """
        if watch.ending is not None:
            await self._finish(watch)
        elif not watch.ts:
            await self._begin(watch)
        else:
            await self._show(watch, await self._looked(watch, reads))

    async def _looked(self, watch: Watch, reads: Reads) -> Watch:
        """The same once it is known how the run stands, as far as its person may know."""
        person = await self._people.person(watch.user, watch.workspace)
        if person.standing is Standing.UNKNOWN:
            return watch.later(self._clock.now())  # Slack tells again
        if not _may_look(watch, person):
            return watch.over(Ending.DENIED)
        return _told(watch, await reads.of(watch.reference), self._clock.now())

    async def _show(self, before: Watch, after: Watch) -> None:
        """Change its message only where that says something else then."""
        if before.looks_like(after):
            await self._speaking.rest(after)
            return
        if not await self._speaking.hold(before):
            return  # it was stopped, or somebody else goes on
        try:
            there = await self._speaking.show(after)
        except MessengerError as error:
            self._report("watch_not_shown", why=str(error))
            # Its message is as before; what was seen now is seen again.
            await self._speaking.rest(before.later(self._clock.now()))
            return
        if there:
            await self._after(after)
        else:
            silent = after.ending in _SILENT
            await self._lose(after.over(Ending.GONE) if silent else after)

    async def _after(self, watch: Watch) -> None:
        if watch.ending is None:
            await self._speaking.rest(watch)
        else:
            await self._finish(watch)

    async def _finish(self, watch: Watch) -> None:
        """Say what is to be said, and forget it."""
        if watch.ending is Ending.GONE:
            await self._lose(watch)
        elif watch.ending in _SILENT or await self._speaking.end(watch):
            await self._watches.remove(watch.id)

    async def _lose(self, watch: Watch) -> None:
        """Forget it first: rather nobody is told than somebody again and again."""
        if await self._watches.remove(watch.id):
            await self._speaking.tell_lost(watch)

    async def _begin(self, watch: Watch) -> None:
        """Go on with what somebody left while its message was on its way."""
        try:
            await self._speaking.begin(watch)
        except MessengerError as error:
            self._report("watch_not_begun", why=str(error))
            unsure = isinstance(error, UncertainError)
            if error.permanent or (unsure and watch.tried is not None):
                await self._lose(watch)
            elif not unsure:
                await self._speaking.rest(watch.later(self._clock.now()))


def _told(watch: Watch, look: Look, now: datetime) -> Watch:
    match look.said:
        case Seen() as seen:
            return watch.looked(seen, now, look.took)
        case SourceError():
            return watch.not_read(now)
        case NotFoundError():
            return watch.over(Ending.MISSING)
        case InvalidQueryError():
            return watch.over(Ending.UNCONFIGURED)


def _may_look(watch: Watch, person: Person) -> bool:
    actor = Actor(
        user=watch.user,
        workspace=watch.workspace,
        channel=watch.channel,
        person=person,
    )
    return decide(actor, Action.LOOK_UP, [watch.reference.cloud]).allowed
