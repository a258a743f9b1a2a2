"""Answering what people type: from the ledger, or from the clouds as they are now."""

import asyncio
from collections.abc import Mapping
from typing import assert_never

from bot.domain.about import AboutQuery
from bot.domain.access import Action, Actor, require
from bot.domain.all_rows import AllRows
from bot.domain.answers import Answer, GlanceAnswer, HelpAnswer, ReferenceAnswer
from bot.domain.commandline import line
from bot.domain.digest_queries import DigestQuery
from bot.domain.failures import FailureQuery
from bot.domain.lookups import LookUpQuery
from bot.domain.pools import PoolQuery
from bot.domain.queries import HelpQuery, parse
from bot.domain.references import SourceName
from bot.domain.watches import WatchAnswer, WatchQuery
from bot.domain.windows import window
from bot.domain.works import (
    FindQuery,
    GlanceQuery,
    HealthQuery,
    OrdersQuery,
    WorksQuery,
)
from bot.domain.zones import first_zone
from bot.errors import InvalidQueryError
from bot.ports import Clock
from bot.services.clouds import Cloud, Clouds
from bot.services.digest_desk import DigestDesk
from bot.services.explaining import Explaining, KeptHistory
from bot.services.finding import Finds
from bot.services.kept import Kept, KeptAnswer, KeptFailures, KeptReading
from bot.services.listing import LiveLists
from bot.services.paging import all_rows
from bot.services.readings import Reading, in_order
from bot.services.remembering import LedgerReading, Remembering
from bot.services.snapshots import Snapshots
from bot.services.watching import Watching

_Live = LookUpQuery | PoolQuery | WorksQuery | OrdersQuery | FindQuery
_Kept = FailureQuery | GlanceQuery | HealthQuery

_DAY = "24h"
_NO_FILE = "A file can be made of failures, of a history or of the rows of one run, not of this."


class AnswerService:
    """Answers questions on behalf of an actor."""

    def __init__(
        self,
        clouds: Mapping[str, Cloud],
        clock: Clock,
        digests: DigestDesk,
        watching: Watching | None = None,
        *,
        memory: Remembering,
        lists: LiveLists,
        finds: Finds,
        explaining: Explaining,
    ) -> None:
        self._clouds = clouds
        self._clock = clock
        self._memory = memory
        self._lists = lists
        self._finds = finds
        self._explaining = explaining
        self.digests = digests
        self._watching = watching
        self._snapshots: Snapshots[Kept] = Snapshots(clock)

    async def answer(
        self, actor: Actor, text: str, *, page: int = 1, again: bool = False
    ) -> Answer:
        """What is known about what was typed after `/runs`.

        Args:
            actor: who asks.
            text: what they typed, or what stands in the button that they pressed.
            page: of a long answer; too high a number shows the last one.
            again: show what the actor was shown in the last ten minutes, as far as it
                is still known, instead of asking again.

        Raises:
            AccessDeniedError: the actor may not ask; no cloud was asked.
            InvalidQueryError: it cannot be read, or names a cloud that is not there.
            NotFoundError: every cloud that was asked answered that there is none.
            SourceError: a cloud gave no answer, and no other one had it.
            LedgerError: the database gave no answer.
            MessengerError: Slack did not take what was to be posted.
        """
        granted = require(actor, Action.LOOK_UP, self._clouds)
        query = parse(text)
        if isinstance(query, HelpQuery):
            return HelpAnswer(query.topic)
        if isinstance(query, DigestQuery):
            return await self.digests.answer(actor, query, line(text), page)
        if isinstance(query, WatchQuery):
            return await self._watched(actor, query)
        key = (actor.user, actor.workspace, line(text), granted)
        kept = self._snapshots.get(key) if again else None
        if kept is None:
            clouds = Clouds(self._clouds, granted)
            kept = await self._read(actor, clouds, query, line(text))
            self._snapshots.put(key, kept, kept.weight)
        return await kept.answer(line(text), page)

    async def glance(self, actor: Actor, *, fresh: bool) -> GlanceAnswer:
        """The last 24 hours; unless `fresh`, as they are known without asking anybody.

        Raises:
            AccessDeniedError: the actor may not ask.
            LedgerError: the database gave no answer.
        """
        granted = require(actor, Action.LOOK_UP, self._clouds)
        clouds, every = Clouds(self._clouds, granted), FailureQuery()
        zone = actor.person.time_zone
        if fresh:
            reading = await self._reading(clouds, every, zone)
        else:
            where = first_zone(zone, *clouds.zones())
            reading = await self._memory.known(granted, every.wanted, _DAY, where)
        return await self._memory.glance(reading, line(""))

    @property
    def cloud_names(self) -> tuple[str, ...]:
        """All clouds that there are."""
        return tuple(self._clouds)

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones of all clouds."""
        return tuple(one.time_zone for one in self._clouds.values())

    async def rows(self, actor: Actor, text: str) -> AllRows:
        """All rows of a list of failures, of a history, or of one run.

        Raises:
            InvalidQueryError: `text` asks for no such list.
            BotError: as `answer` does.
        """
        granted = require(actor, Action.LOOK_UP, self._clouds)
        query = parse(text)
        if not isinstance(query, FailureQuery | LookUpQuery | AboutQuery):
            raise InvalidQueryError(_NO_FILE)
        kept = await self._read(actor, Clouds(self._clouds, granted), query, line(text))
        match kept:
            case KeptReading(reading):
                # In a thread: thousands of rows take a while, and acks do not wait.
                return await asyncio.to_thread(all_rows, reading)
            case KeptFailures(reading=reading) | KeptHistory(reading=reading):
                return await self._memory.rows(reading)
        raise InvalidQueryError(_NO_FILE)

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

    async def _watched(self, actor: Actor, query: WatchQuery) -> WatchAnswer:
        if self._watching is None:
            raise InvalidQueryError("There is no Slack here to tell you in.")
        return await self._watching.answer(actor, query)

    async def _read(
        self, actor: Actor, clouds: Clouds, query: _Live | _Kept | AboutQuery, line: str
    ) -> Kept:
        if isinstance(query, AboutQuery):
            return await self._explaining.read(clouds, query, actor.person, line)
        zone = actor.person.time_zone
        if isinstance(query, _Live):
            return await self._live(clouds, query, zone)
        return await self._remembered(clouds, query, zone, line)

    async def _live(self, clouds: Clouds, query: _Live, zone: str) -> Kept:
        match query:
            case LookUpQuery():
                return await self._looked_up(clouds, query, zone)
            case PoolQuery():
                return await self._searched(clouds, query, zone)
            case WorksQuery():
                return await self._lists.works(clouds, query, zone)
            case OrdersQuery():
                return await self._lists.orders(clouds, query, zone)
            case FindQuery():
                return await self._finds.find(clouds, query, zone)
        assert_never(query)

    async def _remembered(
        self, clouds: Clouds, query: _Kept, zone: str, line: str
    ) -> Kept:
        match query:
            case FailureQuery():
                reading = await self._reading(clouds, query, zone)
                return KeptFailures(self._memory, reading)
            case GlanceQuery():
                every = FailureQuery(cloud=query.cloud)
                reading = await self._reading(clouds, every, zone)
                return KeptAnswer(await self._memory.glance(reading, line))
            case HealthQuery():
                where = first_zone(zone, *clouds.zones())
                names = clouds.named("")
                return KeptAnswer(await self._memory.health(names, where, line))
        assert_never(query)

    async def _looked_up(
        self, clouds: Clouds, query: LookUpQuery, zone: str
    ) -> KeptReading:
        where = first_zone(zone, *clouds.zones(query.source, query.cloud))
        read, gaps = await clouds.find(query)
        found = tuple(map(in_order, read))
        now, only = self._clock.now(), query.outcomes
        return KeptReading(Reading(found, gaps, as_of=now, zone=where, outcomes=only))

    async def _searched(
        self, clouds: Clouds, query: PoolQuery, zone: str
    ) -> KeptReading:
        where = first_zone(zone, *clouds.zones(SourceName.POOL, query.cloud))
        span = window(query.since, query.until, self._clock.now(), where)
        listing, gaps = await clouds.search(query, span)
        found = (in_order(listing),)
        now = self._clock.now()
        return KeptReading(Reading(found, gaps, as_of=now, zone=where, window=span))

    async def _reading(
        self, clouds: Clouds, query: FailureQuery, zone: str
    ) -> LedgerReading:
        names = clouds.named(query.cloud)
        where = first_zone(zone, *clouds.zones(cloud=query.cloud))
        return await self._memory.read(names, query, where)
