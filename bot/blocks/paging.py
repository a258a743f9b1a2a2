"""Turning pages and opening rows: the buttons and selects below a list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.blocks.elements import Element, actions, button, section, select
from bot.domain.answers import Page
from bot.domain.lookups import reference_in
from bot.domain.messages import Block
from bot.domain.presses import button_value, command_for, option_value
from bot.domain.references import Reference
from bot.domain.runs import Row_co

# Every action of this bot begins so.
ACTION = "runs."
OPEN, PREVIOUS, NEXT = f"{ACTION}open", f"{ACTION}previous", f"{ACTION}next"
_DETAILS = f"{ACTION}details."


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row: its markup, its plain text, how a select names it, and what opens it."""

    markup: str
    text: str
    option: str
    reference: Reference


def row_blocks(lines: Sequence[RowLine]) -> Iterator[Block]:
    """The rows; each with a button of its own where a select cannot open them all."""
    fits = _all_fit(lines)
    for place, line in enumerate(lines, 1):
        own = None if fits else details_button(place, line.reference)
        yield section(line.markup, own)


def page_actions(
    page: Page[Row_co], line: str, lines: Sequence[RowLine], what: str
) -> list[Block]:
    """A select that opens a row of this page, and the way to the pages beside it."""
    elements: list[Element] = []
    options = [
        (row.option, option_value(row.reference))
        for row in lines
        if openable(row.reference)
    ]
    if options and _all_fit(lines):
        elements.append(select(f"Open {what}…", OPEN, options))
    if page.number > 1:
        value = button_value(line, page.number - 1)
        elements.append(button("◀ Previous", PREVIOUS, value))
    if page.number < page.pages:
        elements.append(button("Next ▶", NEXT, button_value(line, page.number + 1)))
    return [actions(elements)] if elements else []


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
    return button("Details", f"{_DETAILS}{place}", value)


def openable(reference: Reference) -> bool:
    """Whether it means something that can be looked up."""
    return reference_in(str(reference)) is not None


def _all_fit(lines: Iterable[RowLine]) -> bool:
    references = (line.reference for line in lines)
    return all(option_value(one) for one in references if openable(one))
