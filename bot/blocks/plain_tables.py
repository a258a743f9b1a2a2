"""A table's rows as sections, for where Slack takes no table."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import plain_section, text_length
from bot.blocks.plain_texts import said
from bot.blocks.tables import NOTHING
from bot.blocks.text import cut
from bot.domain.messages import Block

_TABLE = "table"


def without_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same with a section for each row; several share one where they are many.

    All rows get the same share of the room that the other blocks leave.
    """
    others = [block for block in blocks if block.get("type") != _TABLE]
    room = limits.ANSWER_BLOCKS_TEXT - text_length(others)
    free = limits.BLOCKS - len(others)
    return tuple(
        shown
        for block in blocks
        for shown in (
            _sections(block, room, free) if block.get("type") == _TABLE else [block]
        )
    )


def _sections(table: Block, room: int, free: int) -> list[Block]:
    rows = list(map(_row, table["rows"][1:]))
    together = -(-len(rows) // max(free, 1)) or 1
    texts = [
        "\n".join(rows[first : first + together])
        for first in range(0, len(rows), together)
    ]
    fits = sum(map(len, texts)) <= room
    share = limits.SECTION_TEXT if fits else room // len(texts)
    return [plain_section(cut(text, share)) for text in texts if share > 0]


def _row(cells: Sequence[Mapping[str, Any]]) -> str:
    """Its cells in order, without those that say nothing."""
    told = [said(cell) for cell in cells if cell != NOTHING]
    return " · ".join(told) or str(NOTHING["text"])
