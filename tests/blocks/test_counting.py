"""Numbers are the source's; ours stand beside them where they differ."""

from dataclasses import replace

import pytest

from bot.blocks.words import counted, run_headline
from bot.domain.executions import Named, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from tests.blocks.run_samples import RUNS

FAILED, SKIPPED, SUCCEEDED = Outcome.FAILED, Outcome.SKIPPED, Outcome.SUCCEEDED
APP, TASK = SourceName.APP, SourceName.TASK


@pytest.mark.parametrize(
    ("source", "theirs", "ours", "words"),
    [
        (TASK, Counts(), Counts(), ""),
        (TASK, Counts(), Counts({FAILED: 2}), "2 failed"),
        (TASK, Counts({FAILED: 2}), Counts({FAILED: 2}), "2 failed"),
        (TASK, Counts({FAILED: 2}), Counts(), "2 failed"),
        (
            TASK,
            Counts({FAILED: 0, SUCCEEDED: 3}),
            Counts({FAILED: 1, SUCCEEDED: 2}),
            "3 succeeded (rows read: 1 failed, 2 succeeded)",
        ),
        (TASK, Counts({FAILED: 0}), Counts(), "nothing counted"),
        (
            TASK,
            Counts({FAILED: 0}, 0),
            Counts({SKIPPED: 1}),
            "nothing counted (rows read: 1 skipped)",
        ),
        (APP, Counts({SUCCEEDED: 1}, 1), Counts(), "1 server: 1 succeeded"),
        (APP, Counts({SUCCEEDED: 1}, 9), Counts(), "9 servers: 1 succeeded"),
        (APP, Counts({}, 9), Counts(), "9 servers: nothing counted"),
        (
            APP,
            Counts({}, 9),
            Counts({FAILED: 2}),
            "9 servers: nothing counted (rows read: 2 failed)",
        ),
        (
            SourceName.ORDER,
            Counts(dict.fromkeys(Outcome, 2), 1_600),
            Counts(),
            (
                "1,600 hosts: 2 failed, 2 skipped, 2 unknown, 2 canceled, 2 paused, "
                "2 running, 2 waiting, 2 succeeded"
            ),
        ),
        (
            SourceName.POOL,
            Counts({FAILED: 10**18}, 10**18),
            Counts(),
            "1,000,000,000,000,000,000 desktops: 1,000,000,000,000,000,000 failed",
        ),
    ],
    ids=[
        "nobody counts",
        "only we count",
        "both agree",
        "only they count",
        "they differ",
        "zeros",
        "zeros and our rows",
        "one",
        "a total above the rest",
        "only a total",
        "only a total and our rows",
        "every outcome",
        "19 digits",
    ],
)
def test_a_run_is_told_in_the_numbers_of_its_source(
    source: SourceName, theirs: Counts, ours: Counts, words: str
) -> None:
    run = replace(RUNS[source], counts=theirs)

    said = counted(run, ours)

    assert said == words


OPEN = {Outcome.RUNNING, Outcome.WAITING, Outcome.PAUSED}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("under_way", [True, False], ids=["open", "ended"])
def test_an_outcome_is_one_so_far_while_the_run_has_not_ended(
    outcome: Outcome, *, under_way: bool
) -> None:
    run = replace(RUNS[APP], outcome=outcome, under_way=under_way)

    line = run_headline(run)

    so_far = " so far" if under_way and outcome not in OPEN else ""
    assert line[2:] == f"{outcome.value.capitalize()}{so_far}: Restart server"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (SourceName.SCRIPT, "✖ Failed: Script"),
        (SourceName.TASK, "✖ Failed: Scheduled task"),
        (SourceName.POOL, "✖ Failed: Pool run on Finance"),
        (SourceName.ORDER, "✖ Failed: Script order"),
        (SourceName.APP, "✖ Failed: App Streaming run"),
    ],
)
def test_a_run_of_which_little_is_known_is_called_by_its_source(
    source: SourceName, line: str
) -> None:
    run = replace(RUNS[TASK], kind="", place=Named("pool-1", "Finance"))
    there = replace(run.reference, source=source)

    said = run_headline(replace(run, reference=there))

    assert said == line
