"""What goes by an id or a name: each with the command that shows it."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.audience import Audience
from bot.blocks.buttons import DETAILS, carrying, copy
from bot.blocks.elements import Element, context, header, section
from bot.blocks.lists import Parts, how_many, put_together
from bot.blocks.paging import page_buttons, page_note
from bot.blocks.row_parts import Said, name_said, status_said, when_said
from bot.blocks.text import blank, escape, one_line
from bot.domain.answers import FoundAnswer, Match
from bot.domain.messages import Message

_NOTHING = (
    "Neither what I remember of the last 35 days nor the clouds know this. An id has "
    "to be whole, of a name a part is enough."
)
_NOTHING_YET = "Nothing was found where I could look; below is where I could not."
_SOUGHT = 80


def matches_page(
    answer: FoundAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """Everything that was found, and where nobody could look."""
    page, line = answer.page, answer.line
    numbered = list(enumerate(page.rows, page.first))
    said = [(number, one, list(_said(one, answer.zone))) for number, one in numbered]
    title = f"Found for {one_line(answer.text, _SOUGHT)}: {how_many(page)}"
    nothing = _nothing(answer)
    parts = Parts(
        said=[escape(title), *nothing, *(_text(*one) for one in said)],
        blocks=[
            header(title),
            *map(context, nothing),
            *(
                section(_markup(number, facts), _details(place, one))
                for place, (number, one, facts) in enumerate(said, 1)
            ),
        ],
        rows=(),
        actions=[*page_buttons(page, line, audience), *copy(line, "command")],
        note=page_note(page),
        line=line,
    )
    return put_together(answer, parts, request_id)


def _nothing(answer: FoundAnswer) -> list[str]:
    """Where something gave no answer, nobody can say that there is nothing."""
    if answer.page.of:
        return []
    return [_NOTHING_YET if answer.gaps else _NOTHING]


def _said(match: Match, zone: tzinfo) -> Iterator[Said]:
    """What it is and how it went, in the order in which people tell things apart."""
    if match.outcome is not None:
        yield status_said(match.outcome, "")
    what = escape(one_line(match.what, limits.ROW_NAME))
    label = one_line(match.label, limits.ROW_NAME)
    markup, text = name_said(label) if label else ("", "")
    yield f"{what} {markup}".strip(), f"{what} {text}".strip()
    if not blank(match.cloud):
        yield name_said(one_line(match.cloud, limits.ROW_NAME))
    yield from when_said(match.at, zone)


def _markup(number: int, facts: list[Said]) -> str:
    return f"{number}  {' · '.join(markup for markup, _ in facts)}"


def _text(number: int, match: Match, facts: list[Said]) -> str:
    """With its command, where that is short enough to be typed."""
    told = f"{number}. {', '.join(text for _, text in facts)}"
    short = len(match.line) <= limits.ROW_WHY
    return f"{told}: {escape(match.line)}" if short else told


def _details(place: int, match: Match) -> Element | None:
    """The button that shows it, at its place in the message."""
    return next(iter(carrying("Details", f"{DETAILS}{place}", match.line)), None)
