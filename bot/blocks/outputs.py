"""A script's output, folded to what tells most: how it began and how it ended."""

from dataclasses import dataclass

from bot.blocks.text import clean, cut

_HEAD, _TAIL = 3, 17
_LINE = 160


@dataclass(frozen=True, slots=True)
class Folded:
    """Lines to show, and a sentence about those that are not shown."""

    text: str
    summary: str


def fold(output: str, head: int = _HEAD, tail: int = _TAIL) -> Folded:
    """The first `head` and last `tail` lines, each cut to 160 characters."""
    lines = clean(output).strip("\n").split("\n")
    shown = [cut(line, _LINE) for line in lines]
    if len(lines) <= head + tail:
        return Folded("\n".join(shown), _count(len(lines)) + _cut_note(lines))
    missing = len(lines) - head - tail
    gap = f"⋯ {missing:,} more {'line' if missing == 1 else 'lines'} ⋯"
    kept = [*lines[:head], *lines[-tail:]]
    return Folded(
        "\n".join([*shown[:head], gap, *shown[-tail:]]),
        f"{_count(len(lines))}, {_which(head, tail)} shown" + _cut_note(kept),
    )


def _count(lines: int) -> str:
    return f"{lines:,} {'line' if lines == 1 else 'lines'}"


def _which(head: int, tail: int) -> str:
    return f"first {head} and last {tail}" if head else f"last {tail}"


def _cut_note(lines: list[str]) -> str:
    return ", long lines cut" if any(len(line) > _LINE for line in lines) else ""
