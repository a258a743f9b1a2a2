"""A page of failures, with what all of them come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.blasts import blasts
from bot.adapters.storage.counting import sums
from bot.adapters.storage.failing import newest
from bot.adapters.storage.filters import Condition
from bot.domain.failures import Failures


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted, which page of it, and how many causes.

    Rows of the causes with ids in `last` come after the others, and so do those causes.
    """

    conditions: Sequence[Condition]
    offset: int
    limit: int
    causes: int
    last: Sequence[str] = ()

    async def answer(self, connection: AsyncConnection) -> Failures:
        """As of one moment, where the transaction is."""
        all_of_it = await sums(connection, self.conditions, self.causes, self.last)
        if not all_of_it.rows:
            return Failures()
        return Failures(
            rows=await newest(
                connection, self.conditions, self.limit, self.offset, last=self.last
            ),
            of=all_of_it.rows,
            counts=all_of_it.counts,
            causes=await blasts(connection, self.conditions, all_of_it.biggest),
            cause_count=all_of_it.causes,
        )
