"""The window that shows all of an output that was kept, page by page."""

from collections.abc import Iterator, Sequence

from bot.blocks import limits
from bot.blocks.buttons import (
    OUTPUT_AGAIN,
    OUTPUT_NEXT,
    OUTPUT_PREVIOUS,
    carrying,
    in_a_row,
    turning,
)
from bot.blocks.elements import context, header, preformatted, section
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.output_parts import Part, line_count, parts
from bot.blocks.outputs import blank
from bot.blocks.text import escape, one_line
from bot.blocks.words import headline, secrets
from bot.domain.answers import ExecutionAnswer
from bot.domain.executions import Execution
from bot.domain.messages import Block, Message, Modal
from bot.domain.presses import Press, command_for

_TITLE = "Output"
_LOADING = "Reading the output…"
_EMPTY, _EMPTY_SO_FAR = "It printed nothing.", "It has printed nothing so far."


def loading_modal() -> Modal:
    """What is seen until the output was read: a window must open within 3 seconds."""
    return Modal(_TITLE, (section(_LOADING),))


def problem_modal(message: Message, retry: Press | None = None) -> Modal:
    """What went wrong, in place of the output, and a button that tries it again."""
    again = carrying("Try again", OUTPUT_AGAIN, retry.text, retry.page) if retry else []
    return Modal(_TITLE, (section(message.text), *in_a_row(again)))


def output_modal(answer: ExecutionAnswer, page: int = 1) -> Modal:
    """A page of what was printed, from 1; the nearest there is."""
    return Modal(_TITLE, tuple(_blocks(answer, page)))


def _blocks(answer: ExecutionAnswer, wanted: int) -> Iterator[Block]:
    execution = answer.execution
    yield header(headline(execution))
    if blank(execution.output):
        yield section(escape(_nothing(execution)))
        yield from _hidden(answer)
    else:
        yield from _page(answer, wanted)
    yield from gap_blocks(gap_lines(answer.gaps, ""))


def _page(answer: ExecutionAnswer, wanted: int) -> Iterator[Block]:
    found = parts(answer.execution.output)
    pages = -(-len(found) // limits.PREFORMATTED_A_PAGE)
    page = min(max(wanted, 1), pages)
    start = (page - 1) * limits.PREFORMATTED_A_PAGE
    shown = found[start:][: limits.PREFORMATTED_A_PAGE]
    lines = _which(shown, line_count(answer.execution.output))
    of = [f"page {page:,} of {pages:,}"] if pages > 1 else []
    yield context(" · ".join([lines, *of, *_said(answer.hidden)]))
    for part in shown:
        yield from [context(part.note)] if part.note else []
        yield preformatted(part.text)
    line = command_for(answer.execution.reference)
    yield from in_a_row(turning(page, pages, line, (OUTPUT_PREVIOUS, OUTPUT_NEXT)))


def _which(shown: Sequence[Part], total: int) -> str:
    """Such as "Lines 1 to 812 of 1,234"."""
    first, last = shown[0].first, shown[-1].last
    if first == 1 and last == total:
        return f"{total:,} {'line' if total == 1 else 'lines'}"
    if first == last:
        return f"Line {first:,} of {total:,}"
    return f"Lines {first:,} to {last:,} of {total:,}"


def _nothing(execution: Execution) -> str:
    if execution.output.gap:
        return f"It was not read: {one_line(execution.output.gap, limits.REASON)}"
    return _EMPTY if execution.finished else _EMPTY_SO_FAR


def _hidden(answer: ExecutionAnswer) -> Iterator[Block]:
    for said in _said(answer.hidden):
        yield context(said)


def _said(hidden: int) -> list[str]:
    return [f"{secrets(hidden)} hidden"] if hidden else []
