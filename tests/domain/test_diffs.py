"""Where two outputs differ."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.diffs import difference

THEIRS = "Checking KB5034441\n2026-01-15 08:31:00 ok\nrebooting\ndone"
OURS = "Checking KB5034441\n2026-01-15 09:12:44 ok\nERROR: disk full\nexit 1"


def test_only_what_differs_is_told_with_a_line_around() -> None:
    assert difference(THEIRS, OURS) == (
        "  2026-01-15 09:12:44 ok",
        "- rebooting",
        "- done",
        "+ ERROR: disk full",
        "+ exit 1",
    )


@given(st.text())
def test_the_same_output_has_no_difference(text: str) -> None:
    assert difference(text, text) == ()


def test_what_varies_from_run_to_run_is_no_difference() -> None:
    assert difference("took 17 s at 10:04:11", "took 23 s at 11:59:02") == ()


@given(st.text(), st.text())
def test_whatever_was_printed_few_lines_are_told(theirs: str, ours: str) -> None:
    lines = difference(theirs, ours)

    assert len(lines) <= 30
    assert all(len(line) <= 162 for line in lines)


def test_long_outputs_are_compared_by_their_ends() -> None:
    lines = difference(
        "\n".join(f"fine {word}" for word in "abcdefgh" * 500),
        "\n".join(f"broken {word}" for word in "ijklmnop" * 500),
    )

    assert lines[-1].endswith("more lines differ ⋯")
