"""Lays plain text out in a terminal: wrapping, columns, frames."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

GAP = "  "
NARROWEST = 8


def display_width(text: str) -> int:
    """How many columns a terminal needs for it."""
    return sum(_character_width(character) for character in text)


def pad(text: str, width: int) -> str:
    """The text, filled with spaces to this width."""
    return text + " " * (width - display_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines no wider than this, broken between words where that is possible."""
    return [piece for line in text.split("\n") for piece in _wrap_line(line, width)]


def pieces(line: str, width: int) -> Iterator[str]:
    """The line cut hard into pieces no wider than this; at least one."""
    start = used = 0
    for index, character in enumerate(line):
        used += _character_width(character)
        if used > width:
            yield line[start:index]
            start, used = index, _character_width(character)
    yield line[start:]


def flow(items: Sequence[str], width: int) -> list[str]:
    """The items side by side, whole where they fit, on as many lines as that takes."""
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}{GAP}{item}" if lines else item
        if lines and display_width(joined) <= width:
            lines[-1] = joined
        else:
            lines += wrap(item, width)
    return lines


def columns(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows with their cells below one another; wide cells take several lines."""
    widths = _column_widths(rows, width)
    return [line for row in rows for line in _row_lines(row, widths)]


def frame(text: str, width: int) -> list[str]:
    """The text as it is, indented, with a line around its left side."""
    edge = GAP + "┌" + "─" * (width - 3)
    inner = width - display_width(f"{GAP}│ ")
    lines = [piece for line in text.split("\n") for piece in pieces(line, inner)]
    body = [f"{GAP}│ {line}".rstrip() for line in lines]
    return [edge, *body, edge.replace("┌", "└")]


def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _wrap_line(line: str, width: int) -> Iterator[str]:
    first, *words = line.split(" ")
    *full, current = pieces(first, width)
    yield from full
    for word in words:
        joined = f"{current} {word}"
        if display_width(joined) <= width:
            current = joined
            continue
        yield current
        *full, current = pieces(word, width)
        yield from full
    yield current


def _column_widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    cells = zip_longest(*rows, fillvalue="")
    widths = [max(_longest_line(cell) for cell in column) for column in cells]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _longest_line(text: str) -> int:
    return max(display_width(line) for line in text.split("\n"))


def _row_lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(row, widths, strict=False)]
    for line in zip_longest(*wrapped, fillvalue=""):
        padded = (pad(text, width) for text, width in zip(line, widths, strict=False))
        yield GAP.join(padded).rstrip()
