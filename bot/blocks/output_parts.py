"""A script's output in parts that a window can show, cut at line ends where possible."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.blocks import limits
from bot.blocks.text import clean
from bot.domain.outputs import Output

# What a character takes in JSON at most: "\u00e9" is six bytes, two of those make one
# that lies beyond the first 65,536.
_ESCAPED, _ESCAPED_TWICE = 6, 12


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines; the first and the last may be shared with the parts beside it.

    Attributes:
        text: as it is shown, never empty.
        first: the number of its first line, from 1.
        last: the number of its last line.
        note: what is missing right before it, "" where that is nothing.
    """

    text: str
    first: int
    last: int
    note: str = ""


def parts(output: Output) -> list[Part]:
    """All that was kept, in order."""
    lines = _lines(output.text)
    head = list(_filled(lines, 1))
    if not output.end:
        return head
    end = _lines(output.end)
    begin = max(line_count(output) - len(end), len(lines)) + 1
    first, *rest = _filled(end, begin)
    missing = begin - 1 - len(lines)
    return [*head, replace(first, note=_missing(missing)), *rest]


def line_count(output: Output) -> int:
    """How many lines there were in all, kept or not."""
    kept = len(_lines(output.text)) + (len(_lines(output.end)) if output.end else 0)
    return max(output.lines, kept)


def _lines(text: str) -> list[str]:
    return clean(text).strip("\n").split("\n")


def _missing(lines: int) -> str:
    if lines == 1:
        return "⋯ 1 line was not kept ⋯"
    return f"⋯ {lines:,} lines were not kept ⋯" if lines else "⋯ some was not kept ⋯"


def _filled(lines: Iterable[str], number: int) -> Iterator[Part]:
    """The lines, as many in each part as it can hold; the first is line `number`."""
    text, first, last, size = "", number, number, 0
    started = False
    for at, piece in _pieces(lines, number):
        added = _size(piece) + 2
        full = len(text) + len(piece) >= limits.PREFORMATTED_TEXT
        if started and (full or size + added > limits.PREFORMATTED_BYTES):
            yield Part(text or " ", first, last)
            text, first, size, started = "", at, 0, False
        # A piece of the line that the part ends with goes on where that stopped.
        between = "\n" if started and at != last else ""
        text = f"{text}{between}{piece}"
        last, size, started = at, size + added, True
    yield Part(text or " ", first, last)


def _pieces(lines: Iterable[str], number: int) -> Iterator[tuple[int, str]]:
    """Every line with its number, in pieces where no part holds all of it."""
    for at, line in enumerate(lines, number):
        for piece in _cut(line):
            yield at, piece


def _cut(line: str) -> Iterator[str]:
    start = size = 0
    for place, character in enumerate(line):
        size += _most(character)
        too_long = place - start >= limits.PREFORMATTED_TEXT
        if too_long or size > limits.PREFORMATTED_BYTES - 2:
            yield line[start:place]
            start, size = place, _most(character)
    yield line[start:]


def _most(character: str) -> int:
    """At least as many bytes as it takes in JSON."""
    if " " <= character <= "~" and character not in '"\\':
        return 1
    return _ESCAPED if character <= "\uffff" else _ESCAPED_TWICE


def _size(text: str) -> int:
    return len(json.dumps(text)) - 2
