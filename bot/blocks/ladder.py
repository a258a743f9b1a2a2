"""A message that Slack refused, made simpler step by step."""

from collections.abc import Callable, Iterator

from bot.blocks import limits
from bot.blocks.plain_blocks import plain_blocks
from bot.blocks.plain_tables import without_tables
from bot.blocks.sparkline import without_chart
from bot.blocks.text import cut_escaped
from bot.domain.messages import Block, Message

_Blocks = tuple[Block, ...]


def simpler(message: Message) -> Iterator[Message]:
    """The same without charts, without tables, in plain sections, as text alone.

    Steps that change nothing are left out; nothing is simpler than text alone.
    """
    blocks = message.blocks
    for step in _STEPS:
        changed = step(blocks)
        if changed and changed != blocks:
            yield Message(message.text, changed)
            blocks = changed
    alone = Message(cut_escaped(message.text, limits.TEXT))
    if alone != message:
        yield alone


def _without_charts(blocks: _Blocks) -> _Blocks:
    """Small bars of text are drawn in their place."""
    return tuple(
        without_chart(one) if one.get("type") == "data_visualization" else one
        for one in blocks
    )


_STEPS: tuple[Callable[[_Blocks], _Blocks], ...] = (
    _without_charts,
    without_tables,
    plain_blocks,
)
