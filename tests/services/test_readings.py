"""What a reading holds, and what it costs to keep."""

from dataclasses import replace
from datetime import UTC

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Detail, Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Finding, Listing, Run, Runs, WholeRun
from bot.services.paging import all_rows
from bot.services.readings import Reading
from tests.domain.samples import execution, run
from tests.fakes import NINE

TASK = Reference("prod", SourceName.TASK, ("t1",))


def reading(*found: Finding | Listing[Run]) -> Reading:
    return Reading(found, (), as_of=NINE, zone=UTC)


def whole(rows: int) -> WholeRun:
    return WholeRun(run(), Listing((execution(),) * rows))


def runs(rows: int) -> Runs:
    return Runs(TASK, Listing((run(),) * rows))


@pytest.mark.parametrize(
    ("read", "rows"),
    [
        (reading(execution()), 1),
        (reading(whole(3)), 3),
        (reading(runs(4)), 4),
        (reading(Listing((run(),) * 5)), 5),
        (reading(execution(), runs(4)), 5),
        (reading(Listing()), 0),
    ],
    ids=["execution", "run", "runs", "search", "choice", "nothing"],
)
def test_a_reading_knows_how_many_rows_it_holds(read: Reading, rows: int) -> None:
    assert (read.rows, read.weight) == (rows, rows)


LONG = "x" * 1_000
PRINTED = replace(execution(), output=Output(LONG, LONG, 2))
TOLD = (Detail("Command", LONG),)
WEIGHTS = {
    "an output": (reading(PRINTED), 2),
    "a short output": (reading(replace(execution(), output=Output(LONG))), 1),
    "short outputs of many": (
        reading(WholeRun(run(), Listing((replace(PRINTED, output=Output(LONG)),) * 4))),
        6,
    ),
    "the largest output": (
        reading(replace(execution(), output=Output("x" * 2**14, "x" * 49_152, 9))),
        33,
    ),
    "a reason": (reading(replace(execution(), cause=Cause("", LONG * 4))), 3),
    "details of an execution": (reading(replace(execution(), details=TOLD * 2)), 2),
    "details of runs": (
        reading(Listing((replace(run(), details=TOLD),) * 2)),
        3,
    ),
    "details of a run": (
        reading(WholeRun(replace(run(), details=TOLD * 2), Listing())),
        1,
    ),
    "an output in a choice": (reading(PRINTED, runs(1)), 3),
}


@pytest.mark.parametrize(("read", "weight"), WEIGHTS.values(), ids=WEIGHTS.keys())
def test_long_texts_weigh_as_well(read: Reading, weight: int) -> None:
    assert read.weight == weight


def test_all_rows_are_those_that_are_shown() -> None:
    skipped = replace(execution(), outcome=Outcome.SKIPPED)
    rows = Listing((execution(), skipped, skipped), gaps=("page 2: 503",))
    only = frozenset({Outcome.SKIPPED})

    found = all_rows(replace(reading(WholeRun(run(), rows)), outcomes=only))

    assert [row.execution.outcome for row in found.rows] == [Outcome.SKIPPED] * 2
    assert (found.of, found.whole) == (2, False)
