"""From what was read to the page of it that somebody wants to see."""

from dataclasses import replace
from typing import assert_never

from bot.domain.all_rows import AllRows
from bot.domain.answers import (
    Answer,
    ChoiceAnswer,
    ExecutionAnswer,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.executions import NO_CAUSE, NO_OUTPUT, Execution
from bot.domain.failures import Failure
from bot.domain.redaction import redact_execution, redact_failures, redact_run
from bot.domain.runs import (
    Finding,
    Listing,
    Run,
    Runs,
    WholeRun,
    tally,
)
from bot.services.readings import Reading
from bot.services.turning import turned


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


def all_rows(reading: Reading) -> AllRows:
    """What happened on each target of the runs that were found, secrets hidden."""
    runs = [one for one in reading.found if isinstance(one, WholeRun)]
    found = tuple(
        Failure(execution=row, work=one.run.work, place=one.run.place)
        for one in runs
        for row in _wanted(reading, one.executions)
    )
    gaps = [*reading.gaps, *(gap for one in runs for gap in one.executions.gaps)]
    rows = tuple(row for row, _ in redact_failures(found))
    return AllRows(rows, of=len(rows), whole=not gaps)


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
    only = reading.outcomes
    wanted = _wanted(reading, executions)
    total = None if only else executions.total
    rows, hidden_in_rows = turned(wanted, page, redact_execution, total)
    return RunAnswer(
        run=shown,
        tally=tally(executions.rows),
        only=only,
        page=rows,
        line=line,
        hidden=hidden + hidden_in_rows,
        gaps=(*executions.gaps, *reading.gaps),
        as_of=reading.as_of,
        zone=reading.zone,
    )


def _wanted(reading: Reading, executions: Listing[Execution]) -> list[Execution]:
    only = reading.outcomes
    return [row for row in executions.rows if not only or row.outcome in only]


def _runs(
    reading: Reading, listing: Listing[Run], title: str, line: str, page: int
) -> RunsAnswer:
    rows, hidden = turned(listing.rows, page, _as_row, listing.total)
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
