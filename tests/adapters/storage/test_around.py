"""What the ledger knows around one execution, and of groups of them."""

from dataclasses import replace

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.background import Beside, Recovery, Subject
from bot.domain.causes import Cause
from bot.domain.executions import Named
from bot.domain.failures import By, FailureFilter, Group
from bot.domain.fingerprints import fingerprint
from bot.domain.references import SourceName
from bot.domain.windows import Window
from tests.adapters.storage.records import (
    DAY,
    HOUR,
    OFFLINE,
    fine,
    record,
    row,
    run,
)
from tests.fakes import NINE

MONTH = Window(NINE - 30 * DAY, NINE + DAY)
CAUSE = fingerprint(OFFLINE.code, OFFLINE.reason)
FULL = Cause("", "No space left.")
PATCH = Named("s-1", "patch-check")
SUBJECT = Subject(cause=CAUSE, target=Named("D1", "FIN-D1"), script=PATCH)
ALL = FailureFilter()


async def _told(ledger: SqlLedger) -> None:
    """Two runs: in the first two targets fail, in the second one, elsewise."""
    first, second = run("T", "R1"), run("T", "R2", at=NINE)
    rows = [
        row(first, "D1", script=PATCH),
        row(first, "D2", script=PATCH),
        row(second, "D1", cause=FULL, at=NINE),
    ]
    await ledger.record(record(first, second, rows=rows))


async def test_a_cause_is_told_with_how_far_it_reaches(ledger: SqlLedger) -> None:
    await _told(ledger)

    found = await ledger.background(["prod"], SUBJECT, MONTH)

    assert found.radius is not None
    radius = found.radius
    assert (radius.id, radius.count, radius.targets, radius.runs) == (CAUSE, 2, 2, 1)
    assert (radius.first, radius.last) == (NINE - HOUR, NINE - HOUR)


async def test_what_else_failed_there_and_of_the_script_leaves_itself_out(
    ledger: SqlLedger,
) -> None:
    first, second = run("T", "R1"), run("T", "R2", at=NINE)
    key, swept = row(first, "D1", script=PATCH)
    named = replace(swept, execution=replace(swept.execution, id="row-1"))
    others = [row(first, "D2", script=PATCH), row(second, "D1", cause=FULL, at=NINE)]
    await ledger.record(record(first, second, rows=[(key, named), *others]))

    found = await ledger.background(["prod"], replace(SUBJECT, row_id="row-1"), MONTH)

    on_target = [one.execution.cause for one in found.on_target.rows]
    of_script = [one.execution.target.id for one in found.of_script.rows]
    assert (on_target, found.on_target.count) == ([FULL], 1)
    assert (of_script, found.of_script.count) == (["D2"], 1)


async def test_what_nobody_has_seen_has_no_background(ledger: SqlLedger) -> None:
    strange = Subject(cause="0" * 16, target=Named())

    found = await ledger.background(["prod"], strange, MONTH)

    assert (found.radius, found.recovery) == (None, None)
    assert (found.on_target, found.of_script) == (Beside(), Beside())


async def test_other_clouds_are_none_of_it(ledger: SqlLedger) -> None:
    await _told(ledger)

    found = await ledger.background(["dr"], SUBJECT, MONTH)

    assert found.radius is None


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (
            By.TARGET,
            (
                Group(thing=Named("D1", "FIN-D1"), count=2, causes=2, last=NINE),
                Group(thing=Named("D2", "FIN-D2"), count=1, causes=1, last=NINE - HOUR),
            ),
        ),
        (By.SCRIPT, (Group(thing=PATCH, count=2, causes=1, last=NINE - HOUR),)),
    ],
)
async def test_failures_are_grouped(
    ledger: SqlLedger, by: By, groups: tuple[Group, ...]
) -> None:
    await _told(ledger)

    assert await ledger.groups(["prod"], ALL, MONTH, by, 5) == (groups, len(groups))


async def test_the_largest_groups_are_told_and_how_many_there_are(
    ledger: SqlLedger,
) -> None:
    await _told(ledger)

    found, of = await ledger.groups(["prod"], ALL, MONTH, By.TARGET, 1)

    assert ([one.thing.id for one in found], of) == (["D1"], 2)


async def test_work_that_ran_clean_since_has_recovered(ledger: SqlLedger) -> None:
    script = SourceName.SCRIPT
    failed = run("S1", source=script, work=Named("nightly", "nightly"))
    clean = fine(run("S2", source=script, at=NINE, work=Named("nightly", "nightly")))
    key, swept = row(failed, "D1")
    named = replace(swept, execution=replace(swept.execution, id="row-1"))
    await ledger.record(record(failed, clean, rows=[(key, named)]))
    own = Subject(cause=CAUSE, target=Named("D1"), row_id="row-1")

    found = await ledger.background(["prod"], own, MONTH)

    assert found.recovery == Recovery(
        work=Named("nightly", "nightly"), last=NINE - HOUR, clean=1
    )
