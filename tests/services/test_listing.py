"""Tasks, apps and orders as the clouds list them now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import (
    RunsAnswer,
    WorksAnswer,
)
from bot.domain.executions import Detail, Named, Outcome
from bot.domain.pages import Page
from bot.domain.redaction import MASK
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Run
from bot.domain.windows import Window
from bot.domain.works import ListedWork, OrdersQuery, WorkFilter, WorksQuery
from bot.errors import InvalidQueryError, SourceRejectedError, SourceUnavailableError
from bot.services.listing import LiveLists
from bot.services.live import LiveCloud
from tests.domain.samples import moment
from tests.fakes import NINE, FakeClock
from tests.services.live import FakeOrders, FakeWorks, granted, task

SILENT = SourceUnavailableError("`lab` is silent.", cloud="lab", source="task")
REFUSED = SourceRejectedError("`far` refused.", cloud="far", source="task")
SINGAPORE = ZoneInfo("Asia/Singapore")
DAY = Window(NINE - timedelta(hours=24), None)
TASKS = WorksQuery(source=SourceName.TASK)
LINE = "/runs tasks"


def of_tasks(**works: FakeWorks) -> LiveLists:
    live = {
        name: LiveCloud(works={SourceName.TASK: one}) for name, one in works.items()
    }
    return LiveLists(live, FakeClock())


def of_orders(coc: str = "", **orders: FakeOrders) -> LiveLists:
    live = {name: LiveCloud(orders=one, coc=coc) for name, one in orders.items()}
    return LiveLists(live, FakeClock())


def listed(
    *rows: ListedWork, gaps: tuple[str, ...] = (), hidden: int = 0
) -> WorksAnswer:
    return WorksAnswer(
        source=SourceName.TASK,
        page=Page(rows=rows, number=1, pages=1, of=len(rows)),
        line=LINE,
        gaps=gaps,
        hidden=hidden,
        as_of=NINE,
        zone=UTC,
    )


def ordered(
    *rows: Run,
    gaps: tuple[str, ...] = (),
    window: Window = DAY,
    zone: tzinfo = UTC,
    hidden: int = 0,
) -> RunsAnswer:
    return RunsAnswer(
        title="Script orders",
        window=window,
        page=Page(rows=rows, number=1, pages=1, of=len(rows)),
        line="/runs orders",
        gaps=gaps,
        hidden=hidden,
        as_of=NINE,
        zone=zone,
    )


def order(
    name: str, hours: float, outcome: Outcome = Outcome.FAILED, cloud: str = "prod"
) -> Run:
    reference = Reference(cloud, SourceName.ORDER, (name,))
    return Run(reference=reference, outcome=outcome, started=moment(hours))


async def answer_to(
    lists: LiveLists, *names: str, query: WorksQuery = TASKS
) -> WorksAnswer:
    kept = await lists.works(granted(*names), query, "")
    return await kept.answer(LINE, 1)


async def orders_of(
    lists: LiveLists, *names: str, query: OrdersQuery | None = None, zone: str = ""
) -> RunsAnswer:
    kept = await lists.orders(granted(*names), query or OrdersQuery(), zone)
    return await kept.answer("/runs orders", 1)


async def test_failed_tasks_come_first_then_skipped_ones_then_all_by_name() -> None:
    fine, never = task("desk-9", Outcome.SUCCEEDED), task("desk-10")
    failed, other = task("z", Outcome.FAILED), task("y", Outcome.FAILED, cloud="test")
    skipped = task("x", Outcome.SKIPPED)
    lists = of_tasks(
        prod=FakeWorks(never, fine, skipped, failed), test=FakeWorks(other)
    )

    answer = await answer_to(lists, "prod", "test")

    assert answer == listed(other, failed, skipped, fine, never)


async def test_the_clouds_are_asked_for_what_is_wanted_and_nothing_else_is_shown() -> (
    None
):
    nightly, other = task("Nightly reboot"), task("other")
    works = FakeWorks(nightly, other)
    wanted = WorkFilter(names=("nightly",))
    query = WorksQuery(source=SourceName.TASK, wanted=wanted)

    answer = await answer_to(of_tasks(prod=works), "prod", query=query)

    assert (answer, works.asked) == (listed(nightly), [wanted])


async def test_only_the_cloud_that_is_named_is_asked() -> None:
    prod, test = FakeWorks(task("a")), FakeWorks(task("b", cloud="test"))
    query = WorksQuery(source=SourceName.TASK, cloud="test")

    answer = await answer_to(
        of_tasks(prod=prod, test=test), "prod", "test", query=query
    )

    assert (answer, prod.asked) == (listed(task("b", cloud="test")), [])


async def test_a_cloud_that_nobody_granted_is_not_asked() -> None:
    prod, test = FakeWorks(task("a")), FakeWorks(task("b", cloud="test"))

    answer = await answer_to(of_tasks(prod=prod, test=test), "prod")

    assert (answer, test.asked) == (listed(task("a")), [])


async def test_a_cloud_that_fails_and_rows_that_are_missing_leave_gaps() -> None:
    prod = FakeWorks(task("a"), gaps=("Half of it.",))
    lists = of_tasks(prod=prod, lab=FakeWorks(error=SILENT))

    answer = await answer_to(lists, "prod", "lab")

    assert answer == listed(task("a"), gaps=("Half of it.", "`lab` is silent."))


async def test_where_no_cloud_answers_that_is_the_answer() -> None:
    lists = of_tasks(lab=FakeWorks(error=SILENT), far=FakeWorks(error=REFUSED))

    with pytest.raises(SourceUnavailableError) as caught:
        await answer_to(lists, "lab", "far")

    assert str(caught.value) == "`far` refused. `lab` is silent."


async def test_without_a_task_the_list_is_empty() -> None:
    assert await answer_to(of_tasks(prod=FakeWorks()), "prod") == listed()


@pytest.mark.parametrize(
    ("cloud", "said"),
    [
        ("", "The source `app` is not configured for any cloud."),
        ("prod", "The source `app` is not configured for cloud `prod`."),
        ("lab", "There is no cloud `lab`. Configured: `prod`."),
    ],
)
async def test_what_no_cloud_has_is_said(cloud: str, said: str) -> None:
    query = WorksQuery(source=SourceName.APP, cloud=cloud)

    with pytest.raises(InvalidQueryError) as caught:
        await answer_to(of_tasks(prod=FakeWorks()), "prod", query=query)

    assert str(caught.value) == said


async def test_secrets_of_the_page_are_hidden_and_counted() -> None:
    loose = replace(
        task("token=abc"), details=(Detail("Description", "password=hunter2"),)
    )

    answer = await answer_to(of_tasks(prod=FakeWorks(loose)), "prod")

    shown = replace(
        loose,
        work=Named(loose.work.id, f"token={MASK}"),
        details=(Detail("Description", f"password={MASK}"),),
    )
    assert answer == listed(shown, hidden=2)


async def test_pages_are_those_of_one_reading() -> None:
    rows = [task(f"task-{number}") for number in range(1, 24)]
    kept = await of_tasks(prod=FakeWorks(*rows)).works(granted("prod"), TASKS, "")

    pages = [(await kept.answer(LINE, page)).page for page in (1, 2, 3, 4)]

    assert [(page.number, page.pages, page.of) for page in pages] == [
        (1, 3, 23),
        (2, 3, 23),
        (3, 3, 23),
        (3, 3, 23),
    ]
    assert [one for page in pages[:3] for one in page.rows] == rows
    assert kept.weight == 24


async def test_orders_of_the_last_day_come_the_newest_first() -> None:
    prod = FakeOrders(order("a", -20), order("b", -1), order("old", -25))

    answer = await orders_of(of_orders(prod=prod), "prod")

    assert (answer, prod.asked) == (ordered(order("b", -1), order("a", -20)), [DAY])


async def test_orders_that_clouds_share_count_once() -> None:
    lists = of_orders(
        "https://coc.example",
        b=FakeOrders(order("x", -1, cloud="b")),
        a=FakeOrders(order("x", -1, cloud="a")),
    )

    assert await orders_of(lists, "b", "a") == ordered(order("x", -1, cloud="a"))


async def test_orders_of_several_hosts_are_all_there() -> None:
    lists = of_orders(
        b=FakeOrders(order("x", -1, cloud="b")), a=FakeOrders(order("y", -2, cloud="a"))
    )

    answer = await orders_of(lists, "b", "a")

    assert answer == ordered(order("x", -1, cloud="b"), order("y", -2, cloud="a"))


async def test_orders_are_chosen_by_how_they_stand() -> None:
    failing = replace(order("going", -1), under_way=True)
    rows = (failing, order("done", -2), order("fine", -3, Outcome.SUCCEEDED))
    lists = of_orders(prod=FakeOrders(*rows))
    query = OrdersQuery(outcomes=frozenset({Outcome.RUNNING, Outcome.SUCCEEDED}))

    assert await orders_of(lists, "prod", query=query) == ordered(failing, rows[2])


async def test_days_are_those_of_the_person_who_asks() -> None:
    prod = FakeOrders()
    query = OrdersQuery(since="yesterday", until="today")

    answer = await orders_of(
        of_orders(prod=prod), "prod", query=query, zone="Asia/Singapore"
    )

    days = Window(
        datetime(2026, 1, 13, 16, tzinfo=UTC), datetime(2026, 1, 14, 16, tzinfo=UTC)
    )
    assert (answer, prod.asked) == (ordered(window=days, zone=SINGAPORE), [days])


async def test_an_impossible_time_is_said_before_anybody_is_asked() -> None:
    prod = FakeOrders()

    with pytest.raises(InvalidQueryError):
        await orders_of(of_orders(prod=prod), "prod", query=OrdersQuery(since="soon"))

    assert prod.asked == []


async def test_a_cloud_whose_orders_are_silent_leaves_a_gap() -> None:
    lists = of_orders(
        prod=FakeOrders(order("a", -1), gaps=("More were made.",)),
        far=FakeOrders(error=REFUSED),
    )

    answer = await orders_of(lists, "prod", "far")

    assert answer == ordered(order("a", -1), gaps=("More were made.", "`far` refused."))


async def test_without_orders_in_any_cloud_that_is_said() -> None:
    with pytest.raises(InvalidQueryError, match="`order` is not configured"):
        await orders_of(of_tasks(prod=FakeWorks()), "prod")


async def test_secrets_of_orders_are_hidden_and_their_details_left_out() -> None:
    loose = replace(
        order("a", -1),
        work=Named("s", "token=abc"),
        details=(Detail("Parameters", "password=hunter2"),),
    )

    answer = await orders_of(of_orders(prod=FakeOrders(loose)), "prod")

    shown = replace(loose, work=Named("s", f"token={MASK}"), details=())
    assert answer == ordered(shown, hidden=1)
