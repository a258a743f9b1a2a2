"""Runs, executions and records as sweeps give them to the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.failures import Failure, FailureFilter
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Record, Settled, SweptExecution, SweptRun, WorkNote
from bot.domain.windows import Window
from tests.fakes import NINE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CLOUDS = ("prod", "dr")
LASTS = timedelta(seconds=60)
EVERY = FailureFilter(outcomes=frozenset())
OFFLINE = Cause("WKS.00010032", "The agent is offline.")
RUN = "R1"
ALWAYS = Window()


def moment(at: datetime) -> Moment:
    return Moment(at.isoformat(), at)


def run(
    *ids: str,
    source: SourceName = SourceName.TASK,
    cloud: str = "prod",
    outcome: Outcome = Outcome.FAILED,
    at: datetime | None = NINE - HOUR,
    script_task: str = "",
    work: Named | None = None,
    place: Named | None = None,
    counts: Mapping[Outcome, int] | None = None,
    key: str = "",
) -> SweptRun:
    """A run of the task that `ids` begin with, which ended at `at`."""
    reference = Reference(cloud, source, ids or ("T", RUN))
    return SweptRun(
        key=key or str(reference),
        run=Run(
            reference=reference,
            outcome=outcome,
            raw_status=outcome.upper(),
            place=place or Named(),
            ended=moment(at) if at else None,
            counts=Counts(dict(counts or {})),
        ),
        work=work or Named(reference.ids[0], "nightly"),
        script_task=script_task,
    )


def fine(listed: SweptRun) -> SweptRun:
    """The same run, in which nothing is wrong any more."""
    told = replace(listed.run, outcome=Outcome.SUCCEEDED, raw_status="SUCCEEDED")
    return replace(listed, run=told)


def row(
    of: SweptRun,
    target: str = "D1",
    *,
    outcome: Outcome = Outcome.FAILED,
    at: datetime | None = NINE - HOUR,
    name: str | None = None,
    script: Named | None = None,
    cause: Cause = OFFLINE,
    count: int = 1,
) -> tuple[str, SweptExecution]:
    """What happened on `target` in that run."""
    reference = of.run.reference
    execution = Execution(
        reference=replace(reference, ids=(*reference.ids, target)),
        outcome=outcome,
        raw_status=outcome.upper(),
        target=Named(target, f"FIN-{target}" if name is None else name),
        script=script or Named(),
        started=moment(at - MINUTE) if at else None,
        ended=moment(at) if at else None,
        cause=cause,
    )
    swept = SweptExecution(key=f"{of.key}/{target}", execution=execution, count=count)
    return of.key, swept


def settled(of: SweptRun, since: datetime = NINE, *, short: bool = False) -> Settled:
    return Settled(key=of.key, state=of.state, since=since, short=short)


def record(
    *runs: SweptRun,
    rows: Iterable[tuple[str, SweptExecution]] = (),
    settled: Iterable[Settled] = (),
    works: Iterable[tuple[SourceName, WorkNote]] = (),
    at: datetime = NINE,
    cloud: str = "prod",
) -> Record:
    return Record(
        cloud=cloud,
        at=at,
        runs=runs,
        rows=tuple(rows),
        settled=tuple(settled),
        works=tuple(works),
    )


async def everything(ledger: SqlLedger) -> tuple[Failure, ...]:
    """Every execution that the ledger has."""
    found = await ledger.failures(CLOUDS, EVERY, ALWAYS, limit=10_000)
    return found.rows


async def targets(
    ledger: SqlLedger, wanted: FailureFilter = EVERY, window: Window = ALWAYS
) -> list[str]:
    """The targets of what matches, by name."""
    found = await ledger.failures(CLOUDS, wanted, window, limit=10_000)
    return sorted(one.execution.target.id for one in found.rows)
