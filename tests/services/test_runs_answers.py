"""Runs and their rows as they are answered: pages, gaps, secrets."""

from dataclasses import replace
from datetime import UTC

import pytest

from bot.domain.access import Actor
from bot.domain.answers import (
    ChoiceAnswer,
    ExecutionAnswer,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.executions import Detail, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.pages import Page
from bot.domain.redaction import MASK
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Finding, Listing, Runs, WholeRun
from bot.errors import NotFoundError, SourceRejectedError
from bot.services.answer import AnswerService
from tests.domain.samples import execution, moment, run
from tests.fakes import NINE, FakeClock, FakeSource
from tests.services.asking import actor, answers, task_cloud

SUCCEEDED, FAILED = Outcome.SUCCEEDED, Outcome.FAILED
TASK = Reference("prod", SourceName.TASK, ("t1",))
BROKEN = SourceRejectedError("`lab` refused.", cloud="lab", source="task")


def service(**known: FakeSource) -> AnswerService:
    clouds = {name: task_cloud(source) for name, source in known.items()}
    return answers(clouds, FakeClock())


def knowing(finding: Finding, *ids: str) -> FakeSource:
    return FakeSource({ids: finding})


async def test_a_run_is_answered_with_its_rows_the_worst_first() -> None:
    rows = (execution("c", SUCCEEDED), execution("b"), execution("a", SUCCEEDED))
    whole = WholeRun(run(), Listing(rows, total=3))

    answer = await service(prod=knowing(whole, "t1", "r1")).answer(
        actor(), " task t1 r1"
    )

    assert answer == RunAnswer(
        run=run(),
        tally=Counts({FAILED: 1, SUCCEEDED: 2}),
        page=Page(rows=(rows[1], rows[2], rows[0]), number=1, pages=1, of=3, total=3),
        line="/runs task t1 r1",
        as_of=NINE,
        zone=UTC,
    )


async def test_the_runs_of_a_task_are_answered_the_newest_first() -> None:
    old = replace(run("old"), started=moment(-9))
    new = replace(run("new"), started=moment(-1))
    runs = Runs(TASK, Listing((old, new), total=7, gaps=("Only two were read.",)))

    answer = await service(prod=knowing(runs, "t1")).answer(actor(), "/runs task t1")

    assert answer == RunsAnswer(
        title="Runs of task t1",
        page=Page(rows=(new, old), number=1, pages=1, of=2, total=7),
        line="/runs task t1",
        gaps=("Only two were read.",),
        as_of=NINE,
        zone=UTC,
    )


async def test_a_run_without_rows_has_one_empty_page() -> None:
    whole = WholeRun(run(), Listing(gaps=("Its desktops are not known.",)))

    answer = await service(prod=knowing(whole, "t1", "r1")).answer(
        actor(), "task t1 r1", page=3
    )

    assert answer == RunAnswer(
        run=run(),
        tally=Counts({}),
        page=Page(rows=(), number=1, pages=1, of=0),
        line="/runs task t1 r1",
        gaps=("Its desktops are not known.",),
        as_of=NINE,
        zone=UTC,
    )


async def test_gaps_of_the_rows_and_of_other_clouds_are_both_told() -> None:
    whole = WholeRun(run(), Listing(gaps=("Rows are missing.",)))
    asked = service(prod=knowing(whole, "t1", "r1"), lab=FakeSource(error=BROKEN))

    answer = await asked.answer(actor(), "task t1 r1")

    assert isinstance(answer, RunAnswer)
    assert answer.gaps == ("Rows are missing.", "`lab` refused.")


async def test_one_desktop_of_a_run_is_answered_alone() -> None:
    asked = service(prod=knowing(execution("d1"), "t1", "r1", "d1"))

    answer = await asked.answer(actor(), "task t1 r1 d1")

    line = "/runs task t1 r1 d1"
    one = execution("d1")
    assert answer == ExecutionAnswer(execution=one, line=line, as_of=NINE, zone=UTC)


async def test_the_same_ids_in_several_clouds_are_a_choice_with_its_gaps() -> None:
    leaking = replace(
        run(cloud="prod"),
        kind="password=hunter2",
        scripts=(Named("s1", "secret=a"),),
        details=(Detail("Command", "secret=b"),),
    )
    row = replace(run("r7", SUCCEEDED), work=Named(name="secret=c"))
    rows = Listing((replace(execution("d1"), output=Output("secret=d")),))
    asked = service(
        prod=knowing(WholeRun(leaking, rows), "t1"),
        none=FakeSource(),
        lab=FakeSource(error=BROKEN),
        test=knowing(Runs(TASK, Listing((row,), total=7, gaps=("Some.",))), "t1"),
    )

    answer = await asked.answer(actor(), "task t1")

    hidden = replace(run(cloud="prod"), kind=f"password={MASK}")
    bare = Listing((run("r7", SUCCEEDED),), total=7)
    assert answer == ChoiceAnswer(
        findings=(WholeRun(hidden, Listing()), Runs(TASK, bare)),
        hidden=1,
        gaps=("`lab` refused.",),
        as_of=NINE,
        zone=UTC,
    )


async def test_only_the_secrets_of_what_is_shown_are_counted() -> None:
    leaking = [
        replace(execution(f"d{number:02}"), kind=f"token=abc{number}")
        for number in range(12)
    ]
    told = replace(run(), details=(Detail("Command", "password=hunter2"),))
    asked = service(prod=knowing(WholeRun(told, Listing(tuple(leaking))), "t1", "r1"))

    first = await asked.answer(actor(), "task t1 r1")
    last = await asked.answer(actor(), "task t1 r1", page=2)

    assert isinstance(first, RunAnswer)
    assert isinstance(last, RunAnswer)
    assert (first.hidden, last.hidden) == (11, 3)
    assert last.run.details == (Detail("Command", f"password={MASK}"),)
    assert last.page.rows == tuple(
        replace(one, kind=f"token={MASK}") for one in leaking[10:]
    )


async def test_a_row_of_runs_shows_no_details_and_counts_no_secrets_of_them() -> None:
    leaking = replace(
        run(),
        work=Named(name="login --password a"),
        details=(Detail("Command", "login --password a --password b"),),
    )
    asked = service(prod=knowing(Runs(TASK, Listing((leaking,))), "t1"))

    answer = await asked.answer(actor(), "task t1")

    assert isinstance(answer, RunsAnswer)
    assert answer.hidden == 1
    assert answer.page.rows == (
        replace(run(), work=Named(name=f"login --password {MASK}")),
    )


async def pages(asked: AnswerService, who: Actor, numbers: range) -> list[RunAnswer]:
    answers = [await asked.answer(who, "task t1 r1", page=number) for number in numbers]
    return [answer for answer in answers if isinstance(answer, RunAnswer)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, [0]),
        (1, [1]),
        (9, [9]),
        (10, [10]),
        (11, [10, 1]),
        (20, [10, 10]),
        (25, [10, 10, 5]),
    ],
)
async def test_every_row_is_on_exactly_one_page(count: int, sizes: list[int]) -> None:
    rows = tuple(
        execution(f"d{number}", list(Outcome)[number % len(Outcome)])
        for number in range(count)
    )
    asked = service(prod=knowing(WholeRun(run(), Listing(rows)), "t1", "r1"))

    answers = await pages(asked, actor(), range(1, len(sizes) + 1))

    shown = [row for answer in answers for row in answer.page.rows]
    assert sorted(map(repr, shown)) == sorted(map(repr, rows))
    assert [
        (len(one.page.rows), one.page.number, one.page.pages, one.page.of)
        for one in answers
    ] == [
        (size, number, len(sizes), count) for number, size in enumerate(sizes, start=1)
    ]


@pytest.mark.parametrize(
    ("asked_for", "shown"), [(-1, 1), (0, 1), (2, 2), (3, 3), (4, 3), (999_999, 3)]
)
async def test_a_page_beyond_the_end_is_the_last_one(
    asked_for: int, shown: int
) -> None:
    rows = tuple(execution(f"d{number}") for number in range(25))
    asked = service(prod=knowing(WholeRun(run(), Listing(rows)), "t1", "r1"))

    (answer,) = await pages(asked, actor(), range(asked_for, asked_for + 1))

    assert answer.page.number == shown


async def test_the_tally_counts_the_rows_of_all_pages() -> None:
    rows = tuple(execution(f"d{number}") for number in range(25))
    asked = service(prod=knowing(WholeRun(run(), Listing(rows)), "t1", "r1"))

    answers = await pages(asked, actor(), range(1, 4))

    assert [one.tally for one in answers] == [Counts({FAILED: 25})] * 3


async def test_a_task_that_no_cloud_has_is_not_found_by_its_reference() -> None:
    with pytest.raises(NotFoundError) as missing:
        await service(prod=FakeSource(), lab=FakeSource()).answer(
            actor(), "task t1 r1 d1"
        )

    assert missing.value.reference == "t1/r1/d1"
