"""What the ledger knows, freshened first as far as somebody can wait for it."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.domain.all_rows import AllRows
from bot.domain.answers import (
    Condition,
    FailuresAnswer,
    GlanceAnswer,
    HealthAnswer,
)
from bot.domain.background import Background, Subject
from bot.domain.coverage import receipt
from bot.domain.failures import (
    By,
    FailureFilter,
    FailureQuery,
    Failures,
    Group,
)
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.redaction import (
    redact_background,
    redact_failure,
    redact_failures,
    redact_group,
    redact_radius,
)
from bot.domain.references import SourceName
from bot.domain.sweeping import LATE, Coverage
from bot.domain.windows import Window, window
from bot.errors import LedgerError
from bot.ports import Clock, Ledger
from bot.services.sweeps import Sweeps

_USUAL = "24h"
_CAUSES, _GROUPS = 5, 10
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a question waits for a sweep, in seconds; None: to its end.

    Attributes:
        covered: where the ledger knows the window already, up to some time.
        uncovered: where it does not.
    """

    covered: float | None = 10.0
    uncovered: float | None = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """What a question is about, once and for all of its pages.

    Attributes:
        clouds: that are asked.
        window: as of then; its end is never open.
        coverage: what the ledger knows of each source that is asked.
        gaps: what was still being read when nobody could wait any longer.
    """

    clouds: tuple[str, ...]
    wanted: FailureFilter
    by: By = By.CAUSE
    window: Window
    coverage: tuple[Coverage, ...]
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo


class Remembering:
    """Reads the ledger for people.

    `sources` says which sources each cloud has; `conditions` tells how the rest of the
    bot is.
    """

    def __init__(
        self,
        ledger: Ledger,
        sweeps: Sweeps,
        sources: Mapping[str, Collection[SourceName]],
        clock: Clock,
        *,
        waits: Waits,
        conditions: Callable[[], Iterable[Condition]] = tuple,
    ) -> None:
        self._ledger = ledger
        self._sweeps = sweeps
        self._sources = sources
        self._clock = clock
        self._waits = waits
        self._conditions = conditions

    async def read(
        self, clouds: Collection[str], query: FailureQuery, zone: tzinfo
    ) -> LedgerReading:
        """Freshen what the question is about, as far as that does not take too long.

        Raises:
            InvalidQueryError: its times cannot be read.
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        span = window(query.since or _USUAL, query.until, now, zone)
        asked = tuple(sorted(clouds))
        before = await self.coverage(asked, query.wanted.sources)
        covered = all(one.reaches(span.since or now) for one in before)
        gaps: tuple[str, ...] = ()
        coverage = before
        if not (covered and _is_past(span, before)):
            wait = self._waits.covered if covered else self._waits.uncovered
            ended = await self._sweeps.fresh(asked, wait)
            # What is covered is whole up to the time that the answer says.
            reading = () if ended or covered else self._still_reading(asked)
            gaps = (*self._sweeps.trouble(asked), *reading)
            coverage = await self.coverage(asked, query.wanted.sources)
        as_of = self._clock.now()
        return LedgerReading(
            clouds=asked,
            wanted=query.wanted,
            by=query.by,
            window=replace(span, until=span.until or as_of),
            coverage=coverage,
            gaps=gaps,
            as_of=as_of,
            zone=zone,
        )

    async def known(
        self, clouds: Collection[str], wanted: FailureFilter, span: str, zone: tzinfo
    ) -> LedgerReading:
        """What is about the last `span`, as far as it is known; nothing is freshened.

        Raises:
            LedgerError: the database gave no answer.
        """
        now = self._clock.now()
        asked = tuple(sorted(clouds))
        return LedgerReading(
            clouds=asked,
            wanted=wanted,
            window=replace(window(span, "", now, zone), until=now),
            coverage=await self.coverage(asked, wanted.sources),
            gaps=(),
            as_of=now,
            zone=zone,
        )

    async def background(self, reading: LedgerReading, of: Subject) -> Background:
        """What is known around one execution, secrets hidden."""
        found = await self._ledger.background(reading.clouds, of, reading.window)
        return redact_background(found)

    async def failures(
        self, reading: LedgerReading, line: str, number: int
    ) -> FailuresAnswer:
        """A page of it; too high a number shows the last one."""
        found = await self._found(reading, number)
        pages = max(1, -(-found.of // ROWS_A_PAGE))
        if number > pages:
            number, found = pages, await self._found(reading, pages)
        shown = [redact_failure(row) for row in found.rows]
        first = number == 1  # where the causes are shown, too
        causes = [redact_radius(one) for one in found.causes if first]
        groups, of = await self._groups(reading) if first else ((), 0)
        grouped = [redact_group(one) for one in groups]
        return FailuresAnswer(
            wanted=reading.wanted,
            page=Page(
                rows=tuple(row for row, _ in shown),
                number=number,
                pages=pages,
                of=found.of,
            ),
            counts=found.counts,
            causes=tuple(one for one, _ in causes),
            cause_count=found.cause_count,
            by=reading.by,
            groups=tuple(one for one, _ in grouped),
            group_count=of,
            window=reading.window,
            coverage=reading.coverage,
            line=line,
            hidden=sum(hidden for _, hidden in [*shown, *causes, *grouped]),
            gaps=reading.gaps,
            as_of=reading.as_of,
            zone=reading.zone,
        )

    async def rows(self, reading: LedgerReading) -> AllRows:
        """All of it, as far as it is not more than ten thousand."""
        found = await self._ledger.failures(
            reading.clouds, reading.wanted, reading.window, limit=_MOST_ROWS, causes=0
        )
        # In a thread: thousands of rows take a while, and acks do not wait.
        rows = await asyncio.to_thread(list, redact_failures(found.rows))
        read = receipt(reading.coverage, reading.window, reading.as_of)
        return AllRows(
            tuple(row for row, _ in rows),
            of=found.of,
            whole=read.complete and not reading.gaps,
        )

    async def glance(self, reading: LedgerReading, line: str) -> GlanceAnswer:
        """Every source at a glance, and the causes with the biggest blast radius."""
        sources = await self._ledger.glance(reading.clouds, reading.window)
        found = await self._found(reading, 1)
        causes = [redact_radius(one) for one in found.causes]
        return GlanceAnswer(
            sources=sources,
            causes=tuple(one for one, _ in causes),
            cause_count=found.cause_count,
            window=reading.window,
            coverage=reading.coverage,
            line=line,
            hidden=sum(hidden for _, hidden in causes),
            gaps=reading.gaps,
            as_of=reading.as_of,
            zone=reading.zone,
        )

    async def _groups(self, reading: LedgerReading) -> tuple[tuple[Group, ...], int]:
        if reading.by is By.CAUSE:
            return (), 0
        return await self._ledger.groups(
            reading.clouds, reading.wanted, reading.window, reading.by, _GROUPS
        )

    async def _found(self, reading: LedgerReading, number: int) -> Failures:
        return await self._ledger.failures(
            reading.clouds,
            reading.wanted,
            reading.window,
            offset=(number - 1) * ROWS_A_PAGE,
            limit=ROWS_A_PAGE,
            causes=_CAUSES,
        )

    async def health(
        self, clouds: Collection[str], zone: tzinfo, line: str
    ) -> HealthAnswer:
        """How the bot is, and what it knows of each source; nothing is read for it."""
        database, coverage = await asyncio.gather(
            self._database(), self._covered(clouds)
        )
        troubles = self._sweeps.trouble(clouds)
        elsewhere = self._sweeps.elsewhere(clouds)
        return HealthAnswer(
            conditions=(
                *self._conditions(),
                database,
                *(Condition("Sweeps", fine=False, said=said) for said in troubles),
                *(Condition("Sweeps", fine=True, said=said) for said in elsewhere),
            ),
            coverage=coverage,
            line=line,
            as_of=self._clock.now(),
            zone=zone,
        )

    async def _database(self) -> Condition:
        """Whether it can be written to as well: reading alone keeps nothing."""
        try:
            await self._ledger.check()
        except LedgerError as error:
            return Condition("Database", fine=False, said=str(error))
        return Condition("Database", fine=True, said="answers")

    async def _covered(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        try:
            return await self.coverage(clouds)
        except LedgerError:
            return ()  # which the database's own condition tells

    async def coverage(
        self, clouds: Collection[str], sources: Collection[SourceName] = ()
    ) -> tuple[Coverage, ...]:
        """Of every configured source that is asked, also of those never read."""
        known = {
            (one.cloud, one.source): one for one in await self._ledger.coverage(clouds)
        }
        return tuple(
            known.get((cloud, source)) or Coverage(cloud=cloud, source=source)
            for cloud in clouds
            for source in self._sources[cloud]
            if not sources or source in sources
        )

    def _still_reading(self, clouds: Collection[str]) -> tuple[str, ...]:
        return tuple(said for cloud in clouds for said in self._sweeps.progress(cloud))


def _is_past(span: Window, known: Collection[Coverage]) -> bool:
    """Whether nothing of that time can be new any more."""
    if span.until is None:
        return False
    late = span.until + LATE
    return all(one.until is not None and one.until >= late for one in known)
