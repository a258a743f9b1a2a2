"""Work as rows of a list."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.cells import name_cell, number_cell, outcome_cell, time_cell
from bot.blocks.elements import Element
from bot.blocks.paging import RowLine
from bot.blocks.row_parts import Said, name_said, status_said, when_said
from bot.blocks.tables import NUMBER, Cells
from bot.blocks.text import blank, code, escape, one_line
from bot.blocks.words import SIGNS, kind_words
from bot.domain.works import ListedWork

_UNNAMED = "no name"
_DISABLED = "disabled"
_ENABLED = {True: "yes", False: "no", None: ""}


def work_row(number: int, listed: ListedWork, zone: tzinfo, *, clouds: bool) -> RowLine:
    """What it is, how it ended last and when it runs next; with its cloud if asked to."""
    name = one_line(listed.work.label, limits.ROW_NAME) or _UNNAMED
    facts = list(_facts(listed, zone, clouds=clouds))
    markup, text = name_said(name)
    ended = [f"{SIGNS[listed.last]} {listed.last}"] if listed.last else []
    return RowLine(
        markup=" · ".join([f"{number}  {markup}", *(one for one, _ in facts)]),
        text=", ".join([f"{number}. {text}", *(one for _, one in facts)]),
        option=" ".join([str(number), *ended, name]),
        reference=listed.reference,
        cells=_cells(number, listed, name, zone, clouds=clouds),
    )


def _cells(
    number: int, listed: ListedWork, name: str, zone: tzinfo, *, clouds: bool
) -> Cells:
    return {
        NUMBER: number_cell(number),
        "Name": name_cell(name),
        "What": name_cell(kind_words(listed.kind)),
        "How often": name_cell(kind_words(listed.schedule)),
        "Last run": _last_cell(listed),
        "Next run": time_cell(listed.next, zone),
        "Enabled": name_cell(_ENABLED[listed.enabled]),
        "Cloud": name_cell(listed.reference.cloud if clouds else ""),
    }


def _last_cell(listed: ListedWork) -> Element | None:
    """Where its word means nothing to us, the source's word."""
    if listed.last is None:
        return name_cell(listed.raw_last)
    return outcome_cell(listed.last, listed.raw_last)


def _facts(listed: ListedWork, zone: tzinfo, *, clouds: bool) -> Iterator[Said]:
    for word in (kind_words(listed.kind), kind_words(listed.schedule)):
        if word:
            yield escape(word), escape(word)
    yield from _led("last", _last(listed))
    yield from _led("next", when_said(listed.next, zone))
    if listed.enabled is False:
        yield _DISABLED, _DISABLED
    if clouds:
        yield name_said(listed.reference.cloud)


def _last(listed: ListedWork) -> Iterator[Said]:
    if listed.last is not None:
        yield status_said(listed.last, listed.raw_last)
    elif not blank(listed.raw_last):
        raw = one_line(listed.raw_last, limits.ROW_NAME)
        yield code(raw, limits.ROW_NAME), escape(raw)


def _led(word: str, said: Iterator[Said]) -> Iterator[Said]:
    yield from ((f"{word} {markup}", f"{word} {text}") for markup, text in said)
