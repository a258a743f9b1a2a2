"""As many causes as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import limits
from bot.blocks.elements import Element, context, section
from bot.blocks.text import cut_escaped, how_many
from bot.blocks.words import plural
from bot.domain.messages import Block

# Less of a cause would not say what it is.
_LEAST = 280
# What "Show" and how many more there are take of the room.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A cause: its markup, its text, and what shows its failures."""

    markup: str
    text: str
    show: Element | None = None


def cause_blocks(
    lines: Sequence[CauseLine], of: int, room: int, noun: str = "cause"
) -> list[Block]:
    """As many causes as there is room for, and how many more there are.

    Args:
        lines: the causes.
        of: how many there are in all.
        room: how many characters they may have.
        noun: what one of them is.
    """
    fitting = lines[: max(0, (room - _AROUND) // _LEAST)]
    share = (room - _AROUND) // len(fitting) - _AROUND // 6 if fitting else 0
    shown = [section(cut_escaped(one.markup, share), one.show) for one in fitting]
    return [*shown, *map(context, _more(of - len(fitting), noun, known=bool(fitting)))]


def cause_texts(
    lines: Sequence[CauseLine], of: int, room: int, noun: str = "cause"
) -> list[str]:
    """The same as escaped text: whole causes, but for the first where none fits."""
    known = [cut_escaped(one.text, limits.REASON) for one in lines]
    everything = [*known, *_more(of - len(known), noun, known=bool(known))]
    if how_many(everything, room) == len(everything):
        return everything
    left = room - _AROUND
    first = [cut_escaped(one, left) for one in known[:1] if left > _AROUND]
    fitting = known[: how_many(known, left)] or first
    return [*fitting, *_more(of - len(fitting), noun, known=bool(fitting))]


def _more(more: int, noun: str, *, known: bool) -> list[str]:
    """How many there are beyond those that are known; nothing for none."""
    if more <= 0:
        return []
    return [f"and {plural(more, f'more {noun}' if known else noun)}"]
