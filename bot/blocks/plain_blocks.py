"""Blocks of every kind as plain sections, which Slack takes if it takes any."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import plain_section, section
from bot.blocks.plain_texts import said
from bot.blocks.text import blank, escape
from bot.domain.messages import Block


def plain_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """What the blocks say as sections; buttons stay, what has no text is left out."""
    plain = (shown for block in blocks for shown in _plain(block))
    return tuple(plain)[: limits.BLOCKS]


def _plain(block: Block) -> Iterator[Block]:
    match block.get("type"):
        case "actions":
            yield block
        case "header":
            yield from _sections(str(block["text"]["text"]))
        case "rich_text":
            yield from _sections(said(block))
        case "context":
            yield section(_joined(block["elements"]))
        case "section":
            yield _without_fields(block)


def _without_fields(block: Block) -> Block:
    if "fields" not in block:
        return block
    above = [block["text"]] if "text" in block else []
    return section(_joined([*above, *block["fields"]]), block.get("accessory"))


def _joined(texts: Sequence[Mapping[str, Any]]) -> str:
    """Text objects as mrkdwn, one below the other."""
    return "\n".join(
        str(text["text"]) if text["type"] == "mrkdwn" else escape(str(text["text"]))
        for text in texts
        if "text" in text
    )


def _sections(text: str) -> Iterator[Block]:
    """Plain text in as many sections as it takes, cut at line ends where it can be."""
    left = text
    while not blank(left):
        piece = left[: limits.SECTION_TEXT]
        if len(piece) < len(left):
            piece = piece[: piece.rfind("\n") + 1] or piece
        yield from [] if blank(piece) else [plain_section(piece.rstrip("\n"))]
        left = left[len(piece) :]
