"""What a Home tab is made of: the same as blocks and as text."""

from dataclasses import dataclass

from bot.blocks.elements import Element, context, header, section
from bot.blocks.row_parts import Said
from bot.blocks.text import escape
from bot.domain.messages import Block


@dataclass(frozen=True, slots=True)
class Part:
    """A few blocks, and what they say as escaped text; "" for what is only pressed."""

    blocks: tuple[Block, ...]
    text: str = ""


def title(text: str) -> Part:
    return Part((header(text),), escape(text))


def paragraph(said: Said, accessory: Element | None = None) -> Part:
    markup, text = said
    return Part((section(markup, accessory),), text)


def small(said: Said) -> Part:
    markup, text = said
    return Part((context(markup),), text)
