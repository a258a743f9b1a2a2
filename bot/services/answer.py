"""Asking the clouds what one question needs."""

from collections.abc import Mapping
from typing import assert_never

from bot.domain.access import Action, Actor, require
from bot.domain.answers import Answer, HelpAnswer, ReferenceAnswer
from bot.domain.commandline import line
from bot.domain.lookups import LookUpQuery
from bot.domain.pools import PoolQuery
from bot.domain.queries import HelpQuery, parse
from bot.domain.references import SourceName
from bot.domain.windows import window
from bot.domain.zones import first_zone
from bot.ports import Clock
from bot.services.clouds import Cloud, Clouds
from bot.services.paging import answer_to
from bot.services.readings import Reading, in_order
from bot.services.snapshots import Snapshots


class AnswerService:
    """Answers questions on behalf of an actor, from the clouds as they are now."""

    def __init__(self, clouds: Mapping[str, Cloud], clock: Clock) -> None:
        self._clouds = clouds
        self._clock = clock
        self._snapshots: Snapshots[Reading] = Snapshots(clock)

    async def answer(
        self, actor: Actor, text: str, *, page: int = 1, again: bool = False
    ) -> Answer:
        """What the clouds know about what was typed after `/runs`.

        Args:
            actor: who asks.
            text: what they typed, or what stands in the button that they pressed.
            page: of a long answer; too high a number shows the last one.
            again: show what the actor was shown in the last ten minutes, as far as it
                is still known, instead of asking the clouds.

        Raises:
            AccessDeniedError: the actor may not ask; no cloud was asked.
            InvalidQueryError: it cannot be read, or names a cloud that is not there.
            NotFoundError: every cloud that was asked answered that there is none.
            SourceError: a cloud gave no answer, and no other one had it.
        """
        granted = require(actor, Action.LOOK_UP, self._clouds)
        query = parse(text)
        if isinstance(query, HelpQuery):
            return HelpAnswer(query.topic)
        key = (actor.user, actor.workspace, line(text), granted)
        reading = self._snapshots.get(key) if again else None
        if reading is None:
            clouds = Clouds(self._clouds, granted)
            reading = await self._read(actor, clouds, query)
            self._snapshots.put(key, reading, reading.weight)
        return answer_to(reading, line(text), page)

    def reference(self, actor: Actor, text: str) -> ReferenceAnswer:
        """The command line that `text` is, and the reference in it; no cloud is asked.

        Raises:
            AccessDeniedError: the actor may not ask.
            InvalidQueryError: it cannot be read.
        """
        require(actor, Action.LOOK_UP, self._clouds)
        query = parse(text)
        named = query.reference if isinstance(query, LookUpQuery) else None
        return ReferenceAnswer(line(text), str(named or ""))

    async def _read(
        self, actor: Actor, clouds: Clouds, query: LookUpQuery | PoolQuery
    ) -> Reading:
        source = query.source if isinstance(query, LookUpQuery) else SourceName.POOL
        zones = clouds.zones(source, query.cloud)
        zone = first_zone(actor.person.time_zone, *zones)
        match query:
            case LookUpQuery():
                read, gaps = await clouds.find(query)
                found = tuple(map(in_order, read))
                return Reading(found, gaps, as_of=self._clock.now(), zone=zone)
            case PoolQuery():
                span = window(query.since, query.until, self._clock.now(), zone)
                listing, gaps = await clouds.search(query, span)
                found = (in_order(listing),)
                return Reading(
                    found, gaps, as_of=self._clock.now(), zone=zone, window=span
                )
        assert_never(query)
