"""Causes that people mute or acknowledge."""

from datetime import datetime, tzinfo

from bot.domain.access import Action, Actor, require
from bot.domain.commandline import COMMAND, echo
from bot.domain.deliveries import ToldCause
from bot.domain.digest_answers import CHANNEL, Offer, ToldAnswer
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.mark_form import WHY, MarkChoice, MarkWish, how_long
from bot.domain.marks import Mark, MarkKind
from bot.domain.redaction import redact
from bot.domain.subscriptions import Subscription
from bot.errors import InvalidQueryError
from bot.ports import Clock, Deliveries, Marks
from bot.services.roster import Roster

_MOST = 25
_LABEL = 120
_KINDS = {
    DigestVerb.MUTE: MarkKind.MUTED,
    DigestVerb.UNMUTE: MarkKind.MUTED,
    DigestVerb.ACK: MarkKind.ACKNOWLEDGED,
    DigestVerb.UNACK: MarkKind.ACKNOWLEDGED,
}
_VERBS = {
    MarkKind.MUTED: ("mute", "unmute"),
    MarkKind.ACKNOWLEDGED: ("ack", "unack"),
}
_LATER = {
    MarkKind.MUTED: "Later digests of {where} count it in one line, and list it no more",
    MarkKind.ACKNOWLEDGED: "Later digests of {where} list it after the others",
}


class Marking:
    """What members of the workspace say of causes, for everybody in a channel."""

    def __init__(
        self, roster: Roster, marks: Marks, deliveries: Deliveries, clock: Clock
    ) -> None:
        self._roster = roster
        self._marks = marks
        self._deliveries = deliveries
        self._clock = clock

    async def choice(self, actor: Actor, query: DigestQuery) -> MarkChoice:
        """What can be muted, or acknowledged.

        Raises:
            AccessDeniedError: the actor may not; so do all others here.
            InvalidQueryError: there is no such digest; so do all others here.
            LedgerError: the database gave no answer; so do all others here.
        """
        require(actor, Action.SUBSCRIBE, ())
        one = await self._roster.named(query.name)
        causes = await self._deliveries.causes(one.id, _MOST)
        return MarkChoice(
            kind=_KINDS[query.verb],
            one=one,
            causes=causes,
            labels={each.id: _label(each) for each in causes},
            marks=await self._marks.of(one.channel, one.id, self._clock.now()),
        )

    async def typed(self, actor: Actor, query: DigestQuery) -> ToldAnswer:
        """Do what was typed with all that it needs."""
        require(actor, Action.SUBSCRIBE, ())
        kind = _KINDS[query.verb]
        if query.verb in {DigestVerb.UNMUTE, DigestVerb.UNACK}:
            return await self._taken_back(kind, query)
        if not query.why:
            raise InvalidQueryError(
                f'`digest {query.verb}` needs a reason, such as `why:"being mended"`: '
                "everybody in the channel reads it."
            )
        wish = MarkWish(
            kind=kind,
            name=query.name,
            cause=query.cause,
            lasts=how_long(kind, query.span),
            everywhere=query.everywhere,
            why=query.why,
        )
        return await self.mark(actor, wish)

    async def mark(self, actor: Actor, wish: MarkWish) -> ToldAnswer:
        """Let it hold from now on, in place of what holds already."""
        require(actor, Action.SUBSCRIBE, ())
        one, now = await self._roster.named(wish.name), self._clock.now()
        known = {each.id: each for each in await self._deliveries.causes(one.id, _MOST)}
        if wish.cause not in known:
            raise InvalidQueryError(
                f"{one.name} was told of no cause `{echo(wish.cause)}` lately; its "
                "button Mute cause lists them."
            )
        mark = Mark(
            kind=wish.kind,
            cause=wish.cause,
            label=_label(known[wish.cause]),
            channel=one.channel,
            subscription="" if wish.everywhere else one.id,
            by=actor.user,
            at=now,
            until=now + wish.lasts,
            why=redact(wish.why).text[:WHY],
        )
        await self._marks.put(mark)
        return ToldAnswer(
            said=_holds(mark, one, one.zone),
            channel=one.channel,
            offers=(taking_back(one, mark),),
        )

    async def _taken_back(self, kind: MarkKind, query: DigestQuery) -> ToldAnswer:
        one = await self._roster.named(query.name)
        scope = "" if query.everywhere else one.id
        mark = await self._marks.take(kind, query.cause, one.channel, scope)
        if mark is None:
            return ToldAnswer(said=f"That cause is not {kind} any more.")
        return ToldAnswer(
            said=f"{mark.label} is {kind} no more: later digests list it as before. "
            "What was counted meanwhile is not told again."
        )


def taking_back(one: Subscription, mark: Mark) -> Offer:
    """What takes it back."""
    _, undo = _VERBS[mark.kind]
    everywhere = "" if mark.subscription else " in:channel"
    line = f"{COMMAND} digest {undo} {one.name} cause:{mark.cause}{everywhere}"
    return Offer(label="Undo", line=line, changes=True)


def _holds(mark: Mark, one: Subscription, zone: tzinfo) -> str:
    where = one.name if mark.subscription else CHANNEL
    later = _LATER[mark.kind].format(where=where)
    return (
        f"{mark.label} is {mark.kind}. {later}, until {_until(mark.until, zone)}. "
        "That it has recovered is told all the same."
    )


def _until(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %H:%M} {zone}"


def _label(told: ToldCause) -> str:
    """Reason and code, secrets hidden."""
    reason, code = redact(told.cause.reason).text, told.cause.code
    label = f"{reason} ({code})" if reason and code else reason or code or "no reason"
    flat = " ".join(label.split())
    return flat if len(flat) <= _LABEL else f"{flat[: _LABEL - 1]}…"
