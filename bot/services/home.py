"""What stands in a person's Home tab, and how new that is."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.domain.access import Actor
from bot.domain.home import Home, OwnDigests
from bot.domain.watches import Watch
from bot.ports import Clock, Visitors
from bot.services.answer import AnswerService

Own = Callable[[Actor, int], Awaitable[OwnDigests]]
"""The digests of somebody, at most so many of them."""

Watched = Callable[[str, str], Awaitable[tuple[Watch, ...]]]
"""What a user of a workspace watches, the latest first."""

# Whoever opens it again so soon is shown what is known by then.
_NEW_ENOUGH = timedelta(seconds=30)
_DIGESTS = 10


class Homes:
    """Tells each person what is theirs, and what failed where they may see it."""

    def __init__(
        self,
        answers: AnswerService,
        own: Own,
        watched: Watched,
        visitors: Visitors,
        *,
        clock: Clock,
    ) -> None:
        self._answers = answers
        self._own = own
        self._watched = watched
        self._visitors = visitors
        self._clock = clock
        self._read: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    async def home(
        self,
        actor: Actor,
        *,
        fresh: bool = False,
        reading: bool = False,
        welcome: bool = False,
    ) -> Home:
        """What the actor sees; where it is to be `fresh`, the clouds are read first.

        Raises:
            AccessDeniedError: the actor may not look up.
            LedgerError: the database gave no answer.
        """
        glance = await self._answers.glance(actor, fresh=fresh)
        if fresh:
            self._note(actor)
        return Home(
            glance=glance,
            digests=await self._own(actor, _DIGESTS),
            watches=await self._watched(actor.user, actor.workspace),
            welcome=welcome,
            reading=reading,
        )

    def is_new(self, actor: Actor) -> bool:
        """Whether the clouds were read for them a moment ago."""
        self._forget_old()
        return _who(actor) in self._read

    async def is_first(self, actor: Actor) -> bool:
        """Whether they have never been here; raises LedgerError."""
        return not await self._visitors.knows(actor.user, actor.workspace)

    async def came(self, actor: Actor) -> None:
        """Keep that they have been here; raises LedgerError."""
        await self._visitors.came(actor.user, actor.workspace, self._clock.now())

    def _note(self, actor: Actor) -> None:
        self._forget_old()
        self._read[_who(actor)] = self._clock.now()
        self._read.move_to_end(_who(actor))

    def _forget_old(self) -> None:
        oldest = self._clock.now() - _NEW_ENOUGH
        while self._read and next(iter(self._read.values())) < oldest:
            self._read.popitem(last=False)


def _who(actor: Actor) -> tuple[str, str]:
    return actor.user, actor.workspace
