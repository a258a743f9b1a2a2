"""What people do with subscriptions: make and change them, let them rest, send them."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace

from bot.domain.access import Action, Actor, require
from bot.domain.deliveries import Scope
from bot.domain.digest_answers import CHANNEL, Offer, SubscriptionAnswer, ToldAnswer
from bot.domain.subscription_form import SubscriptionForm, Wish
from bot.domain.subscriptions import Pause, Subscription
from bot.errors import InvalidQueryError
from bot.ports import Clock, Deliveries, Subscriptions
from bot.services.digest_rights import DigestRights
from bot.services.roster import Roster
from bot.services.showing import DIGEST, NEW, Showing

Deliver = Callable[[Subscription], Awaitable[bool]]
"""Posts all that a subscription was not told; whether all of it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """Works for one actor at a time.

    Everything raises AccessDeniedError where the actor may not, InvalidQueryError where
    there is no such digest, and LedgerError.

    Attributes:
        clouds: those that there are, by name.
        deliver: None where there is no Slack.
    """

    roster: Roster
    kept: Subscriptions
    deliveries: Deliveries
    showing: Showing
    rights: DigestRights
    clock: Clock
    clouds: Collection[str]
    deliver: Deliver | None = None

    async def send(self, actor: Actor, name: str) -> ToldAnswer:
        """Post it now."""
        one = await self.roster.named(name)
        self.rights.require_send(actor, one)
        if self.deliver is None:
            raise InvalidQueryError(
                f"There is no Slack here; `runwatch digest {one.name}` sends it."
            )
        if await self.deliver(one):
            said = f"{one.name} is in {CHANNEL} now."
            return ToldAnswer(said=said, channel=one.channel)
        return ToldAnswer(
            said=f"{one.name} is not all there yet. I go on by myself; "
            f"`{DIGEST} show {one.name}` tells how far I am.",
        )

    async def pause(self, actor: Actor, name: str) -> SubscriptionAnswer:
        """Let it rest until somebody lets it go on."""
        one = await self._begun(actor, name)
        if one.pause is None:
            pause = Pause(by=actor.user, at=self.clock.now())
            await self.kept.pause(one.id, pause)
        return await self.showing.shown(
            actor,
            name,
            f"{name} is paused. Nothing is lost: what fails meanwhile is in the first "
            "digest after Resume.",
        )

    async def resume(self, actor: Actor, name: str) -> SubscriptionAnswer:
        """Let it go on; what it missed follows at once."""
        one = await self._begun(actor, name)
        await self.kept.pause(one.id, None)
        missed = " What it missed follows in a moment." if one.pause else ""
        return await self.showing.shown(actor, name, f"{name} goes on.{missed}")

    async def delete(self, actor: Actor, name: str, *, confirmed: bool) -> ToldAnswer:
        """Forget it, once the actor has said twice that they mean it."""
        one = await self._editable(actor, name)
        if not confirmed:
            return _unsure(one)
        await self.kept.remove(name)
        return ToldAnswer(said=f"{name} is deleted.", offers=(NEW,))

    async def form(self, actor: Actor, name: str) -> SubscriptionForm:
        """What is to be filled in, for a new one where `name` is ""."""
        require(actor, Action.SUBSCRIBE, ())
        one = await self._editable(actor, name) if name else None
        return SubscriptionForm(
            one=one,
            taken=tuple(each.name for each in await self.roster.all()),
            clouds=tuple(self.clouds),
            channel=actor.channel,
            zone=actor.person.time_zone,
        )

    async def create(self, actor: Actor, wish: Wish) -> SubscriptionAnswer:
        """Keep what the actor wants, under a name that is free; it is theirs."""
        require(actor, Action.SUBSCRIBE, ())
        taken = {one.name for one in await self.roster.all()}
        one = wish.of(actor.user)
        if wish.name in taken or not await self.kept.add(one):
            raise InvalidQueryError(
                f"There is a digest `{wish.name}` already.",
                suggestion=f"{DIGEST} show {wish.name}",
            )
        await self._begin(one)
        return await self.showing.shown(actor, wish.name, _made(one))

    async def change(self, actor: Actor, name: str, wish: Wish) -> SubscriptionAnswer:
        """Replace it; its owner stays the same."""
        before = await self._editable(actor, name)
        one = replace(wish, name=name).of(before.owner)
        await self.kept.change(one)
        await self._begin(one)
        return await self.showing.shown(actor, name, f"{name} is changed.")

    async def _editable(self, actor: Actor, name: str) -> Subscription:
        """The subscription, where the actor may change it."""
        one = await self.roster.named(name)
        self.rights.require_change(actor, one)
        return one

    async def _begin(self, one: Subscription) -> None:
        """What began before is told as it was asked for then."""
        now, deliveries = self.clock.now(), self.deliveries
        scope = Scope(clouds=one.clouds or tuple(self.clouds), wanted=one.wanted)
        await deliveries.subscribe(one.id, one.told_from(now), one.due(now))
        await deliveries.ask(one.id, scope, now)

    async def _begun(self, actor: Actor, name: str) -> Subscription:
        """The subscription, where the actor may send it; a pause needs it to have begun."""
        one = await self.roster.named(name)
        self.rights.require_send(actor, one)
        await self._begin(one)
        return one


def _made(one: Subscription) -> str:
    return f"{one.name} is made. Invite me to its channel if I am not in it yet."


def _unsure(one: Subscription) -> ToldAnswer:
    line = f"{DIGEST} delete {one.name} confirm:yes"
    return ToldAnswer(
        channel=one.channel,
        said=f"Delete {one.name}, which is told to {CHANNEL} {one.schedule.words}? What "
        f"it has posted stays there. `{DIGEST} pause {one.name}` only lets it rest.",
        offers=(Offer(label="Delete", line=line, changes=True),),
    )
