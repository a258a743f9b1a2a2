"""Rows as a table; its cells show text from outside letter for letter.

https://docs.slack.dev/reference/block-kit/blocks/table-block
"""

from collections.abc import Mapping, Sequence

from bot.blocks import limits
from bot.blocks.elements import Element
from bot.blocks.text import one_line
from bot.domain.messages import Block

# A row by the titles of its columns; None where nothing is known.
Cells = Mapping[str, Element | None]

NUMBER, WHY, TARGETS = "#", "Why", "Targets"
# The others are short, or names that are read better unbroken.
_WRAPPED = frozenset({WHY, TARGETS})
# An empty cell is refused.
NOTHING: Element = {"type": "raw_text", "text": "—"}


def table(rows: Sequence[Cells]) -> Block:
    """The rows below their titles; a column of which nothing is known is left out."""
    titles = dict.fromkeys(title for row in rows for title in row)
    known = [title for title in titles if any(row.get(title) for row in rows)]
    shown = known[: limits.TABLE_COLUMNS]
    below = rows[: limits.TABLE_ROWS - 1]
    return {
        "type": "table",
        "rows": [
            [cell(title, limits.NAME) for title in shown],
            *([row.get(title) or NOTHING for title in shown] for row in below),
        ],
        "column_settings": [_settings(title) for title in shown],
    }


def cell(text: str, longest: int) -> Element | None:
    """Plain text on one line; None where there is none."""
    said = one_line(text, longest)
    return {"type": "raw_text", "text": said} if said else None


def _settings(title: str) -> Mapping[str, object]:
    return {
        "align": "right" if title == NUMBER else "left",
        "is_wrapped": title in _WRAPPED,
    }
