"""From what was read to the page of it that somebody wants to see."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, assert_never

from bot.domain.answers import (
    ROWS_A_PAGE,
    Answer,
    ChoiceAnswer,
    ExecutionAnswer,
    Page,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.executions import NO_CAUSE, NO_OUTPUT, Execution
from bot.domain.redaction import redact_execution, redact_run
from bot.domain.runs import (
    Finding,
    Listing,
    Run,
    Runs,
    WholeRun,
    tally,
)
from bot.services.readings import Reading

T = TypeVar("T")


def answer_to(reading: Reading, line: str, page: int) -> Answer:
    """The page of the reading, its secrets hidden, as the answer to `line`."""
    findings = tuple(one for one in reading.found if not isinstance(one, Listing))
    if len(findings) > 1:
        return _choice(reading, findings)
    match reading.found[0]:
        case Execution() as execution:
            return _execution(reading, execution, line)
        case WholeRun(run, executions):
            return _run(reading, run, executions, line, page)
        case Runs(reference, listing):
            title = f"Runs of {reference.source} {reference.ids[0]}"
            return _runs(reading, listing, title, line, page)
        case Listing() as listing:
            return _runs(reading, listing, "Pool runs", line, page)
        case never:
            assert_never(never)


def _execution(reading: Reading, execution: Execution, line: str) -> ExecutionAnswer:
    shown, hidden = redact_execution(execution)
    return ExecutionAnswer(
        execution=shown,
        line=line,
        hidden=hidden,
        gaps=reading.gaps,
        as_of=reading.as_of,
        zone=reading.zone,
    )


def _run(
    reading: Reading, run: Run, executions: Listing[Execution], line: str, page: int
) -> RunAnswer:
    shown, hidden = redact_run(run)
    rows, hidden_in_rows = _page(executions, page, redact_execution)
    return RunAnswer(
        run=shown,
        tally=tally(executions.rows),
        page=rows,
        line=line,
        hidden=hidden + hidden_in_rows,
        gaps=(*executions.gaps, *reading.gaps),
        as_of=reading.as_of,
        zone=reading.zone,
    )


def _runs(
    reading: Reading, listing: Listing[Run], title: str, line: str, page: int
) -> RunsAnswer:
    rows, hidden = _page(listing, page, _as_row)
    return RunsAnswer(
        title=title,
        page=rows,
        line=line,
        window=reading.window,
        hidden=hidden,
        gaps=(*listing.gaps, *reading.gaps),
        as_of=reading.as_of,
        zone=reading.zone,
    )


def _choice(reading: Reading, findings: tuple[Finding, ...]) -> ChoiceAnswer:
    redacted = [_redacted(finding) for finding in findings]
    return ChoiceAnswer(
        findings=tuple(finding for finding, _ in redacted),
        hidden=sum(hidden for _, hidden in redacted),
        gaps=reading.gaps,
        as_of=reading.as_of,
        zone=reading.zone,
    )


def _as_row(run: Run) -> tuple[Run, int]:
    """A run without what a row does not show."""
    return redact_run(replace(run, details=()))


def _redacted(finding: Finding) -> tuple[Finding, int]:
    """What of a finding is shown in a choice, its secrets hidden.

    Of runs that is how many there are: each one is left with nothing but its reference
    and its outcome.
    """
    match finding:
        case Execution() as execution:
            return redact_execution(
                replace(execution, cause=NO_CAUSE, output=NO_OUTPUT, details=())
            )
        case WholeRun(run, _):
            shown, hidden = redact_run(replace(run, scripts=(), details=()))
            return WholeRun(shown, Listing()), hidden
        case Runs(reference, listing):
            bare = tuple(
                Run(reference=one.reference, outcome=one.outcome)
                for one in listing.rows
            )
            return Runs(reference, Listing(bare, listing.total)), 0
    assert_never(finding)


def _page(
    listing: Listing[T], number: int, redact: Callable[[T], tuple[T, int]]
) -> tuple[Page[T], int]:
    rows = listing.rows
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(number, 1), pages)
    shown = [redact(row) for row in rows[(number - 1) * ROWS_A_PAGE :][:ROWS_A_PAGE]]
    page = Page(
        rows=tuple(row for row, _ in shown),
        number=number,
        pages=pages,
        of=len(rows),
        total=listing.total,
    )
    return page, sum(hidden for _, hidden in shown)
