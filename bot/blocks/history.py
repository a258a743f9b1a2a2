"""What failed or was skipped on the target of one execution."""

from bot.blocks import limits
from bot.blocks.audience import Audience
from bot.blocks.buttons import HISTORY_SCRIPT, carrying, copy
from bot.blocks.failure_rows import failure_row
from bot.blocks.paging import opening, page_buttons, page_note
from bot.blocks.remembered import Memory, tell
from bot.blocks.row_parts import Said
from bot.blocks.text import code, escape, one_line
from bot.blocks.words import outcomes
from bot.domain.answers import HistoryAnswer
from bot.domain.commandline import COMMAND
from bot.domain.messages import Message
from bot.domain.words import Words, joined


def history_page(
    answer: HistoryAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """A page of it, the newest first."""
    page, line, zone = answer.page, answer.line, answer.zone
    clouds = len({one.cloud for one in answer.coverage}) > 1
    rows = [
        failure_row(number, failure, zone, clouds=clouds)
        for number, failure in enumerate(page.rows, page.first)
    ]
    memory = Memory(
        title=_title(answer),
        said=_said(answer),
        rows=rows,
        actions=[
            *opening(rows, "one of these"),
            *_script(answer),
            *page_buttons(page, line, audience),
            *copy(line, "command"),
        ],
        note=page_note(page),
    )
    return tell(answer, memory, request_id)


def _title(answer: HistoryAnswer) -> str:
    target = one_line(answer.execution.target.label, limits.ROW_NAME)
    found = outcomes(answer.counts) or "nothing failed or was skipped"
    return f"{target}, the last 30 days: {found}"


def _said(answer: HistoryAnswer) -> list[Said]:
    """Only what went wrong is kept; and how often the same script did."""
    kept = "Runs that succeeded are counted, but not kept one by one."
    script = one_line(answer.execution.script.label, limits.ROW_NAME)
    if not script:
        return [(kept, kept)]
    also = f"{answer.of_script:,} more of the script"
    return [
        (kept, kept),
        (f"{also} {code(script, limits.ROW_NAME)}", f"{also} {escape(script)}"),
    ]


def _script(answer: HistoryAnswer) -> list[dict[str, object]]:
    script = answer.execution.script.id
    if not (script and answer.of_script):
        return []
    options = {"since": "30d", "script": script}
    line = joined(Words((COMMAND, "failures"), options))
    return [dict(one) for one in carrying("Of this script", HISTORY_SCRIPT, line)]
