"""The executions of one run, read for the ledger."""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot.domain.causes import Cause
from bot.domain.executions import UNNAMED, Execution, Outcome
from bot.domain.sweeping import (
    FINE,
    LATE,
    Held,
    Settled,
    SweptExecution,
    SweptRun,
    is_fine,
)
from bot.errors import NotFoundError, SourceError, SourceRejectedError
from bot.ports import Clock, SweptRuns
from bot.services.recording import Recorder


@dataclass(frozen=True, slots=True)
class RowsReader:
    """Reads runs that are not fine, one at a time, into the recorder."""

    source: SweptRuns
    recorder: Recorder
    clock: Clock

    async def read(self, listed: SweptRun) -> tuple[str, ...]:
        """A sentence for each thing that is missing; then the run is not settled.

        Rows that the source counts and does not show, or does not let us read, are told
        as a whole, once they cannot well come any more: one stand-in for each outcome.

        Raises:
            LedgerError: what was read could not be kept.
        """
        since, held = self.clock.now(), Held()
        gaps: list[str] = []
        run, refused = listed, ""
        try:
            run = await self.source.counted(listed)
            await self.recorder.add(runs=[run])
            if not is_fine(run.run):
                async with aclosing(self.source.rows(run)) as batches:
                    async for batch in batches:
                        held.add(batch.rows)
                        gaps += batch.gaps
                        await self.recorder.add(rows=_kept(run, batch.rows))
        except (NotFoundError, SourceRejectedError) as error:
            refused = str(error)
        except SourceError as error:
            gaps.append(str(error))
        if gaps:
            return tuple(gaps)
        return await self._settle(listed, run, held, since, refused)

    async def _settle(
        self, listed: SweptRun, run: SweptRun, held: Held, since: datetime, refused: str
    ) -> tuple[str, ...]:
        missing = held.missing(run.run.counts)
        may_come = missing and not refused and not self._too_late(run)
        if may_come or (refused and not missing):
            return (refused or _shown_later(run, missing),)
        rows = [(run.key, one) for one in _stand_ins(run, missing, refused)]
        settled = Settled(
            key=run.key, state=listed.state, since=since, short=bool(missing)
        )
        await self.recorder.add(rows=rows, settled=[settled])
        return ()

    def _too_late(self, run: SweptRun) -> bool:
        """Whether rows that are missing by now will hardly come."""
        at = run.run.at
        return at is None or self.clock.now() - at > LATE


def _kept(
    run: SweptRun, rows: tuple[SweptExecution, ...]
) -> Iterator[tuple[str, SweptExecution]]:
    for row in rows:
        if row.execution.outcome not in FINE:
            yield run.key, row


def _stand_ins(
    run: SweptRun, missing: dict[Outcome, int], why: str
) -> Iterator[SweptExecution]:
    for outcome, count in missing.items():
        yield SweptExecution(
            key=f"{run.key}/{quote('*', safe='')}{outcome}",
            execution=Execution(
                reference=run.run.reference,
                outcome=outcome,
                raw_status=run.run.raw_status,
                target=UNNAMED,
                kind=run.run.kind,
                started=run.run.started,
                ended=run.run.ended,
                cause=Cause(reason=why or "The cloud counts it, but does not list it."),
            ),
            count=count,
        )


def _shown_later(run: SweptRun, missing: dict[Outcome, int]) -> str:
    counted = ", ".join(f"{count:,} {outcome}" for outcome, count in missing.items())
    what = run.work.label or "a run"
    return f"Of {what} the cloud counts {counted} more than it lists so far."
