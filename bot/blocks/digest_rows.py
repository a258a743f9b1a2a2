"""What a digest is about, row by row, packed into as few messages as Slack takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import limits
from bot.blocks.elements import context
from bot.blocks.failure_rows import failure_row
from bot.blocks.paging import RowLine
from bot.blocks.plain_texts import said
from bot.blocks.row_parts import Said
from bot.blocks.tables import NOTHING, table
from bot.blocks.text import code, cut_escaped, escape, how_many
from bot.blocks.words import plural
from bot.domain.digests import Digest
from bot.domain.messages import Message

MOST = 4
# The first row of a table has its titles.
_ROWS = limits.TABLE_ROWS - 1
# For what stands above and below the rows.
_AROUND = limits.COMMAND + 2 * limits.LAST_LINE
_ROOM = limits.ANSWER_BLOCKS_TEXT - _AROUND
_BETWEEN = " · "
_ASK_ON = "mention me there to ask on"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where rows stand: `told` of `of` in the thread, the newest `filed` in a file."""

    told: int
    filed: int
    of: int

    @property
    def note(self) -> str:
        """Where to look for them."""
        if not self.of:
            return ""
        known = f"{self.told:,} of " if self.told < self.of else ""
        thread = f"{known}{plural(self.of, 'row')} in the thread"
        newest = f"the newest {self.filed:,}" if self.filed < self.of else "all"
        where = f"{thread}, {newest} in a file" if self.filed else thread
        return f"{where}; {_ASK_ON}"


def handfuls(digest: Digest) -> list[list[RowLine]]:
    """The first rows, as many at a time as one message may have."""
    clouds = len({one.cloud for one in digest.coverage}) > 1
    rows = [
        failure_row(number, one, digest.zone, clouds=clouds)
        for number, one in enumerate(digest.rows[: MOST * _ROWS], 1)
    ]
    return list(_packed(rows))[:MOST]


def replies(
    shown: Sequence[Sequence[RowLine]], placed: Placed, line: str
) -> Iterator[Message]:
    """A table each; the last one says where the other rows are."""
    first = 1
    for place, rows in enumerate(shown, 1):
        yield _reply(first, rows, _rest(placed, line) if place == len(shown) else [])
        first += len(rows)


def _packed(rows: Sequence[RowLine]) -> Iterator[list[RowLine]]:
    handful: list[RowLine] = []
    size = 0
    for row in rows:
        more = _length(row)
        if handful and (size + more > _ROOM or len(handful) == _ROWS):
            yield handful
            handful, size = [], 0
        handful.append(row)
        size += more
    if handful:
        yield handful


def _length(row: RowLine) -> int:
    """As long as it is where Slack takes no table, times as they are read."""
    return len(_BETWEEN.join(said(one or NOTHING) for one in row.cells.values()))


def _reply(first: int, rows: Sequence[RowLine], rest: Sequence[Said]) -> Message:
    """A table; its text has as many of the rows as fit, and the end in any case."""
    end = [text for _, text in rest]
    return Message(
        text="\n".join([*_texts(first, rows, len("\n".join(end))), *end]),
        blocks=(
            table([row.cells for row in rows]),
            *(context(markup) for markup, _ in rest),
        ),
    )


def _texts(first: int, rows: Sequence[RowLine], end: int) -> Iterator[str]:
    room = limits.ANSWER_TEXT - end - 1
    texts = [row.text for row in rows]
    fitting = how_many(texts, room)
    if fitting < len(texts):
        fitting = how_many(texts, room - limits.LAST_LINE)
    yield from texts[:fitting]
    if fitting < len(texts):
        last = first + len(texts) - 1
        yield f"… rows {first + fitting:,} to {last:,} are too long for this text."


def _rest(placed: Placed, line: str) -> list[Said]:
    """How many rows are left, and where they are."""
    filed = max(0, placed.filed - placed.told)
    missing = placed.of - placed.told - filed
    asked = code(line, limits.COMMAND), cut_escaped(escape(line), limits.COMMAND)
    told = [(f"… and {filed:,} more in the CSV file.",) * 2] if filed else []
    if missing > 0:
        which = "not in it" if filed else ""
        more = " ".join(filter(None, [f"… and {missing:,} more", which]))
        told.append((f"{more}: {asked[0]}", f"{more}: {asked[1]}"))
    return told
