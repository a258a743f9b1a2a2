"""Turning pages and opening rows: the buttons and selects below a list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.blocks.audience import Audience
from bot.blocks.buttons import (
    ACTION,
    DETAILS,
    NEXT,
    OPEN,
    PREVIOUS,
    asking,
    turning,
)
from bot.blocks.elements import Element, button, section, select
from bot.blocks.tables import Cells, table
from bot.domain.lookups import reference_in
from bot.domain.messages import Block
from bot.domain.pages import Page
from bot.domain.presses import button_value, command_for, option_value
from bot.domain.references import Reference
from bot.domain.runs import Row_co

__all__ = ["ACTION", "NEXT", "OPEN", "PREVIOUS"]


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row: its markup, its text, its name in a select, what it opens, its cells."""

    markup: str
    text: str
    option: str
    reference: Reference
    cells: Cells


def row_blocks(lines: Sequence[RowLine]) -> Iterator[Block]:
    """The rows as a table; each with a button where a select cannot open them all."""
    if lines and _all_fit(lines):
        yield table([line.cells for line in lines])
        return
    for place, line in enumerate(lines, 1):
        yield section(line.markup, details_button(place, line.reference))


def opening(lines: Sequence[RowLine], what: str) -> list[Element]:
    """A select that opens a row, unless the rows have buttons of their own."""
    options = [
        (row.option, option_value(row.reference))
        for row in lines
        if openable(row.reference)
    ]
    fits = options and _all_fit(lines)
    return [select(f"Open {what}…", OPEN, options)] if fits else []


def page_buttons(page: Page[Row_co], line: str, audience: Audience) -> list[Element]:
    """The way to the pages beside this one, then what asks for it again."""
    ids = (PREVIOUS, NEXT)
    alone = audience is Audience.CHANNEL
    pages = [] if alone else turning(page.number, page.pages, line, ids)
    return [*pages, *asking(line, page.number, audience)]


def page_note(page: Page[Row_co]) -> str:
    """Which part of how much this is: "rows 11 to 20 of 137, page 2 of 14"."""
    if page.pages == 1:
        return ""
    last = page.first + len(page.rows) - 1
    of = f"rows {page.first:,} to {last:,} of {page.of:,}"
    return f"{of}, page {page.number:,} of {page.pages:,}"


def details_button(place: int, reference: Reference) -> Element | None:
    """What opens `reference`, at its place in a message; None for what cannot be."""
    if not openable(reference):
        return None
    value = button_value(command_for(reference), 1)
    return button("Details", f"{DETAILS}{place}", value)


def openable(reference: Reference) -> bool:
    """Whether it means something that can be looked up."""
    return reference_in(str(reference)) is not None


def _all_fit(lines: Iterable[RowLine]) -> bool:
    references = (line.reference for line in lines)
    return all(option_value(one) for one in references if openable(one))
