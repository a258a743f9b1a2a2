import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outputs import bounded

KI = 1024


@given(st.text())
def test_an_ordinary_output_is_kept_as_it_is(output: str) -> None:
    assert bounded(output) == (output, 0)


@pytest.mark.parametrize("size", [256 * KI, 1])
def test_up_to_its_bound_nothing_is_left_out(size: int) -> None:
    assert bounded("x" * size) == ("x" * size, 0)


def test_a_line_that_would_be_cut_is_left_out() -> None:
    output = "a" * 60 * KI + "\nsecret=1" + "b" * 200 * KI + "\n" + "c" * 100 * KI

    kept, lines = bounded(output)

    assert (kept, lines) == ("a" * 60 * KI + "\n" + "c" * 100 * KI, 3)


def test_of_one_endless_line_the_beginning_is_kept() -> None:
    kept, lines = bounded("x" * 300 * KI)

    assert (kept, lines) == ("x" * 64 * KI + "\n", 1)


@given(
    st.lists(st.integers(0, 9_000), min_size=40, max_size=80),
    st.integers(0, 3),
)
def test_only_whole_lines_are_kept(lengths: list[int], ends: int) -> None:
    lines = [f"{number}:" + "x" * length for number, length in enumerate(lengths)]
    output = "\n".join(lines) + "\n" * ends

    kept, count = bounded(output)

    assert set(kept.split("\n")) <= {*lines, ""}
    assert count in {0, len(lines)}
