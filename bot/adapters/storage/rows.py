"""From runs and executions, as a sweep read them, to rows of the tables."""

from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from bot.adapters.storage.texts import (
    NAME,
    REASON,
    Mask,
    as_key,
    as_reference,
    as_row_key,
    bounded,
    folded,
)
from bot.domain.executions import UNNAMED, Execution, Moment, Named, Outcome
from bot.domain.fingerprints import fingerprint
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from bot.domain.runs import Run
from bot.domain.sweeping import SweptExecution, SweptRun

Values: TypeAlias = dict[str, object]

_MOST = 2**31 - 1
_cause = lru_cache(maxsize=1_024)(fingerprint)  # the same reasons come again and again
_COUNTED = (Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SKIPPED, Outcome.RUNNING)


def run_row(swept: SweptRun, cloud: str, read_at: datetime) -> Values:
    """The run, but for its state and the clouds that list it."""
    run, mask = swept.run, Mask()
    work, place = _named(swept.work, mask), _named(_pool(run), mask)
    return {
        "key": as_key(swept.key),
        "cloud": cloud,
        "source": str(run.reference.source),
        "reference": as_reference(run.reference),
        "outcome": str(run.outcome),
        "raw_status": mask.text(run.raw_status),
        "under_way": run.under_way,
        "kind": mask.text(run.kind),
        "script_task": as_key(swept.script_task) if swept.script_task else "",
        "work_id": work.id,
        "work_name": work.name,
        "work_fold": folded(work.name),
        "work_ref": _work_ref(run, work),
        "place_id": place.id,
        "place_name": place.name,
        "place_fold": folded(place.name),
        **_counts(run),
        **_moment("started", run.started),
        **_moment("ended", run.ended),
        "at": run.at or read_at,
        "first_seen": read_at,
        "read_at": read_at,
    }


def execution_row(
    swept: SweptExecution, run: str, ran_at: datetime | None, read_at: datetime
) -> Values:
    """The execution, but for the clouds that list it.

    Args:
        swept: as it was read.
        run: the key of its run's row.
        ran_at: when the run ended, else began.
        read_at: when it was read.
    """
    one, mask = swept.execution, Mask()
    target, script = _named(one.target, mask), _named(one.script, mask)
    code = mask.text(one.cause.code)
    reason = mask.text(one.cause.reason or _last_line(one.output), REASON)
    at = _at(one) or ran_at
    return {
        "key": as_row_key(run, swept.key),
        "run": run,
        "source": str(one.reference.source),
        "reference": as_reference(one.reference),
        "row_id": bounded(one.id, NAME),
        "run_id": bounded(one.run_id, NAME),
        "outcome": str(one.outcome),
        "raw_status": mask.text(one.raw_status),
        "target_id": target.id,
        "target_name": target.name,
        "target_fold": folded(target.name),
        "target_kind": bounded(one.target_kind, NAME),
        "script_id": script.id,
        "script_name": script.name,
        "script_fold": folded(script.name),
        "kind": mask.text(one.kind),
        "batch": one.batch and str(one.batch),
        **_moment("started", one.started),
        **_moment("ended", one.ended),
        "at": at or read_at,
        "timed": at is not None,
        "code": code,
        "reason": reason,
        "cause_fold": folded(code, reason),
        "cause": _cause(code, reason),
        "hidden": mask.hidden,
        "stands_for": min(swept.count, _MOST),
        "first_seen": read_at,
        "read_at": read_at,
    }


def _named(thing: Named, mask: Mask) -> Named:
    """What has no id goes by its name, so that ids may hold secrets, too."""
    return Named(mask.text(thing.id), mask.text(thing.name))


def _pool(run: Run) -> Named:
    return run.place if run.reference.source is SourceName.POOL else UNNAMED


def _work_ref(run: Run, work: Named) -> str:
    """Equal for runs of the same work; an order's belongs to no single cloud."""
    reference = run.reference
    cloud = "" if reference.source is SourceName.ORDER else reference.cloud
    return f"{cloud}/{reference.source}/{work.id or work.name}"


def _counts(run: Run) -> Values:
    known, total = run.counts.by_outcome, run.counts.total
    counts: Values = {
        str(outcome): min(known[outcome], _MOST) if outcome in known else None
        for outcome in _COUNTED
    }
    return {**counts, "total": None if total is None else min(total, _MOST)}


def _moment(name: str, moment: Moment | None) -> Values:
    return {
        f"{name}_raw": bounded(moment.raw, NAME) if moment else None,
        f"{name}_at": moment.at if moment else None,
        f"{name}_exact": moment.exact if moment else None,
    }


def _at(one: Execution) -> datetime | None:
    moments = (one.ended, one.started)
    return next((moment.at for moment in moments if moment and moment.at), None)


def _last_line(output: Output) -> str:
    """What a script said last is the only reason that some sources give."""
    return (output.end or output.text).rstrip().rpartition("\n")[2].strip()
