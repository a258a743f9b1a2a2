"""What digests are made of, freshened first."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deliveries import Told
from bot.domain.subscriptions import Subscription
from bot.ports import Clock
from bot.services.digest_building import Known
from bot.services.remembering import Remembering
from bot.services.sweeps import Sweeps


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ledger knows, and how it comes to know it."""

    memory: Remembering
    sweeps: Sweeps
    clock: Clock

    async def fresh(
        self, one: Subscription, seconds: float | None, since: datetime | None = None
    ) -> bool:
        """Sweep what it is about, and wait so long for it; None: to its end.

        Many digests of one minute need no more than one: what was swept at `since` or
        later is fresh enough, if that is given.

        Returns:
            Whether every sweep has ended.
        """
        return await self.sweeps.fresh(one.clouds, seconds, since)

    def unread(self, one: Subscription) -> tuple[str, ...]:
        """A sentence for each thing that is being read now, one in any case."""
        reading = [said for cloud in one.clouds for said in self.sweeps.progress(cloud)]
        return tuple(reading) or ("What is new was not read to its end.",)

    async def known(
        self, one: Subscription, told: Told, gaps: tuple[str, ...] = ()
    ) -> Known:
        """`told`, with what it stands on; `gaps` is what else is missing.

        Raises:
            LedgerError: the database gave no answer.
        """
        return Known(
            told=told,
            coverage=await self.memory.coverage(one.clouds, one.wanted.sources),
            gaps=(*self.sweeps.trouble(one.clouds), *gaps),
            now=self.clock.now(),
        )
