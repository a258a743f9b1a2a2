"""A window before it can be filled in, or where it cannot be."""

from bot.blocks.elements import section
from bot.domain.messages import Message, Modal

_TITLE = "Digests"
_LOADING = "Looking at the digests…"


def loading_form() -> Modal:
    """What is seen at first: a window must open within 3 seconds."""
    return Modal(_TITLE, (section(_LOADING),))


def problem_form(message: Message) -> Modal:
    """Why there is nothing to fill in."""
    return Modal(_TITLE, message.blocks or (section(message.text),))
