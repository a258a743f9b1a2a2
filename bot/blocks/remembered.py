"""An answer of the ledger put together: what is missing, why, where, and the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks import limits
from bot.blocks.cause_room import CauseLine, cause_blocks, cause_texts
from bot.blocks.coverage import partial, receipt_line
from bot.blocks.elements import Element, context, header, section, text_length
from bot.blocks.lists import Parts, put_together
from bot.blocks.paging import RowLine
from bot.blocks.row_parts import Said
from bot.blocks.text import escape
from bot.domain.answers import Remembered
from bot.domain.messages import Block, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was found.

    Attributes:
        title: the whole in a few words.
        said: more about it, line by line: as mrkdwn and as escaped text.
        below: the numbers as blocks, and line by line as escaped text.
        causes: why, with how many causes there are in all.
        noun: what one of those is, where it is no cause.
        after: what is said below the causes, whether there is room for those or not.
        rows: where.
        actions: what can be pressed below.
        note: which part of how much this is.
        read: how much was read, after which sources; "" where nobody asked.
        again: whether it says how to ask again, and how old it is.
    """

    title: str
    said: Sequence[Said] = ()
    below: tuple[Sequence[Block], Sequence[str]] = ((), ())
    causes: tuple[Sequence[CauseLine], int] = ((), 0)
    noun: str = "cause"
    after: Sequence[Said] = ()
    rows: Sequence[RowLine] = ()
    actions: Sequence[Element]
    note: str = ""
    read: str = ""
    again: bool = True


def tell(answer: Remembered, memory: Memory, request_id: str) -> Message:
    """What is missing comes first; causes get the room that all else leaves."""
    # What is missing stands above already.
    answered = replace(answer, gaps=())
    bare = _parts(answer, memory, request_id)
    without = put_together(answered, _led(bare, memory, [], []), "")
    blocks_room = limits.ANSWER_BLOCKS_TEXT - text_length(without.blocks)
    # Rows come after causes, so that those go on where there is room.
    alone = put_together(answered, _led(replace(bare, rows=()), memory, [], []), "")
    causes, of = memory.causes
    blocks = cause_blocks(causes, of, blocks_room, memory.noun)
    text_room = limits.ANSWER_TEXT - len(alone.text)
    lines = cause_texts(causes, of, text_room, memory.noun)
    return put_together(answered, _led(bare, memory, blocks, lines), "")


def _led(
    bare: Parts, memory: Memory, blocks: Sequence[Block], lines: Sequence[str]
) -> Parts:
    """The parts with their causes, and what comes after those."""
    after = [context(markup) for markup, _ in memory.after]
    return replace(
        bare,
        blocks=[*bare.blocks, *blocks, *after],
        said=[*bare.said, *lines, *(text for _, text in memory.after)],
    )


def _parts(answer: Remembered, memory: Memory, request_id: str) -> Parts:
    loud, quiet = partial(answer, request_id)
    missing = [section("\n".join(loud))] if loud else []
    blocks, lines = memory.below
    receipt = receipt_line(answer)
    return Parts(
        said=[escape(memory.title), *quiet, *(text for _, text in memory.said), *lines],
        blocks=[
            header(memory.title),
            *missing,
            *(context(markup) for markup, _ in memory.said),
            *blocks,
        ],
        rows=memory.rows,
        actions=memory.actions,
        note=memory.note,
        line=answer.line if memory.again else "",
        receipt=(f"{receipt[0]}{memory.read}", f"{receipt[1]}{memory.read}"),
    )
