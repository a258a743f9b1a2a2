"""What conversations are about, without a database, with our ports' types."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.messages import Posted
from bot.domain.threads import Claim, Thread
from bot.errors import LedgerError


@dataclass(slots=True)
class MemoryThreads:
    """Keeps threads by place; `broken` makes every call fail.

    `tried` is when somebody took every message before, and died.
    """

    kept: dict[Posted, Thread] = field(default_factory=dict)
    taken: list[Posted] = field(default_factory=list)
    done_with: list[Posted] = field(default_factory=list)
    broken: bool = False
    tried: datetime | None = None

    async def get(self, place: Posted) -> Thread | None:
        self._work()
        return self.kept.get(place)

    async def keep(self, place: Posted, thread: Thread) -> bool:
        self._work()
        before = self.kept.get(place)
        if (before.version if before else 0) != thread.version:
            return False
        self.kept[place] = replace(thread, version=thread.version + 1)
        return True

    async def take(self, message: Posted, now: datetime) -> Claim | None:
        del now
        self._work()
        new = message not in self.taken
        self.taken.append(message)
        return Claim(self.tried) if new else None

    async def done(self, message: Posted) -> None:
        self._work()
        self.done_with.append(message)

    def _work(self) -> None:
        if self.broken:
            raise LedgerError("I cannot reach my own memory.")
