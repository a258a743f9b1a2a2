"""What people watch, as it is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.watching import SqlWatches
from bot.domain.executions import Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.watches import LEASE, Added, Ending, Seen, Watch
from tests.fakes import NINE

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
WATCH = Watch(
    id="w1",
    user="U1",
    workspace="T1",
    channel="C1",
    reference=Reference("prod", SourceName.TASK, ("t:1", "r-1")),
    begun=NINE,
    seen=Seen(headline="▶ Running: patch", outcome=Outcome.RUNNING),
    seen_at=NINE,
    place="C1",
    due=NINE,
)
FULL = replace(
    WATCH,
    id="w2",
    channel="",
    seen=Seen(
        headline="✖ Failed: päch\N{PILE OF POO}",
        outcome=Outcome.FAILED,
        counts=Counts({Outcome.FAILED: 3, Outcome.SUCCEEDED: 0}, 41),
        finished=True,
    ),
    unread=True,
    failing_since=NINE - MINUTE,
    place="D1",
    ts="100.1",
    tried=NINE + SECOND,
    pause=MINUTE,
    ending=Ending.ENDED,
    word_tried=NINE + MINUTE,
)


@pytest.fixture
def watches(ledger: SqlLedger) -> SqlWatches:
    return ledger.watches


async def added(watches: SqlWatches, *some: Watch, most: int = 10) -> list[Added]:
    """What came of each, and nobody holds them any more."""
    return [await watches.add(one, "me", NINE, most) for one in some]


@pytest.mark.parametrize("watch", [WATCH, FULL])
async def test_a_watch_comes_back_as_it_was_kept(
    watches: SqlWatches, watch: Watch
) -> None:
    await added(watches, watch)

    assert await watches.of("U1", "T1") == (watch,)


async def test_the_same_is_kept_once_for_one_person_in_one_place(
    watches: SqlWatches,
) -> None:
    others = (
        replace(WATCH, id="w3", channel="C2"),
        replace(WATCH, id="w4", user="U2"),
        replace(WATCH, id="w5", workspace="T2"),
    )

    came = await added(watches, WATCH, replace(WATCH, id="w2"), *others)

    assert came == [Added.NEW, Added.SAME, Added.NEW, Added.NEW, Added.NEW]


async def test_one_person_has_so_many_and_no_more(watches: SqlWatches) -> None:
    other = replace(WATCH, id="w3", user="U2")

    came = await added(watches, WATCH, FULL, other, most=1)

    assert came == [Added.NEW, Added.FULL, Added.NEW]


async def test_everybody_has_their_own_the_latest_first(watches: SqlWatches) -> None:
    later = replace(FULL, begun=NINE + SECOND)
    await added(watches, WATCH, later, replace(WATCH, id="w3", user="U2"))

    assert await watches.of("U1", "T1") == (later, WATCH)
    assert await watches.of("U1", "T2") == ()


async def test_what_is_due_is_claimed_by_one(watches: SqlWatches) -> None:
    await added(watches, WATCH, replace(FULL, due=NINE + MINUTE))

    mine = await watches.claim("me", NINE, NINE + LEASE, 10)
    theirs = await watches.claim("other", NINE, NINE + LEASE, 10)

    assert (mine, theirs) == ((WATCH,), ())


async def test_what_somebody_left_is_claimed_when_their_time_is_over(
    watches: SqlWatches,
) -> None:
    await added(watches, WATCH)
    await watches.claim("me", NINE, NINE + LEASE, 10)

    early = await watches.claim("other", NINE + LEASE - SECOND, NINE + MINUTE * 2, 10)
    late = await watches.claim("other", NINE + LEASE, NINE + MINUTE * 2, 10)

    assert (early, late) == ((), (WATCH,))


async def test_the_most_urgent_are_claimed_first(watches: SqlWatches) -> None:
    await added(watches, WATCH, replace(FULL, due=NINE - SECOND))

    (first,) = await watches.claim("me", NINE, NINE + LEASE, 1)

    assert first.id == "w2"


async def test_only_whoever_holds_it_keeps_how_it_stands(watches: SqlWatches) -> None:
    await added(watches, WATCH)
    moved = replace(WATCH, ts="100.1", seen=FULL.seen, due=NINE + MINUTE)

    theirs = await watches.keep(moved, "other", NINE)
    before = await watches.of("U1", "T1")
    mine = await watches.keep(moved, "me", NINE)

    assert (theirs, before) == (False, (WATCH,))
    assert (mine, await watches.of("U1", "T1")) == (True, (moved,))


async def test_what_is_kept_until_now_can_be_claimed_by_anybody(
    watches: SqlWatches,
) -> None:
    await added(watches, WATCH)
    await watches.claim("me", NINE, NINE + LEASE, 10)

    await watches.keep(WATCH, "me", NINE)

    assert await watches.claim("other", NINE, NINE + LEASE, 10) == (WATCH,)


async def test_what_is_removed_is_gone_for_everybody(watches: SqlWatches) -> None:
    await added(watches, WATCH)

    first, again = await watches.remove("w1"), await watches.remove("w1")

    assert (first, again) == (True, False)
    assert not await watches.keep(WATCH, "me", NINE)
    assert await watches.of("U1", "T1") == ()
