"""Digests that are only looked at: nothing counts as told."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.deliveries import Delivery, Told
from bot.domain.messages import Message
from bot.domain.subscriptions import Subscription
from bot.ports import Deliveries
from bot.services.digest_building import built
from bot.services.digest_facts import Facts
from bot.services.digests import Render


class Previews:
    """What a channel would be told, or would have been."""

    def __init__(self, deliveries: Deliveries, facts: Facts, render: Render) -> None:
        self._deliveries = deliveries
        self._facts = facts
        self._render = render

    async def next(self, one: Subscription) -> Sequence[Message]:
        """What it would be told if a slot were due now.

        Raises:
            LedgerError: the database gave no answer.
        """
        await self._facts.fresh(one, None)
        now = self._facts.clock.now()
        begun = one.told_from(now)
        due = await self._deliveries.upcoming(one.id, begun, now)
        told = await self._deliveries.untold(due, one.clouds, one.wanted, now)
        return await self._shown(one, due, told)

    async def of(self, one: Subscription, span: timedelta) -> Sequence[Message]:
        """All that ended in the last `span`, whether it was told or not.

        Raises:
            LedgerError: the database gave no answer.
        """
        await self._facts.fresh(one, None)
        now = self._facts.clock.now()
        due = Delivery(
            id="", subscription=one.id, slot=now, since=now - span, told_from=now - span
        )
        told = await self._deliveries.within(due, one.clouds, one.wanted)
        return await self._shown(one, due, told)

    async def _shown(
        self, one: Subscription, due: Delivery, told: Told
    ) -> Sequence[Message]:
        digest, _ = built(one, due, await self._facts.known(one, told))
        return self._render(digest)
