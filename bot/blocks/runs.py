"""One run with what happened on its targets; or the runs of one piece of work."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from bot.blocks.audience import Audience
from bot.blocks.buttons import copy
from bot.blocks.elements import context, fields, header, section
from bot.blocks.facts import Fact, detail_line, run_facts
from bot.blocks.lists import Parts, how_many, put_together
from bot.blocks.paging import opening, page_buttons, page_note
from bot.blocks.rows import execution_row, run_row
from bot.blocks.text import escape
from bot.blocks.times import spoken
from bot.blocks.watches import watch_button
from bot.blocks.words import counted, run_headline, target_noun
from bot.domain.answers import RunAnswer, RunsAnswer
from bot.domain.executions import Moment
from bot.domain.messages import Message
from bot.domain.presses import command_for
from bot.domain.windows import Window

_NOTHING = "Nothing matches. Leave an option out, or begin earlier with `since:`."


def run_page(
    answer: RunAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
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
    command = command_for(run.reference)
    line = answer.line or command
    parts = Parts(
        said=[escape(run_headline(run)), numbers, *_only(answer), *_plain(known)],
        blocks=[
            header(run_headline(run)),
            fields((fact.label, fact.markup) for fact in known),
            section(f"*{numbers}*"),
            *map(context, _only(answer)),
        ],
        details=detail_line(run.details),
        rows=rows,
        actions=[
            *opening(rows, f"one {noun}"),
            *page_buttons(page, line, audience),
            *watch_button(run.reference, finished=run.finished),
            *copy(command),
        ],
        note=page_note(page),
        line=line,
    )
    return put_together(answer, parts, request_id)


def runs_page(
    answer: RunsAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """Runs, the newest first."""
    page, zone = answer.page, answer.zone
    clouds = len({run.reference.cloud for run in page.rows}) > 1
    rows = [
        run_row(number, run, zone, clouds=clouds)
        for number, run in enumerate(page.rows, page.first)
    ]
    title = f"{answer.title}: {how_many(page)}"
    asked = [*_window(answer.window, zone), *([] if page.of else [_NOTHING])]
    parts = Parts(
        said=[escape(title), *asked],
        blocks=[header(title), *map(context, asked)],
        rows=rows,
        actions=[
            *opening(rows, "one run"),
            *page_buttons(page, answer.line, audience),
            *copy(answer.line, "command"),
        ],
        note=page_note(page),
        line=answer.line,
    )
    return put_together(answer, parts, request_id)


def _only(answer: RunAnswer) -> list[str]:
    """Which of its rows are shown, where that is not all."""
    if not answer.only:
        return []
    return [f"Only {' and '.join(sorted(answer.only))}: {how_many(answer.page)}"]


def _plain(known: Iterable[Fact]) -> list[str]:
    return [f"{escape(fact.label)}: {fact.text}" for fact in known]


def _window(window: Window, zone: tzinfo) -> list[str]:
    """Which time was asked for, in words; nothing where it was all."""
    bounds = [("since", window.since), ("before", window.until)]
    said = " and ".join(f"{word} {_at(at, zone)}" for word, at in bounds if at)
    return [f"Started or ended {said}"] if said else []


def _at(at: datetime, zone: tzinfo) -> str:
    return escape(spoken(Moment("", at), zone))
