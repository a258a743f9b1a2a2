"""A script's output, folded to what tells most: how it began and how it ended."""

from dataclasses import dataclass

from bot.blocks.text import blank as is_blank
from bot.blocks.text import clean, cut
from bot.domain.outputs import Output

_HEAD, _TAIL = 3, 17
_LINE = 160


@dataclass(frozen=True, slots=True)
class Folded:
    """Lines to show, and a sentence about those that are not shown."""

    text: str
    summary: str


def fold(output: Output, head: int = _HEAD, tail: int = _TAIL) -> Folded:
    """The first `head` and last `tail` lines, each cut to 160 characters."""
    lines, end = _lines(output.text), _lines(output.end)
    if not output.end and len(lines) <= head + tail:
        shown = [cut(line, _LINE) for line in lines]
        return Folded("\n".join(shown), _count(len(lines)) + _cut_note(lines))
    first, last = lines[:head], (end if output.end else lines)[-tail:]
    total = max(output.lines, len(lines))
    missing = total - len(first) - len(last)
    gap = [f"⋯ {missing:,} more {'line' if missing == 1 else 'lines'} ⋯"]
    shown = [cut(line, _LINE) for line in [*first, *gap[: max(missing, 0)], *last]]
    summary = f"{_count(total)}, {_which(len(first), len(last))} shown"
    return Folded("\n".join(shown), summary + _cut_note([*first, *last]))


def blank(output: Output) -> bool:
    """Whether nobody would see anything."""
    return is_blank(output.text) and is_blank(output.end)


def _lines(text: str) -> list[str]:
    return clean(text).strip("\n").split("\n")


def _count(lines: int) -> str:
    return f"{lines:,} {'line' if lines == 1 else 'lines'}"


def _which(head: int, tail: int) -> str:
    return f"first {head} and last {tail}" if head else f"last {tail}"


def _cut_note(lines: list[str]) -> str:
    return ", long lines cut" if any(len(line) > _LINE for line in lines) else ""
