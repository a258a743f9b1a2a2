"""What failed or was skipped: why first, then where."""

from collections.abc import Sequence

from bot.blocks.audience import Audience
from bot.blocks.buttons import copy
from bot.blocks.cause_room import CauseLine
from bot.blocks.causes import cause_lines
from bot.blocks.failure_rows import failure_row
from bot.blocks.groups import group_lines
from bot.blocks.paging import opening, page_buttons, page_note
from bot.blocks.remembered import Memory, tell
from bot.blocks.row_parts import Said
from bot.blocks.searched import USUAL, searched
from bot.blocks.verdicts import verdict
from bot.domain.answers import FailuresAnswer
from bot.domain.failures import By
from bot.domain.messages import Message

_WIDER = "Leave an option out, or begin earlier, as with `since:7d`."
_EARLIER = "Further back: `/runs failures since:7d`"


def failures_page(
    answer: FailuresAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """A page of what failed or was skipped; the first one leads with causes."""
    page, line, zone = answer.page, answer.line, answer.zone
    clouds = len({one.cloud for one in answer.coverage}) > 1
    rows = [
        failure_row(number, failure, zone, clouds=clouds)
        for number, failure in enumerate(page.rows, page.first)
    ]
    memory = Memory(
        title=_title(answer),
        said=_said(answer),
        causes=_why(answer) if page.number == 1 else ([], 0),
        noun=answer.by,
        rows=rows,
        actions=[
            *opening(rows, "one of these"),
            *page_buttons(page, line, audience),
            *copy(line, "command"),
        ],
        note=page_note(page),
    )
    return tell(answer, memory, request_id)


def _why(answer: FailuresAnswer) -> tuple[Sequence[CauseLine], int]:
    """The causes, or what was asked for instead."""
    if answer.by is not By.CAUSE:
        return group_lines(answer), answer.group_count
    lines = cause_lines(answer.causes, answer.line, answer.zone, whole=True)
    return lines, answer.cause_count


def _title(answer: FailuresAnswer) -> str:
    """Such as "✖ 137 failed, 12 skipped"."""
    filtered = answer.wanted != USUAL
    sign, found = verdict(answer, answer.counts, filtered=filtered)
    return f"{sign} {found[:1].upper()}{found[1:]}".strip()


def _said(answer: FailuresAnswer) -> list[Said]:
    """What was looked for, and how to find more where that is nothing."""
    asked = searched(answer.wanted, answer.window, answer.as_of, answer.zone)
    known = [asked] if any(asked) else []
    if answer.page.of:
        return known
    wider = _EARLIER if answer.wanted == USUAL else _WIDER
    return [*known, (wider, wider)]
