from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Detail, Named, Outcome
from bot.domain.pools import PoolFilter, PoolTaskType
from bot.domain.runs import Run
from tests.domain.samples import run

PATCH = replace(
    run(),
    place=Named("pool-1", "Finance Desks"),
    work=Named("s-1", "Patch check"),
    scripts=(Named("s-1", "Patch check"), Named("s-2", "Disk Straße")),
)
COMMAND = replace(
    run(),
    place=Named("pool-2", "Call centre"),
    work=Named(name="Restart-Service spooler"),
    details=(
        Detail("Command", "Restart-Service spooler -Force"),
        Detail("Shell", "POWERSHELL"),
    ),
)

MATCHES = {
    "nothing asked": (PATCH, PoolFilter(), True),
    "an exact pool id": (PATCH, PoolFilter(pools=("pool-1",)), True),
    "a part of a pool id": (PATCH, PoolFilter(pools=("pool",)), False),
    "a pool id in another case": (PATCH, PoolFilter(pools=("POOL-1",)), False),
    "a part of a pool's name": (PATCH, PoolFilter(pools=("NANCE d",)), True),
    "another pool": (COMMAND, PoolFilter(pools=("finance",)), False),
    "one of two pools": (COMMAND, PoolFilter(pools=("finance", "call")), True),
    "an exact script id": (PATCH, PoolFilter(scripts=("s-1",)), True),
    "a later script's id": (PATCH, PoolFilter(scripts=("s-2",)), True),
    "a later script's name": (PATCH, PoolFilter(scripts=("disk STRASSE",)), True),
    "a command is no other script": (COMMAND, PoolFilter(scripts=("patch",)), False),
    "a pool's name is no script's": (PATCH, PoolFilter(scripts=("finance",)), False),
    "a script's name is no pool's": (PATCH, PoolFilter(pools=("patch",)), False),
    "a name may be the pool's": (PATCH, PoolFilter(names=("finance",)), True),
    "a name may be a script's": (PATCH, PoolFilter(names=("disk",)), True),
    "a name may be in a command": (COMMAND, PoolFilter(names=("-force",)), True),
    "a shell is no name": (COMMAND, PoolFilter(names=("shell",)), False),
    "a name that is nowhere": (COMMAND, PoolFilter(names=("patch",)), False),
    "both options": (PATCH, PoolFilter(pools=("fin",), scripts=("patch",)), True),
    "one option of two": (PATCH, PoolFilter(pools=("fin",), scripts=("cpu",)), False),
    "all options": (
        PATCH,
        PoolFilter(
            pools=("x", "fin"),
            scripts=("disk", "y"),
            names=("check",),
            outcomes=frozenset({Outcome.FAILED}),
        ),
        True,
    ),
    "the cloud knows tasks and types": (
        PATCH,
        PoolFilter(tasks=("other",), type=PoolTaskType.COMMAND),
        True,
    ),
}


@pytest.mark.parametrize(
    ("tested", "wanted", "matches"), MATCHES.values(), ids=MATCHES.keys()
)
def test_options_are_joined_by_and_their_values_by_or(
    tested: Run, wanted: PoolFilter, *, matches: bool
) -> None:
    found = wanted.matches(tested)

    assert found is matches


WAITING, RUNNING, PAUSED = Outcome.WAITING, Outcome.RUNNING, Outcome.PAUSED
FAILED, SKIPPED, UNKNOWN = Outcome.FAILED, Outcome.SKIPPED, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("outcome", "under_way", "statuses"),
    [
        (FAILED, False, {FAILED}),
        (FAILED, True, {FAILED, RUNNING}),
        (SKIPPED, True, {SKIPPED, RUNNING}),
        (UNKNOWN, True, {UNKNOWN, RUNNING}),
        (RUNNING, True, {RUNNING}),
        (WAITING, True, {WAITING}),
        (PAUSED, True, {PAUSED}),
        (Outcome.SUCCEEDED, False, {Outcome.SUCCEEDED}),
    ],
)
def test_a_run_with_failures_that_still_runs_is_both(
    outcome: Outcome, statuses: set[Outcome], *, under_way: bool
) -> None:
    standing = replace(run(outcome=outcome), under_way=under_way)

    found = {
        status
        for status in Outcome
        if PoolFilter(outcomes=frozenset({status})).matches(standing)
    }

    assert found == statuses


@given(st.sets(st.sampled_from(Outcome), min_size=1), st.sampled_from(Outcome))
def test_a_status_is_one_of_those_wanted(
    wanted: set[Outcome], outcome: Outcome
) -> None:
    found = PoolFilter(outcomes=frozenset(wanted)).matches(run(outcome=outcome))

    assert found is (outcome in wanted)


@given(st.text(min_size=1), st.text(), st.text())
def test_every_part_of_a_name_finds_it(part: str, before: str, after: str) -> None:
    named = replace(run(), place=Named("p", before + part + after))

    found = PoolFilter(pools=(part,)).matches(named)

    assert found
