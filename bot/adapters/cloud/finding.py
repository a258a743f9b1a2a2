"""Where one cloud is asked for what goes by an id, or by a name."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from bot.adapters.cloud.found_pool_runs import FoundPoolRuns
from bot.adapters.cloud.found_scripts import FoundScripts
from bot.domain.executions import Named
from bot.domain.finding import Place
from bot.domain.references import SourceName
from bot.domain.runs import Listing
from bot.domain.works import ListedWork
from bot.ports import Fact, Source

_MOST = 100
_LOOKED_UP = (Place.RECORD, Place.TASK, Place.APP, Place.ORDER)
_Ask = Callable[[str], Awaitable[Listing[Fact]]]


class NamedWorks(Protocol):
    """A list of tasks that can be asked for a name (W1, A1)."""

    async def named(self, name: str) -> Listing[ListedWork]: ...


class NamedPools(Protocol):
    """The list of desktop pools, asked for a name (W8)."""

    async def named(self, name: str) -> Listing[Named]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What reads one cloud; None where it has no such source.

    `sources` are looked up by ids: W7, W3, A3 and A2, and C2.
    """

    sources: Mapping[SourceName, Source]
    tasks: NamedWorks | None = None
    apps: NamedWorks | None = None
    scripts: FoundScripts | None = None
    pool_runs: FoundPoolRuns | None = None
    pools: NamedPools | None = None


class CloudFinder:
    """`Finder` over the readers of one cloud."""

    def __init__(self, readers: Readers) -> None:
        self._asks = dict(_asks(readers))

    @property
    def places(self) -> Collection[Place]:
        return self._asks.keys()

    async def ask(self, place: Place, text: str) -> Listing[Fact]:
        read = await self._asks[place](text)
        total = max(read.total or 0, len(read.rows))
        return replace(read, rows=read.rows[:_MOST], total=total)


def _asks(readers: Readers) -> Iterator[tuple[Place, _Ask]]:
    for place in _LOOKED_UP:
        if place.source in readers.sources:
            yield place, partial(_looked_up, readers.sources[place.source])
    if readers.tasks is not None:
        yield Place.TASK_NAME, partial(_called, readers.tasks.named)
    if readers.apps is not None:
        yield Place.APP_NAME, partial(_called, readers.apps.named)
    if readers.scripts is not None:
        yield Place.SCRIPT_TASK, readers.scripts.of_task
        yield Place.DESKTOP, readers.scripts.of_desktop
        yield Place.SCRIPT_NAME, readers.scripts.named
    if readers.pool_runs is not None:
        yield Place.POOL, readers.pool_runs.of_task
        yield Place.POOL_SCRIPT, readers.pool_runs.named
    if readers.pools is not None:
        yield Place.POOL_NAME, partial(_called, readers.pools.named)


async def _looked_up(source: Source, id_: str) -> Listing[Fact]:
    return Listing((await source.find(id_),))


async def _called(
    named: Callable[[str], Awaitable[Listing[ListedWork] | Listing[Named]]], name: str
) -> Listing[Fact]:
    """Those that go by that name: a cloud that does not know a filter gives others."""
    read = await named(name)
    rows = tuple(row for row in read.rows if _goes_by(name, row))
    return Listing(rows, read.total if len(rows) == len(read.rows) else None, read.gaps)


def _goes_by(name: str, row: ListedWork | Named) -> bool:
    thing = row.work if isinstance(row, ListedWork) else row
    return name == thing.id or name.casefold() in thing.name.casefold()
