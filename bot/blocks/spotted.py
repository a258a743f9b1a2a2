"""What was found in a message that somebody wanted looked up."""

from collections.abc import Sequence

from bot.blocks import limits
from bot.blocks.buttons import DETAILS, carrying
from bot.blocks.elements import context, section
from bot.blocks.text import code
from bot.blocks.words import plural
from bot.domain.commandline import COMMAND
from bot.domain.messages import Block, Message
from bot.domain.spotting import MOST

NOTHING_SPOTTED = (
    "I see no reference and no id in that message. I look for `cloud/source/id`, orders "
    "like `SCT2026…`, UUIDs and 32 hex digits."
)


def nothing_spotted() -> Message:
    """That there is nothing to look up, and what there could be."""
    return Message(NOTHING_SPOTTED, (section(NOTHING_SPOTTED),))


def several_spotted(found: Sequence[str]) -> Message:
    """Each with a button that looks it up."""
    said = f"{plural(len(found), 'id')} in that message. Which one shall I look up?"
    rows = [_row(place, one) for place, one in enumerate(found, 1)]
    more = [context(f"I look at the first {MOST}.")] if len(found) == MOST else []
    listed = "\n".join([said, *(code(one, limits.COMMAND) for one in found)])
    return Message(listed, (section(said), *rows, *more))


def _row(place: int, found: str) -> Block:
    pressed = carrying("Look up", f"{DETAILS}{place}", f"{COMMAND} {found}")
    return section(code(found, limits.COMMAND), next(iter(pressed), None))
