"""Whatever sweeps record, in whatever order it arrives."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.storage.ledger import SqlLedger
from bot.domain.executions import Outcome
from bot.domain.failures import Failure
from bot.domain.references import SourceName
from bot.domain.sweeping import KnownRun, Record
from tests.adapters.storage.conftest import Place
from tests.adapters.storage.records import everything, fine, record, row, run, settled
from tests.fakes import NINE
from tests.ledgers import MemoryLedger

SECOND = timedelta(seconds=1)
ORDER = "https://coc.example/SCT1"
RUNS = {
    "prod": (
        run("T1", "R1", script_task="st1"),
        run("T1", "R2"),
        run("P1", source=SourceName.POOL, script_task="st1"),
        run("P2", source=SourceName.POOL, script_task="st2"),
        run("S1", source=SourceName.SCRIPT, script_task="st1"),
        run("S2", source=SourceName.SCRIPT, script_task="st2"),
        run("SCT1", source=SourceName.ORDER, key=ORDER),
    ),
    "dr": (
        run("S1", source=SourceName.SCRIPT, cloud="dr", script_task="st1"),
        run("SCT1", source=SourceName.ORDER, cloud="dr", key=ORDER),
    ),
}
EVERY_RUN = [one for runs in RUNS.values() for one in runs]
BAD = [Outcome.FAILED, Outcome.SKIPPED, Outcome.RUNNING]


@st.composite
def histories(draw: st.DrawFn) -> list[Record]:
    """What sweeps of two clouds may record one after the other."""
    clouds = draw(st.lists(st.sampled_from(sorted(RUNS)), min_size=1, max_size=6))
    return [draw(records(cloud, number)) for number, cloud in enumerate(clouds)]


@st.composite
def records(draw: st.DrawFn, cloud: str, number: int) -> Record:
    """Each run is fine, or comes with rows; all of them may have been read."""
    at = NINE + number * SECOND
    listed = draw(
        st.lists(
            st.sampled_from(RUNS[cloud]), unique_by=lambda one: one.key, min_size=1
        )
    )
    runs, rows, told = [], [], []
    for of in listed:
        is_fine = draw(st.booleans())
        runs.append(fine(of) if is_fine else of)
        if not is_fine:
            targets = draw(st.sets(st.sampled_from(["D1", "D2", "D3"])))
            outcome = draw(st.sampled_from(BAD))
            rows += [row(of, one, outcome=outcome) for one in sorted(targets)]
            if draw(st.booleans()):
                told.append(settled(of, since=at, short=draw(st.booleans())))
    return record(*runs, rows=rows, settled=told, at=at, cloud=cloud)


async def kept(
    place: Place, history: Sequence[Record]
) -> tuple[frozenset[Failure], dict[str, KnownRun]]:
    """What a ledger has, and knows, after all of it."""
    async with place.emptied() as engine:
        ledger = SqlLedger(engine)
        for one in history:
            await ledger.record(one)
        known = dict(await ledger.known(EVERY_RUN))
        return frozenset(await everything(ledger)), known


async def told(
    history: Sequence[Record],
) -> tuple[dict[str, tuple[Outcome, int]], dict[str, KnownRun]]:
    """The same of the ledger without a database."""
    plain = MemoryLedger()
    for one in history:
        await plain.record(one)
    return plain.executions, dict(await plain.known(EVERY_RUN))


def brief(failures: frozenset[Failure]) -> dict[str, tuple[Outcome, int]]:
    """As the ledger without a database tells it."""
    return {_key(one): (one.execution.outcome, one.count) for one in failures}


def _key(failure: Failure) -> str:
    reference = failure.execution.reference
    run_key = "/".join(str(reference).split("/")[:-1])
    is_order = reference.source is SourceName.ORDER
    return f"{ORDER if is_order else run_key}/{reference.ids[-1]}"


@settings(max_examples=20)
@given(history=histories())
def test_a_database_keeps_what_the_ports_say(
    place: Place, history: list[Record]
) -> None:
    executions, known = asyncio.run(told(history))

    failures, in_database = asyncio.run(kept(place, history))

    assert (brief(failures), in_database) == (executions, known)


@settings(max_examples=20)
@given(history=histories(), random=st.randoms(use_true_random=False))
def test_it_matters_neither_when_records_arrive_nor_how_often(
    place: Place, history: list[Record], random: Random
) -> None:
    executions, _ = asyncio.run(told(history))
    shuffled = [*history, *history]
    random.shuffle(shuffled)

    failures, _ = asyncio.run(kept(place, shuffled))

    assert brief(failures) == executions
