"""Lists of work and of its runs, as sweeps follow them."""

import re
from collections.abc import (
    AsyncGenerator,
    Callable,
    Iterable,
    Mapping,
)
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.adapters.cloud.payloads import Row
from bot.domain.references import is_id
from bot.domain.sweeping import Batch, SeenWork
from bot.errors import NotFoundError, SourceError

# Local times are less than a day away from UTC, whichever zone they are in.
_ANY_ZONE = timedelta(days=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


async def followed(
    lists: Mapping[str, AsyncGenerator[Batch[Row], None]],
    seen: Callable[[Row], SeenWork],
) -> AsyncGenerator[Batch[SeenWork], None]:
    """The work of several lists, one after the other; one that fails is a gap.

    Args:
        lists: by what they list, as in "Scheduled tasks".
        seen: what a sweep wants to know of a row.

    Raises:
        BotError: of the last list, where none of them could be read.
    """
    known = _Known()
    silent = 0
    for what, rows in lists.items():
        try:
            async with aclosing(rows) as batches:
                async for batch in batches:
                    yield Batch(known.new(map(seen, batch.rows)), batch.gaps)
        except (NotFoundError, SourceError) as error:
            silent += 1
            if silent == len(lists):
                raise
            yield Batch(gaps=(f"{what} are missing: {error}",))
        known.next_list()
    if known.odd:
        tasks_have = "task has" if known.odd == 1 else "tasks have"
        yield Batch(gaps=(f"{known.odd:,} {tasks_have} no id that I can ask for.",))


@dataclass(slots=True)
class _Known:
    """Which work came with earlier lists; `odd` are those that have no id."""

    odd: int = 0
    _before: set[int] = field(default_factory=set)
    _here: set[int] = field(default_factory=set)

    def new(self, works: Iterable[SeenWork]) -> tuple[SeenWork, ...]:
        """Those of no earlier list; what comes again in the same one is newer."""
        found = []
        for work in works:
            this = hash(work.work.id)
            self._here.add(this)
            if not is_id(work.work.id):
                self.odd += 1
            elif this not in self._before:
                found.append(work)
        return tuple(found)

    def next_list(self) -> None:
        self._before |= self._here


async def begun_lately(
    batches: AsyncGenerator[Batch[Row], None],
    since: datetime,
    started: Callable[[Row], str],
    under_way: Callable[[Row], bool],
) -> AsyncGenerator[Batch[Row], None]:
    """The rows but those that surely began before `since` and are over.

    A run's history is long, and little of it is wanted: dates are told by their text.
    """
    oldest = (since.astimezone(UTC) - _ANY_ZONE).date().isoformat()

    def wanted(row: Row) -> bool:
        date = started(row)[: len(oldest)]
        return date >= oldest or not _DATE.fullmatch(date) or under_way(row)

    async with aclosing(batches) as read:
        async for batch in read:
            yield Batch(tuple(filter(wanted, batch.rows)), batch.gaps)
