"""What the sources with runs have in common: from rows to what was looked for."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Outcome, details
from bot.domain.references import Reference, is_id
from bot.domain.runs import (
    Counts,
    Finding,
    Listing,
    Run,
    WholeRun,
    overall,
    tally,
    under_way,
)
from bot.errors import NotFoundError, SourceUnavailableError


def below(reference: Reference, *ids: str) -> Reference:
    """The reference to a part of what `reference` means.

    An id that could not be asked for again leaves the reference as it is.
    """
    for id_ in ids:
        if not is_id(id_):
            return reference
    return Reference(reference.cloud, reference.source, (*reference.ids, *ids))


def counts_of(
    succeeded: int | None,
    failed: int | None,
    skipped: int | None = None,
    running: int | None = None,
    total: int | None = None,
) -> Counts:
    """The counters that the cloud gave; one that it left out is not known."""
    given = {
        Outcome.FAILED: failed,
        Outcome.SKIPPED: skipped,
        Outcome.RUNNING: running,
        Outcome.SUCCEEDED: succeeded,
    }
    known = {outcome: counter(count) for outcome, count in given.items()}
    return Counts(
        {outcome: count for outcome, count in known.items() if count is not None},
        counter(total),
    )


def counter(count: int | None) -> int | None:
    """A count as far as it is one: what is below 0 stands for "not known"."""
    return None if count is None or count < 0 else count


@lru_cache(maxsize=1_024)  # many rows, few causes
def cause_of(code: str, reason: str) -> Cause:
    return Cause(code, reason)


def row_key(execution: Execution) -> tuple[str, str] | None:
    """What a row of a run is known by: its own id and its target's, if there is one."""
    id_, target = execution.id, execution.target.id
    return (id_, target) if id_ or target else None


@lru_cache(maxsize=64)  # one for all rows of a zone
def zone_detail(time_zone: str) -> tuple[Detail, ...]:
    """The row's own time zone, where it names one."""
    return details(time_zone=time_zone)


def run_of(reference: Reference, executions: Listing[Execution]) -> Run:
    """The run of which a source tells only the executions."""
    rows = executions.rows
    counts = tally(rows)
    kinds = {row.kind for row in rows}
    finished = all(row.finished for row in rows)
    ended = _ordered(row.ended for row in rows) if finished else []
    return Run(
        reference=reference,
        outcome=overall(counts, complete=not executions.gaps),
        kind=kinds.pop() if len(kinds) == 1 else "",
        started=next(iter(_ordered(row.started for row in rows)), None),
        ended=next(reversed(ended), None),
        under_way=under_way(counts),
    )


def matching(reference: Reference, whole: WholeRun, thing: str) -> Finding:
    """What happened on the target that the last id of `reference` names.

    Args:
        reference: of the run and the target.
        whole: the run.
        thing: what the target is, as in "desktop".

    Raises:
        NotFoundError: the run has no such target.
        SourceUnavailableError: it may have, but not all of its rows could be read.
    """
    target = reference.ids[-1]
    read = whole.executions
    rows = tuple(row for row in read.rows if row.target.id == target)
    if not rows:
        gone = f"{reference.cloud} has no {thing} `{target}` in that run."
        absent = NotFoundError(gone, reference=str(reference))
        raise not_listed(absent, reference, thing, read.gaps)
    if len(rows) == 1:
        return replace(rows[0], kind=rows[0].kind or whole.run.kind)
    return WholeRun(whole.run, Listing(rows, gaps=read.gaps))


def not_listed(
    absent: NotFoundError, reference: Reference, thing: str, gaps: tuple[str, ...]
) -> NotFoundError | SourceUnavailableError:
    """What to raise for a target that is not among the rows of its run.

    Args:
        absent: what is true where all rows were read.
        reference: of the run and the target.
        thing: what the target is, as in "desktop".
        gaps: what could not be read of the rows.
    """
    if not gaps:
        return absent
    return SourceUnavailableError(
        f"{reference.cloud} did not list the whole run, and {thing} "
        f"`{reference.ids[-1]}` is not among what it did. {gaps[0]}",
        cloud=reference.cloud,
        source=reference.source,
    )


def _ordered(moments: Iterable[Moment | None]) -> list[Moment]:
    """Those that can be read, each once."""
    different = {one.raw: one for one in moments if one is not None and one.at}
    return sorted(different.values(), key=_at)


def _at(moment: Moment) -> float:
    return moment.at.timestamp() if moment.at else 0.0
