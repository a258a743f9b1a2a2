import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.output_parts import Part, line_count, parts
from bot.domain.outputs import Output, bounded
from tests.blocks.strategies import FRAGMENTS


def numbered(first: int, last: int, fill: str = "") -> str:
    return "\n".join(f"line {number}{fill}" for number in range(first, last + 1))


def told(output: Output) -> list[tuple[int, int, str]]:
    return [(part.first, part.last, part.note) for part in parts(output)]


def test_a_short_output_is_one_part() -> None:
    found = parts(Output("\none\r\n\x1b[31mtwo\x1b[0m\n\n"))

    assert found == [Part("one\ntwo", 1, 2)]


def test_a_long_output_is_cut_at_line_ends() -> None:
    text = numbered(1, 30, "x" * 193)

    found = parts(Output(text))

    assert [(part.first, part.last) for part in found] == [(1, 14), (15, 28), (29, 30)]
    assert "\n".join(part.text for part in found) == text
    assert max(len(part.text) for part in found) <= 3_000


def test_a_part_that_is_just_full_is_not_cut() -> None:
    found = parts(Output("x" * 1_999 + "\n" + "y" * 1_000))

    assert told(Output("x" * 1_999 + "\n" + "y" * 1_000)) == [(1, 2, "")]
    assert len(found[0].text) == 3_000
    assert told(Output("x" * 1_999 + "\n" + "y" * 1_001)) == [(1, 1, ""), (2, 2, "")]


def test_a_line_longer_than_a_part_is_split() -> None:
    found = parts(Output("a\n" + "x" * 7_000 + "\nb"))

    assert [len(part.text) for part in found] == [1, 3_000, 3_000, 1_002]
    assert "".join(part.text for part in found) == "a" + "x" * 7_000 + "\nb"
    assert [(part.first, part.last) for part in found] == [
        *((1, 1), (2, 2), (2, 2), (2, 3)),
    ]


@pytest.mark.parametrize("sign", ["桌", "🚀", "\x00", '"', "é"], ids=ascii)
def test_what_takes_many_bytes_is_split_sooner(sign: str) -> None:
    found = parts(Output(f"{sign * 5_000}\nend"))

    shown = "".join(part.text for part in found)
    assert shown == f"{sign.replace(chr(0), chr(0xFFFD)) * 5_000}\nend"
    assert max(len(json.dumps(part.text)) for part in found) <= 10_002


def test_an_empty_line_alone_is_no_empty_text() -> None:
    long = "x" * 3_000

    found = parts(Output(f"{long}\n\n{long}"))

    assert [part.text for part in found] == [long, " ", long]


@pytest.mark.parametrize(
    ("lines", "first", "note"),
    [
        (1_000, 981, "⋯ 975 lines were not kept ⋯"),
        (26, 7, "⋯ 1 line was not kept ⋯"),
        (25, 6, "⋯ some was not kept ⋯"),
        (0, 6, "⋯ some was not kept ⋯"),
    ],
)
def test_what_was_not_kept_is_told_between_the_parts(
    lines: int, first: int, note: str
) -> None:
    output = Output(numbered(1, 5), numbered(1, 20), lines)

    found = told(output)

    assert found == [(1, 5, ""), (first, first + 19, note)]
    assert line_count(output) == max(lines, 25)


def test_a_large_output_is_told_as_far_as_it_was_kept() -> None:
    text = numbered(1, 50_000)

    found = parts(bounded(text))

    last = found[-1]
    (gap,) = [part for part in found if part.note]
    kept = sum(part.last - part.first + 1 for part in found)
    assert found[0].text.startswith("line 1\nline 2\n")
    assert last.text.endswith("\nline 50000")
    assert last.last == 50_000
    assert gap.text.startswith(f"line {gap.first}\n")
    assert gap.note == f"⋯ {50_000 - kept:,} lines were not kept ⋯"


PIECES = st.lists(
    st.builds(str.__mul__, st.sampled_from(FRAGMENTS), st.integers(1, 4_000)),
    max_size=6,
)


@given(PIECES.map("".join), PIECES.map("".join), st.integers(0, 10**6))
def test_no_part_is_empty_or_too_long(text: str, end: str, lines: int) -> None:
    output = Output(text, end, lines if end else 0)

    found = parts(output)

    assert min(len(part.text) for part in found) >= 1
    assert max(len(part.text) for part in found) <= 3_000
    assert max(len(json.dumps(part.text)) for part in found) <= 10_002
    assert [part.first for part in found] == sorted(part.first for part in found)
    assert found[-1].last == line_count(output)
