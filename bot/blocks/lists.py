"""A list put together: its head, its rows, and how old and how complete it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import limits
from bot.blocks.buttons import in_a_row
from bot.blocks.elements import Element, context, text_length
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.paging import RowLine, row_blocks
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import date_token, spoken
from bot.blocks.words import secrets
from bot.domain.answers import Found
from bot.domain.executions import Moment
from bot.domain.messages import Block, Message
from bot.domain.pages import Page
from bot.domain.runs import Row_co


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A list before its last lines.

    Attributes:
        said: its head as escaped text, line by line.
        blocks: the same as blocks.
        details: everything else, as mrkdwn and as escaped text.
        rows: what is listed.
        actions: what can be pressed below the rows.
        note: which part of how much this is.
        line: what asks for it again; "" where that, and how old it is, is not said.
        receipt: what it stands on, as mrkdwn and as escaped text.
    """

    said: Sequence[str]
    blocks: Sequence[Block]
    details: tuple[str, str] = ("", "")
    rows: Sequence[RowLine]
    actions: Sequence[Element]
    note: str
    line: str
    receipt: tuple[str, str] = ("", "")


def put_together(answer: Found, parts: Parts, request_id: str) -> Message:
    """The parts put together; the text keeps what is missing, however long the rest.

    Details get the room that is left: nothing else is told as seldom asked for.
    """
    gaps = gap_lines(answer.gaps, request_id)
    last = _last(answer, parts)
    markup, text = (
        [*filter(None, pair)] for pair in zip(parts.receipt, last, strict=True)
    )
    below = [
        *row_blocks(parts.rows),
        *in_a_row(parts.actions),
        *gap_blocks(gaps),
        *map(context, markup),
    ]
    left = limits.ANSWER_BLOCKS_TEXT - text_length([*parts.blocks, *below])
    details = map(context, _details(parts.details[0], left))
    return Message(
        text="\n".join([_text(parts, [*gaps, *text]), *gaps, *text]),
        blocks=(*parts.blocks, *details, *below),
    )


def how_many(page: Page[Row_co]) -> str:
    """How many were read, and of how many where the source counts more."""
    if page.total is not None and page.total > page.of:
        return f"{page.of:,} of {page.total:,}"
    return f"{page.of:,}" if page.of else "none"


def _text(parts: Parts, end: Sequence[str]) -> str:
    """What the text says before its end, in the room that the end leaves."""
    said = [cut_escaped(line, limits.REASON) for line in parts.said]
    rows = [row.text for row in parts.rows]
    room = limits.ANSWER_TEXT - len("\n".join(end)) - 1
    left = room - len("\n".join([*said, *rows])) - 1
    details = _details(parts.details[1], left)
    return cut_escaped("\n".join([*said, *details, *rows]), room)


def _details(text: str, room: int) -> list[str]:
    longest = min(room, limits.DETAILS)
    return [cut_escaped(text, longest)] if text and longest > 0 else []


def _last(answer: Found, found: Parts) -> tuple[str, str]:
    """Where in the list this is, how old, what is hidden, and how to ask again."""
    as_of = Moment("", answer.as_of)
    parts = [part for part in (found.note.capitalize(), _hidden(answer)) if part]
    if not found.line:
        return " · ".join(parts), ", ".join(parts)
    return (
        " · ".join(
            [
                *parts,
                f"as of {date_token(as_of, answer.zone)}",
                f"ask again: {code(found.line, limits.COMMAND)}",
            ]
        ),
        ", ".join(
            [
                *parts,
                f"as of {spoken(as_of, answer.zone)}",
                f"ask again: {cut_escaped(escape(found.line), limits.COMMAND)}",
            ]
        ),
    )


def _hidden(answer: Found) -> str:
    return f"{secrets(answer.hidden)} hidden" if answer.hidden else ""
