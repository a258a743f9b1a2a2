"""One run with what happened on its targets; or the runs of one piece of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.blocks import limits
from bot.blocks.elements import context, fields, header, section, text_length
from bot.blocks.facts import Fact, detail_line, run_facts
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.paging import RowLine, page_actions, page_note, row_blocks
from bot.blocks.rows import execution_row, run_row
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import date_token, spoken
from bot.blocks.words import counted, run_headline, secrets, target_noun
from bot.domain.answers import Found, Page, RunAnswer, RunsAnswer
from bot.domain.executions import Moment
from bot.domain.messages import Block, Message
from bot.domain.runs import Run
from bot.domain.windows import Window

_NOTHING = "Nothing matches. Leave an option out, or begin earlier with `since:`."


def run_page(answer: RunAnswer, request_id: str = "") -> Message:
    """A run: how it went in numbers, then a page of its targets, failures first."""
    run, page, zone = answer.run, answer.page, answer.zone
    scripts = len({execution.script.label for execution in page.rows}) > 1
    rows = [
        execution_row(number, execution, zone, script=scripts)
        for number, execution in enumerate(page.rows, page.first)
    ]
    known = list(run_facts(run, answer.as_of, zone))
    numbers = escape(counted(run, answer.tally)) or "No target is known."
    noun = target_noun(run.reference.source)
    parts = _Parts(
        said=[escape(run_headline(run)), numbers, *_plain(known)],
        blocks=[
            header(run_headline(run)),
            fields((fact.label, fact.markup) for fact in known),
            section(f"*{numbers}*"),
        ],
        details=detail_line(run.details),
        rows=rows,
        actions=page_actions(page, answer.line, rows, f"one {noun}"),
        note=page_note(page),
    )
    return _message(answer, parts, request_id)


def runs_page(answer: RunsAnswer, request_id: str = "") -> Message:
    """Runs, the newest first."""
    page, zone = answer.page, answer.zone
    clouds = len({run.reference.cloud for run in page.rows}) > 1
    rows = [
        run_row(number, run, zone, clouds=clouds)
        for number, run in enumerate(page.rows, page.first)
    ]
    title = f"{answer.title}: {_how_many(page)}"
    asked = [*_window(answer.window, zone), *([] if page.of else [_NOTHING])]
    parts = _Parts(
        said=[escape(title), *asked],
        blocks=[header(title), *map(context, asked)],
        rows=rows,
        actions=page_actions(page, answer.line, rows, "one run"),
        note=page_note(page),
    )
    return _message(answer, parts, request_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A message before its last lines: its head twice, its rows, and where they end."""

    said: Sequence[str]
    blocks: Sequence[Block]
    details: tuple[str, str] = ("", "")
    rows: Sequence[RowLine]
    actions: Sequence[Block]
    note: str


def _message(answer: RunAnswer | RunsAnswer, parts: _Parts, request_id: str) -> Message:
    """The parts put together; the text keeps what is missing, however long the rest.

    Details get the room that is left: nothing else is told as seldom asked for.
    """
    gaps = gap_lines(answer.gaps, request_id)
    last = _last(answer, parts.note)
    below = [
        *row_blocks(parts.rows),
        *parts.actions,
        *gap_blocks(gaps),
        context(last[0]),
    ]
    left = limits.ALL_BLOCKS_TEXT - text_length([*parts.blocks, *below])
    details = map(context, _details(parts.details[0], left))
    return Message(
        text="\n".join([_text(parts, [*gaps, last[1]]), *gaps, last[1]]),
        blocks=(*parts.blocks, *details, *below),
    )


def _text(parts: _Parts, end: Sequence[str]) -> str:
    """What the text says before its end, in the room that the end leaves."""
    said = [cut_escaped(line, limits.REASON) for line in parts.said]
    rows = [row.text for row in parts.rows]
    room = limits.TEXT - len("\n".join(end)) - 1
    left = room - len("\n".join([*said, *rows])) - 1
    details = _details(parts.details[1], left)
    return cut_escaped("\n".join([*said, *details, *rows]), room)


def _details(text: str, room: int) -> list[str]:
    longest = min(room, limits.DETAILS)
    return [cut_escaped(text, longest)] if text and longest > 0 else []


def _last(answer: RunAnswer | RunsAnswer, note: str) -> tuple[str, str]:
    """Where in the list this is, how old, what is hidden, and how to ask again."""
    as_of = Moment("", answer.as_of)
    parts = [part for part in (note.capitalize(), _hidden(answer)) if part]
    return (
        " · ".join(
            [
                *parts,
                f"as of {date_token(as_of, answer.zone)}",
                f"ask again: {code(answer.line, limits.COMMAND)}",
            ]
        ),
        ", ".join(
            [
                *parts,
                f"as of {spoken(as_of, answer.zone)}",
                f"ask again: {cut_escaped(escape(answer.line), limits.COMMAND)}",
            ]
        ),
    )


def _hidden(answer: Found) -> str:
    return f"{secrets(answer.hidden)} hidden" if answer.hidden else ""


def _plain(known: Iterable[Fact]) -> list[str]:
    return [f"{escape(fact.label)}: {fact.text}" for fact in known]


def _how_many(page: Page[Run]) -> str:
    """How many were read, and of how many where the source counts more."""
    if page.total is not None and page.total > page.of:
        return f"{page.of:,} of {page.total:,}"
    return f"{page.of:,}" if page.of else "none"


def _window(window: Window, zone: tzinfo) -> list[str]:
    """Which time was asked for, in words; nothing where it was all."""
    bounds = [("from", window.since), ("before", window.until)]
    said = " ".join(f"{word} {_at(at, zone)}" for word, at in bounds if at)
    return [f"Ended or begun {said}"] if said else []


def _at(at: datetime, zone: tzinfo) -> str:
    return escape(spoken(Moment("", at), zone))
