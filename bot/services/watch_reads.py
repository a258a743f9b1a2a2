"""Reading what is watched, once for all who watch it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.references import Reference
from bot.domain.watches import QUICK, Seen
from bot.errors import InvalidQueryError, NotFoundError, SourceError
from bot.ports import Clock
from bot.services.sightings import Sightings

Said = Seen | NotFoundError | SourceError | InvalidQueryError
"""What a cloud told of a run."""

# So old may be what another watch has read: each is looked at again after `QUICK`.
_FRESH = QUICK / 2


@dataclass(frozen=True, slots=True)
class Look:
    """What a cloud told, and how long that took."""

    said: Said
    took: timedelta


@dataclass(slots=True)
class Reads:
    """Reads each run once, however many people watch it."""

    sightings: Sightings
    clock: Clock
    _begun: dict[Reference, tuple[datetime, asyncio.Task[Look]]] = field(
        default_factory=dict
    )

    async def of(self, reference: Reference) -> Look:
        """What the cloud tells of it, or told somebody else a moment ago."""
        now = self.clock.now()
        self._begun = {
            known: (at, task)
            for known, (at, task) in self._begun.items()
            if not task.done() or now - at < _FRESH
        }
        if reference not in self._begun:
            task = asyncio.create_task(self._read(reference, now))
            self._begun[reference] = now, task
        # Whoever is stopped does not take the answer from the others.
        return await asyncio.shield(self._begun[reference][1])

    @property
    def under_way(self) -> Iterable[asyncio.Task[Look]]:
        """Those that have not ended."""
        return [task for _, task in self._begun.values() if not task.done()]

    async def _read(self, reference: Reference, begun: datetime) -> Look:
        said: Said
        try:
            said = await self.sightings.of(reference)
        except (NotFoundError, SourceError, InvalidQueryError) as error:
            said = error
        return Look(said, self.clock.now() - begun)
