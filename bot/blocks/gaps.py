"""What is missing in an answer, and the id to ask about it."""

from collections.abc import Sequence

from bot.blocks import limits
from bot.blocks.elements import section
from bot.blocks.text import code, cut_escaped, escape
from bot.domain.messages import Block

_MOST = 8


def gap_lines(gaps: tuple[str, ...], request_id: str) -> list[str]:
    """A line for each thing that is missing, as of `warned`."""
    return warned([escape(gap) for gap in gaps], request_id)


def warned(missing: Sequence[str], request_id: str) -> list[str]:
    """A line for each of these, which are escaped, at most eight, and our id.

    Joined they have at most `limits.GAPS` characters: where they would have more, each
    gets the same share, so that a long one hides neither the others nor the id.
    """
    lines = [f"⚠ {one}" for one in missing[:_MOST]]
    last = []
    more = len(missing) - len(lines)
    if more:
        last = [f"⚠ {more:,} more {'thing is' if more == 1 else 'things are'} missing."]
    if lines and request_id:
        last.append(f"id {code(request_id)}")
    if len("\n".join([*lines, *last])) > limits.GAPS:
        share = (limits.GAPS - len("\n".join(last))) // len(lines) - 1
        lines = [cut_escaped(line, share) for line in lines]
    return [*lines, *last]


def gap_blocks(lines: list[str]) -> list[Block]:
    return [section("\n".join(lines))] if lines else []
