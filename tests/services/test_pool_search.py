"""The runs of all clouds' pools."""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import RunsAnswer
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.pages import Page
from bot.domain.pools import PoolFilter
from bot.domain.references import SourceName
from bot.domain.runs import Listing, Run
from bot.domain.windows import Window
from bot.errors import (
    InvalidQueryError,
    NotFoundError,
    SourceError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.services.answer import AnswerService
from bot.services.clouds import Cloud
from tests.domain.samples import moment, run
from tests.fakes import NINE, FakeClock, FakePools, FakeSource
from tests.services.asking import actor, answers, pool_cloud

SINGAPORE = ZoneInfo("Asia/Singapore")
SILENT = SourceUnavailableError("`lab` is silent.", cloud="lab", source="pool")
BROKEN = SourceRejectedError("`far` refused.", cloud="far", source="pool")
MIDNIGHT = datetime(2026, 1, 14, 16, 0, tzinfo=UTC)


def service(zone: str = "", **pools: FakePools) -> AnswerService:
    clouds = {name: pool_cloud(one, zone) for name, one in pools.items()}
    return answers(clouds, FakeClock())


def told(
    *runs: Run,
    line: str = "/runs pool",
    gaps: tuple[str, ...] = (),
    window: Window | None = None,
    zone: tzinfo = UTC,
) -> RunsAnswer:
    return RunsAnswer(
        title="Pool runs",
        page=Page(rows=runs, number=1, pages=1, of=len(runs)),
        line=line,
        window=window or Window(),
        gaps=gaps,
        as_of=NINE,
        zone=zone,
    )


def began(name: str, hours: float, cloud: str = "prod") -> Run:
    return replace(run(name, cloud=cloud), started=moment(hours))


async def test_the_runs_of_all_clouds_are_merged_the_newest_first() -> None:
    prod = FakePools(Listing((began("a", -9), began("b", -1)), total=70))
    test = FakePools(Listing((began("c", -2, "test"),), total=1))

    answer = await service(prod=prod, test=test).answer(actor(), "pool")

    assert answer == told(began("b", -1), began("c", -2, "test"), began("a", -9))


async def test_every_cloud_is_asked_for_what_is_wanted_in_the_window() -> None:
    prod, test = FakePools(), FakePools()
    asked = service("Asia/Singapore", prod=prod, test=test)

    answer = await asked.answer(actor(), "pool pool:fin status:failed since:today")

    wanted = PoolFilter(pools=("fin",), outcomes=frozenset({Outcome.FAILED}))
    window = Window(MIDNIGHT, None)
    assert [prod.asked, test.asked] == [[(wanted, window)]] * 2
    line = "/runs pool pool:fin status:failed since:today"
    assert answer == told(line=line, window=window, zone=SINGAPORE)


async def test_days_are_those_of_the_person_who_asks() -> None:
    prod = FakePools()

    await service("Asia/Singapore", prod=prod).answer(
        actor(zone="Europe/Berlin"), "pool since:yesterday until:today"
    )

    days = Window(
        datetime(2026, 1, 13, 23, tzinfo=UTC), datetime(2026, 1, 14, 23, tzinfo=UTC)
    )
    assert prod.asked == [(PoolFilter(), days)]


async def test_what_came_along_unasked_is_left_out() -> None:
    fine = replace(run("a"), place=Named("p1", "Finance"))
    other = replace(run("b"), place=Named("p2", "Call centre"))
    succeeded = replace(fine, outcome=Outcome.SUCCEEDED)
    prod = FakePools(Listing((other, fine, succeeded), total=3))
    line = "pool pool:finance status:failed"

    answer = await service(prod=prod).answer(actor(), line)

    assert answer == told(fine, line=f"/runs {line}")


UNREADABLE = Moment("soon", None)
TIMES = {
    "ends within": (moment(-30), moment(-2), True),
    "ends as it begins": (moment(-30), moment(-3), True),
    "ends as it is over": (moment(-2), moment(-1), False),
    "ends before": (moment(-30), moment(-4), False),
    "begins within and ends after": (moment(-2), moment(0), False),
    "begins within and has not ended": (moment(-2), None, True),
    "begins before and has not ended": (moment(-4), None, False),
    "begins as it is over": (moment(-1), None, False),
    "an unreadable end": (moment(-2), UNREADABLE, True),
    "an unreadable end, begun before": (moment(-4), UNREADABLE, False),
    "no time at all": (None, None, True),
    "no readable time": (UNREADABLE, UNREADABLE, True),
}


@pytest.mark.parametrize(
    ("started", "ended", "shown"), TIMES.values(), ids=TIMES.keys()
)
async def test_a_run_is_in_the_window_by_its_end_else_by_its_start(
    started: Moment | None, ended: Moment | None, *, shown: bool
) -> None:
    timed = replace(run(), started=started, ended=ended)
    prod = FakePools(Listing((timed,)))

    answer = await service(prod=prod).answer(actor(), "pool since:3h until:1h")

    assert isinstance(answer, RunsAnswer)
    assert answer.page.rows == ((timed,) if shown else ())


async def test_gaps_of_rows_come_before_those_of_silent_clouds() -> None:
    asked = service(
        lab=FakePools(error=SILENT),
        prod=FakePools(Listing((run(),), gaps=("Some rows are missing.",))),
        far=FakePools(error=BROKEN),
    )

    answer = await asked.answer(actor(), "pool")

    gaps = ("Some rows are missing.", "`lab` is silent.", "`far` refused.")
    assert answer == told(run(), gaps=gaps)


async def test_a_cloud_without_runs_is_still_an_answer() -> None:
    asked = service(prod=FakePools(), lab=FakePools(error=SILENT))

    answer = await asked.answer(actor(), "pool")

    assert answer == told(gaps=("`lab` is silent.",))


@pytest.mark.parametrize(
    ("errors", "kind", "sentence"),
    [
        ([SILENT], SourceUnavailableError, "`lab` is silent."),
        ([BROKEN], SourceRejectedError, "`far` refused."),
        ([BROKEN, SILENT], SourceUnavailableError, "`far` refused. `lab` is silent."),
    ],
    ids=["silent", "refusing", "both"],
)
async def test_when_no_cloud_answers_all_are_named(
    errors: list[SourceError], kind: type[SourceError], sentence: str
) -> None:
    clouds = {str(one): pool_cloud(FakePools(error=one)) for one in errors}

    with pytest.raises(kind) as raised:
        await answers(clouds, FakeClock()).answer(actor(), "pool")

    assert str(raised.value) == sentence


async def test_only_the_named_cloud_is_searched() -> None:
    prod, test = FakePools(Listing((run(),))), FakePools()

    answer = await service(prod=prod, test=test).answer(actor(), "pool cloud:prod")

    assert answer == told(run(), line="/runs pool cloud:prod")
    assert test.asked == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("pool cloud:moon", "There is no cloud `moon`. Configured: `prod`."),
        ("pool cloud:prod", "The source `pool` is not configured for cloud `prod`."),
        ("pool", "The source `pool` is not configured for any cloud."),
    ],
)
async def test_a_cloud_that_cannot_be_searched_is_explained(
    line: str, sentence: str
) -> None:
    clouds = {"prod": Cloud({SourceName.TASK: FakeSource()})}

    with pytest.raises(InvalidQueryError) as refused:
        await answers(clouds, FakeClock()).answer(actor(), line)

    assert str(refused.value) == sentence


async def test_a_time_that_cannot_be_asks_no_cloud() -> None:
    prod = FakePools()

    with pytest.raises(InvalidQueryError, match="lies in the future"):
        await service(prod=prod).answer(actor(), "pool since:2027-01-01")

    assert prod.asked == []


async def test_a_run_of_a_pool_is_looked_up_and_not_searched() -> None:
    pools = FakePools()

    with pytest.raises(NotFoundError):
        await service(prod=pools).answer(actor(), "pool t1")

    assert pools.asked == []
