"""What somebody was shown, as it is kept for its other pages and for sharing."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.answers import Answer
from bot.services.paging import answer_to
from bot.services.readings import Reading
from bot.services.remembering import LedgerReading, Remembering


class Kept(Protocol):
    """An answer whose pages can be turned."""

    @property
    def weight(self) -> int:
        """What keeping it costs, as of `Reading.weight`."""
        ...

    async def answer(self, line: str, page: int) -> Answer:
        """The page, as the answer to `line`; too high a number shows the last one."""
        ...


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What the clouds said."""

    reading: Reading

    @property
    def weight(self) -> int:
        return self.reading.weight

    async def answer(self, line: str, page: int) -> Answer:
        return answer_to(self.reading, line, page)


@dataclass(frozen=True, slots=True)
class KeptFailures:
    """What was asked of the ledger, which keeps the rows."""

    memory: Remembering
    reading: LedgerReading
    weight: int = 1

    async def answer(self, line: str, page: int) -> Answer:
        return await self.memory.failures(self.reading, line, page)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that has one page."""

    told: Answer
    weight: int = 10

    async def answer(self, line: str, page: int) -> Answer:  # noqa: ARG002  as it was
        return self.told
