import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outputs import Output, bounded

KI = 1024
ENDLESS = "⋯ a line too long to be shown ⋯"


@given(st.text())
def test_an_ordinary_output_is_kept_as_it_is(output: str) -> None:
    assert bounded(output) == Output(output)


@pytest.mark.parametrize("size", [64 * KI, 1])
def test_up_to_its_bound_nothing_is_left_out(size: int) -> None:
    assert bounded("x" * size) == Output("x" * size)


def test_a_line_that_would_be_cut_is_left_out() -> None:
    first, secret, last = "a" * 15 * KI, "secret=1" + "b" * 50 * KI, "c" * 20 * KI

    kept = bounded(f"{first}\n{secret}\n{last}\n")

    assert kept == Output(first, last, 3)


def test_of_one_endless_line_the_beginning_is_kept_and_the_rest_owned_up_to() -> None:
    assert bounded("x" * 300 * KI) == Output("x" * 16 * KI, ENDLESS, 1)


def test_an_endless_last_line_is_not_shown_from_its_middle() -> None:
    kept = bounded("first\n" + "x" * 300 * KI)

    assert kept == Output("first", ENDLESS, 2)


@given(
    st.lists(st.integers(0, 9_000), min_size=20, max_size=40),
    st.integers(0, 3),
)
def test_only_whole_lines_are_kept(lengths: list[int], ends: int) -> None:
    lines = [f"{number}:" + "x" * length for number, length in enumerate(lengths)]

    kept = bounded("\n".join(lines) + "\n" * ends)

    assert set(f"{kept.text}\n{kept.end}".split("\n")) <= {*lines, ""}
    assert kept.lines in {0, len(lines)}
