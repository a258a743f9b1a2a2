"""What a sweep reads, keeps, and says it could not read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.executions import Outcome
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage, SweptRun, WorkNote
from bot.errors import (
    LedgerError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.services.sweep import Plan, Sweeper
from tests.fakes import NINE, FakeClock
from tests.ledgers import MemoryLedger
from tests.services.swept import (
    HOUR,
    FakeSwept,
    execution,
    failed,
    run,
    seen,
)

DAY = timedelta(days=1)
FIRST = timedelta(hours=24, minutes=1)
LOOKBACK = timedelta(hours=48)
TASK, POOL, SCRIPT = SourceName.TASK, SourceName.POOL, SourceName.SCRIPT
FAILED, SKIPPED = Outcome.FAILED, Outcome.SKIPPED


class Site:
    """A cloud with some sources, its ledger and its sweeper."""

    def __init__(self, **sources: FakeSwept) -> None:
        self.ledger = MemoryLedger()
        self.clock = FakeClock()
        named = {SourceName(name): source for name, source in sources.items()}
        self.reports: list[str] = []
        self.sweeper = Sweeper(
            "prod", named, self.ledger, self.clock, report=self._report
        )

    def _report(self, event: str, **_: object) -> None:
        self.reports.append(event)

    async def sweep(self, *, walk: bool = False) -> None:
        await self.sweeper.sweep(Plan(walk=walk))

    def covered(self, source: SourceName) -> Coverage:
        return self.ledger.covered["prod", source]


def unavailable(text: str = "prod is down.") -> SourceUnavailableError:
    return SourceUnavailableError(text, cloud="prod", source="task")


def rejected(text: str = "prod says no.") -> SourceRejectedError:
    return SourceRejectedError(text, cloud="prod", source="task")


async def test_what_failed_is_kept_and_what_went_well_is_not() -> None:
    one = run("t1", "r1", counts={FAILED: 1, SKIPPED: 1})
    fine = run("t1", "r2", counts=failed(0))
    site = Site(
        task=FakeSwept(
            [seen("t1")],
            {"t1": [one, fine]},
            {
                one.key: [
                    execution(one, "d1"),
                    execution(one, "d2", SKIPPED),
                    execution(one, "d3", Outcome.SUCCEEDED),
                ]
            },
        )
    )

    await site.sweep()

    assert site.ledger.executions == {
        "prod/task/t1/r1/d1": (FAILED, 1),
        "prod/task/t1/r1/d2": (SKIPPED, 1),
    }
    assert set(site.ledger.runs) == {one.key, fine.key}


async def test_the_rows_of_fine_runs_are_not_read() -> None:
    fine = run("t1", "r1", counts=failed(0))
    task = FakeSwept([seen("t1")], {"t1": [fine]})

    await Site(task=task).sweep()

    assert task.asked == ["works", "runs t1"]


async def test_a_first_sweep_covers_a_day_and_asks_from_two_days_before() -> None:
    pool = FakeSwept()
    site = Site(pool=pool)

    await site.sweep()

    assert pool.since == [NINE - FIRST - LOOKBACK]
    assert site.covered(POOL) == Coverage(
        cloud="prod", source=POOL, since=NINE - FIRST, until=NINE, tried=NINE
    )


async def test_the_next_sweep_goes_on_where_the_last_one_ended() -> None:
    pool = FakeSwept()
    site = Site(pool=pool)
    await site.sweep()
    site.clock.time = NINE + HOUR

    await site.sweep()

    assert pool.since[1] == NINE - LOOKBACK
    assert site.covered(POOL) == Coverage(
        cloud="prod",
        source=POOL,
        since=NINE - FIRST,
        until=NINE + HOUR,
        tried=NINE + HOUR,
    )


async def test_a_walk_reaches_back_35_days_and_says_so() -> None:
    pool = FakeSwept()
    site = Site(pool=pool)

    await site.sweep(walk=True)

    assert pool.since == [NINE - 35 * DAY]
    covered = site.covered(POOL)
    assert (covered.since, covered.walked) == (NINE - 33 * DAY, NINE)


async def test_work_that_has_not_moved_is_not_read_again() -> None:
    task = FakeSwept([seen("t1"), seen("t2")], {"t1": [run("t1", "r1")]})
    site = Site(task=task)
    await site.sweep()
    task.asked.clear()
    task.listed = [seen("t1"), seen("t2", hint="b")]

    await site.sweep()

    assert task.asked == ["works", "runs t2"]


async def test_work_without_a_time_of_its_own_is_always_read() -> None:
    task = FakeSwept([seen("t1", unannounced=True)])
    site = Site(task=task)
    await site.sweep()
    task.asked.clear()

    await site.sweep()

    assert task.asked == ["works", "runs t1"]


async def test_work_whose_time_has_passed_is_read_again() -> None:
    task = FakeSwept([seen("t1", due=NINE + HOUR)])
    site = Site(task=task)
    await site.sweep()
    task.asked.clear()
    site.clock.time = NINE + HOUR

    await site.sweep()

    assert task.asked == ["works", "runs t1"]


async def test_a_run_that_was_due_is_waited_for_until_it_is_listed() -> None:
    """The next one is announced meanwhile, and nothing else tells of this one."""
    task = FakeSwept([seen("t1", due=NINE + HOUR)])
    site = Site(task=task)
    await site.sweep()
    task.listed = [seen("t1", due=NINE + 25 * HOUR)]
    read = []
    for minutes in (60, 61, 75, 90):
        site.clock.time = NINE + timedelta(minutes=minutes)
        task.asked.clear()
        await site.sweep()
        read.append(task.asked[1:])
    task.known = {"t1": [run("t1", "r1", at=NINE + HOUR)]}
    for minutes in (100, 110):
        site.clock.time = NINE + timedelta(minutes=minutes)
        task.asked.clear()
        await site.sweep()
        read.append(task.asked[1:])

    assert read == [["runs t1"]] * 5 + [[]]


def test_no_sweep_goes_further_back_than_is_remembered() -> None:
    known = Coverage(cloud="prod", source=TASK, until=NINE - timedelta(days=80))

    assert Plan().since(known, NINE) == NINE - timedelta(days=35)


async def test_a_walk_trusts_no_hint() -> None:
    task = FakeSwept([seen("t1")])
    site = Site(task=task)
    await site.sweep()
    task.asked.clear()

    await site.sweep(walk=True)

    assert task.asked == ["works", "runs t1"]


async def test_rows_that_are_known_are_not_read_again() -> None:
    one = run("t1", "r1", counts=failed(1))
    task = FakeSwept([seen("t1")], {"t1": [one]}, {one.key: [execution(one, "d1")]})
    site = Site(task=task)
    await site.sweep()
    task.asked.clear()

    await site.sweep(walk=True)

    assert task.asked == ["works", "runs t1"]


async def test_rows_are_read_again_once_the_counters_say_something_else() -> None:
    early = run("t1", "r1", under_way=True, counts=failed(1))
    late = run("t1", "r1", counts=failed(2))
    task = FakeSwept(
        [seen("t1")],
        {"t1": [early]},
        {
            early.key: [
                execution(early, "d1"),
                execution(early, "d2", Outcome.RUNNING),
            ]
        },
    )
    site = Site(task=task)
    await site.sweep()
    site.clock.time = NINE + HOUR
    task.known = {"t1": [late]}
    task.executions = {late.key: [execution(late, "d1"), execution(late, "d2")]}

    await site.sweep()

    assert site.ledger.executions == {
        "prod/task/t1/r1/d1": (FAILED, 1),
        "prod/task/t1/r1/d2": (FAILED, 1),
    }


async def test_what_recovered_is_kept_no_longer() -> None:
    early = run("t1", "r1", under_way=True, counts=failed(0))
    task = FakeSwept(
        [seen("t1")],
        {"t1": [early]},
        {early.key: [execution(early, "d1", Outcome.RUNNING)]},
    )
    site = Site(task=task)
    await site.sweep()
    task.known = {"t1": [run("t1", "r1", counts=failed(0))]}

    await site.sweep()

    assert site.ledger.executions == {}


async def test_a_source_that_is_down_leaves_a_gap_and_loses_nothing() -> None:
    pool = FakeSwept(errors={"runs": unavailable()})
    site = Site(pool=pool, order=FakeSwept())
    await site.sweep()
    later = site.clock.time = NINE + HOUR
    pool.errors = {}
    one = run("p1", source=POOL, counts=failed(1))
    pool.known, pool.executions = {"": [one]}, {one.key: [execution(one, "d1")]}
    before = site.covered(POOL)

    await site.sweep()

    assert before == Coverage(
        cloud="prod",
        source=POOL,
        tried=NINE,
        gaps=("prod is down.",),
        failing_since=NINE,
    )
    assert pool.since[1] == later - FIRST - LOOKBACK
    assert site.ledger.executions == {"prod/pool/p1/d1": (FAILED, 1)}
    assert site.covered(POOL).gaps == ()
    assert site.covered(SourceName.ORDER).until == later


async def test_a_run_whose_rows_did_not_come_is_read_again() -> None:
    one = run("t1", "r1", counts=failed(1))
    task = FakeSwept(
        [seen("t1")],
        {"t1": [one]},
        {one.key: [execution(one, "d1")]},
        errors={f"rows {one.key}": unavailable()},
    )
    site = Site(task=task)
    await site.sweep()
    assert site.covered(TASK).until is None
    task.errors = {}

    await site.sweep()

    assert site.ledger.executions == {"prod/task/t1/r1/d1": (FAILED, 1)}
    assert site.covered(TASK).until == NINE


async def test_work_of_which_runs_are_missing_stays_open() -> None:
    task = FakeSwept([seen("t1")], gaps={"runs t1": ("3 of 5 rows were read.",)})
    site = Site(task=task)

    await site.sweep()

    note = WorkNote(id="t1", hint="a", open=True)
    assert site.ledger.works == {("prod", TASK, "t1"): note}
    assert site.covered(TASK).gaps == ("3 of 5 rows were read.",)


async def test_rows_that_nobody_may_read_are_told_as_a_whole() -> None:
    one = run("t1", "r1", counts={FAILED: 3, SKIPPED: 2})
    errors = {f"rows {one.key}": rejected()}
    site = Site(task=FakeSwept([seen("t1")], {"t1": [one]}, errors=errors))

    await site.sweep()

    assert site.ledger.executions == {
        "prod/task/t1/r1/%2Afailed": (FAILED, 3),
        "prod/task/t1/r1/%2Askipped": (SKIPPED, 2),
    }
    assert site.covered(TASK).gaps == ()


async def test_rows_that_may_still_come_are_waited_for() -> None:
    one = run("t1", "r1", at=NINE - HOUR / 2, counts=failed(2))
    task = FakeSwept([seen("t1")], {"t1": [one]}, {one.key: [execution(one, "d1")]})
    site = Site(task=task)

    await site.sweep()

    assert site.ledger.executions == {"prod/task/t1/r1/d1": (FAILED, 1)}
    assert site.covered(TASK).gaps == (
        "Of t1 the cloud counts 1 failed more than it lists so far.",
    )


async def test_rows_that_never_came_count_as_one_stand_in_until_they_do() -> None:
    one = run("t1", "r1", at=NINE - 2 * HOUR, counts=failed(3))
    task = FakeSwept([seen("t1")], {"t1": [one]}, {one.key: [execution(one, "d1")]})
    site = Site(task=task)
    await site.sweep()
    short = site.ledger.executions
    rows = [execution(one, "d1"), execution(one, "d2"), execution(one, "d3")]
    task.executions = {one.key: rows}
    site.clock.time = NINE + HOUR

    await site.sweep(walk=True)

    assert short == {
        "prod/task/t1/r1/d1": (FAILED, 1),
        "prod/task/t1/r1/%2Afailed": (FAILED, 2),
    }
    assert site.ledger.executions == {
        f"prod/task/t1/r1/d{number}": (FAILED, 1) for number in (1, 2, 3)
    }


@pytest.mark.parametrize("owner", ["task", "pool"])
async def test_what_others_own_is_not_read_as_a_script(owner: str) -> None:
    source = SourceName(owner)
    owned = run("w1", "r1", source=source, script_task="stk", counts=failed(1))
    same = run("stk", source=SCRIPT, script_task="stk", counts=failed(1))
    first = FakeSwept(
        [seen("w1")] if owner == "task" else None,
        {"w1" if owner == "task" else "": [owned]},
        {owned.key: [execution(owned, "d1")]},
    )
    script = FakeSwept(None, {"": [same]}, {same.key: [execution(same, "d1")]})
    site = Site(script=script, **{owner: first})

    await site.sweep()

    assert site.ledger.executions == {f"{owned.key}/d1": (FAILED, 1)}
    assert script.asked == ["runs"]


async def test_an_owner_that_comes_later_takes_over() -> None:
    owned = run("t1", "r1", script_task="stk", counts=failed(1))
    same = run("stk", source=SCRIPT, script_task="stk", counts=failed(1))
    task = FakeSwept([], {"t1": [owned]}, {owned.key: [execution(owned, "d1")]})
    script = FakeSwept(None, {"": [same]}, {same.key: [execution(same, "d1")]})
    site = Site(task=task, script=script)
    await site.sweep()
    before = site.ledger.executions
    task.listed = [seen("t1")]

    await site.sweep()

    assert before == {"prod/script/stk/d1": (FAILED, 1)}
    assert site.ledger.executions == {"prod/task/t1/r1/d1": (FAILED, 1)}


async def test_a_script_that_began_after_the_sweep_waits_for_its_owner() -> None:
    same = run("stk", source=SCRIPT, at=NINE + HOUR, counts=failed(1))
    script = FakeSwept(None, {"": [same]}, {same.key: [execution(same, "d1")]})
    site = Site(script=script)
    await site.sweep()
    before = site.ledger.executions
    site.clock.time = NINE + 2 * HOUR

    await site.sweep()

    assert before == {}
    assert site.ledger.executions == {"prod/script/stk/d1": (FAILED, 1)}


async def test_a_list_without_counters_is_asked_for_them_once() -> None:
    order = SourceName.ORDER
    listed = run("SCT1", source=order)
    doubtful = run("SCT1", source=order, counts=failed(1))
    source = FakeSwept(
        None,
        {"": [_unsure(listed)]},
        {listed.key: [execution(listed, "d1")]},
        counters={listed.key: doubtful},
    )
    site = Site(order=source)
    await site.sweep()
    source.asked.clear()

    await site.sweep()

    assert site.ledger.executions == {"prod/order/SCT1/d1": (FAILED, 1)}
    assert source.asked == ["runs"]


async def test_gaps_are_told_once_and_a_dozen_at_most() -> None:
    runs = [run("t1", f"r{number}", counts=failed(1)) for number in range(20)]
    errors: dict[str, Exception] = {
        f"rows {one.key}": unavailable(f"no {number}.")
        for number, one in enumerate(runs)
    }
    site = Site(task=FakeSwept([seen("t1")], {"t1": runs}, errors=errors))

    await site.sweep()

    gaps = site.covered(TASK).gaps
    assert (len(gaps), gaps[-1]) == (13, "8 more things could not be read.")


async def test_work_that_is_gone_is_a_gap() -> None:
    gone = NotFoundError("prod has no such task.", reference="prod/task/t1")
    site = Site(task=FakeSwept([seen("t1")], errors={"runs t1": gone}))

    await site.sweep()

    assert site.covered(TASK).gaps == ("prod has no such task.",)


async def test_a_mistake_with_one_source_costs_no_other_and_is_told() -> None:
    one = run("p1", source=POOL, counts=failed(1))
    site = Site(
        task=FakeSwept([seen("t1")], errors={"runs t1": KeyError("x")}),
        pool=FakeSwept(None, {"": [one]}, {one.key: [execution(one, "d1")]}),
    )

    await site.sweep()

    assert site.ledger.executions == {"prod/pool/p1/d1": (FAILED, 1)}
    mistake = "prod task was not read: I made a mistake with it."
    assert site.covered(TASK).gaps == (mistake,)
    assert site.reports == ["source_not_read"]


async def test_without_a_database_a_sweep_ends() -> None:
    site = Site(task=FakeSwept([seen("t1")]), pool=FakeSwept())
    site.ledger.broken = True

    with pytest.raises(LedgerError):
        await site.sweep()


def _unsure(listed: SweptRun) -> SweptRun:
    """As C1 lists an order that is over: nobody knows how."""
    return replace(listed, run=replace(listed.run, outcome=Outcome.UNKNOWN))
