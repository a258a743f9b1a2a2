"""What people are told from the ledger, and how long they wait for it."""

from datetime import UTC, timedelta

import pytest

from bot.domain.answers import Condition, FailuresAnswer, GlanceAnswer, HealthAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.failures import (
    BlastRadius,
    Failure,
    FailureFilter,
    Failures,
    SourceGlance,
)
from bot.domain.references import Reference, SourceName
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.errors import InvalidQueryError, LedgerError
from bot.services.answer import AnswerService
from bot.services.explaining import Explaining
from bot.services.finding import Finds
from bot.services.listing import LiveLists
from bot.services.remembering import Remembering, Waits
from bot.services.sweep import Sweeper
from bot.services.sweeps import LEASE, Sweeps, Times
from tests.fakes import NINE, FakePools, StoppedClock
from tests.ledgers import MemoryLedger, counted
from tests.services.asking import NO_DIGESTS, actor, pool_cloud
from tests.services.swept import FakeSwept
from tests.services.test_sweeps import ELSEWHERE

POOL = SourceName.POOL
DAY = timedelta(days=1)


def failure(number: int, reason: str = "agent offline") -> Failure:
    execution = Execution(
        reference=Reference("prod", POOL, ("p1", f"d{number}")),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        target=Named(f"d{number}", f"DESK-{number}"),
        cause=Cause("WKS.1", reason),
    )
    return Failure(execution=execution, clouds=("prod",), cause="c1")


class Place:
    """One cloud with pools, its ledger, and who answers from it."""

    def __init__(
        self, source: FakeSwept | None = None, told: Failures | None = None
    ) -> None:
        self.ledger = MemoryLedger(told=told or Failures())
        self.clock = StoppedClock()
        self.source = source or FakeSwept()
        self.reports: list[str] = []
        sweeper = Sweeper(
            "prod", {POOL: self.source}, self.ledger, self.clock, report=_silent
        )
        sweeps = Sweeps(
            {"prod": sweeper},
            self.ledger,
            self.clock,
            Times(),
            holder="one",
            report=lambda event, **_: self.reports.append(event),
        )
        memory = Remembering(
            self.ledger,
            sweeps,
            {"prod": (POOL,)},
            self.clock,
            waits=Waits(covered=0.01, uncovered=0.05),
            conditions=lambda: [Condition("Slack", fine=True, said="connected")],
        )
        clouds = {"prod": pool_cloud(FakePools())}
        self.service = AnswerService(
            clouds,
            self.clock,
            NO_DIGESTS,
            memory=memory,
            lists=LiveLists({}, self.clock),
            finds=Finds(self.ledger, {}, self.clock),
            explaining=Explaining(memory, self.clock),
        )


FIRST = timedelta(hours=24, minutes=1)
COVERED = Coverage(
    cloud="prod", source=POOL, since=NINE - FIRST, until=NINE, tried=NINE
)


async def test_failures_are_those_of_the_last_24_hours_after_a_sweep() -> None:
    rows = (failure(1), failure(2))
    place = Place(told=Failures(rows=rows, of=2, counts=counted(failed=2)))

    answer = await place.service.answer(actor(), "failures")

    assert place.source.asked == ["runs"]
    assert place.ledger.asked == [(FailureFilter(), Window(NINE - DAY, NINE), 0)]
    assert isinstance(answer, FailuresAnswer)
    assert answer.page.rows == rows
    assert (answer.page.of, answer.page.pages) == (2, 1)
    assert answer.counts == counted(failed=2)
    assert answer.coverage == (COVERED,)
    assert (answer.gaps, answer.as_of, answer.line) == ((), NINE, "/runs failures")


async def test_pages_are_of_the_same_window_and_cost_no_sweep() -> None:
    rows = tuple(failure(number) for number in range(25))
    place = Place(told=Failures(rows=rows, of=25, counts=counted(failed=25)))
    await place.service.answer(actor(), "failures")
    place.clock.time += timedelta(minutes=5)

    answer = await place.service.answer(actor(), "failures", page=9, again=True)

    assert isinstance(answer, FailuresAnswer)
    assert (answer.page.number, answer.page.rows) == (3, rows[20:])
    assert {window for _, window, _ in place.ledger.asked} == {Window(NINE - DAY, NINE)}
    assert place.source.asked == ["runs"]


async def test_secrets_in_what_is_kept_are_hidden() -> None:
    row = failure(1, "login failed: password=hunter22")
    place = Place(told=Failures(rows=(row,), of=1, counts=counted(failed=1)))

    answer = await place.service.answer(actor(), "failures")

    assert isinstance(answer, FailuresAnswer)
    assert "hunter22" not in repr(answer)
    assert answer.hidden == 1


async def test_a_glance_tells_every_source_and_the_causes() -> None:
    cause = BlastRadius(
        id="c1",
        cause=Cause("WKS.1", "agent offline"),
        outcome=Outcome.FAILED,
        count=2,
        targets=2,
        runs=1,
    )
    place = Place(told=Failures(causes=(cause,), cause_count=1))
    glance = SourceGlance(source=POOL, counts=counted(failed=2), runs=7)
    place.ledger.glances = (glance,)

    answer = await place.service.answer(actor(), "")

    assert isinstance(answer, GlanceAnswer)
    assert (answer.sources, answer.causes, answer.cause_count) == (
        (glance,),
        (cause,),
        1,
    )
    assert answer.window == Window(NINE - DAY, NINE)


async def test_who_cannot_wait_longer_is_told_what_is_still_being_read() -> None:
    async def never() -> None:
        await place.clock.sleep(1)

    place = Place(FakeSwept(before=never))

    answer = await place.service.answer(actor(), "failures")

    assert isinstance(answer, FailuresAnswer)
    assert answer.gaps == ("prod pool is being read: 0 runs so far.",)
    assert answer.coverage == (Coverage(cloud="prod", source=POOL),)


async def test_people_hear_that_another_replica_has_the_sweep_or_had_it() -> None:
    place = Place()
    place.ledger.leases["prod quick"] = ("somebody who was killed", NINE + LEASE)

    answer = await place.service.answer(actor(), "failures")
    health = await place.service.answer(actor(), "health")

    assert isinstance(answer, FailuresAnswer)
    assert answer.gaps == (ELSEWHERE,)
    assert isinstance(health, HealthAnswer)
    assert health.conditions[-1] == Condition("Sweeps", fine=True, said=ELSEWHERE)


async def test_what_is_covered_is_whole_although_a_sweep_takes_long() -> None:
    async def never() -> None:
        await place.clock.sleep(1)

    place = Place(FakeSwept(before=never))
    await place.ledger.cover(COVERED)

    answer = await place.service.answer(actor(), "failures since:20h")

    assert isinstance(answer, FailuresAnswer)
    assert (answer.gaps, answer.coverage) == ((), (COVERED,))


async def test_what_is_long_past_is_answered_without_a_sweep() -> None:
    place = Place()
    await place.ledger.cover(COVERED)

    await place.service.answer(actor(), "failures since:20h until:4h")

    assert place.source.asked == []


async def test_people_hear_that_what_is_new_could_not_be_kept() -> None:
    place = Place()
    place.ledger.full = True

    answer = await place.service.answer(actor(), "failures")
    health = await place.service.answer(actor(), "health")

    said = "What is new in prod is not known: The disk is full."
    assert isinstance(answer, FailuresAnswer)
    assert answer.gaps == (said,)
    assert isinstance(health, HealthAnswer)
    assert Condition("Sweeps", fine=False, said=said) in health.conditions


async def test_a_cloud_that_is_not_there_is_named() -> None:
    with pytest.raises(InvalidQueryError, match="no cloud `lab`"):
        await Place().service.answer(actor(), "failures cloud:lab")


async def test_without_a_database_people_are_told_so() -> None:
    place = Place()
    place.ledger.broken = True

    with pytest.raises(LedgerError):
        await place.service.answer(actor(), "failures")


async def test_health_tells_of_slack_database_and_sources() -> None:
    place = Place()
    await place.ledger.cover(COVERED)

    answer = await place.service.answer(actor(), "health")

    assert answer == HealthAnswer(
        conditions=(
            Condition("Slack", fine=True, said="connected"),
            Condition("Database", fine=True, said="answers"),
        ),
        coverage=(COVERED,),
        line="/runs health",
        as_of=NINE,
        zone=UTC,
    )
    assert place.source.asked == []


async def test_health_is_told_without_a_database() -> None:
    place = Place()
    place.ledger.broken = True

    answer = await place.service.answer(actor(), "health")

    assert isinstance(answer, HealthAnswer)
    assert answer.conditions[1] == Condition(
        "Database", fine=False, said="I cannot reach my own memory."
    )
    assert answer.coverage == ()


async def test_health_tells_of_a_database_that_keeps_nothing() -> None:
    place = Place()
    await place.ledger.cover(COVERED)
    place.ledger.full = True

    answer = await place.service.answer(actor(), "health")

    assert answer == HealthAnswer(
        conditions=(
            Condition("Slack", fine=True, said="connected"),
            Condition("Database", fine=False, said="The disk is full."),
        ),
        coverage=(COVERED,),
        line="/runs health",
        as_of=NINE,
        zone=UTC,
    )


def _silent(event: str, **facts: object) -> None:
    raise AssertionError(event, facts)
