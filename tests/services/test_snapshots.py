import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.snapshots import Snapshots
from tests.fakes import FakeClock

MOST = 20_000


@pytest.fixture
def kept() -> Snapshots[str]:
    return Snapshots(FakeClock())


def test_what_was_kept_is_found(kept: Snapshots[str]) -> None:
    kept.put("a", "x", weight=3)

    assert (kept.get("a"), kept.get("b")) == ("x", None)


def test_the_latest_takes_the_place_of_the_one_before(kept: Snapshots[str]) -> None:
    kept.put("a", "x", weight=MOST - 1)
    kept.put("b", "y", weight=0)

    kept.put("a", "z", weight=1)

    assert (kept.get("a"), kept.get("b")) == ("z", "y")


@pytest.mark.parametrize(("seconds", "found"), [(600, "x"), (600.5, None)])
async def test_it_is_kept_for_ten_minutes(seconds: float, found: str | None) -> None:
    clock = FakeClock()
    kept = Snapshots[str](clock)
    kept.put("a", "x", weight=1)

    await clock.sleep(seconds)

    assert kept.get("a") == found


def test_the_oldest_make_room(kept: Snapshots[str]) -> None:
    kept.put("a", "x", weight=9_999)
    kept.put("b", "y", weight=10_000)

    kept.put("c", "z", weight=1)

    assert [kept.get(key) for key in "abc"] == ["x", "y", "z"]
    kept.put("d", "w", weight=1)
    assert [kept.get(key) for key in "abcd"] == [None, "y", "z", "w"]


def test_what_was_replaced_is_no_longer_the_oldest(kept: Snapshots[str]) -> None:
    kept.put("a", "x", weight=9_999)
    kept.put("b", "y", weight=9_000)
    kept.put("a", "x", weight=9_999)

    kept.put("c", "z", weight=5_000)

    assert [kept.get(key) for key in "abc"] == ["x", None, "z"]


def test_the_newest_is_kept_however_large_and_alone(kept: Snapshots[str]) -> None:
    kept.put("a", "x", weight=1)
    kept.put("b", "y", weight=1_000_000)

    assert [kept.get(key) for key in "ab"] == [None, "y"]


async def test_what_is_too_old_does_not_weigh() -> None:
    clock = FakeClock()
    kept = Snapshots[str](clock)
    kept.put("a", "x", weight=MOST)
    await clock.sleep(300)
    kept.put("b", "y", weight=MOST // 2)
    await clock.sleep(301)

    kept.put("c", "z", weight=MOST // 2)

    assert [kept.get(key) for key in "abc"] == [None, "y", "z"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30_000)), min_size=1))
def test_never_more_is_kept_than_there_is_room_for_but_for_the_newest(
    puts: list[tuple[int, int]],
) -> None:
    kept = Snapshots[int](FakeClock())

    for key, weight in puts:
        kept.put(key, weight, weight)

    held = [kept.get(key) or 0 for key in range(51)]
    newest = puts[-1]
    assert kept.get(newest[0]) == newest[1]
    assert sum(held) <= max(MOST, newest[1])
