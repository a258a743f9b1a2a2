"""What people see of subscriptions: all of them, one, and what it would tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.access import Actor
from bot.domain.commandline import COMMAND
from bot.domain.digest_answers import (
    ListedSubscription,
    Offer,
    PreviewAnswer,
    SubscriptionAnswer,
    SubscriptionsAnswer,
)
from bot.domain.home import OwnDigest, OwnDigests
from bot.domain.pages import Page
from bot.domain.subscriptions import Subscription
from bot.domain.windows import Window
from bot.domain.zones import first_zone
from bot.ports import Clock, Deliveries, Marks
from bot.services.delivering import scope_of
from bot.services.digest_rights import DigestRights
from bot.services.marking import taking_back
from bot.services.previews import Previews
from bot.services.roster import Roster
from bot.services.turning import turned

DIGEST = f"{COMMAND} digest"
NEW = Offer(label="New digest", line=f"{DIGEST} new")
_TIMES, _LOOKED_BACK = 3, 5
_WEEK, _MOST_SLOTS = timedelta(days=7), 50
# A preview waits no longer for what is new; it then says what is missing.
_SWEEP_WAIT = 30.0
_SURE = "Post it in the channel now? What it tells counts as told."


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows subscriptions to an actor; raises LedgerError throughout."""

    roster: Roster
    deliveries: Deliveries
    marks: Marks
    previews: Previews
    rights: DigestRights
    clock: Clock

    async def listed(self, actor: Actor, line: str, page: int) -> SubscriptionsAnswer:
        """A page of all subscriptions."""
        every = await self.roster.all()
        shown, _ = turned(every, page, lambda one: (one, 0))
        rows = tuple([await self._listed(one) for one in shown.rows])
        return SubscriptionsAnswer(
            page=Page(rows=rows, number=shown.number, pages=shown.pages, of=shown.of),
            line=line,
            zone=first_zone(actor.person.time_zone),
            offers=(NEW,),
        )

    async def own(self, actor: Actor, most: int) -> OwnDigests:
        """Those that the actor may send; at most so many, but all are counted."""
        every = await self.roster.all()
        own = [one for one in every if self.rights.may_send(actor, one)]
        return OwnDigests(
            shown=tuple([await self._own(one) for one in own[:most]]),
            of=len(own),
            every=self.rights.manages(actor),
        )

    async def shown(
        self, actor: Actor, name: str, said: str = ""
    ) -> SubscriptionAnswer:
        """One subscription, and what the actor may do with it; `said` comes first.

        Raises:
            InvalidQueryError: there is none of that name.
        """
        one, now = await self.roster.named(name), self.clock.now()
        marks = await self.marks.of(one.channel, one.id, now)
        return SubscriptionAnswer(
            one=one,
            said=said,
            next=tuple(one.schedule.next(_TIMES, now, one.zone)),
            delivered=await self.deliveries.delivered(one.id, _LOOKED_BACK),
            marks=tuple((mark, taking_back(one, mark)) for mark in marks),
            offers=tuple(self._offers(actor, one)),
        )

    async def preview(self, name: str) -> PreviewAnswer:
        """How the last week would have been, and what it would be told now.

        Raises:
            InvalidQueryError: there is none of that name.
        """
        one = await self.roster.named(name)
        slots = self._last_week(one)
        busy = await self._busy(one, slots)
        root, *rows = await self.previews.next(one, _SWEEP_WAIT)
        return PreviewAnswer(
            name=one.name,
            slots=len(slots),
            posted=len(slots) if one.posts_empty else busy,
            busy=busy,
            root=root.message,
            rows=len(rows),
        )

    def _last_week(self, one: Subscription) -> list[Window]:
        """What the digests of the last week would have been about."""
        now, schedule = self.clock.now(), one.schedule
        slots = list(schedule.between(now - _WEEK, now, one.zone))[-_MOST_SLOTS:]
        return [
            Window(schedule.latest(slot - timedelta.resolution, one.zone), slot)
            for slot in slots
        ]

    async def _busy(self, one: Subscription, windows: list[Window]) -> int:
        """In how many of them something failed or was skipped."""
        scope = await scope_of(self.marks, one, self.clock.now())
        counts = await self.deliveries.counted(scope, windows)
        return sum(any(each.by_outcome.values()) for each in counts)

    async def _listed(self, one: Subscription) -> ListedSubscription:
        now = self.clock.now()
        last = await self.deliveries.delivered(one.id, 1)
        return ListedSubscription(
            one=one,
            next=one.schedule.after(now, one.zone),
            last=last[0] if last else None,
        )

    async def _own(self, one: Subscription) -> OwnDigest:
        show = _offer(one, "Show", "show")
        return OwnDigest(listed=await self._listed(one), offers=(show, *_sending(one)))

    def _offers(self, actor: Actor, one: Subscription) -> Iterator[Offer]:
        yield _offer(one, "Preview", "preview")
        if self.rights.may_send(actor, one):
            yield from _sending(one)
        if self.rights.may_change(actor, one):
            yield _offer(one, "Edit", "edit")
            yield _offer(one, "Delete", "delete")


def _sending(one: Subscription) -> Iterator[Offer]:
    yield _offer(one, "Send now", "now", sure=_SURE)
    verb = "resume" if one.pause else "pause"
    yield _offer(one, verb.capitalize(), verb, changes=True)


def _offer(
    one: Subscription, label: str, verb: str, *, sure: str = "", changes: bool = False
) -> Offer:
    line = f"{DIGEST} {verb} {one.name}"
    return Offer(label=label, line=line, sure=sure, changes=changes)
