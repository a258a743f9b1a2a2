"""How the bot itself is, and how far it has read."""

from bot.blocks import limits
from bot.blocks.audience import Audience
from bot.blocks.buttons import asking, copy
from bot.blocks.elements import context, header, section
from bot.blocks.health_rows import health_rows, how_many
from bot.blocks.lists import Parts, put_together
from bot.blocks.tables import table
from bot.blocks.text import cut_escaped, escape, one_line
from bot.blocks.words import plural
from bot.domain.answers import Condition, HealthAnswer
from bot.domain.coverage import Freshness
from bot.domain.messages import Message

_MOST_CONDITIONS = 8
# What is wrong comes first, so that what is left out is fine as long as it can be.
_MOST_ROWS = 20


def health_page(
    answer: HealthAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """What works and what does not; then each source of each cloud, the worst first."""
    title = _title(answer)
    conditions = [_condition(one) for one in answer.conditions[:_MOST_CONDITIONS]]
    rows = health_rows(answer)
    shown, more = rows[:_MOST_ROWS], len(rows) - _MOST_ROWS
    left_out = [f"and {plural(more, 'more source')}"] if more > 0 else []
    parts = Parts(
        said=[title, *conditions, *(row.text for row in shown), *left_out],
        blocks=[
            header(title),
            *([section("\n".join(conditions))] if conditions else []),
            *([table([row.cells for row in shown])] if shown else []),
            *map(context, left_out),
        ],
        rows=(),
        actions=[
            *asking(answer.line, 1, audience),
            *copy(answer.line, "command"),
        ],
        note="",
        line=answer.line,
    )
    return put_together(answer, parts, request_id)


def _title(answer: HealthAnswer) -> str:
    """Such as "✖ 2 things need a look"."""
    sources = how_many(answer)
    wrong = sum(not one.fine for one in answer.conditions)
    wrong += sources[Freshness.FAILING] + sources[Freshness.BEHIND]
    if wrong:
        verb = "needs" if wrong == 1 else "need"
        return f"✖ {plural(wrong, 'thing')} {verb} a look"
    unread = sources[Freshness.UNREAD]
    if unread:
        return f"◷ All is well, but {plural(unread, 'source')} not read yet"
    return "✔ All is well"


def _condition(one: Condition) -> str:
    sign, word = ("✔", "fine") if one.fine else ("✖", "not fine")
    said = f": {one_line(one.said, limits.DETAIL)}" if one.said else ""
    what = one_line(one.what, limits.ROW_NAME)
    return cut_escaped(escape(f"{sign} {what} {word}{said}"), 2 * limits.DETAIL)
