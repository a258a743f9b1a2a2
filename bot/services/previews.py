"""Digests that are only looked at: nothing counts as told."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.deliveries import Content, Delivery, Scope, Told
from bot.domain.subscriptions import Subscription
from bot.ports import Deliveries, Marks
from bot.services.delivering import Render, scope_of
from bot.services.digest_building import built
from bot.services.digest_facts import Facts


class Previews:
    """What a channel would be told, or would have been."""

    def __init__(
        self, deliveries: Deliveries, marks: Marks, facts: Facts, render: Render
    ) -> None:
        self._deliveries = deliveries
        self._marks = marks
        self._facts = facts
        self._render = render

    async def next(
        self, one: Subscription, seconds: float | None = None
    ) -> Sequence[Content]:
        """What it would be told if a slot were due now.

        It waits so long for what is new to be read; None: to its end.

        Raises:
            LedgerError: the database gave no answer.
        """
        gaps = await self._gaps(one, seconds)
        now = self._facts.clock.now()
        due = await self._deliveries.upcoming(one.id, one.told_from(now), now)
        scope = await scope_of(self._marks, one, now)
        told = await self._deliveries.untold(due, scope, now)
        return await self._shown(one, due, told, (scope, gaps))

    async def of(self, one: Subscription, span: timedelta) -> Sequence[Content]:
        """All that ended in the last `span`, whether it was told or not.

        Raises:
            LedgerError: the database gave no answer.
        """
        gaps = await self._gaps(one, None)
        now = self._facts.clock.now()
        due = Delivery(
            id="", subscription=one.id, slot=now, since=now - span, told_from=now - span
        )
        scope = await scope_of(self._marks, one, now)
        told = await self._deliveries.within(due, scope)
        return await self._shown(one, due, told, (scope, gaps))

    async def _gaps(self, one: Subscription, seconds: float | None) -> tuple[str, ...]:
        ended = await self._facts.fresh(one, seconds)
        return () if ended else self._facts.unread(one)

    async def _shown(
        self,
        one: Subscription,
        due: Delivery,
        told: Told,
        about: tuple[Scope, tuple[str, ...]],
    ) -> Sequence[Content]:
        scope, gaps = about
        known = await self._facts.known(one, told, gaps)
        digest, _ = built(one, due, known, scope.marks)
        return self._render(digest, due.id)
