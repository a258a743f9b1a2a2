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


def fold(output: str, head: int = _HEAD, tail: int = _TAIL, total: int = 0) -> Folded:
    """The first `head` and last `tail` lines, each cut to 160 characters.

    `total` is how many lines there were where `output` is only the two ends of them.
    """
    lines = clean(output).strip("\n").split("\n")
    total = max(total, len(lines))
    if total <= head + tail:
        shown = [cut(line, _LINE) for line in lines]
        return Folded("\n".join(shown), _count(total) + _cut_note(lines))
    first, last = lines[:head], lines[head:][-tail:]
    missing = total - len(first) - len(last)
    gap = f"⋯ {missing:,} more {'line' if missing == 1 else 'lines'} ⋯"
    shown = [*(cut(line, _LINE) for line in first), gap]
    shown += [cut(line, _LINE) for line in last]
    summary = f"{_count(total)}, {_which(head, tail)} shown"
    return Folded("\n".join(shown), summary + _cut_note([*first, *last]))


def _count(lines: int) -> str:
    return f"{lines:,} {'line' if lines == 1 else 'lines'}"


def _which(head: int, tail: int) -> str:
    return f"first {head} and last {tail}" if head else f"last {tail}"


def _cut_note(lines: list[str]) -> str:
    return ", long lines cut" if any(len(line) > _LINE for line in lines) else ""
