"""What `/runs failures` and its kin read."""

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.causes import Cause
from bot.domain.executions import Named, Outcome
from bot.domain.failures import FailureFilter, SourceGlance
from bot.domain.fingerprints import fingerprint
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.windows import Window
from tests.adapters.storage.records import (
    CLOUDS,
    HOUR,
    MINUTE,
    OFFLINE,
    record,
    row,
    run,
    targets,
)
from tests.fakes import NINE

DISK = Cause("WKS.00010109", "Größe 100%_voll")
NIGHTLY = run("T", "R1", work=Named("TASK-7", "Nightly Cleanup"))
FINANCE = run(
    "P",
    source=SourceName.POOL,
    at=NINE - 4 * HOUR,
    work=Named("hash", "patch.ps1"),
    place=Named("POOL-1", "Finance Straße"),
)


FILTERS = [
    (FailureFilter(), "D1 D2 D3 D4"),
    (FailureFilter(outcomes=frozenset()), "D1 D2 D3 D4 D5"),
    (FailureFilter(outcomes=frozenset({Outcome.RUNNING})), "D5"),
    (FailureFilter(sources=frozenset({SourceName.POOL})), "D4"),
    (FailureFilter(sources=frozenset({SourceName.APP})), ""),
    (FailureFilter(targets=("D1",)), "D1"),
    (FailureFilter(targets=("fin-d",)), "D1 D3 D4"),
    (FailureFilter(targets=("ärger",)), "D2"),
    (FailureFilter(targets=("D1", "D4")), "D1 D4"),
    (FailureFilter(targets=("D",), scripts=("SCRIPT-1",)), "D1"),
    (FailureFilter(scripts=("CLEAN_",)), "D1"),
    (FailureFilter(scripts=("clean%",)), ""),
    (FailureFilter(scripts=("clean.up",)), ""),
    (FailureFilter(pools=("POOL-1",)), "D4"),
    (FailureFilter(pools=("STRASSE",)), "D4"),
    (FailureFilter(names=("nightly",)), "D1 D2 D3"),
    (FailureFilter(names=("finance",)), "D4"),
    (FailureFilter(names=("clean",)), "D1 D2 D3"),
    (FailureFilter(names=("hash",)), "D4"),
    (FailureFilter(names=("has",)), ""),
    (FailureFilter(causes=(fingerprint(DISK.code, DISK.reason),)), "D2"),
    (FailureFilter(causes=("wks.00010109",)), "D2"),
    (FailureFilter(causes=("wks.000",)), "D1 D2 D3 D4"),
    (FailureFilter(causes=("agent is",)), "D1 D3 D4"),
    (FailureFilter(causes=("100%_V",)), "D2"),
    (FailureFilter(causes=("%agent%",)), ""),
    (FailureFilter(causes=("\\",)), ""),
    (FailureFilter(causes=("/",)), ""),
    (FailureFilter(targets=("nul\0",)), ""),
    (FailureFilter(targets=("\ud800",)), ""),
]
WINDOWS = [
    (Window(), "D1 D2 D3 D4"),
    (Window(NINE - 2 * HOUR), "D1 D2"),
    (Window(NINE - 2 * HOUR, NINE - HOUR), "D2"),
    (Window(None, NINE - 3 * HOUR), "D4"),
    (Window(NINE), ""),
]
NAMES = [
    ("D2", "D2"),
    ("fin-d5", "D5"),
    ("SCRIPT-1", "D1"),
    ("CLEAN_UP", "D1"),
    ("TASK-7", "D1 D2 D3"),
    ("nightly c", "D1 D2 D3"),
    ("prod/task/T/R1/D3", "D3"),
    ("%", ""),
    ("_", "D1"),
    ("nobody", ""),
    ("nul\0", ""),
]


@pytest.fixture
async def filled(ledger: SqlLedger) -> SqlLedger:
    """D1 to D3 of a task, D4 and D5 of a pool; the newest first."""
    rows = [
        row(
            NIGHTLY, "D1", at=NINE - 1 * HOUR, script=Named("SCRIPT-1", "Clean_up.ps1")
        ),
        row(NIGHTLY, "D2", at=NINE - 2 * HOUR, cause=DISK, name="ÄRGER-02"),
        row(NIGHTLY, "D3", at=NINE - 3 * HOUR, outcome=Outcome.SKIPPED),
        row(FINANCE, "D4", at=NINE - 4 * HOUR, count=5),
        row(FINANCE, "D5", at=NINE - 5 * HOUR, outcome=Outcome.RUNNING),
    ]
    await ledger.record(record(NIGHTLY, FINANCE, rows=rows))
    return ledger


async def test_a_filter_finds_what_it_says(filled: SqlLedger) -> None:
    for wanted, found in FILTERS:
        assert await targets(filled, wanted) == found.split(), wanted


async def test_the_beginning_of_a_window_is_in_it_and_its_end_is_not(
    filled: SqlLedger,
) -> None:
    for window, found in WINDOWS:
        assert await targets(filled, FailureFilter(), window) == found.split(), window


async def test_pages_are_the_newest_first_and_the_sums_of_all(
    filled: SqlLedger,
) -> None:
    pages = [
        await filled.failures(CLOUDS, FailureFilter(), Window(), offset=offset, limit=3)
        for offset in (0, 3, 6)
    ]

    assert [[one.execution.target.id for one in page.rows] for page in pages] == [
        ["D1", "D2", "D3"],
        ["D4"],
        [],
    ]
    assert {page.of for page in pages} == {4}
    assert {page.cause_count for page in pages} == {3}
    for page in pages:
        assert page.counts == Counts({Outcome.FAILED: 7, Outcome.SKIPPED: 1})


async def test_of_the_same_time_every_page_has_others(ledger: SqlLedger) -> None:
    rows = [row(NIGHTLY, f"D{number}") for number in range(7)]
    await ledger.record(record(NIGHTLY, rows=rows))

    seen = []
    for offset in range(0, 7, 2):
        page = await ledger.failures(
            CLOUDS, FailureFilter(), Window(), offset=offset, limit=2
        )
        seen += [one.execution.target.id for one in page.rows]

    assert sorted(seen) == [f"D{number}" for number in range(7)]


async def test_nothing_matches_nothing(filled: SqlLedger) -> None:
    found = await filled.failures(CLOUDS, FailureFilter(), Window(NINE))

    assert (found.rows, found.of, found.counts, found.causes) == ((), 0, Counts(), ())


class TestCauses:
    async def test_the_biggest_comes_first_and_says_how_far_it_reaches(
        self, filled: SqlLedger
    ) -> None:
        found = await filled.failures(CLOUDS, FailureFilter(), Window(), causes=1)

        (biggest,) = found.causes
        examples = [one.execution.target.id for one in biggest.examples]
        assert found.cause_count == 3
        assert biggest.id == fingerprint(OFFLINE.code, OFFLINE.reason)
        assert (biggest.cause, biggest.outcome) == (OFFLINE, Outcome.FAILED)
        assert (biggest.count, biggest.targets, biggest.runs) == (6, 2, 2)
        assert (biggest.works, biggest.sources) == (
            2,
            (SourceName.TASK, SourceName.POOL),
        )
        assert (biggest.pools, biggest.pool_count) == (("Finance Straße",), 1)
        assert (biggest.first, biggest.last) == (NINE - 4 * HOUR, NINE - HOUR)
        assert examples == ["D1", "D4"]

    async def test_what_is_skipped_stands_apart_from_what_failed(
        self, filled: SqlLedger
    ) -> None:
        found = await filled.failures(CLOUDS, FailureFilter(), Window())

        assert [(one.outcome, one.count) for one in found.causes] == [
            (Outcome.FAILED, 6),
            (Outcome.FAILED, 1),
            (Outcome.SKIPPED, 1),
        ]

    async def test_its_newest_example_gives_it_its_words(
        self, ledger: SqlLedger
    ) -> None:
        older = Cause("1", "desktop 4711 is gone")
        newer = Cause("1", "desktop 4712 is gone")
        rows = [
            row(NIGHTLY, "D1", cause=newer),
            row(NIGHTLY, "D2", cause=older, at=NINE - 2 * HOUR),
        ]
        await ledger.record(record(NIGHTLY, rows=rows))

        found = await ledger.failures(CLOUDS, FailureFilter(), Window())

        assert [one.cause for one in found.causes] == [newer]

    async def test_five_pools_are_named_and_all_are_counted(
        self, ledger: SqlLedger
    ) -> None:
        runs = [
            run(
                f"P{number}",
                source=SourceName.POOL,
                place=Named(f"POOL{number}", f"pool {number}"),
            )
            for number in range(7)
        ]
        await ledger.record(record(*runs, rows=map(row, runs)))

        (cause,) = (await ledger.failures(CLOUDS, FailureFilter(), Window())).causes

        assert cause.pools == tuple(f"pool {number}" for number in range(5))
        assert (cause.pool_count, cause.targets, cause.runs) == (7, 1, 7)

    async def test_stand_ins_are_counted_and_name_no_target(
        self, ledger: SqlLedger
    ) -> None:
        rows = [row(NIGHTLY, "", count=40, name="")]
        await ledger.record(record(NIGHTLY, rows=rows))

        (cause,) = (await ledger.failures(CLOUDS, FailureFilter(), Window())).causes

        assert (cause.count, cause.targets) == (40, 0)


class TestGlance:
    async def test_it_counts_executions_and_runs_by_source(
        self, filled: SqlLedger
    ) -> None:
        await filled.record(record(run("H", source=SourceName.APP)))

        assert await filled.glance(CLOUDS, Window()) == (
            SourceGlance(
                source=SourceName.TASK,
                counts=Counts({Outcome.FAILED: 2, Outcome.SKIPPED: 1}),
                runs=1,
            ),
            SourceGlance(
                source=SourceName.POOL,
                counts=Counts({Outcome.FAILED: 5, Outcome.RUNNING: 1}),
                runs=1,
            ),
            SourceGlance(source=SourceName.APP, counts=Counts(), runs=1),
        )

    async def test_it_is_of_its_window_and_clouds(self, filled: SqlLedger) -> None:
        (task,) = await filled.glance(["prod"], Window(NINE - HOUR, NINE - MINUTE))

        assert (task.counts, task.runs) == (Counts({Outcome.FAILED: 1}), 1)
        assert await filled.glance(["dr"], Window()) == ()


class TestFind:
    async def test_by_an_id_or_a_part_of_a_name(self, filled: SqlLedger) -> None:
        for text, found in NAMES:
            rows = await filled.find(CLOUDS, text, 10)
            assert [one.execution.target.id for one in rows] == found.split(), text

    async def test_the_newest_are_told(self, filled: SqlLedger) -> None:
        rows = await filled.find(CLOUDS, "fin", 2)

        assert [one.execution.target.id for one in rows] == ["D1", "D3"]

    async def test_of_these_clouds_alone(self, filled: SqlLedger) -> None:
        assert await filled.find(["dr"], "D2", 10) == ()
