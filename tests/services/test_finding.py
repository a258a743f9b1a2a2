"""What goes by an id or a name: the ledger first, then every place that fits."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import (
    Answer,
    ExecutionAnswer,
    FoundAnswer,
    Match,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.finding import Place
from bot.domain.pages import Page
from bot.domain.redaction import MASK
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run, Runs, WholeRun
from bot.domain.works import FindQuery
from bot.errors import (
    InvalidQueryError,
    LedgerError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.ports import Fact
from bot.services.clouds import Clouds
from bot.services.finding import Finds
from bot.services.live import LiveCloud
from tests.domain.samples import moment
from tests.fakes import NINE, FakeClock, FakeSource
from tests.services.live import (
    FakeFinder,
    FakeLedger,
    failure,
    granted,
    match,
    row,
    task,
)

Told = dict[Place, Listing[Fact] | Exception]

ID = "2f7b9c34-1c55-4c0e-90aa-6f0000000501"
ORDER = "SCT2026011417300512a3f4b5c"
SILENT = SourceUnavailableError("prod is silent.", cloud="prod", source="task")
REFUSED = SourceRejectedError("prod refused.", cloud="prod", source="task")
NO_LEDGER = LedgerError("The database gave no answer.")

RECORD = row(ID)
RECORDED = match(
    "script execution",
    "patch-check on d1",
    f"/runs script prod/script/{ID}",
    outcome=Outcome.FAILED,
)
TASK_RUNS = Runs(
    Reference("prod", SourceName.TASK, (ID,)),
    Listing(
        (
            Run(
                reference=Reference("prod", SourceName.TASK, (ID, "r1")),
                outcome=Outcome.FAILED,
            ),
        )
    ),
)
TASK = match("scheduled task", ID, f"/runs task prod/task/{ID}")
POOL_RUN = Run(
    reference=Reference("prod", SourceName.POOL, (ID,)),
    outcome=Outcome.FAILED,
    work=Named("s1", "patch-check"),
    place=Named("p1", "Finance"),
)
ONE_RECORD: Told = {Place.RECORD: Listing((RECORD,))}


async def answer_to(
    text: str,
    *,
    ledger: FakeLedger | None = None,
    clouds: Clouds | None = None,
    cloud: str = "",
    page: int = 1,
    coc: str = "",
    **finders: FakeFinder,
) -> Answer:
    live = {name: LiveCloud(finder=one, coc=coc) for name, one in finders.items()}
    finds = Finds(ledger or FakeLedger(), live, FakeClock())
    asked = clouds or granted(*finders)
    kept = await finds.find(asked, FindQuery(text=text, cloud=cloud), "")
    return await kept.answer(f"/runs find {text}", page)


def found(
    text: str,
    *matches: Match,
    gaps: tuple[str, ...] = (),
    hidden: int = 0,
) -> FoundAnswer:
    return FoundAnswer(
        text=text,
        page=Page(rows=matches, number=1, pages=1, of=len(matches)),
        line=f"/runs find {text}",
        gaps=gaps,
        hidden=hidden,
        as_of=NINE,
        zone=UTC,
    )


async def test_an_id_is_asked_of_the_ledger_and_of_every_place_once_and_at_once() -> (
    None
):
    ledger, prod = FakeLedger(), FakeFinder(ONE_RECORD)

    await answer_to(ID, ledger=ledger, prod=prod)

    assert ledger.asked == [(("prod",), ID, 101)]
    assert prod.asked == [
        (Place.RECORD, ID),
        (Place.TASK, ID),
        (Place.SCRIPT_TASK, ID),
        (Place.DESKTOP, ID),
        (Place.POOL, ID),
        (Place.APP, ID),
    ]
    assert prod.most_at_once == 6


async def test_a_cloud_is_asked_only_where_it_can_be() -> None:
    prod = FakeFinder(ONE_RECORD, places=[Place.RECORD, Place.TASK_NAME])

    await answer_to(ID, prod=prod)

    assert prod.asked == [(Place.RECORD, ID)]


async def test_the_only_thing_there_is_is_shown_itself() -> None:
    assert await answer_to(ID, prod=FakeFinder(ONE_RECORD)) == ExecutionAnswer(
        execution=RECORD, line=f"/runs find {ID}", as_of=NINE, zone=UTC
    )


async def test_a_task_alone_is_shown_as_its_runs() -> None:
    prod = FakeFinder({Place.TASK: Listing((TASK_RUNS,))})

    assert await answer_to(ID, prod=prod) == RunsAnswer(
        title=f"Runs of task {ID}",
        page=Page(rows=TASK_RUNS.listing.rows, number=1, pages=1, of=1),
        line=f"/runs find {ID}",
        as_of=NINE,
        zone=UTC,
    )


async def test_an_id_of_a_task_and_of_a_record_is_both() -> None:
    told: Told = {Place.TASK: Listing((TASK_RUNS,)), **ONE_RECORD}

    answer = await answer_to(ID, prod=FakeFinder(told))

    assert answer == found(ID, TASK, RECORDED)


async def test_the_same_id_in_two_clouds_is_both() -> None:
    elsewhere = row(ID, cloud="test")

    answer = await answer_to(
        ID,
        prod=FakeFinder(ONE_RECORD),
        test=FakeFinder({Place.RECORD: Listing((elsewhere,))}),
    )

    line = f"/runs script test/script/{ID}"
    assert answer == found(ID, RECORDED, replace(RECORDED, line=line, cloud="test"))


async def test_only_the_cloud_that_is_named_is_asked() -> None:
    test = FakeFinder(ONE_RECORD)
    ledger = FakeLedger()

    await answer_to(
        ID, cloud="prod", ledger=ledger, prod=FakeFinder(ONE_RECORD), test=test
    )

    assert (test.asked, ledger.asked) == ([], [(("prod",), ID, 101)])


async def test_a_cloud_that_is_not_there_is_said() -> None:
    with pytest.raises(InvalidQueryError, match="There is no cloud `lab`"):
        await answer_to(ID, cloud="lab", prod=FakeFinder())


async def test_an_order_is_asked_of_orders_alone() -> None:
    prod = FakeFinder()

    with pytest.raises(NotFoundError, match="look through `/runs orders`"):
        await answer_to(ORDER, prod=prod)

    assert prod.asked == [(Place.ORDER, ORDER)]


async def test_an_order_of_clouds_that_share_it_is_one() -> None:
    def order(cloud: str) -> Run:
        reference = Reference(cloud, SourceName.ORDER, (ORDER,))
        return Run(reference=reference, outcome=Outcome.SUCCEEDED)

    def knowing(cloud: str) -> FakeFinder:
        whole = WholeRun(order(cloud), Listing())
        return FakeFinder({Place.ORDER: Listing((whole,))})

    silent = FakeFinder({Place.ORDER: SILENT})

    answer = await answer_to(
        ORDER, coc="https://coc", c=silent, b=knowing("b"), a=knowing("a")
    )

    assert isinstance(answer, RunAnswer)
    assert (answer.run, answer.gaps) == (order("a"), ())


async def test_a_reference_is_looked_up_in_its_cloud_and_nowhere_else() -> None:
    source = FakeSource({(ID,): RECORD})
    prod, ledger = FakeFinder(), FakeLedger()

    answer = await answer_to(
        f"prod/script/{ID}",
        clouds=granted("prod", source=source),
        ledger=ledger,
        prod=prod,
    )

    assert isinstance(answer, ExecutionAnswer)
    assert (answer.execution, prod.asked, ledger.asked) == (RECORD, [], [])


async def test_a_pool_run_is_opened_and_has_its_executions_in_it() -> None:
    whole = WholeRun(POOL_RUN, Listing((RECORD,)))
    source = FakeSource({(ID,): whole})
    told: Told = {
        Place.POOL: Listing((POOL_RUN,)),
        Place.SCRIPT_TASK: Listing((row("a", run=ID), row("b", run=ID))),
    }

    answer = await answer_to(
        ID, clouds=granted("prod", source=source), prod=FakeFinder(told)
    )

    assert isinstance(answer, RunAnswer)
    assert (answer.run, answer.page.rows) == (POOL_RUN, (RECORD,))


async def test_a_pool_run_that_cannot_be_opened_is_a_match_and_why() -> None:
    told: Told = {Place.POOL: Listing((POOL_RUN,))}
    clouds = granted("prod", source=FakeSource(error=SILENT))

    answer = await answer_to(ID, clouds=clouds, prod=FakeFinder(told))

    run = match(
        "pool run",
        "patch-check on Finance",
        f"/runs pool prod/pool/{ID}",
        outcome=Outcome.FAILED,
    )
    assert answer == found(ID, run, gaps=("prod is silent.",))


async def test_executions_of_a_script_run_are_matches_the_newest_first() -> None:
    old = replace(row("a", run=ID), ended=moment(-2))
    new = replace(row("b", run=ID), ended=moment(-1))
    told: Told = {Place.SCRIPT_TASK: Listing((old, new))}

    answer = await answer_to(ID, prod=FakeFinder(told))

    def of(name: str, hours: float) -> Match:
        line = f"/runs script prod/script/{name}"
        return replace(RECORDED, line=line, at=moment(hours))

    assert answer == found(ID, of("b", -1), of("a", -2))


async def test_a_row_without_an_id_to_ask_by_is_a_match() -> None:
    told: Told = {Place.DESKTOP: Listing((row(target=ID),))}

    answer = await answer_to(ID, prod=FakeFinder(told))

    nameless = match(
        "script execution",
        f"patch-check on {ID}",
        "/runs script prod/script",
        outcome=Outcome.FAILED,
    )
    assert answer == found(ID, nameless)


async def test_times_are_those_of_the_person_else_of_the_cloud() -> None:
    finds = Finds(
        FakeLedger(), {"prod": LiveCloud(finder=FakeFinder(ONE_RECORD))}, FakeClock()
    )
    clouds, query = granted("prod", zone="Asia/Singapore"), FindQuery(text=ID)

    kept = [await finds.find(clouds, query, zone) for zone in ("Europe/Berlin", "")]

    answers = [await one.answer("/runs", 1) for one in kept]
    zones = [one.zone for one in answers if isinstance(one, ExecutionAnswer)]
    assert zones == [ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Singapore")]


async def test_what_only_the_ledger_knows_is_opened_in_its_cloud() -> None:
    gone = row("t1", "r1", ID, source=SourceName.TASK, target=ID)
    source = FakeSource({("t1", "r1", ID): gone})

    answer = await answer_to(
        ID,
        ledger=FakeLedger(failure(gone)),
        clouds=granted("prod", source=source),
        prod=FakeFinder(),
    )

    assert isinstance(answer, ExecutionAnswer)
    assert answer.execution == gone


async def test_what_the_cloud_has_forgotten_is_still_remembered() -> None:
    gone = row("t1", "r1", ID, source=SourceName.TASK, target=ID)
    ledger = FakeLedger(failure(gone, Named("t1", "Nightly")))

    answer = await answer_to(ID, ledger=ledger, prod=FakeFinder())

    line = f"/runs task prod/task/t1/r1/{ID}"
    assert answer == found(
        ID,
        match(
            "execution of a scheduled task",
            f"Nightly on {ID}",
            line,
            outcome=Outcome.FAILED,
            remembered=True,
        ),
        gaps=("prod does not have it any more; this is what I remember.",),
    )


KNOWN: dict[str, tuple[Told, Execution]] = {
    "the same reference": (ONE_RECORD, row(ID)),
    "a target of a run of the task": (
        {Place.TASK: Listing((TASK_RUNS,))},
        row(ID, "r9", "d1", source=SourceName.TASK),
    ),
    "the same row, read as a part of its pool's run": (
        {Place.RECORD: Listing((row(ID, id_=ID),))},
        row("pool-task", "d1", source=SourceName.POOL, id_=ID),
    ),
    "a server in a run of the app": (
        {
            Place.APP: Listing(
                (
                    Runs(
                        Reference("prod", SourceName.APP, (ID,)),
                        Listing(
                            (
                                Run(
                                    reference=Reference(
                                        "prod", SourceName.APP, ("h1",)
                                    ),
                                    outcome=Outcome.FAILED,
                                ),
                            )
                        ),
                    ),
                )
            )
        },
        row("h1", "s1", source=SourceName.APP),
    ),
}


@pytest.mark.parametrize(("told", "remembered"), KNOWN.values(), ids=KNOWN)
async def test_what_was_told_just_now_is_not_remembered_as_well(
    told: Told, remembered: Execution
) -> None:
    ledger = FakeLedger(failure(remembered))

    answer = await answer_to(ID, ledger=ledger, prod=FakeFinder(told))

    assert not isinstance(answer, FoundAnswer)


async def test_what_the_ledger_knows_beside_it_is_a_match_of_its_own() -> None:
    other = row("t1", "r1", ID, source=SourceName.TASK, target=ID)

    answer = await answer_to(
        ID, ledger=FakeLedger(failure(other)), prod=FakeFinder(ONE_RECORD)
    )

    line = f"/runs task prod/task/t1/r1/{ID}"
    label = f"patch-check on {ID}"
    what = "execution of a scheduled task"
    remembered = match(what, label, line, outcome=Outcome.FAILED, remembered=True)
    assert answer == found(ID, RECORDED, remembered)


async def test_places_without_an_answer_are_named_once_for_what_they_said() -> None:
    told: Told = {
        **ONE_RECORD,
        Place.TASK: SILENT,
        Place.POOL: SILENT,
        Place.APP: REFUSED,
    }

    answer = await answer_to(ID, prod=FakeFinder(told))

    assert isinstance(answer, ExecutionAnswer)
    assert answer.gaps == (
        "Runs of scheduled tasks, pool runs: prod is silent.",
        "App Streaming runs: prod refused.",
    )


async def test_rows_that_were_not_read_are_a_gap_of_their_place() -> None:
    rows = (row("a", target=ID), row("b", target=ID))
    told: Told = {
        Place.RECORD: Listing((RECORD,), gaps=("A row is broken.",)),
        Place.DESKTOP: Listing(rows, total=1_234),
    }

    answer = await answer_to(ID, prod=FakeFinder(told))

    assert isinstance(answer, FoundAnswer)
    assert answer.gaps == (
        "Script executions of prod: A row is broken.",
        "Scripts on desktops of prod: 1,234 go by that, of which 2 were read.",
    )


async def test_an_id_of_nothing_is_not_found_and_says_what_to_try() -> None:
    with pytest.raises(NotFoundError) as caught:
        await answer_to(ID, prod=FakeFinder(), test=FakeFinder())

    assert str(caught.value) == (
        f"Nothing goes by `{ID}`, neither in what I remember nor in prod, test. Check "
        f"the id. Of a desktop pool ask `/runs pool pool:{ID}`, of a script "
        f"`/runs failures script:{ID}`."
    )
    assert caught.value.reference == ID


async def test_nothing_is_not_said_where_a_place_gave_no_answer() -> None:
    told: Told = {Place.RECORD: REFUSED, Place.TASK: SILENT}

    with pytest.raises(SourceUnavailableError) as caught:
        await answer_to(ID, prod=FakeFinder(told))

    assert str(caught.value) == (
        "Script executions: prod refused. Runs of scheduled tasks: prod is silent."
    )


async def test_nor_where_a_list_without_rows_could_not_be_read_to_its_end() -> None:
    told: Told = {Place.DESKTOP: Listing[Run](gaps=("Half of it.",))}

    with pytest.raises(SourceUnavailableError) as caught:
        await answer_to(ID, prod=FakeFinder(told))

    assert str(caught.value) == "Scripts on desktops of prod: Half of it."


async def test_without_the_ledger_the_clouds_still_answer() -> None:
    answer = await answer_to(
        ID, ledger=FakeLedger(error=NO_LEDGER), prod=FakeFinder(ONE_RECORD)
    )

    assert isinstance(answer, ExecutionAnswer)
    assert answer.gaps == ("The database gave no answer.",)


async def test_nor_is_nothing_said_where_the_ledger_is_gone() -> None:
    with pytest.raises(LedgerError, match="gave no answer"):
        await answer_to(ID, ledger=FakeLedger(error=NO_LEDGER), prod=FakeFinder())


async def test_the_closest_names_come_first_and_what_they_are_of_by_kind() -> None:
    told: Told = {
        Place.TASK_NAME: Listing((task("my patch", id_="t9"), task("patch"))),
        Place.APP_NAME: Listing((task("patch-2", source=SourceName.APP),)),
        Place.POOL_NAME: Listing((Named("p1", "Patch pool"), Named("p2", "patch"))),
    }
    ledger = FakeLedger(failure(row("r1", script="Patch")), failure(row("r2")))

    answer = await answer_to("patch", ledger=ledger, prod=FakeFinder(told))

    def remembered(label: str, name: str) -> Match:
        line = f"/runs script prod/script/{name}"
        return match(
            "script execution",
            label,
            line,
            outcome=Outcome.FAILED,
            remembered=True,
        )

    assert answer == found(
        "patch",
        match("scheduled task", "patch", "/runs task prod/task/id-of-patch"),
        match("desktop pool", "patch", "/runs pool pool:p2 cloud:prod"),
        remembered("Patch on d1", "r1"),
        match("App Streaming task", "patch-2", "/runs app prod/app/id-of-patch-2"),
        match("desktop pool", "Patch pool", "/runs pool pool:p1 cloud:prod"),
        remembered("patch-check on d1", "r2"),
        match("scheduled task", "my patch", "/runs task prod/task/t9"),
    )


async def test_a_name_is_asked_where_there_are_names() -> None:
    prod = FakeFinder({Place.TASK_NAME: Listing((task("patch"),))})

    answer = await answer_to("patch", prod=prod)

    assert [place for place, _ in prod.asked] == [
        Place.TASK_NAME,
        Place.APP_NAME,
        Place.SCRIPT_NAME,
        Place.POOL_SCRIPT,
        Place.POOL_NAME,
    ]
    line = "/runs task prod/task/id-of-patch"
    assert answer == found("patch", match("scheduled task", "patch", line))


async def test_a_script_stands_for_all_that_was_run_of_it() -> None:
    both = (Named("s1", "patch-check"), Named("s2", "clean"))
    runs = (
        replace(POOL_RUN, scripts=both, ended=moment(-3)),
        replace(POOL_RUN, scripts=both[:1], ended=moment(-2)),
    )
    rows = (
        replace(row("a"), ended=moment(-4)),
        replace(row("b"), ended=moment(-1)),
        row("c", script="clean"),
    )
    told: Told = {Place.SCRIPT_NAME: Listing(rows), Place.POOL_SCRIPT: Listing(runs)}

    answer = await answer_to("PATCH", prod=FakeFinder(told))

    failures = "/runs failures script:id-of-patch-check cloud:prod"
    script = match("script", "patch-check", failures)
    pools = match(
        "script on desktop pools", "patch-check", "/runs pool script:s1 cloud:prod"
    )
    assert answer == found(
        "PATCH", replace(script, at=moment(-1)), replace(pools, at=moment(-2))
    )


async def test_of_many_names_fifty_are_kept_and_the_rest_counted() -> None:
    rows = tuple(task(f"desk-{number}") for number in range(1, 62))
    prod = FakeFinder({Place.TASK_NAME: Listing(rows)})

    answer = await answer_to("desk", prod=prod, page=9)

    assert isinstance(answer, FoundAnswer)
    assert (answer.page.number, answer.page.pages, answer.page.of) == (5, 5, 50)
    assert [one.label for one in answer.page.rows] == [
        f"desk-{number}" for number in range(41, 51)
    ]
    assert answer.gaps == ("11 more go by `desk`: say more of the name.",)


async def test_of_much_that_the_ledger_knows_there_is_a_way_to_the_rest() -> None:
    failures = [failure(row(f"r{number}")) for number in range(40)]
    ledger = FakeLedger(*failures)

    answer = await answer_to("patch check", ledger=ledger, prod=FakeFinder())

    assert isinstance(answer, FoundAnswer)
    assert (answer.page.of, ledger.asked) == (30, [(("prod",), "patch check", 31)])
    assert answer.gaps == (
        (
            "The ledger knows more than 30 executions by that: "
            '`/runs failures name:"patch check" since:30d`.'
        ),
    )


async def test_secrets_are_hidden_also_in_what_leads_on() -> None:
    pool = Named("", "token=abc pool")
    prod = FakeFinder({Place.POOL_NAME: Listing((pool,))})

    answer = await answer_to("pool", prod=prod)

    line = f'/runs pool pool:"token={MASK} pool" cloud:prod'
    hidden = match("desktop pool", f"token={MASK} pool", line)
    assert answer == found("pool", hidden, hidden=1)


async def test_a_name_of_nothing_is_not_found_and_says_what_to_try() -> None:
    with pytest.raises(NotFoundError, match="Try the whole name, or a shorter part"):
        await answer_to("nobody", prod=FakeFinder())
