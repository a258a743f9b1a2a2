import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.outputs import Folded, fold
from bot.domain.outputs import Output


def numbered(first: int, last: int) -> str:
    return "\n".join(f"line {number}" for number in range(first, last + 1))


OUTPUTS = {
    "one line": ("exit 0", Folded("exit 0", "1 line")),
    "a newline at the end": ("a\nb\n", Folded("a\nb", "2 lines")),
    "empty lines around": ("\n\na\n\nb\n\n", Folded("a\n\nb", "3 lines")),
    "windows line ends": ("a\r\nb\r\n", Folded("a\nb", "2 lines")),
    "a progress bar": ("10%\r20%\rdone", Folded("10%\n20%\ndone", "3 lines")),
    "colours": ("\x1b[31mred\x1b[0m", Folded("red", "1 line")),
    "control characters": ("a\x00b", Folded("a\ufffdb", "1 line")),
    "as many as are shown": (numbered(1, 20), Folded(numbered(1, 20), "20 lines")),
    "one more": (
        numbered(1, 21),
        Folded(
            f"{numbered(1, 3)}\n⋯ 1 more line ⋯\n{numbered(5, 21)}",
            "21 lines, first 3 and last 17 shown",
        ),
    ),
    "many more": (
        numbered(1, 12_345),
        Folded(
            f"{numbered(1, 3)}\n⋯ 12,325 more lines ⋯\n{numbered(12_329, 12_345)}",
            "12,345 lines, first 3 and last 17 shown",
        ),
    ),
    "a line that just fits": ("x" * 160, Folded("x" * 160, "1 line")),
    "a long line": ("x" * 161, Folded("x" * 159 + "…", "1 line, long lines cut")),
    "a megabyte in one line": (
        "x" * 1_000_000,
        Folded("x" * 159 + "…", "1 line, long lines cut"),
    ),
    "a long line among many": (
        f"{'x' * 161}\n{numbered(2, 21)}",
        Folded(
            f"{'x' * 159}…\n{numbered(2, 3)}\n⋯ 1 more line ⋯\n{numbered(5, 21)}",
            "21 lines, first 3 and last 17 shown, long lines cut",
        ),
    ),
    "a long line that is not shown": (
        f"{numbered(1, 3)}\n{'x' * 161}\n{numbered(5, 21)}",
        Folded(
            f"{numbered(1, 3)}\n⋯ 1 more line ⋯\n{numbered(5, 21)}",
            "21 lines, first 3 and last 17 shown",
        ),
    ),
}


def test_lines_that_were_never_kept_are_counted() -> None:
    shown = fold(Output(numbered(1, 5), numbered(1, 25), 1_000_000))

    assert shown == Folded(
        f"{numbered(1, 3)}\n⋯ 999,980 more lines ⋯\n{numbered(9, 25)}",
        "1,000,000 lines, first 3 and last 17 shown",
    )


@pytest.mark.parametrize(("output", "folded"), OUTPUTS.values(), ids=OUTPUTS.keys())
def test_output_is_folded(output: str, folded: Folded) -> None:
    shown = fold(Output(output))

    assert shown == folded


def test_only_the_end_may_be_shown() -> None:
    shown = fold(Output(numbered(1, 10)), head=0, tail=8)

    assert shown == Folded(
        f"⋯ 2 more lines ⋯\n{numbered(3, 10)}", "10 lines, last 8 shown"
    )


def test_an_end_that_is_everything_is_shown_whole() -> None:
    shown = fold(Output(numbered(1, 8)), head=0, tail=8)

    assert shown == Folded(numbered(1, 8), "8 lines")


@given(st.text(st.characters()), st.integers(0, 5), st.integers(1, 20))
def test_folded_output_is_short(output: str, head: int, tail: int) -> None:
    shown = fold(Output(output), head=head, tail=tail)

    lines = shown.text.split("\n")
    assert len(lines) <= head + tail + 1
    assert max(map(len, lines)) <= 160
