"""The last hours at a glance: each source in numbers, and the widest causes."""

from collections.abc import Sequence
from datetime import timedelta

from bot.blocks.audience import Audience
from bot.blocks.buttons import DETAILS, asking, carrying, copy
from bot.blocks.causes import cause_lines
from bot.blocks.glance_rows import GlanceRow, glance_rows
from bot.blocks.narrowing import all_failures
from bot.blocks.remembered import Memory, tell
from bot.blocks.tables import table
from bot.blocks.verdicts import verdict
from bot.blocks.words import plural
from bot.domain.answers import GlanceAnswer
from bot.domain.executions import Outcome
from bot.domain.messages import Block, Message
from bot.domain.runs import Counts

_HOUR = timedelta(hours=1)
_COUNTED = (Outcome.FAILED, Outcome.SKIPPED)


def glance_page(
    answer: GlanceAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """What failed or was skipped of late, by source and by cause."""
    every = all_failures(answer.line)
    causes = cause_lines(answer.causes, every, answer.zone, whole=False)
    rows = glance_rows(answer)
    memory = Memory(
        title=glance_title(answer),
        below=(_table(rows), [row.text for row in rows]),
        causes=(causes, answer.cause_count),
        actions=[
            *(carrying("All failures", f"{DETAILS}all", every) if _any(answer) else []),
            *asking(answer.line, 1, audience),
            *copy(answer.line, "command"),
        ],
    )
    return tell(answer, memory, request_id)


def glance_title(answer: GlanceAnswer) -> str:
    """Such as "✖ Last 24 hours: 137 failed, 12 skipped"."""
    sign, found = verdict(answer, _sums(answer), filtered=False)
    return f"{sign} {_when(answer)}: {found}"


def _sums(answer: GlanceAnswer) -> Counts:
    counts = [one.counts for one in answer.sources]
    return Counts({one: sum(count.of(one) for count in counts) for one in _COUNTED})


def _any(answer: GlanceAnswer) -> bool:
    return any(map(_sums(answer).of, _COUNTED))


def _when(answer: GlanceAnswer) -> str:
    since, until = answer.window.since, answer.window.until or answer.as_of
    hours = round((until - since) / _HOUR) if since else 0
    return f"Last {plural(hours, 'hour')}" if hours > 0 else "At a glance"


def _table(rows: Sequence[GlanceRow]) -> list[Block]:
    return [table([row.cells for row in rows])] if rows else []
