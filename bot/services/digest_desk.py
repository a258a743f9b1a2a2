"""Everything that `/runs digest …` can be asked for, each at whoever does it."""

from collections.abc import Awaitable, Callable

from bot.domain.access import Actor
from bot.domain.digest_answers import DigestAnswer
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.home import OwnDigests
from bot.domain.mark_form import MarkChoice, MarkWish
from bot.domain.subscription_form import SubscriptionForm, Wish
from bot.errors import InvalidQueryError
from bot.services.filing import Filing
from bot.services.marking import Marking
from bot.services.showing import Showing
from bot.services.subscribing import Subscribing

_Doing = Callable[[Actor, DigestQuery], Awaitable[DigestAnswer]]


class DigestDesk:
    """Answers for an actor who may look up."""

    def __init__(
        self,
        showing: Showing,
        subscribing: Subscribing,
        marking: Marking,
        filing: Filing,
    ) -> None:
        self._showing = showing
        self._subscribing = subscribing
        self._marking = marking
        self._doing: dict[DigestVerb, _Doing] = {
            DigestVerb.SHOW: lambda actor, of: showing.shown(actor, of.name),
            DigestVerb.NOW: lambda actor, of: subscribing.send(actor, of.name),
            DigestVerb.PREVIEW: lambda _, of: showing.preview(of.name),
            DigestVerb.PAUSE: lambda actor, of: subscribing.pause(actor, of.name),
            DigestVerb.RESUME: lambda actor, of: subscribing.resume(actor, of.name),
            DigestVerb.DELETE: lambda actor, of: subscribing.delete(
                actor, of.name, confirmed=of.confirmed
            ),
            DigestVerb.CSV: lambda actor, of: filing.file(actor, of.name),
            DigestVerb.MUTE: marking.typed,
            DigestVerb.UNMUTE: marking.typed,
            DigestVerb.ACK: marking.typed,
            DigestVerb.UNACK: marking.typed,
        }

    async def answer(
        self, actor: Actor, query: DigestQuery, line: str, page: int
    ) -> DigestAnswer:
        """What came of it; `line` asks for the same, `page` is of a list.

        Raises:
            BotError: nothing did; its text says why.
            MessengerError: Slack did not take what was to be posted.
        """
        if query.verb is DigestVerb.LIST:
            return await self._showing.listed(actor, line, page)
        if query.opens_window:
            raise InvalidQueryError(
                f"`digest {query.verb}` opens a window in Slack.", suggestion=line
            )
        return await self._doing[query.verb](actor, query)

    async def own(self, actor: Actor, most: int) -> OwnDigests:
        """Those that the actor may send; raises as `answer`."""
        return await self._showing.own(actor, most)

    async def form(
        self, actor: Actor, query: DigestQuery
    ) -> SubscriptionForm | MarkChoice:
        """What is to be filled in, for a query that opens a window; raises as `answer`."""
        if query.verb in {DigestVerb.NEW, DigestVerb.EDIT}:
            return await self._subscribing.form(actor, query.name)
        return await self._marking.choice(actor, query)

    async def keep(self, actor: Actor, name: str, wish: Wish) -> DigestAnswer:
        """Make the digest, or change the one of this name; raises as `answer`."""
        if name:
            return await self._subscribing.change(actor, name, wish)
        return await self._subscribing.create(actor, wish)

    async def mark(self, actor: Actor, wish: MarkWish) -> DigestAnswer:
        """Mute or acknowledge a cause; raises as `answer`."""
        return await self._marking.mark(actor, wish)
