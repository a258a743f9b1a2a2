"""What the rows of a run say against what the run says of itself."""

from dataclasses import replace

from bot.domain.executions import Execution, Outcome
from bot.domain.runs import Counts, Listing, Run, tally


def corrected(run: Run, counted: Counts) -> Run:
    """The run as its rows have it, whatever it says of itself.

    It has failed where one of them did. A success has no skipped or canceled rows, and,
    where the source counts nothing, none of which nobody knows how they ended.
    """
    return replace(run, outcome=_corrected(run, counted))


def _corrected(run: Run, counted: Counts) -> Outcome:
    if counted.of(Outcome.FAILED):
        return Outcome.FAILED
    if run.outcome is not Outcome.SUCCEEDED:
        return run.outcome
    worse = [Outcome.SKIPPED, Outcome.CANCELED]
    if not run.counts.by_outcome and counted.of(Outcome.UNKNOWN):
        worse.append(Outcome.UNKNOWN)
    return next((one for one in worse if counted.of(one)), run.outcome)


def with_shortfall(run: Run, executions: Listing[Execution]) -> Listing[Execution]:
    """The executions, with gaps where the source counts more of them than it lists.

    Nothing is added where another gap tells already that rows are missing.
    """
    if executions.gaps:
        return executions
    short = _unlisted(run.counts) if not executions.rows else _too_few(run, executions)
    total = executions.total if run.counts.total is None else run.counts.total
    listed = len(executions.rows)
    if not short and (total or 0) > listed:
        short = [f"The cloud counts {total:,} targets, but lists {listed:,}."]
    return replace(executions, gaps=tuple(short))


def _unlisted(counts: Counts) -> list[str]:
    counted = [f"{count:,} {one}" for one, count in counts.by_outcome.items() if count]
    if not counted:
        return []
    return [
        f"The cloud counts {', '.join(counted)}, but does not list on which targets."
    ]


def _too_few(run: Run, executions: Listing[Execution]) -> list[str]:
    listed = tally(executions.rows)
    return [
        f"The cloud counts {run.counts.of(one):,} {one}, but lists {listed.of(one):,}."
        for one in (Outcome.FAILED, Outcome.SKIPPED)
        if run.counts.of(one) > listed.of(one)
    ]
