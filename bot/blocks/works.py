"""Tasks of desktops and of application servers, as their lists show them."""

from bot.blocks.audience import Audience
from bot.blocks.buttons import copy
from bot.blocks.elements import context, header
from bot.blocks.facts import detail_line
from bot.blocks.lists import Parts, how_many, put_together
from bot.blocks.paging import opening, page_buttons, page_note
from bot.blocks.work_rows import work_row
from bot.domain.answers import WorksAnswer
from bot.domain.messages import Message
from bot.domain.references import SourceName

_TITLES = {
    SourceName.TASK: "Scheduled tasks",
    SourceName.APP: "App Streaming tasks",
}
_NOTHING = "Nothing matches. Leave an option out."


def works_page(
    answer: WorksAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """Tasks, each with how it ended last and when it runs next."""
    page, line = answer.page, answer.line
    clouds = len({one.reference.cloud for one in page.rows}) > 1
    rows = [
        work_row(number, listed, answer.zone, clouds=clouds)
        for number, listed in enumerate(page.rows, page.first)
    ]
    title = f"{_TITLES.get(answer.source, 'Tasks')}: {how_many(page)}"
    nothing = [] if page.of else [_NOTHING]
    alone = page.rows[0].details if len(page.rows) == page.of == 1 else ()
    parts = Parts(
        said=[title, *nothing],
        blocks=[header(title), *map(context, nothing)],
        details=detail_line(alone),
        rows=rows,
        actions=[
            *opening(rows, "one task's runs"),
            *page_buttons(page, line, audience),
            *copy(line, "command"),
        ],
        note=page_note(page),
        line=line,
    )
    return put_together(answer, parts, request_id)
