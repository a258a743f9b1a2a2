"""Who comes to see the bot's Home, without a database, with our ports' types."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.access import Actor
from bot.domain.home import OwnDigests
from bot.domain.watches import Watch
from bot.errors import LedgerError
from bot.ports import Clock
from bot.services.answer import AnswerService
from bot.services.home import Homes


@dataclass(slots=True)
class MemoryVisitors:
    """Knows since when; `broken` makes every call fail, `full` keeps nobody."""

    since: dict[tuple[str, str], datetime] = field(default_factory=dict)
    broken: bool = False
    full: bool = False

    async def knows(self, user: str, workspace: str) -> bool:
        if self.broken:
            raise LedgerError("I cannot reach my own memory.")
        return (user, workspace) in self.since

    async def came(self, user: str, workspace: str, now: datetime) -> None:
        if self.full:
            raise LedgerError("There is no room in my memory.")
        self.since.setdefault((user, workspace), now)


@dataclass(slots=True)
class Belongings:
    """What everybody has."""

    digests: OwnDigests = field(default_factory=OwnDigests)
    watches: tuple[Watch, ...] = ()

    async def own(self, actor: Actor, most: int) -> OwnDigests:
        del actor, most
        return self.digests

    async def watched(self, user: str, workspace: str) -> tuple[Watch, ...]:
        del user, workspace
        return self.watches


def homes_of(
    answering: AnswerService,
    clock: Clock,
    visitors: MemoryVisitors | None = None,
    belongings: Belongings | None = None,
) -> Homes:
    """Homes of people who have nothing, unless it is said what."""
    has = belongings or Belongings()
    visitors = visitors or MemoryVisitors()
    return Homes(answering, has.own, has.watched, visitors, clock=clock)
