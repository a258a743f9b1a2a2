"""The line of a match leads to what it stands for."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.answers import Match
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.failures import Failure
from bot.domain.lookups import LookUpQuery
from bot.domain.matching import (
    Lead,
    by_kind,
    latest,
    lead_to_execution,
    lead_to_failure,
    lead_to_pool,
    lead_to_pool_script,
    lead_to_run,
    lead_to_runs,
    lead_to_script,
    lead_to_work,
)
from bot.domain.pools import PoolQuery
from bot.domain.queries import parse
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run, Runs
from bot.domain.works import ListedWork
from tests.domain.samples import execution, moment, run

FEW = settings(max_examples=50)
QUOTES = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019,"
NAMES = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from(QUOTES),
    min_size=1,
    max_size=150,
)
POOL_RUN = Reference("prod", SourceName.POOL, ("r1",))
TASK = Reference("prod", SourceName.TASK, ("t1",))
NEVER = Moment("soon", None)


@FEW
@given(NAMES)
@example("'quoted' pool")
@example('"')
@example("a, b")
@example("x" * 150)
@example("pool:p cloud:lab")
def test_what_has_no_id_is_searched_for_by_a_part_of_its_name(name: str) -> None:
    query = parse(lead_to_pool("prod", Named("", name)).match.line)

    assert isinstance(query, PoolQuery)
    place = Named("", name)
    pool_run = Run(reference=POOL_RUN, outcome=Outcome.FAILED, place=place)
    assert query.wanted.matches(pool_run)
    assert query.cloud == "prod"


@pytest.mark.parametrize(
    ("lead", "line"),
    [
        (
            lead_to_pool("prod", Named("p1", "Fin, and more")),
            "/runs pool pool:p1 cloud:prod",
        ),
        (
            lead_to_pool("prod", Named("", 'The "big" pool, north')),
            "/runs pool pool:north cloud:prod",
        ),
        (
            lead_to_pool_script("prod", Named("not / an id", "Patch check"), None),
            '/runs pool script:"Patch check" cloud:prod',
        ),
        (
            lead_to_script("prod", Named("s1", "Patch check"), None),
            "/runs failures script:s1 cloud:prod",
        ),
    ],
)
def test_an_id_is_searched_for_else_the_longest_part_of_the_name(
    lead: Lead, line: str
) -> None:
    assert lead.match.line == line


@pytest.mark.parametrize(
    ("lead", "reference"),
    [
        (lead_to_execution(execution()), execution().reference),
        (lead_to_failure(Failure(execution=execution())), execution().reference),
        (lead_to_run(run()), run().reference),
        (lead_to_runs(Runs(TASK, Listing())), TASK),
        (lead_to_work(ListedWork(reference=TASK, work=Named("t1", "Nightly"))), TASK),
    ],
)
def test_what_has_a_reference_is_opened_by_it(lead: Lead, reference: Reference) -> None:
    assert parse(lead.match.line) == LookUpQuery(
        reference.source, reference.ids, "prod"
    )
    assert lead.reference == reference


def test_a_failure_is_told_with_its_work_and_as_remembered() -> None:
    failed = execution("FIN-DESK-02")

    lead = lead_to_failure(Failure(execution=failed, work=Named("t1", "Nightly")))

    assert lead == Lead(
        Match(
            what="execution of a scheduled task",
            label="Nightly on FIN-DESK-02",
            line="/runs task prod/task/t1/r1/FIN-DESK-02",
            cloud="prod",
            outcome=Outcome.FAILED,
            remembered=True,
        ),
        ("", "FIN-DESK-02", "Nightly", "t1", "", ""),
        failed.reference,
    )


def test_a_run_that_names_nothing_goes_by_its_id() -> None:
    lead = lead_to_run(run("r7"))

    assert (lead.match.what, lead.match.label) == ("pool run", "r7")


def ended(hours: float) -> Execution:
    return Execution(
        reference=TASK,
        outcome=Outcome.FAILED,
        raw_status="",
        target=Named("d1"),
        started=moment(-9),
        ended=moment(hours),
    )


def test_the_newest_of_rows_is_by_their_end_as_far_as_it_can_be_read() -> None:
    unread = Run(reference=POOL_RUN, outcome=Outcome.FAILED, ended=NEVER)

    assert latest([ended(-3), ended(-1), unread, ended(-2)]) == moment(-1)
    assert latest([unread]) is None


def test_matches_are_ordered_by_kind_then_the_newest_then_by_name() -> None:
    def of(what: str, label: str, hours: float | None = None) -> Match:
        at = None if hours is None else moment(hours)
        return Match(what=what, label=label, line="", cloud="prod", at=at)

    ordered = [
        of("scheduled task", "task 9"),
        of("scheduled task", "task 10"),
        of("App Streaming task", "a"),
        of("desktop pool", "a"),
        of("script", "a", -1),
        of("pool run", "b", -1),
        of("pool run", "a", -2),
        of("pool run", "a"),
        of("script execution", "a", -1),
    ]

    jumbled = {one.label + one.what + str(one.at): one for one in ordered[::-1]}

    assert sorted(jumbled.values(), key=by_kind) == ordered
