"""Digests that channels are told: a page of all of them, and each by itself."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.buttons import NEXT, OFFER, PREVIOUS, carrying, in_a_row, turning
from bot.blocks.elements import Element, context, header, section
from bot.blocks.mark_words import mark_said
from bot.blocks.mentions import channel
from bot.blocks.offers import offered
from bot.blocks.paging import page_note
from bot.blocks.row_parts import Said
from bot.blocks.subscription_words import (
    delivered,
    facts,
    labels,
    named,
    owner,
    rests,
    slots,
    when,
)
from bot.blocks.text import code, cut_escaped, escape, one_line
from bot.blocks.times import minute
from bot.blocks.words import plural
from bot.domain.commandline import COMMAND
from bot.domain.digest_answers import (
    ListedSubscription,
    SubscriptionAnswer,
    SubscriptionsAnswer,
)
from bot.domain.marks import Mark
from bot.domain.messages import Block, Message

_NONE = "No channel is told a digest yet."
_MOST_MARKS = 10
_LABEL = 100


def subscriptions_page(answer: SubscriptionsAnswer) -> Message:
    """Each with its channel, when it is due next, and what it told last."""
    page = answer.page
    title = plural(page.of, "digest") if page.of else _NONE
    rows = [listed_row(one, answer.zone) for one in page.rows]
    last = [note] if (note := page_note(page).capitalize()) else []
    turns = turning(page.number, page.pages, answer.line, (PREVIOUS, NEXT))
    blocks = [
        header(title),
        *(
            section(markup, _show(place, one))
            for place, (one, (markup, _)) in enumerate(
                zip(page.rows, rows, strict=True), 1
            )
        ),
        *in_a_row([*turns, *offered(answer.offers, len(rows) + 1)]),
        *map(context, last),
    ]
    said = [title, *(text for _, text in rows), *last]
    return Message(cut_escaped("\n".join(said), limits.TEXT), tuple(blocks))


def subscription_page(answer: SubscriptionAnswer) -> Message:
    """What it asks for, when it is due, what it told, and what people said of causes."""
    one = answer.one
    whose = owner(one)
    markup, lines = labels([*facts(one), ("Owner", (whose, whose))])
    said = [escape(answer.said)] if answer.said else []
    state = [text for text in (rests(one),) if text]
    below = [*_times(answer), *_last(answer)]
    marks = list(_marks(answer))
    blocks: list[Block] = [
        *map(section, said),
        header(one.name),
        *map(section, state),
        section(markup),
        *map(context, below),
        *(block for block, _ in marks),
        *in_a_row(offered(answer.offers)),
    ]
    text = [*said, one.name, *state, *lines, *below, *(line for _, line in marks)]
    return Message(cut_escaped("\n".join(text), limits.TEXT), tuple(blocks))


def listed_row(listed: ListedSubscription, zone: tzinfo) -> Said:
    """Its name, channel and schedule, when it is due next, and what it told last."""
    one = listed.one
    shown, name = named(one.name)
    last = f" · last {delivered(listed.last, one.zone)}" if listed.last else ""
    due = "⏸ paused" if one.pause else f"next {minute(listed.next, zone)} {zone}"
    rest = f"{channel(one.channel)} · {when(one)}\n{due}{last}"
    return f"{shown} · {rest}", f"{name}, {rest}"


def _show(place: int, listed: ListedSubscription) -> Element | None:
    line = f"{COMMAND} digest show {listed.one.name}"
    buttons = carrying("Show", f"{OFFER}{place}", line)
    return buttons[0] if buttons else None


def _times(answer: SubscriptionAnswer) -> Iterator[str]:
    one = answer.one
    if answer.next and one.pause is None:
        yield f"Next: {slots(answer.next, one.zone)} {escape(str(one.zone))}"
    if one.schedule.warning:
        yield escape(one.schedule.warning)


def _last(answer: SubscriptionAnswer) -> Iterator[str]:
    last = [delivered(each, answer.one.zone) for each in answer.delivered]
    if last:
        yield "\n".join(["Last digests:", *last])


def _marks(answer: SubscriptionAnswer) -> Iterator[tuple[Block, str]]:
    """Each with what takes it back."""
    shown = answer.marks[:_MOST_MARKS]
    for place, (mark, undo) in enumerate(shown, len(answer.offers) + 1):
        (markup, text), buttons = _mark(mark, answer.one.zone), offered([undo], place)
        yield section(markup, buttons[0] if buttons else None), text
    more = len(answer.marks) - len(shown)
    if more > 0:
        said = f"and {more:,} more"
        yield context(said), said


def _mark(mark: Mark, zone: tzinfo) -> Said:
    markup, text = mark_said(mark, zone)
    where = "" if mark.subscription else f" in all of {channel(mark.channel)}"
    label = cut_escaped(escape(one_line(mark.label, _LABEL)), _LABEL)
    return f"{code(mark.label, _LABEL)} is {markup}{where}", f"{label} is {text}{where}"
