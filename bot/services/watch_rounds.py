"""Looking at what is watched, and telling when it has ended."""

import asyncio

from bot.domain.access import Action, Actor, Person, Standing, decide
from bot.domain.references import Reference
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
from bot.services.sightings import Sightings

Said = Seen | NotFoundError | SourceError | InvalidQueryError
"""What a cloud told of a run."""

# Nobody is told of these: they wanted it, or may not know any more.
_SILENT = frozenset({Ending.STOPPED, Ending.DENIED})


class Reads:
    """Reads each run once, however many people watch it.

    What is being read stands in `under_way`.
    """

    def __init__(
        self, sightings: Sightings, under_way: set[asyncio.Task[Said]]
    ) -> None:
        self._sightings = sightings
        self._under_way = under_way
        self._begun: dict[Reference, asyncio.Task[Said]] = {}

    async def of(self, reference: Reference) -> Said:
        """What the cloud told of it since these reads began."""
        if reference not in self._begun:
            task = asyncio.create_task(self._read(reference))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            self._begun[reference] = task
        # Whoever is stopped does not take the answer from the others.
        return await asyncio.shield(self._begun[reference])

    async def _read(self, reference: Reference) -> Said:
        try:
            return await self._sightings.of(reference)
        except (NotFoundError, SourceError, InvalidQueryError) as error:
            return error


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
            return watch.not_read(self._clock.now())
        if not _may_look(watch, person):
            return watch.over(Ending.DENIED)
        match await reads.of(watch.reference):
            case Seen() as seen:
                return watch.looked(seen, self._clock.now())
            case SourceError():
                return watch.not_read(self._clock.now())
        return watch.over(Ending.MISSING)

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
        await self._after(after if there else after.over(Ending.GONE))

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


def _may_look(watch: Watch, person: Person) -> bool:
    actor = Actor(
        user=watch.user,
        workspace=watch.workspace,
        channel=watch.channel,
        person=person,
    )
    return decide(actor, Action.LOOK_UP, [watch.reference.cloud]).allowed
