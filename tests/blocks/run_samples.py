"""Runs of every source as their clouds tell them, and answers made of those."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.domain.answers import (
    RunAnswer,
    RunsAnswer,
)
from bot.domain.causes import Cause
from bot.domain.executions import (
    Detail,
    Execution,
    Moment,
    Named,
    Outcome,
)
from bot.domain.outputs import Output
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run, tally
from bot.domain.windows import Window
from tests.blocks.samples import NINE, SINGAPORE

T = TypeVar("T", Run, Execution)

_THREE = datetime(2026, 1, 14, 19, 0, tzinfo=UTC)
STARTED = Moment("2026-01-14T19:00:00Z", _THREE)
ENDED = Moment("2026-01-14T19:02:05Z", _THREE + timedelta(minutes=2, seconds=5))


def reference(source: SourceName, *ids: str, cloud: str = "prod") -> Reference:
    return Reference(cloud, source, ids)


def _row(source: SourceName, target: Named, *ids: str) -> Execution:
    return Execution(
        reference=reference(source, *ids),
        outcome=Outcome.SUCCEEDED,
        raw_status="SUCCESS",
        target=target,
        started=STARTED,
        ended=ENDED,
    )


RUNS = {
    SourceName.TASK: Run(
        reference=reference(SourceName.TASK, "t-1", "r-1"),
        outcome=Outcome.FAILED,
        raw_status="FINISH",
        kind="REBOOT",
        started=STARTED,
        counts=Counts(
            {Outcome.FAILED: 1, Outcome.SKIPPED: 1, Outcome.SUCCEEDED: 1}, None
        ),
        details=(Detail("Scheduled", "DAY"), Detail("Ran on", "<USER>")),
    ),
    SourceName.POOL: Run(
        reference=reference(SourceName.POOL, "p-1"),
        outcome=Outcome.FAILED,
        raw_status="RUNNING",
        work=Named("s-1", "Patch <check>"),
        scripts=(Named("s-1", "Patch <check>"), Named("s-2", "Clean & go")),
        place=Named("pool-1", "Finance"),
        started=STARTED,
        counts=Counts({Outcome.FAILED: 1, Outcome.SUCCEEDED: 0}),
        under_way=True,
    ),
    SourceName.ORDER: Run(
        reference=reference(SourceName.ORDER, "SCT1"),
        outcome=Outcome.SUCCEEDED,
        raw_status="FINISHED",
        work=Named("s-9", "rotate"),
        started=STARTED,
        ended=ENDED,
        counts=Counts({Outcome.SUCCEEDED: 1_234}, 1_234),
        details=(Detail("Creator", "ops"),),
    ),
    SourceName.APP: Run(
        reference=reference(SourceName.APP, "h-1"),
        outcome=Outcome.RUNNING,
        kind="RESTART_SERVER",
        started=STARTED,
        under_way=True,
    ),
}
ROWS = {
    SourceName.TASK: (
        replace(
            _row(SourceName.TASK, Named("d-1", "FIN-01"), "t-1", "r-1", "d-1"),
            outcome=Outcome.FAILED,
            cause=Cause("WKS.00010110", "no <IP>"),
        ),
        replace(
            _row(SourceName.TASK, Named("d-2", ""), "t-1", "r-1", "d-2"),
            outcome=Outcome.SKIPPED,
            cause=Cause("WKS.7"),
            started=None,
            ended=None,
        ),
        _row(SourceName.TASK, Named("d-3", "FIN-03"), "t-1", "r-1", "d-3"),
    ),
    SourceName.POOL: (
        replace(
            _row(SourceName.POOL, Named("d-1", "FIN-01"), "p-1", "d-1"),
            outcome=Outcome.FAILED,
            output=Output("Checking\nERROR: disk <full>\n\x1b[0m"),
        ),
    ),
    SourceName.ORDER: (
        replace(
            _row(SourceName.ORDER, Named("i-1", "web-1"), "SCT1", "1", "7"),
            outcome=Outcome.UNKNOWN,
            raw_status="BLOCKED<?>",
        ),
        _row(SourceName.ORDER, Named("i-2", "web-2"), "SCT1", "1", "8"),
    ),
    SourceName.APP: (
        replace(
            _row(SourceName.APP, Named("srv-1", "APP-01"), "h-1", "srv-1"),
            outcome=Outcome.RUNNING,
            ended=None,
        ),
    ),
}
LINES = {
    SourceName.TASK: "/runs task t-1 r-1",
    SourceName.POOL: "/runs pool p-1",
    SourceName.ORDER: "/runs order SCT1",
    SourceName.APP: "/runs app h-1",
}


def run_answer(
    run: Run, *rows: Execution, line: str = "/runs x", gaps: tuple[str, ...] = ()
) -> RunAnswer:
    """The first page of a run of which these rows are all."""
    return RunAnswer(
        run=run,
        tally=tally(rows),
        page=page_of(rows),
        line=line,
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


def runs_answer(
    *rows: Run,
    title: str = "Pool runs",
    line: str = "/runs pool",
    gaps: tuple[str, ...] = (),
    window: Window | None = None,
) -> RunsAnswer:
    """The first page of these runs."""
    return RunsAnswer(
        title=title,
        window=window or Window(),
        page=page_of(rows),
        line=line,
        gaps=gaps,
        as_of=NINE,
        zone=SINGAPORE,
    )


def whole(source: SourceName, *, gaps: tuple[str, ...] = ()) -> RunAnswer:
    """The run of a source with all of its rows."""
    return run_answer(RUNS[source], *ROWS[source], line=LINES[source], gaps=gaps)


def page_of(rows: tuple[T, ...], number: int = 1) -> Page[T]:
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    shown = rows[(number - 1) * ROWS_A_PAGE :][:ROWS_A_PAGE]
    return Page(rows=shown, number=number, pages=pages, of=len(rows))
