"""Names to choose from while somebody types, from memory: Slack waits for 3 seconds."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.access import Action, Actor, decide
from bot.domain.lookup_form import Ask, Name
from bot.errors import LedgerError
from bot.ports import Clock, Names

MOST = 100
"""So many options fit into one answer."""

_LOOKS_BACK = timedelta(days=35)
_NEW_ENOUGH = timedelta(minutes=1)
# More than a fleet has pools, scripts and tasks that run in 35 days.
_KEPT = 10_000


class Suggesting:
    """Knows what was seen of each kind, as of a minute ago."""

    def __init__(self, names: Names, clouds: Collection[str], clock: Clock) -> None:
        self._names = names
        self._clouds = clouds
        self._clock = clock
        self._known: dict[Ask, tuple[datetime, Sequence[Name]]] = {}
        self._reading = asyncio.Lock()

    async def options(self, actor: Actor, kind: Ask, typed: str) -> tuple[Name, ...]:
        """What fits to what was typed, the latest seen first; nothing typed fits all.

        It is nothing for whoever may not look up, or while the database is away and
        nothing was read before.
        """
        if not decide(actor, Action.LOOK_UP, self._clouds).allowed:
            return ()
        names = await self._of(kind)
        return tuple(_fitting(names, typed.strip().casefold()))

    async def _of(self, kind: Ask) -> Sequence[Name]:
        async with self._reading:
            now = self._clock.now()
            read, names = self._known.get(kind, (None, ()))
            if read is not None and now - read < _NEW_ENOUGH:
                return names
            try:
                names = await self._names.seen(kind, now - _LOOKS_BACK, _KEPT)
            except LedgerError:
                return names  # old names are better than none
            self._known[kind] = now, names
            return names


def _fitting(names: Sequence[Name], part: str) -> Iterator[Name]:
    left = MOST
    for one in names:
        if part in one.name.casefold() or part in one.id.casefold():
            yield one
            left -= 1
        if not left:
            return
