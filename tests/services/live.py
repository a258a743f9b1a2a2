"""Clouds whose lists tell what a test says, and a ledger that does."""

import asyncio
from collections.abc import Collection, Mapping

from bot.domain.answers import Match
from bot.domain.background import Background, Subject
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.failures import (
    By,
    Failure,
    FailureFilter,
    Failures,
    Group,
    SourceGlance,
)
from bot.domain.finding import Place
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.domain.works import ListedWork, WorkFilter
from bot.errors import NotFoundError
from bot.ports import Fact
from bot.services.clouds import Cloud, Clouds
from tests.fakes import FakeSource


class FakeWorks:
    """Lists the same tasks whatever is wanted, or an error; remembers what was asked."""

    def __init__(
        self,
        *rows: ListedWork,
        gaps: tuple[str, ...] = (),
        error: Exception | None = None,
    ) -> None:
        self.listing = Listing(rows, len(rows), gaps)
        self.error = error
        self.asked: list[WorkFilter] = []

    async def listed(self, wanted: WorkFilter) -> Listing[ListedWork]:
        self.asked.append(wanted)
        if self.error is not None:
            raise self.error
        return self.listing


class FakeOrders:
    """Lists the same orders whatever the window, or an error; remembers the windows."""

    def __init__(
        self, *rows: Run, gaps: tuple[str, ...] = (), error: Exception | None = None
    ) -> None:
        self.listing = Listing(rows, len(rows), gaps)
        self.error = error
        self.asked: list[Window] = []

    async def listed(self, window: Window) -> Listing[Run]:
        self.asked.append(window)
        if self.error is not None:
            raise self.error
        return self.listing


class FakeFinder:
    """Tells by place, raises what stands there instead, and knows nothing else."""

    def __init__(
        self,
        told: Mapping[Place, Listing[Fact] | Exception] | None = None,
        places: Collection[Place] = tuple(Place),
    ) -> None:
        self.told = dict(told or {})
        self.places = places
        self.asked: list[tuple[Place, str]] = []
        self.most_at_once = 0
        self._at_once = 0

    async def ask(self, place: Place, text: str) -> Listing[Fact]:
        self.asked.append((place, text))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0)
        self._at_once -= 1
        said = self.told.get(place)
        if said is None:
            raise NotFoundError("It has none.", reference=text)
        if isinstance(said, Exception):
            raise said
        return said


class FakeLedger:
    """Finds the same executions whatever is looked for, or an error."""

    def __init__(self, *failures: Failure, error: Exception | None = None) -> None:
        self.rows = failures
        self.error = error
        self.asked: list[tuple[tuple[str, ...], str, int]] = []

    async def find(
        self, clouds: Collection[str], text: str, limit: int
    ) -> tuple[Failure, ...]:
        self.asked.append((tuple(clouds), text, limit))
        if self.error is not None:
            raise self.error
        return self.rows[:limit]

    async def background(
        self, clouds: Collection[str], of: Subject, window: Window
    ) -> Background:
        raise NotImplementedError

    async def groups(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        by: By,
        most: int,
    ) -> tuple[tuple[Group, ...], int]:
        raise NotImplementedError

    async def failures(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        *,
        offset: int = 0,
        limit: int = 10,
        causes: int = 5,
    ) -> Failures:
        raise NotImplementedError

    async def glance(
        self, clouds: Collection[str], window: Window
    ) -> tuple[SourceGlance, ...]:
        raise NotImplementedError

    async def coverage(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        raise NotImplementedError

    async def check(self) -> None:
        pass

    async def reached(self) -> bool:
        return True


def granted(
    *names: str, source: FakeSource | None = None, zone: str = "", coc: str = ""
) -> Clouds:
    """Clouds that somebody may ask, each with all sources, which are the same one."""
    sources = dict.fromkeys(SourceName, source or FakeSource())
    clouds = {name: Cloud(sources, zone, coc=coc) for name in names}
    return Clouds(clouds, names)


def task(
    name: str,
    last: Outcome | None = None,
    *,
    id_: str = "",
    cloud: str = "prod",
    source: SourceName = SourceName.TASK,
) -> ListedWork:
    id_ = id_ or f"id-of-{name}"
    return ListedWork(
        reference=Reference(cloud, source, (id_,)), work=Named(id_, name), last=last
    )


def row(
    *ids: str,
    source: SourceName = SourceName.SCRIPT,
    script: str = "patch-check",
    target: str = "d1",
    cloud: str = "prod",
    id_: str = "",
    run: str = "",
) -> Execution:
    """A failed execution, as a list shows it."""
    return Execution(
        reference=Reference(cloud, source, ids),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        script=Named(f"id-of-{script}", script),
        target=Named(target),
        id=id_,
        run_id=run,
    )


def failure(execution: Execution, work: Named | None = None) -> Failure:
    return Failure(
        execution=execution,
        work=work or execution.script,
        clouds=(execution.reference.cloud,),
    )


def match(
    what: str,
    label: str,
    line: str,
    *,
    cloud: str = "prod",
    outcome: Outcome | None = None,
    remembered: bool = False,
) -> Match:
    return Match(
        what=what,
        label=label,
        line=line,
        cloud=cloud,
        outcome=outcome,
        remembered=remembered,
    )
