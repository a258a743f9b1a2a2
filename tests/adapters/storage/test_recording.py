"""What sweeps record, on both databases."""

from dataclasses import replace

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Moment, Named, Outcome
from bot.domain.failures import Failure
from bot.domain.fingerprints import fingerprint
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.sweeping import KnownRun, SweptExecution
from bot.domain.windows import Window
from tests.adapters.storage.records import (
    DAY,
    HOUR,
    MINUTE,
    OFFLINE,
    everything,
    fine,
    record,
    row,
    run,
    settled,
    targets,
)
from tests.fakes import NINE

POOL = Reference("prod", SourceName.POOL, ("P1", "D1"))
WHOLE = Execution(
    reference=POOL,
    outcome=Outcome.SKIPPED,
    raw_status="SKIP",
    target=Named("D1", "FIN-DESK-01"),
    id="row",
    script=Named("S1", "cleanup.ps1"),
    kind="SCRIPT",
    target_kind="desktop",
    run_id="P1",
    batch=Batch.GRAY,
    started=Moment("2026-01-15 08:00:00", NINE - HOUR, exact=False),
    ended=Moment("soon", None),
    cause=OFFLINE,
)


async def test_an_execution_is_told_as_it_was_read(ledger: SqlLedger) -> None:
    of = run("P1", source=SourceName.POOL, place=Named("POOL", "Finance"))
    rows = [(of.key, SweptExecution(key="row", execution=WHOLE, count=3))]

    await ledger.record(record(of, rows=rows))

    assert await everything(ledger) == (
        Failure(
            execution=WHOLE,
            work=of.work,
            place=Named("POOL", "Finance"),
            clouds=("prod",),
            cause=fingerprint(OFFLINE.code, OFFLINE.reason),
            count=3,
        ),
    )


async def test_recording_twice_is_recording_once(ledger: SqlLedger) -> None:
    of = run()
    told = record(of, rows=[row(of), row(of, "D2")], settled=[settled(of)])
    await ledger.record(told)
    before = await everything(ledger), await ledger.known([of])

    await ledger.record(told)

    assert (await everything(ledger), await ledger.known([of])) == before


async def test_of_two_readings_in_a_record_the_last_one_is_kept(
    ledger: SqlLedger,
) -> None:
    of = run()
    rows = [row(of, outcome=Outcome.RUNNING), row(of, outcome=Outcome.FAILED)]

    await ledger.record(record(fine(of), of, rows=rows))

    (kept,) = await everything(ledger)
    assert kept.execution.outcome is Outcome.FAILED


async def test_a_newer_reading_replaces_an_older_one(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of, outcome=Outcome.RUNNING)]))

    await ledger.record(record(rows=[row(of)], at=NINE + MINUTE))

    (kept,) = await everything(ledger)
    assert kept.execution.outcome is Outcome.FAILED


async def test_an_older_reading_replaces_nothing(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of)]))
    late = replace(of, work=Named("T", "an older name"))

    await ledger.record(
        record(late, rows=[row(of, outcome=Outcome.RUNNING)], at=NINE - MINUTE)
    )

    (kept,) = await everything(ledger)
    assert (kept.execution.outcome, kept.work) == (Outcome.FAILED, of.work)


async def test_an_older_reading_brings_nothing_back(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, settled=[settled(of)]))

    await ledger.record(record(of, rows=[row(of)], at=NINE - MINUTE))

    assert await everything(ledger) == ()


async def test_an_older_fine_reading_clears_nothing(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of)], settled=[settled(of)]))

    await ledger.record(record(fine(of), at=NINE - MINUTE))

    assert await targets(ledger) == ["D1"]
    assert (await ledger.known([of]))[of.key].state == of.state


async def test_a_run_that_was_never_settled_has_no_state(ledger: SqlLedger) -> None:
    of = run()

    await ledger.record(record(of))

    assert await ledger.known([of, run("T", "R2")]) == {
        of.key: KnownRun(clouds=frozenset({"prod"}))
    }


@pytest.mark.parametrize("at_once", [True, False])
async def test_settling_keeps_the_state_and_drops_what_is_gone(
    ledger: SqlLedger, *, at_once: bool
) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of), row(of, "gone")]))
    later = NINE + MINUTE
    told = settled(of, since=later, short=True)

    runs = [of] if at_once else []
    await ledger.record(record(*runs, rows=[row(of)], settled=[told], at=later))

    assert await targets(ledger) == ["D1"]
    assert await ledger.known([of]) == {
        of.key: KnownRun(state=of.state, short=True, clouds=frozenset({"prod"}))
    }


async def test_rows_that_came_in_an_earlier_handful_stay(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of)], at=NINE))

    told = settled(of, since=NINE)
    await ledger.record(record(rows=[row(of, "D2")], settled=[told], at=NINE + MINUTE))

    assert await targets(ledger) == ["D1", "D2"]


async def test_a_fine_run_loses_its_executions(ledger: SqlLedger) -> None:
    of = run()
    await ledger.record(record(of, rows=[row(of)], settled=[settled(of, short=True)]))

    await ledger.record(record(fine(of), at=NINE + MINUTE))

    assert await everything(ledger) == ()
    assert await ledger.known([of]) == {
        of.key: KnownRun(state=fine(of).state, clouds=frozenset({"prod"}))
    }


async def test_a_fine_run_that_is_read_again_may_fail_again(ledger: SqlLedger) -> None:
    of = run()
    for minutes, listed in enumerate([fine(of), fine(of), of]):
        at = NINE + minutes * MINUTE
        rows = [row(of)] if listed is of else []
        await ledger.record(record(listed, rows=rows, at=at))

    assert await targets(ledger) == ["D1"]


async def test_executions_of_runs_that_nobody_knows_are_not_kept(
    ledger: SqlLedger,
) -> None:
    of, unknown = run(), run("T", "R2")

    await ledger.record(
        record(of, rows=[row(of), row(unknown)], settled=[settled(unknown)])
    )

    assert await targets(ledger) == ["D1"]
    assert await ledger.known([unknown]) == {}


async def test_many_are_kept_at_once(ledger: SqlLedger) -> None:
    runs = [run("T", f"R{number}") for number in range(1_200)]
    rows = [row(of, f"D{number:04}") for number, of in enumerate(runs)]

    await ledger.record(record(*runs, rows=rows, settled=map(settled, runs)))

    assert await targets(ledger) == [f"D{number:04}" for number in range(1_200)]
    assert len(await ledger.known(runs)) == 1_200


async def test_the_last_line_that_a_script_printed_is_the_reason(
    ledger: SqlLedger,
) -> None:
    of = run()
    key, swept = row(of, cause=Cause("1", ""))
    printed = replace(swept.execution, output=Output("first\n  disk full \n\n"))

    await ledger.record(record(of, rows=[(key, replace(swept, execution=printed))]))

    (kept,) = await everything(ledger)
    assert kept.execution.cause == Cause("1", "disk full")
    assert kept.execution.output == Output()


class TestWhen:
    """An execution counts for its end, else its start, else its run's."""

    async def test_without_times_of_its_own_it_counts_for_its_run(
        self, ledger: SqlLedger
    ) -> None:
        of = run(at=NINE - DAY)

        await ledger.record(record(of))
        await ledger.record(record(rows=[row(of, at=None)]))

        assert await targets(ledger, window=Window(NINE - DAY, NINE - HOUR)) == ["D1"]
        assert await targets(ledger, window=Window(NINE - HOUR)) == []

    async def test_where_nobody_tells_it_counts_for_when_it_was_seen_first(
        self, ledger: SqlLedger
    ) -> None:
        of = run(at=None)
        for at in (NINE, NINE + DAY):
            await ledger.record(record(of, rows=[row(of, at=None)], at=at))

        assert await targets(ledger, window=Window(NINE, NINE + HOUR)) == ["D1"]

    async def test_once_its_time_is_told_it_counts_for_that(
        self, ledger: SqlLedger
    ) -> None:
        of = run(at=None)
        await ledger.record(record(of, rows=[row(of, at=None)]))

        ended = NINE - DAY
        await ledger.record(record(of, rows=[row(of, at=ended)], at=NINE + HOUR))

        assert await targets(ledger, window=Window(ended, ended + MINUTE)) == ["D1"]
