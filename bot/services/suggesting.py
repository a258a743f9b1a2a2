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
        self._under_way: dict[Ask, asyncio.Task[None]] = {}

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
        """Old names at once: whoever types on sees the new ones."""
        reading = None if self._is_new(kind) else self._read(kind)
        if reading is not None and kind not in self._known:
            # Whoever gives up waiting must not end it for the others.
            await asyncio.shield(reading)
        _, names = self._known.get(kind, (None, ()))
        return names

    def _is_new(self, kind: Ask) -> bool:
        known = self._known.get(kind)
        return known is not None and self._clock.now() - known[0] < _NEW_ENOUGH

    def _read(self, kind: Ask) -> asyncio.Task[None]:
        """The reading that is under way, or one that begins."""
        if kind not in self._under_way:
            task = asyncio.create_task(self._learn(kind))
            self._under_way[kind] = task
            task.add_done_callback(lambda _: self._under_way.pop(kind))
        return self._under_way[kind]

    async def _learn(self, kind: Ask) -> None:
        now = self._clock.now()
        try:
            names = await self._names.seen(kind, now - _LOOKS_BACK, _KEPT)
        except LedgerError:
            return  # old names are better than none
        self._known[kind] = now, names


def _fitting(names: Sequence[Name], part: str) -> Iterator[Name]:
    left = MOST
    for one in names:
        if part in one.name.casefold() or part in one.id.casefold():
            yield one
            left -= 1
        if not left:
            return
