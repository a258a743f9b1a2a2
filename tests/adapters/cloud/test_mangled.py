import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.executions import Execution, Outcome
from bot.domain.runs import Listing, Run, Runs, WholeRun
from bot.errors import BotError, NotFoundError
from tests.adapters.cloud.endpoint_samples import ORDER
from tests.adapters.cloud.endpoints import Endpoints, found_or_refused
from tests.adapters.cloud.mangling import (
    ENDPOINTS,
    LISTS,
    SCALAR,
    WORDS,
    asked,
    bodies,
    first_page,
    listing,
    outcomes,
    rows,
)

DAMAGED = re.compile(r"([0-9,]+) rows? holds? something that I cannot read")
EVERY = {word: outcome for outcome, words in WORDS.items() for word in words}
# A word that only says "over", of one target, says nothing.
EVERY.pop("FINISH")
STRUCTURES = ("scripts", "target_instance")


def doubtful(row: object) -> bool:
    """Whether a list or an object may stand where none belongs, or none where one."""
    if not isinstance(row, dict):
        return False
    nested = any(isinstance(value, dict | list) for value in row.values())
    return nested or any(row.get(name) is not None for name in STRUCTURES)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
async def test_any_answer_is_a_finding_or_an_error_of_ours(
    endpoint: str, data: st.DataObject
) -> None:
    found = await asked(endpoint, data.draw(bodies(endpoint)))

    assert isinstance(found, Execution | WholeRun | Runs | Listing | BotError)
    assert not isinstance(found, BotError) or str(found).startswith("prod ")


@pytest.mark.parametrize("endpoint", LISTS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
async def test_every_object_is_a_row_and_everything_damaged_is_counted(
    endpoint: str, data: st.DataObject
) -> None:
    items = data.draw(rows(endpoint))

    found = await asked(endpoint, first_page(endpoint, items, len(items)))

    if not items:
        assert isinstance(found, NotFoundError | Listing | WholeRun)
        return
    shown = listing(found)
    assert len(shown.rows) == sum(isinstance(item, dict) for item in items)
    damaged = DAMAGED.search("\n".join(shown.gaps))
    count = int(damaged[1]) if damaged else 0
    nothing = sum(not isinstance(item, dict) for item in items)
    assert nothing <= count <= nothing + sum(map(doubtful, items))


@pytest.mark.parametrize("endpoint", LISTS)
@settings(max_examples=30, deadline=None)
@given(data=st.data(), total=SCALAR | st.lists(SCALAR, max_size=1))
async def test_no_total_costs_a_row(
    endpoint: str, data: st.DataObject, total: object
) -> None:
    items = data.draw(rows(endpoint).filter(bool))

    found = await asked(endpoint, first_page(endpoint, items, total))

    objects = sum(isinstance(item, dict) for item in items)
    shown = listing(found)
    assert len(shown.rows) == objects
    assert objects == len(items) or shown.gaps


@pytest.mark.parametrize("endpoint", ["W4", "W6", "A3", "C5"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
async def test_what_happened_on_a_target_is_never_invented(
    endpoint: str, data: st.DataObject
) -> None:
    items = data.draw(rows(endpoint))

    found = await asked(endpoint, first_page(endpoint, items, len(items)))

    for row in listing(found).rows:
        word = row.raw_status.strip().upper() if row.raw_status.isascii() else ""
        assert row.outcome is EVERY.get(word, Outcome.UNKNOWN)


@pytest.mark.parametrize("endpoint", ["W3", "W9", "A2"])
@given(data=st.data())
async def test_how_a_run_went_is_never_invented(
    endpoint: str, data: st.DataObject
) -> None:
    items = data.draw(rows(endpoint))

    found = await asked(endpoint, first_page(endpoint, items, len(items)))

    for run in outcomes(found):
        assert isinstance(run, Run)
        said_by_counters = run.counts.of(run.outcome) > 0
        word = run.raw_status.strip().upper()
        said_by_word = word in WORDS.get(run.outcome, {word})
        assert said_by_counters or said_by_word


@pytest.mark.parametrize("endpoint", ["W4", "W6", "A3", "C5"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
async def test_a_failed_target_is_never_part_of_a_clean_run(
    endpoint: str, data: st.DataObject
) -> None:
    items = data.draw(rows(endpoint))

    found = await asked(endpoint, first_page(endpoint, items, len(items)))

    if isinstance(found, WholeRun):
        counted = Counter(row.outcome for row in found.executions.rows)
        failed = counted[Outcome.FAILED] > 0
        assert not failed or found.run.outcome is Outcome.FAILED


@given(
    order=bodies("C2"),
    statistics=bodies("C3"),
    batches=bodies("C4"),
    hosts=bodies("C5"),
)
async def test_an_order_of_which_everything_is_mangled_is_no_worse(
    order: object, statistics: object, batches: object, hosts: object
) -> None:
    cloud = Endpoints(C2=order, C3=statistics, C4=batches, C5=hosts)

    found = await found_or_refused(cloud.order, ORDER)

    assert isinstance(found, WholeRun | BotError)
