"""The window in which a cause is muted or acknowledged."""

from collections.abc import Iterator

from bot.blocks.elements import context, section
from bot.blocks.inputs import field, menu, radio, typed
from bot.blocks.mentions import channel
from bot.blocks.text import code, escape
from bot.blocks.words import plural
from bot.domain.commandline import COMMAND
from bot.domain.forms import Carried
from bot.domain.mark_form import (
    EVERYWHERE,
    HERE,
    SPANS,
    USUAL,
    WHY,
    MarkChoice,
    MarkField,
)
from bot.domain.marks import MarkKind
from bot.domain.messages import Block, Modal
from bot.domain.windows import span

_TITLES = {
    MarkKind.MUTED: "Mute a cause",
    MarkKind.ACKNOWLEDGED: "Acknowledge a cause",
}
_VERBS = {MarkKind.MUTED: "Mute", MarkKind.ACKNOWLEDGED: "Acknowledge"}
_MEANS = {
    MarkKind.MUTED: "Later digests count it in one line and do not list it.",
    MarkKind.ACKNOWLEDGED: "Later digests list it after the others, with your name.",
}
_END = "That it has recovered is told all the same."


def mark_form(choice: MarkChoice, asked_in: str) -> Modal:
    """Causes to choose from, how long it holds, where, and why.

    `asked_in` is the channel that the answer goes to.
    """
    title = _TITLES[choice.kind]
    if not choice.causes:
        nothing = f"{code(choice.one.name)} was told of no cause in the last 30 days."
        return Modal(title, (section(nothing),))
    return Modal(
        title=title,
        blocks=tuple(_blocks(choice)),
        submit=_VERBS[choice.kind],
        form=choice.kind,
        kept=Carried(channel=asked_in, name=choice.one.name).packed(),
        close="Cancel",
    )


def _blocks(choice: MarkChoice) -> Iterator[Block]:
    yield section(f"{_MEANS[choice.kind]} {_END}")
    causes = {one.id: _cause(choice, one.id, one.count) for one in choice.causes}
    first = next(iter(causes)) if len(causes) == 1 else ""
    yield field(MarkField.CAUSE, "Cause", menu(causes, first))
    lasts = next(text for text in SPANS if span(text) == USUAL[choice.kind])
    yield field(MarkField.LASTS, "For", menu(SPANS, lasts))
    where = {HERE: f"{choice.one.name} only", EVERYWHERE: "all digests of its channel"}
    yield field(MarkField.WHERE, "In", radio(where, HERE))
    yield field(
        MarkField.WHY,
        "Why",
        typed(longest=WHY, example="being mended, ticket 4711"),
        hint="Everybody in the channel reads it.",
    )
    if choice.marks:
        name = escape(choice.one.name)
        said = f"{plural(len(choice.marks), 'cause')} of {channel(choice.one.channel)}"
        yield context(
            f"{said} marked already: `{COMMAND} digest show {name}` takes that back."
        )


def _cause(choice: MarkChoice, cause: str, count: int) -> str:
    return f"{choice.labels.get(cause, cause)} ({count:,})"
