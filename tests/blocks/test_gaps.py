import pytest

from bot.blocks import limits
from bot.blocks.gaps import gap_blocks, gap_lines
from tests.blocks.shapes import section


def test_nothing_missing_is_not_mentioned() -> None:
    lines = gap_lines((), "k3v9")

    assert lines == []
    assert gap_blocks(lines) == []


def test_each_thing_that_is_missing_is_a_line_and_our_id_the_last() -> None:
    lines = gap_lines(("a <b>", "c"), "k3v9")

    assert lines == ["⚠ a &lt;b&gt;", "⚠ c", "id `k3v9`"]
    assert gap_blocks(lines) == [section("⚠ a &lt;b&gt;\n⚠ c\nid `k3v9`")]


def test_without_an_id_none_is_told() -> None:
    lines = gap_lines(("a",), "")

    assert lines == ["⚠ a"]


@pytest.mark.parametrize(
    ("many", "last"),
    [
        (8, "⚠ gap 7"),
        (9, "⚠ 1 more thing is missing."),
        (1_240, "⚠ 1,232 more things are missing."),
    ],
)
def test_eight_are_told_and_the_others_counted(many: int, last: str) -> None:
    gaps = tuple(f"gap {number}" for number in range(many))

    lines = gap_lines(gaps, "")

    assert lines[:8] == [f"⚠ gap {number}" for number in range(8)]
    assert lines[-1] == last


@pytest.mark.parametrize("many", [1, 2, 8, 12])
@pytest.mark.parametrize("sign", ["x", "&", "<!here>", "\n"], ids=ascii)
def test_a_long_one_hides_neither_the_others_nor_the_id(many: int, sign: str) -> None:
    gaps = (f"long {sign * 4_096}", *("short",) * (many - 1))

    lines = gap_lines(gaps, "k3v9")

    assert len("\n".join(lines)) <= limits.GAPS
    assert lines[0].startswith("⚠ long ")
    assert lines[1 : min(many, 8)] == ["⚠ short"] * (min(many, 8) - 1)
    assert lines[-1] == "id `k3v9`"


def test_what_just_fits_is_not_cut() -> None:
    gaps = ("x" * 1_000, "y" * (limits.GAPS - 1_005))

    lines = gap_lines(gaps, "")

    assert lines == [f"⚠ {gap}" for gap in gaps]
    assert len("\n".join(lines)) == limits.GAPS
