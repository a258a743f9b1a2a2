"""What digests are made of, freshened first."""

from dataclasses import dataclass

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

    async def fresh(self, one: Subscription, seconds: float | None) -> bool:
        """Sweep what it is about, and wait so long for it; None: to its end.

        Whether every sweep has ended.
        """
        return await self.sweeps.fresh(one.clouds, seconds)

    async def known(self, one: Subscription, told: Told) -> Known:
        """`told`, with what it stands on.

        Raises:
            LedgerError: the database gave no answer.
        """
        return Known(
            told=told,
            coverage=await self.memory.coverage(one.clouds, one.wanted.sources),
            gaps=self.sweeps.trouble(one.clouds),
            now=self.clock.now(),
        )
