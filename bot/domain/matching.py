"""What was found, as one line that leads to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.answers import Match
from bot.domain.commandline import COMMAND
from bot.domain.executions import Execution, Moment, Named
from bot.domain.failures import Failure
from bot.domain.ordering import natural
from bot.domain.presses import command_for
from bot.domain.references import Reference, SourceName, is_id
from bot.domain.runs import Run, Runs
from bot.domain.words import Words, joined
from bot.domain.works import ListedWork

TASKS = {
    SourceName.TASK: "scheduled task",
    SourceName.APP: "App Streaming task",
}
POOL = "desktop pool"
SCRIPT = "script"
POOL_SCRIPT = "script on desktop pools"
RUNS = {
    SourceName.TASK: "run of a scheduled task",
    SourceName.POOL: "pool run",
    SourceName.ORDER: "script order",
    SourceName.APP: "App Streaming run",
    SourceName.SCRIPT: "script run",
}
EXECUTIONS = {
    SourceName.SCRIPT: "script execution",
    SourceName.TASK: "execution of a scheduled task",
    SourceName.POOL: "execution of a pool run",
    SourceName.ORDER: "execution of a script order",
    SourceName.APP: "execution of App Streaming",
}
_ORDER = (
    *TASKS.values(),
    POOL,
    SCRIPT,
    POOL_SCRIPT,
    *RUNS.values(),
    *EXECUTIONS.values(),
)
_RANK = {what: place for place, what in enumerate(_ORDER)}
# As much of a name as tells it from others; what is searched for is a part of it.
_NAME = 100
_UNTYPED = re.compile("[\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019,]")


@dataclass(frozen=True, slots=True)
class Lead:
    """A match, what it goes by, and the reference that opens it, where it has one."""

    match: Match
    names: tuple[str, ...]
    reference: Reference | None = None


def lead_to_execution(execution: Execution) -> Lead:
    """An execution as a cloud tells it."""
    return _execution(execution, execution.script, remembered=False)


def lead_to_failure(failure: Failure) -> Lead:
    """An execution that the ledger knows."""
    return _execution(failure.execution, failure.work, remembered=True)


def lead_to_run(run: Run) -> Lead:
    place = run.place if run.place.label else Named(name=run.reference.ids[-1])
    match = Match(
        what=RUNS[run.reference.source],
        label=_on(run.work, place),
        line=command_for(run.reference),
        cloud=run.reference.cloud,
        outcome=run.outcome,
        at=_latest(run.ended, run.started),
    )
    names = (run.work.name, run.place.name, *run.reference.ids)
    return Lead(match, names, run.reference)


def lead_to_runs(runs: Runs) -> Lead:
    """The runs of one task; its name is not told with them."""
    return _task(runs.reference, Named(runs.reference.ids[0]))


def lead_to_work(listed: ListedWork) -> Lead:
    return _task(listed.reference, listed.work)


def lead_to_pool(cloud: str, pool: Named) -> Lead:
    """A desktop pool, and so its runs."""
    match = Match(
        what=POOL, label=pool.label, line=_search("pool pool", pool, cloud), cloud=cloud
    )
    return Lead(match, (pool.name, pool.id))


def lead_to_script(cloud: str, script: Named, at: Moment | None) -> Lead:
    """A script of which executions were found, and so its failures; `at` is the last."""
    line = _search("failures script", script, cloud)
    match = Match(what=SCRIPT, label=script.label, line=line, cloud=cloud, at=at)
    return Lead(match, (script.name, script.id))


def lead_to_pool_script(cloud: str, script: Named, at: Moment | None) -> Lead:
    """A script of which pool runs were found, and so those; `at` is the last."""
    line = _search("pool script", script, cloud)
    match = Match(what=POOL_SCRIPT, label=script.label, line=line, cloud=cloud, at=at)
    return Lead(match, (script.name, script.id))


def latest(rows: Iterable[Run | Execution]) -> Moment | None:
    """When the newest of them ended, or began."""
    moments = (_latest(row.ended, row.started) for row in rows)
    return max((one for one in moments if one and one.at), key=_seconds, default=None)


def by_kind(match: Match) -> tuple[object, ...]:
    """A key: work first, then runs, then executions; of a kind the newest first."""
    newest = -_seconds(match.at) if match.at else 0.0
    return (_RANK[match.what], newest, natural(match.label), match.line)


def _execution(execution: Execution, work: Named, *, remembered: bool) -> Lead:
    reference, target = execution.reference, execution.target
    match = Match(
        what=EXECUTIONS[reference.source],
        label=_on(work, target),
        line=command_for(reference),
        cloud=reference.cloud,
        outcome=execution.outcome,
        at=_latest(execution.ended, execution.started),
        remembered=remembered,
    )
    script = execution.script
    names = (target.name, target.id, work.name, work.id, script.name, script.id)
    return Lead(match, names, reference)


def _task(reference: Reference, work: Named) -> Lead:
    match = Match(
        what=TASKS[reference.source],
        label=work.label,
        line=command_for(reference),
        cloud=reference.cloud,
    )
    return Lead(match, (work.name, work.id), reference)


def _on(work: Named, place: Named) -> str:
    """As in "patch-check on FIN-DESK-02", or whichever of the two is known."""
    return " on ".join(filter(None, (work.label, place.label)))


def _search(option: str, thing: Named, cloud: str) -> str:
    """A command line that searches for it, by its id where it has one."""
    verb, key = option.split()
    text = thing.id if is_id(thing.id) else _searchable(thing.name)
    options = {key: text} if text else {}
    return joined(Words((COMMAND, verb), {**options, "cloud": cloud}))


def _searchable(name: str) -> str:
    """The longest part of a name that can be typed: quotes end a value, commas part it."""
    parts = (part.strip() for part in _UNTYPED.split(name))
    return max(parts, key=len)[:_NAME].strip()


def _latest(ended: Moment | None, started: Moment | None) -> Moment | None:
    moments = [one for one in (ended, started) if one]
    readable = (one for one in moments if one.at)
    return next(readable, next(iter(moments), None))


def _seconds(moment: Moment) -> float:
    return moment.at.timestamp() if moment.at else 0.0
