"""What somebody was shown does not move while they turn its pages."""

from dataclasses import replace

import pytest

from bot.domain.access import Actor, Standing
from bot.domain.answers import RunAnswer, RunsAnswer
from bot.domain.executions import Execution
from bot.domain.outputs import Output
from bot.domain.runs import Listing, Run, WholeRun
from bot.errors import AccessDeniedError, NotFoundError
from tests.domain.samples import execution, moment, run
from tests.fakes import NINE, FakeClock, FakePools, FakeSource
from tests.services.asking import actor, answers, pool_cloud, task_cloud

LINE = "task t1 r1"


class Town:
    """One cloud whose task has 25 rows, to which rows may be added."""

    def __init__(self) -> None:
        self.source = FakeSource()
        self.clock = FakeClock()
        self.clouds = {"prod": task_cloud(self.source)}
        self.service = answers(self.clouds, self.clock)
        self.rows = tuple(execution(f"d{number:02}") for number in range(25))
        self.show(*self.rows)

    def show(self, *rows: Execution) -> None:
        self.source.known = {("t1", "r1"): WholeRun(run(), Listing(rows))}

    def insert(self, *targets: str) -> None:
        self.show(*map(execution, targets), *self.rows)

    @property
    def asked(self) -> int:
        return len(self.source.asked)


@pytest.fixture
def town() -> Town:
    return Town()


def targets(*answers: object) -> list[str]:
    return [
        row.target.id
        for answer in answers
        if isinstance(answer, RunAnswer)
        for row in answer.page.rows
    ]


async def test_rows_inserted_in_between_are_neither_lost_nor_doubled(
    town: Town,
) -> None:
    first = await town.service.answer(actor(), LINE)
    town.insert("a1", "a2", "a3")

    second = await town.service.answer(actor(), LINE, page=2, again=True)
    third = await town.service.answer(actor(), LINE, page=3, again=True)
    back = await town.service.answer(actor(), LINE, page=1, again=True)

    assert targets(first, second, third) == [row.target.id for row in town.rows]
    assert back == first
    assert town.asked == 1


async def test_runs_of_pools_do_not_move_either() -> None:
    def began(hour: int) -> Run:
        return replace(run(f"r{hour}"), started=moment(-hour))

    pools = FakePools(Listing(tuple(map(began, range(2, 14)))))
    service = answers({"prod": pool_cloud(pools)}, FakeClock())
    await service.answer(actor(), "pool")
    pools.listing = Listing((began(1), *pools.listing.rows))

    answer = await service.answer(actor(), "pool", page=2, again=True)

    assert isinstance(answer, RunsAnswer)
    assert answer.page.rows == (began(12), began(13))
    assert len(pools.asked) == 1


async def test_what_is_typed_anew_is_asked_anew(town: Town) -> None:
    await town.service.answer(actor(), LINE)
    town.insert("a1")

    answer = await town.service.answer(actor(), LINE)

    assert targets(answer)[0] == "a1"
    assert town.asked == 2


async def test_the_pages_of_the_latest_answer_are_turned(town: Town) -> None:
    await town.service.answer(actor(), LINE)
    town.insert("a1")
    first = await town.service.answer(actor(), LINE)
    town.insert("a1", "a2")

    rest = [
        await town.service.answer(actor(), LINE, page=page, again=True)
        for page in (2, 3)
    ]

    assert targets(first, *rest) == ["a1", *(row.target.id for row in town.rows)]


@pytest.mark.parametrize(
    "line", ["/runs task t1 r1", "  task t1 r1\n", "/runs\ttask t1 r1"]
)
async def test_the_command_in_front_makes_no_difference(town: Town, line: str) -> None:
    await town.service.answer(actor(), LINE)

    await town.service.answer(actor(), line, page=2, again=True)

    assert town.asked == 1


async def test_another_line_is_another_answer(town: Town) -> None:
    await town.service.answer(actor(), LINE)

    await town.service.answer(actor(), f"{LINE} cloud:prod", page=2, again=True)

    assert town.asked == 2


async def test_pages_can_be_turned_without_a_first_one(town: Town) -> None:
    answer = await town.service.answer(actor(), LINE, page=3, again=True)

    assert targets(answer) == ["d20", "d21", "d22", "d23", "d24"]


@pytest.mark.parametrize(("seconds", "asked"), [(0, 1), (600, 1), (600.001, 2)])
async def test_after_ten_minutes_the_clouds_are_asked_anew(
    town: Town, seconds: float, asked: int
) -> None:
    await town.service.answer(actor(), LINE)
    await town.clock.sleep(seconds)

    answer = await town.service.answer(actor(), LINE, page=2, again=True)

    assert town.asked == asked
    assert isinstance(answer, RunAnswer)
    assert answer.as_of == (NINE if asked == 1 else town.clock.time)


async def test_turning_pages_does_not_keep_a_reading_for_longer(town: Town) -> None:
    await town.service.answer(actor(), LINE)
    await town.clock.sleep(599)
    await town.service.answer(actor(), LINE, page=2, again=True)
    await town.clock.sleep(2)

    await town.service.answer(actor(), LINE, page=3, again=True)

    assert town.asked == 2


@pytest.mark.parametrize(
    "other",
    [actor(user="U2"), actor(workspace="T2")],
    ids=["another person", "another workspace"],
)
async def test_nobody_turns_the_pages_of_somebody_else(
    town: Town, other: Actor
) -> None:
    await town.service.answer(actor(), LINE)
    town.insert("a1")

    answer = await town.service.answer(other, LINE, page=1, again=True)

    assert targets(answer)[0] == "a1"


async def test_the_same_person_turns_them_in_any_channel(town: Town) -> None:
    await town.service.answer(actor(), LINE)

    await town.service.answer(actor(channel="C2"), LINE, page=2, again=True)

    assert town.asked == 1


async def test_with_other_clouds_granted_the_clouds_are_asked_anew(
    town: Town,
) -> None:
    await town.service.answer(actor(), LINE)
    town.clouds["test"] = task_cloud(FakeSource())

    await town.service.answer(actor(), LINE, page=2, again=True)

    assert town.asked == 2


async def test_who_may_no_longer_ask_does_not_turn_pages(town: Town) -> None:
    await town.service.answer(actor(), LINE)

    with pytest.raises(AccessDeniedError):
        await town.service.answer(actor(Standing.GUEST), LINE, page=2, again=True)


async def test_what_fits_a_page_is_shown_again_as_it_was(town: Town) -> None:
    town.show(*town.rows[:10])
    first = await town.service.answer(actor(), LINE)
    town.insert("new")

    assert await town.service.answer(actor(), LINE, again=True) == first
    assert town.asked == 1


async def test_what_fits_a_page_takes_the_place_of_what_did_not(town: Town) -> None:
    await town.service.answer(actor(), LINE)
    town.show(*town.rows[:3])
    await town.service.answer(actor(), LINE)

    answer = await town.service.answer(actor(), LINE, page=2, again=True)

    assert targets(answer) == ["d00", "d01", "d02"]
    assert town.asked == 2


async def test_rows_with_large_outputs_are_turned_as_well(town: Town) -> None:
    large = Output("x" * 2**14, "x" * 49_152, 9)
    rows = [replace(row, output=large) for row in town.rows * 30]
    town.show(*rows)
    await town.service.answer(actor(user="U2"), LINE)
    await town.service.answer(actor(), LINE)

    await town.service.answer(actor(), LINE, page=2, again=True)
    before = town.asked
    await town.service.answer(actor(user="U2"), LINE, page=2, again=True)

    assert (before, town.asked) == (2, 3)


async def test_an_error_is_not_kept(town: Town) -> None:
    known, town.source.known = town.source.known, {}
    with pytest.raises(NotFoundError):
        await town.service.answer(actor(), LINE)
    town.source.known = known

    answer = await town.service.answer(actor(), LINE, again=True)

    assert len(targets(answer)) == 10
