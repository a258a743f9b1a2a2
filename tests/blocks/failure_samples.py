"""What a ledger tells on a believable morning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.domain.answers import (
    Condition,
    FailuresAnswer,
    FoundAnswer,
    GlanceAnswer,
    HealthAnswer,
    Match,
    WorksAnswer,
)
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.failures import BlastRadius, Failure, FailureFilter, SourceGlance
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.domain.works import ListedWork
from tests.blocks.samples import NINE, SINGAPORE

T = TypeVar("T")

READ = NINE - timedelta(minutes=2)
BACK_TO = NINE - timedelta(days=33)
WALKED = NINE - timedelta(hours=3)
DAY = Window(NINE - timedelta(hours=24), NINE)

COVERED = tuple(
    Coverage(
        cloud="prod",
        source=source,
        since=BACK_TO,
        until=READ,
        tried=READ,
        walked=WALKED,
    )
    for source in SourceName
)
FAILING = replace(
    COVERED[-1],
    until=NINE - timedelta(hours=2),
    gaps=("prod gave no answer in time.",),
    failing_since=NINE - timedelta(hours=2),
)
PARTLY = (*COVERED[:-1], FAILING)
UNREAD = tuple(Coverage(cloud="prod", source=source) for source in SourceName)


def sheet(rows: tuple[T, ...], number: int = 1) -> Page[T]:
    """That page of these rows."""
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    shown = rows[(number - 1) * ROWS_A_PAGE :][:ROWS_A_PAGE]
    return Page(rows=shown, number=number, pages=pages, of=len(rows))


def at(hour: int, minute: int) -> Moment:
    """A time of that morning, in UTC."""
    then = datetime(2026, 1, 15, hour, minute, tzinfo=UTC)
    return Moment(then.isoformat(), then)


OFFLINE = Cause("WKS.00010110", "The desktop has no valid IP address.")
OFFLINE_ROW = Failure(
    execution=Execution(
        reference=Reference("prod", SourceName.TASK, ("t-1", "r-1", "d-2")),
        outcome=Outcome.FAILED,
        raw_status="FAIL",
        target=Named("d-2", "FIN-DESK-02"),
        started=at(0, 30),
        ended=at(0, 31),
        cause=OFFLINE,
    ),
    work=Named("t-1", "Reboot finance"),
    clouds=("prod",),
    cause="offline",
)
SKIPPED_ROW = Failure(
    execution=Execution(
        reference=Reference("prod", SourceName.POOL, ("p-7", "d-9")),
        outcome=Outcome.SKIPPED,
        raw_status="SKIP",
        target=Named("d-9", "HR-DESK-09"),
        started=at(0, 10),
        cause=Cause("", "desktop is being used by <someone>"),
    ),
    work=Named("s-1", "Patch check"),
    place=Named("pool-2", "HR pool"),
    clouds=("prod",),
    cause="in-use",
)
UNREADABLE_ROW = Failure(
    execution=Execution(
        reference=Reference("prod", SourceName.APP, ("h-3",)),
        outcome=Outcome.FAILED,
        raw_status="",
        target=Named(),
        started=at(0, 5),
    ),
    work=Named("a-1", "Restart servers"),
    clouds=("prod",),
    cause="",
    count=3,
)
ROWS = (OFFLINE_ROW, SKIPPED_ROW, UNREADABLE_ROW)

OFFLINE_CAUSE = BlastRadius(
    id="offline",
    cause=OFFLINE,
    outcome=Outcome.FAILED,
    count=58,
    targets=41,
    runs=9,
    works=2,
    sources=(SourceName.TASK,),
    pools=("Finance", "HR", "Sales"),
    pool_count=3,
    first=at(0, 1).at,
    last=at(0, 31).at,
    examples=(OFFLINE_ROW,),
)
IN_USE_CAUSE = BlastRadius(
    id="in-use",
    cause=SKIPPED_ROW.execution.cause,
    outcome=Outcome.SKIPPED,
    count=1,
    targets=1,
    runs=1,
    works=1,
    sources=(SourceName.POOL,),
    pools=("HR pool",),
    pool_count=1,
    last=at(0, 10).at,
    examples=(SKIPPED_ROW,),
)
CAUSES = (OFFLINE_CAUSE, IN_USE_CAUSE)

GLANCES = (
    SourceGlance(source=SourceName.SCRIPT, counts=Counts(), runs=4),
    SourceGlance(
        source=SourceName.TASK, counts=Counts({Outcome.FAILED: 58}), runs=1_204
    ),
    SourceGlance(
        source=SourceName.POOL,
        counts=Counts({Outcome.SKIPPED: 1, Outcome.RUNNING: 2, Outcome.WAITING: 1}),
        runs=12,
    ),
    SourceGlance(source=SourceName.ORDER, counts=Counts(), runs=0),
    SourceGlance(source=SourceName.APP, counts=Counts({Outcome.FAILED: 3}), runs=6),
)


def glance(
    coverage: tuple[Coverage, ...] = COVERED,
    *,
    sources: tuple[SourceGlance, ...] = GLANCES,
    causes: tuple[BlastRadius, ...] = CAUSES,
    gaps: tuple[str, ...] = (),
    line: str = "/runs",
) -> GlanceAnswer:
    return GlanceAnswer(
        sources=sources,
        causes=causes,
        cause_count=len(causes),
        window=DAY,
        coverage=coverage,
        line=line,
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


def quiet_glance(coverage: tuple[Coverage, ...] = COVERED) -> GlanceAnswer:
    """A morning on which nothing failed as far as is known."""
    quiet = tuple(replace(one, counts=Counts()) for one in GLANCES)
    return glance(coverage, sources=quiet, causes=())


def failures(
    *rows: Failure,
    coverage: tuple[Coverage, ...] = COVERED,
    wanted: FailureFilter | None = None,
    number: int = 1,
    causes: tuple[BlastRadius, ...] = CAUSES,
    gaps: tuple[str, ...] = (),
    line: str = "/runs failures",
) -> FailuresAnswer:
    """A page of these rows, with the causes if there are any."""
    counted: dict[Outcome, int] = {}
    for row in rows:
        outcome = row.execution.outcome
        counted[outcome] = counted.get(outcome, 0) + row.count
    return FailuresAnswer(
        wanted=wanted or FailureFilter(),
        page=sheet(rows, number),
        counts=Counts(counted),
        causes=causes if rows else (),
        cause_count=len(causes) if rows else 0,
        window=DAY,
        coverage=coverage,
        line=line,
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


REBOOT = ListedWork(
    reference=Reference("prod", SourceName.TASK, ("t-1",)),
    work=Named("t-1", "Reboot finance"),
    kind="REBOOT",
    schedule="DAY",
    last=Outcome.FAILED,
    raw_last="FAIL",
    next=Moment("2026-01-16T00:30:00Z", datetime(2026, 1, 16, 0, 30, tzinfo=UTC)),
    enabled=True,
    details=(Detail("Time zone", "Asia/Singapore"),),
)
NEVER_RAN = ListedWork(
    reference=Reference("prod", SourceName.TASK, ("t-2",)),
    work=Named("t-2", "Nightly <shutdown>"),
    kind="SHUTDOWN",
    schedule="WEEK",
    enabled=False,
)
ODD = ListedWork(
    reference=Reference("prod", SourceName.TASK, ("t-3",)),
    work=Named("t-3", ""),
    last=Outcome.UNKNOWN,
    raw_last="HALF_DONE",
)


def works(
    *rows: ListedWork,
    source: SourceName = SourceName.TASK,
    gaps: tuple[str, ...] = (),
    number: int = 1,
    line: str = "/runs tasks",
) -> WorksAnswer:
    return WorksAnswer(
        source=source,
        page=sheet(rows, number),
        line=line,
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


A_TASK = Match(
    what="scheduled task",
    label="Reboot finance",
    line="/runs task prod/task/t-1",
    cloud="prod",
)
AN_EXECUTION = Match(
    what="desktop in a pool run",
    label="FIN-DESK-02",
    line="/runs pool prod/pool/p-1/d-2",
    cloud="prod",
    outcome=Outcome.FAILED,
    at=at(0, 31),
    remembered=True,
)


def found(
    *rows: Match, text: str = "fin", gaps: tuple[str, ...] = (), number: int = 1
) -> FoundAnswer:
    return FoundAnswer(
        text=text,
        page=sheet(rows, number),
        line=f"/runs find {text}",
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


CONDITIONS = (
    Condition("Slack", fine=True, said="connected over 1 socket"),
    Condition("Database", fine=True, said="answers"),
)


def health(
    coverage: tuple[Coverage, ...] = COVERED,
    conditions: tuple[Condition, ...] = CONDITIONS,
) -> HealthAnswer:
    return HealthAnswer(
        conditions=conditions,
        coverage=coverage,
        line="/runs health",
        as_of=NINE,
        zone=SINGAPORE,
    )
