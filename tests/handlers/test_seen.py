"""What Slack sends twice is handled once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.seen import Seen
from tests.fakes import FakeClock


def test_a_key_is_first_once() -> None:
    seen = Seen(FakeClock())

    assert [seen.first("a") for _ in range(3)] == [True, False, False]


def test_one_known_key_of_several_is_enough() -> None:
    seen = Seen(FakeClock())
    seen.first("event 1", "message 1")

    assert not seen.first("event 2", "message 1")
    assert not seen.first("event 2")


def test_no_key_is_always_new() -> None:
    seen = Seen(FakeClock())

    assert [seen.first("") for _ in range(2)] == [True, True]


async def test_after_an_hour_a_key_is_new_again() -> None:
    clock = FakeClock()
    seen = Seen(clock)
    seen.first("a")

    await clock.sleep(3_600)
    within = seen.first("a")
    await clock.sleep(1)

    assert (within, seen.first("a")) == (False, True)


def test_a_key_that_was_forgotten_is_new_again() -> None:
    seen = Seen(FakeClock())
    seen.first("a")

    seen.forget("a")
    seen.forget("b")

    assert seen.first("a")


@pytest.mark.parametrize("many", [100_000, 100_002])
def test_the_oldest_make_room(many: int) -> None:
    seen = Seen(FakeClock())
    for number in range(many):
        seen.first(str(number))

    assert not seen.first(str(many - 1))
    assert seen.first("0") is (many > 100_001)


@given(st.lists(st.sampled_from("abcde")))
def test_each_key_is_first_exactly_once(keys: list[str]) -> None:
    seen = Seen(FakeClock())

    new = [key for key in keys if seen.first(key)]

    assert sorted(new) == sorted(set(keys))
