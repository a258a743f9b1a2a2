"""What a digest is about, row by row, packed into as few messages as Slack takes."""

from collections.abc import Iterator, Sequence

from bot.blocks import limits
from bot.blocks.elements import context, text_length
from bot.blocks.failure_rows import failure_row
from bot.blocks.paging import RowLine
from bot.blocks.tables import table
from bot.blocks.text import code, cut_escaped, escape
from bot.domain.digests import Digest
from bot.domain.messages import Message

MOST = 4
# For what stands above and below the rows.
_ROOM = limits.ANSWER_BLOCKS_TEXT - limits.COMMAND - limits.LAST_LINE


def replies(digest: Digest, line: str) -> Iterator[Message]:
    """The rows, numbered through all messages; the last one says how many are left."""
    clouds = len({one.cloud for one in digest.coverage}) > 1
    rows = [
        failure_row(number, one, digest.zone, clouds=clouds)
        for number, one in enumerate(digest.rows[: MOST * limits.TABLE_ROWS], 1)
    ]
    handfuls = list(_handfuls(rows))[:MOST]
    told = sum(map(len, handfuls))
    for handful in handfuls:
        is_last = handful is handfuls[-1]
        left = digest.of - told if is_last else 0
        yield _reply(handful, left, line)


def _handfuls(rows: Sequence[RowLine]) -> Iterator[list[RowLine]]:
    """As many rows at a time as one table may have."""
    handful: list[RowLine] = []
    size = 0
    for row in rows:
        more = text_length([table([row.cells])])
        if handful and (size + more > _ROOM or len(handful) == limits.TABLE_ROWS - 1):
            yield handful
            handful, size = [], 0
        handful.append(row)
        size += more
    if handful:
        yield handful


def _reply(rows: Sequence[RowLine], left: int, line: str) -> Message:
    """A table; its text has as many of the rows as fit, and the end in any case."""
    markup, text = [], []
    if left > 0:
        markup = [f"and {left:,} more: {code(line, limits.COMMAND)}"]
        text = [f"and {left:,} more: {cut_escaped(escape(line), limits.COMMAND)}"]
    room = limits.ANSWER_TEXT - len("\n".join(text)) - 1
    said = cut_escaped("\n".join(row.text for row in rows), room)
    return Message(
        text="\n".join([said, *text]),
        blocks=(table([row.cells for row in rows]), *map(context, markup)),
    )
