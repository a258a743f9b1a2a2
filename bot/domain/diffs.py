"""Where two outputs differ, whatever varies from run to run."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.domain.reason_masks import masked

# More lines would take long to compare; what failed stands at the end.
_LINES = 300
_SHOWN = 30
_LINE = 160
_AROUND = 1


def difference(theirs: str, ours: str) -> tuple[str, ...]:
    """What only `theirs` ("- ") and only `ours` ("+ ") has, with a line around each.

    Times, ids and numbers that differ are no difference. Nothing where there is none.
    """
    before, after = _lines(theirs), _lines(ours)
    found = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False)
    groups = list(found.get_grouped_opcodes(_AROUND))
    lines = [line for group in groups for line in _told(group, before, after)]
    if len(lines) <= _SHOWN:
        return tuple(lines)
    return (*lines[: _SHOWN - 1], f"⋯ {len(lines) - _SHOWN + 1:,} more lines differ ⋯")


def _lines(text: str) -> list[str]:
    """The last of them, without what cannot be seen at their ends."""
    return [line.rstrip()[:_LINE] for line in text.strip("\n").split("\n")[-_LINES:]]


def _keys(lines: Sequence[str]) -> list[str]:
    """The lines without what varies."""
    return [masked(line.lower()) for line in lines]


def _told(
    group: Sequence[tuple[str, int, int, int, int]],
    before: Sequence[str],
    after: Sequence[str],
) -> Iterator[str]:
    for tag, first, last, begin, end in group:
        if tag == "equal":
            yield from (f"  {line}" for line in after[begin:end])
            continue
        yield from (f"- {line}" for line in before[first:last])
        yield from (f"+ {line}" for line in after[begin:end])
