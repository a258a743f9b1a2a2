"""What the clouds and the ledger told of a text, each thing once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.executions import Execution, Moment, Named
from bot.domain.failures import Failure
from bot.domain.finding import Place
from bot.domain.matching import (
    Lead,
    latest,
    lead_to_execution,
    lead_to_failure,
    lead_to_pool,
    lead_to_pool_script,
    lead_to_run,
    lead_to_runs,
    lead_to_script,
    lead_to_work,
)
from bot.domain.references import Reference
from bot.domain.runs import Finding, Run, Runs, WholeRun
from bot.domain.works import ListedWork
from bot.ports import Fact
from bot.services.asking import Told


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that was found; `whole` is all of it, where that was told."""

    lead: Lead
    whole: Finding | None = None


def things_by_id(
    told: Sequence[Told], failures: Iterable[Failure]
) -> tuple[Thing, ...]:
    """Everything that goes by an id; what was told just now comes before the ledger.

    Executions of a pool run that was found are a part of it, and so is what the ledger
    knows of anything that was found.
    """
    now = [one for each in _without_parts(told) for one in _each(each)]
    known = {str(one) for each in told for fact in each.facts for one in _opens(fact)}
    rows = {_row(fact) for each in told for fact in each.facts} - {None}
    before = [
        Thing(lead_to_failure(failure))
        for failure in failures
        if _row(failure.execution) not in rows and known.isdisjoint(_above(failure))
    ]
    return _each_once([*now, *before])


def things_by_name(
    text: str, told: Iterable[Told], failures: Iterable[Failure]
) -> tuple[Thing, ...]:
    """Everything that goes by a name: scripts stand for all that was run of them."""
    now = [one for each in told for one in _called(text, each)]
    return _each_once([*now, *(Thing(lead_to_failure(one)) for one in failures)])


def _without_parts(told: Sequence[Told]) -> Iterator[Told]:
    pools = {one.cloud for one in told if one.place is Place.POOL}
    for one in told:
        if one.place is not Place.SCRIPT_TASK or one.cloud not in pools:
            yield one


def _each(told: Told) -> Iterator[Thing]:
    """Rows of lists have to be opened to be whole."""
    for fact in told.facts:
        match fact:
            case Execution():
                whole = fact if told.place is Place.RECORD else None
                yield Thing(lead_to_execution(fact), whole)
            case WholeRun(run, _):
                yield Thing(lead_to_run(run), fact)
            case Runs():
                yield Thing(lead_to_runs(fact), fact)
            case Run():
                yield Thing(lead_to_run(fact))
            case ListedWork():
                yield Thing(lead_to_work(fact))
            case Named():
                yield Thing(lead_to_pool(told.cloud, fact))


def _called(text: str, told: Told) -> Iterator[Thing]:
    ran = [fact for fact in told.facts if isinstance(fact, Execution | Run)]
    if not ran:
        yield from _each(told)
        return
    lead_to = lead_to_pool_script if told.place is Place.POOL_SCRIPT else lead_to_script
    for script, at in _scripts(text, ran):
        yield Thing(lead_to(told.cloud, script, at))


def _scripts(
    text: str, ran: Sequence[Execution | Run]
) -> Iterator[tuple[Named, Moment | None]]:
    """Each script that goes by that name, and when it ran last."""
    wanted = text.casefold()
    by_script: dict[Named, list[Execution | Run]] = {}
    for row in ran:
        for script in _ran(row):
            if wanted in script.name.casefold():
                by_script.setdefault(script, []).append(row)
    for script, rows in by_script.items():
        yield script, latest(rows)


def _ran(row: Execution | Run) -> tuple[Named, ...]:
    return (row.script,) if isinstance(row, Execution) else row.scripts or (row.work,)


def _opens(fact: Fact) -> Iterator[Reference]:
    """The references that open it, or a part of it."""
    match fact:
        case WholeRun(run, _):
            yield run.reference
        case Runs(reference, listing):
            yield reference
            yield from (run.reference for run in listing.rows)
        case Execution() | Run() | ListedWork():
            yield fact.reference


def _above(failure: Failure) -> set[str]:
    """The references of the execution, and of all that it is a part of."""
    of = failure.execution.reference
    return {
        str(replace(of, cloud=cloud, ids=of.ids[:count]))
        for cloud in {of.cloud, *failure.clouds}
        for count in range(1, len(of.ids) + 1)
    }


def _row(fact: Fact) -> tuple[str, str, str] | None:
    """What the cloud knows an execution by, whatever it was read as a part of."""
    if not isinstance(fact, Execution) or not fact.id:
        return None
    return (fact.reference.cloud, fact.id, fact.target.id)


def _each_once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The first of those that are opened by the same command."""
    first: dict[str, Thing] = {}
    for thing in things:
        first.setdefault(thing.lead.match.line, thing)
    return tuple(first.values())
