"""Sources as sweeps read them, without a cloud."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Run
from bot.domain.sweeping import Batch, SeenWork, SweptExecution, SweptRun
from tests.fakes import NINE

HOUR = timedelta(hours=1)


def moment(at: datetime) -> Moment:
    return Moment(at.isoformat(), at)


def execution(
    run: SweptRun, target: str, outcome: Outcome = Outcome.FAILED
) -> SweptExecution:
    reference = run.run.reference
    row = Execution(
        reference=Reference(
            reference.cloud, reference.source, (*reference.ids, target)
        ),
        outcome=outcome,
        raw_status=outcome.upper(),
        target=Named(target, target.upper()),
    )
    return SweptExecution(key=f"{run.key}/{target}", execution=row)


def run(
    *ids: str,
    source: SourceName = SourceName.TASK,
    at: datetime = NINE - HOUR,
    script_task: str = "",
    under_way: bool = False,
    counts: Mapping[Outcome, int] | None = None,
) -> SweptRun:
    """A run that ended as its counters say, at the hour in which it began."""
    known = Counts(dict(counts or {}))
    outcome = Outcome.FAILED if known.of(Outcome.FAILED) else Outcome.SUCCEEDED
    reference = Reference("prod", source, ids)
    return SweptRun(
        key=str(reference),
        run=Run(
            reference=reference,
            outcome=Outcome.RUNNING if under_way else outcome,
            raw_status="RUNNING" if under_way else "FINISH",
            started=moment(at),
            ended=None if under_way else moment(at),
            counts=known,
            under_way=under_way,
        ),
        work=Named(ids[0], ids[0]),
        script_task=script_task,
    )


def failed(count: int) -> dict[Outcome, int]:
    return {Outcome.FAILED: count, Outcome.SKIPPED: 0}


@dataclass(slots=True)
class FakeSwept:
    """Lists these; remembers what it was asked.

    `listed` is the work that runs stand below, None where there is one list of runs;
    `runs` are by the id of the work, or by "". An error in `errors` comes instead of the
    list of that name ("works", "runs ID", "rows KEY"). Every list waits for `before`.
    """

    listed: list[SeenWork] | None = None
    known: dict[str, list[SweptRun]] = field(default_factory=dict)
    executions: dict[str, list[SweptExecution]] = field(default_factory=dict)
    counters: dict[str, SweptRun] = field(default_factory=dict)
    errors: Mapping[str, Exception] = field(default_factory=dict)
    gaps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    since: list[datetime] = field(default_factory=list)
    before: Callable[[], Awaitable[object]] | None = None

    def works(self) -> AsyncGenerator[Batch[SeenWork], None] | None:
        return None if self.listed is None else self._batch("works", self.listed)

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        self.since.append(since)
        id_ = work.work.id if work else ""
        return self._batch(f"runs {id_}".strip(), self.known.get(id_, ()))

    async def counted(self, swept: SweptRun) -> SweptRun:
        return self.counters.get(swept.key, swept)

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        rows = self.executions.get(swept.key, ())
        return self._batch(f"rows {swept.key}", rows)

    async def _batch(
        self, name: str, rows: Iterable[object]
    ) -> AsyncGenerator[Batch, None]:  # type: ignore[type-arg]
        self.asked.append(name)
        if self.before is not None:
            await self.before()
        if name in self.errors:
            raise self.errors[name]
        yield Batch(tuple(rows), self.gaps.get(name, ()))


def seen(
    id_: str, hint: str = "a", due: datetime | None = None, *, unannounced: bool = False
) -> SeenWork:
    return SeenWork(work=Named(id_, id_), hint=hint, due=due, unannounced=unannounced)
