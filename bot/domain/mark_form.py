"""What a person wants to say of a cause, and for how long."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.commandline import echo
from bot.domain.marks import MarkKind
from bot.domain.windows import span
from bot.errors import InvalidQueryError

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=30)
USUAL = {
    MarkKind.MUTED: timedelta(days=1),
    MarkKind.ACKNOWLEDGED: timedelta(days=7),
}
WHY = 200
"""The most characters of a reason."""


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
