"""What a person wants to say of a cause, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.commandline import echo
from bot.domain.deliveries import ToldCause
from bot.domain.forms import Faults, Filled
from bot.domain.marks import Mark, MarkKind
from bot.domain.subscriptions import Subscription
from bot.domain.windows import span
from bot.errors import InvalidQueryError

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=30)
USUAL = {
    MarkKind.MUTED: timedelta(days=1),
    MarkKind.ACKNOWLEDGED: timedelta(days=7),
}
WHY = 200
"""The most characters of a reason."""

SPANS: Mapping[str, str] = {
    "8h": "8 hours",
    "1d": "1 day",
    "2d": "2 days",
    "7d": "7 days",
    "14d": "14 days",
    "30d": "30 days",
}
"""How long it can hold, as it is typed and as it is read."""


class MarkField(StrEnum):
    """What can be filled in."""

    CAUSE = "cause"
    LASTS = "lasts"
    WHERE = "where"
    WHY = "why"


HERE, EVERYWHERE = "here", "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChoice:
    """What there is to choose from: causes that a subscription was told of.

    Attributes:
        labels: of the causes, by id; secrets are hidden.
        marks: what holds already.
    """

    kind: MarkKind
    one: Subscription
    causes: tuple[ToldCause, ...]
    labels: Mapping[str, str]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWish:
    """A mark without its author.

    Attributes:
        name: of the subscription.
        cause: the id of what is marked.
        lasts: how long.
        everywhere: whether it is for all digests of the channel.
        why: the reason.
    """

    kind: MarkKind
    name: str
    cause: str
    lasts: timedelta
    everywhere: bool = False
    why: str


def mark_wish(filled: Filled, kind: MarkKind, name: str) -> MarkWish | Faults:
    """What was filled in, if it makes sense."""
    why, cause = filled.text(MarkField.WHY), filled.text(MarkField.CAUSE)
    faults = {
        MarkField.CAUSE: "" if cause else "Choose a cause.",
        MarkField.WHY: ""
        if why
        else "Give a reason: everybody in the channel reads it.",
    }
    if any(faults.values()):
        return Faults({name: fault for name, fault in faults.items() if fault})
    return MarkWish(
        kind=kind,
        name=name,
        cause=cause,
        lasts=span(filled.text(MarkField.LASTS)) or USUAL[kind],
        everywhere=filled.text(MarkField.WHERE) == EVERYWHERE,
        why=why,
    )


def how_long(kind: MarkKind, text: str) -> timedelta:
    """What was typed after `for:`; nothing is a day for a mute, else a week.

    Raises:
        InvalidQueryError: it is no length of time, too short or too long.
    """
    if not text:
        return USUAL[kind]
    lasts = span(text)
    if lasts is None or not SHORTEST <= lasts <= LONGEST:
        raise InvalidQueryError(
            f"`for:{echo(text)}` is not between an hour and 30 days; say it like `8h`, "
            "`2d` or `14d`."
        )
    return lasts
