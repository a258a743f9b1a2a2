"""The lists of tasks, apps and orders, as the clouds tell them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial

from bot.domain.answers import RunsAnswer, WorksAnswer
from bot.domain.ordering import newest_first, trouble_first
from bot.domain.pools import PoolFilter
from bot.domain.redaction import redact_run, redact_work
from bot.domain.references import SourceName
from bot.domain.runs import Listing, Run
from bot.domain.windows import Window, window
from bot.domain.works import ListedWork, OrdersQuery, WorksQuery
from bot.domain.zones import first_zone
from bot.ports import Clock, OrderList
from bot.services.clouds import Clouds
from bot.services.gathering import answers, each_once, told
from bot.services.live import LiveCloud, require_some
from bot.services.turning import turned

_USUAL = "24h"
_TITLE = "Script orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWorks:
    """Tasks, those whose latest run failed first, then those that skipped, each by name."""

    source: SourceName
    rows: tuple[ListedWork, ...]
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo

    @property
    def weight(self) -> int:
        return 1 + len(self.rows)

    async def answer(self, line: str, page: int) -> WorksAnswer:
        """The page, its secrets hidden, as the answer to `line`."""
        shown, hidden = turned(self.rows, page, redact_work)
        return WorksAnswer(
            source=self.source,
            page=shown,
            line=line,
            hidden=hidden,
            gaps=self.gaps,
            as_of=self.as_of,
            zone=self.zone,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOrders:
    """Script orders, the newest first."""

    rows: tuple[Run, ...]
    window: Window
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo

    @property
    def weight(self) -> int:
        return 1 + len(self.rows)

    async def answer(self, line: str, page: int) -> RunsAnswer:
        """The page, its secrets hidden, as the answer to `line`."""
        shown, hidden = turned(self.rows, page, _bare_run)
        return RunsAnswer(
            title=_TITLE,
            window=self.window,
            page=shown,
            line=line,
            hidden=hidden,
            gaps=self.gaps,
            as_of=self.as_of,
            zone=self.zone,
        )


class LiveLists:
    """Asks the lists of all clouds at the same time."""

    def __init__(self, live: Mapping[str, LiveCloud], clock: Clock) -> None:
        self._live = live
        self._clock = clock

    async def works(self, clouds: Clouds, query: WorksQuery, zone: str) -> KeptWorks:
        """The tasks that are as wanted, of the clouds that may be asked.

        Raises:
            InvalidQueryError: there is no such cloud, or none with that source.
            SourceError: no cloud gave an answer.
        """
        lists = self._of(clouds, query.cloud)
        asked = [
            one.works[query.source]
            for one in lists.values()
            if query.source in one.works
        ]
        require_some(asked, query.source, query.cloud)
        read, gaps = told(await answers(partial(w.listed, query.wanted) for w in asked))
        rows = (row for listing in read for row in listing.rows)
        return KeptWorks(
            source=query.source,
            rows=trouble_first(filter(query.wanted.matches, rows)),
            gaps=(*_gaps(read), *gaps),
            as_of=self._clock.now(),
            zone=first_zone(zone, *clouds.zones(query.source, query.cloud)),
        )

    async def orders(self, clouds: Clouds, query: OrdersQuery, zone: str) -> KeptOrders:
        """The orders of the window, each once also where clouds have the same ones.

        Raises:
            InvalidQueryError: there is no such cloud, or none with orders, or the times
                cannot be read.
            SourceError: no cloud gave an answer.
        """
        lists = self._of(clouds, query.cloud)
        asked = {name: one.orders for name, one in lists.items() if one.orders}
        require_some(asked, SourceName.ORDER, query.cloud)
        where = first_zone(zone, *clouds.zones(SourceName.ORDER, query.cloud))
        now = self._clock.now()
        span = window(query.since or _USUAL, query.until, now, where)
        read, gaps = await self._ordered(asked, span)
        # The same words mean the same of an order as of a pool's run.
        wanted = PoolFilter(outcomes=query.outcomes)
        rows = (row for listing in read for row in listing.rows)
        return KeptOrders(
            rows=newest_first(
                r for r in rows if span.holds(r.at) and wanted.matches(r)
            ),
            window=span,
            gaps=(*_gaps(read), *gaps),
            as_of=self._clock.now(),
            zone=where,
        )

    async def _ordered(
        self, asked: Mapping[str, OrderList], span: Window
    ) -> tuple[tuple[Listing[Run], ...], tuple[str, ...]]:
        said = await answers(partial(one.listed, span) for one in asked.values())
        hosts = {name: self._live[name].coc for name in asked}
        return told(each_once(dict(zip(asked, said, strict=True)), hosts))

    def _of(self, clouds: Clouds, cloud: str) -> dict[str, LiveCloud]:
        names = clouds.named(cloud)
        return {name: self._live[name] for name in names if name in self._live}


def _gaps(read: Sequence[Listing[ListedWork] | Listing[Run]]) -> tuple[str, ...]:
    return tuple(gap for listing in read for gap in listing.gaps)


def _bare_run(run: Run) -> tuple[Run, int]:
    """A run without what a row does not show."""
    return redact_run(replace(run, details=()))
