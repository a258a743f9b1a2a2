"""The window in which a digest is made or changed, and what is read before it is kept."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.blocks.elements import context, header, plain_section, section
from bot.blocks.inputs import channels, field, people, radio, several, ticks, typed
from bot.blocks.subscription_words import facts, labels, slots
from bot.blocks.text import escape
from bot.domain.digest_words import LONGEST_NAME
from bot.domain.executions import Outcome
from bot.domain.forms import Carried, Filled
from bot.domain.messages import Block, Modal
from bot.domain.references import SourceName
from bot.domain.subscription_form import (
    LONGEST_FILTER,
    POST,
    SILENT,
    Field,
    SubscriptionForm,
    Wish,
    filled_in,
)

FORM, REVIEW = "subscription", "review"
"""The window to be filled in, and the one that shows what that comes to."""

_LONGEST = 100
_TIMES = 3
_FILTERS = {
    Field.TARGET: ("Only these targets", "FIN-DESK"),
    Field.SCRIPT: ("Only these scripts", "patch-check"),
    Field.POOL: ("Only these pools", "finance-pool"),
    Field.CAUSE: ("Only these causes", "offline"),
}
_FILTER_HINT = (
    "An exact id or a part of a name; a comma between two means either of them."
)
_SOURCES = {
    SourceName.SCRIPT: "script: scripts on single desktops",
    SourceName.TASK: "task: scheduled tasks of desktops",
    SourceName.POOL: "pool: runs of desktop pools",
    SourceName.ORDER: "order: COC script orders",
    SourceName.APP: "app: App Streaming tasks",
}
_OUTCOMES = {Outcome.FAILED: "failed", Outcome.SKIPPED: "skipped"}
_EMPTY = {POST: "Say that nothing failed", SILENT: "Say nothing"}


def subscription_form(form: SubscriptionForm) -> Modal:
    """Everything that can be asked for; what is changed is filled in already."""
    one = form.one
    first = filled_in(one) if one else _usual(form)
    name = one.name if one else ""
    carried = Carried(channel=form.channel, name=name, taken=form.taken)
    return Modal(
        title="Change a digest" if one else "New digest",
        blocks=(
            *_named(first, name),
            *_when(first),
            *_what(first, form.clouds),
            *_filters(first),
            *_how(first),
        ),
        submit="Next",
        form=FORM,
        kept=carried.packed(),
        close="Cancel",
    )


def review(wish: Wish, carried: Carried, now: datetime, problem: str = "") -> Modal:
    """What was wished for in words, and when it would be told; `carried` has it all."""
    markup, _ = labels(facts(wish.of("")))
    times = slots(wish.schedule.next(_TIMES, now, wish.zone), wish.zone)
    warning = wish.schedule.warning
    said: Sequence[Block] = (
        *([section(f"⚠ {escape(problem)}")] if problem else []),
        header(wish.name),
        section(markup),
        section(f"*Next*  {times} {escape(str(wish.zone))}"),
        *([context(escape(warning))] if warning else []),
    )
    changed = bool(carried.name)
    return Modal(
        title="Is this right?",
        blocks=tuple(said),
        submit="Save" if changed else "Make it",
        form=REVIEW,
        kept=carried.packed(),
        close="Back",
    )


def _usual(form: SubscriptionForm) -> Filled:
    return Filled(
        {
            Field.CHANNEL: (form.channel,),
            Field.SCHEDULE: ("weekdays at 09:00",),
            Field.ZONE: (form.zone or "UTC",),
            Field.OUTCOMES: tuple(_OUTCOMES),
            Field.EMPTY: (POST,),
        }
    )


def _named(first: Filled, name: str) -> Iterator[Block]:
    """A name stays what it is: people have typed it."""
    if name:
        yield plain_section(name)
    else:
        yield field(
            Field.NAME,
            "Name",
            typed(longest=LONGEST_NAME, example="night-shift"),
            hint="People type it: /runs digest show NAME.",
        )
    yield field(Field.CHANNEL, "Channel", channels(first.text(Field.CHANNEL)))


def _when(first: Filled) -> Iterator[Block]:
    yield field(
        Field.SCHEDULE,
        "When",
        typed(first.text(Field.SCHEDULE), longest=_LONGEST),
        hint="Like: weekdays at 9:00, Mondays and Thursdays at 17:30, every 6 hours, or a "
        "crontab line such as 0 9 * * mon-fri. Next shows the first three times.",
    )
    yield field(
        Field.ZONE,
        "Time zone",
        typed(first.text(Field.ZONE), longest=_LONGEST, example="Asia/Singapore"),
    )


def _what(first: Filled, clouds: Sequence[str]) -> Iterator[Block]:
    if len(clouds) > 1:
        options = {one: one for one in clouds}
        chosen = first.chosen(Field.CLOUDS)
        element = several(options, chosen)
        yield field(Field.CLOUDS, "Clouds", element, hint="None: all.", optional=True)
    sources = {str(one): text for one, text in _SOURCES.items()}
    outcomes = {str(one): text for one, text in _OUTCOMES.items()}
    yield field(
        Field.SOURCES,
        "Sources",
        ticks(sources, first.chosen(Field.SOURCES)),
        hint="None: all.",
        optional=True,
    )
    yield field(
        Field.OUTCOMES, "Outcomes", ticks(outcomes, first.chosen(Field.OUTCOMES))
    )


def _filters(first: Filled) -> Iterator[Block]:
    hint = _FILTER_HINT
    for name, (label, example) in _FILTERS.items():
        element = typed(first.text(name), longest=LONGEST_FILTER, example=example)
        yield field(name, label, element, optional=True, hint=hint)
        hint = ""  # the same holds for all of them


def _how(first: Filled) -> Iterator[Block]:
    empty = radio(_EMPTY, first.text(Field.EMPTY))
    yield field(Field.EMPTY, "When there is nothing to tell", empty)
    yield field(
        Field.MENTION,
        "Mention, where something failed",
        people(first.chosen(Field.MENTION)),
        optional=True,
    )
