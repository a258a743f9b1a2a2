"""A window before it can be filled in, or where it cannot be."""

from bot.blocks.elements import section
from bot.blocks.lookup_form import TITLE as LOOK_UP
from bot.domain.messages import Message, Modal

_TITLE = "Digests"
_LOADING = "Looking at the digests…"
_ONE_MOMENT = "One moment…"


def loading_form(*, looks_up: bool = False) -> Modal:
    """What is seen at first: a window must open within 3 seconds."""
    if looks_up:
        return Modal(LOOK_UP, (section(_ONE_MOMENT),))
    return Modal(_TITLE, (section(_LOADING),))


def problem_form(message: Message, *, looks_up: bool = False) -> Modal:
    """Why there is nothing to fill in."""
    title = LOOK_UP if looks_up else _TITLE
    return Modal(title, message.blocks or (section(message.text),))
