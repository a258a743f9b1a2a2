"""The buttons of this bot: how each is known to whoever handles its press."""

from collections.abc import Sequence

from bot.blocks import limits
from bot.blocks.audience import Audience
from bot.blocks.elements import Element, actions, button
from bot.domain.messages import Block
from bot.domain.presses import button_value

# Every action of this bot begins so.
ACTION = "runs."
OPEN = f"{ACTION}open"
PREVIOUS, NEXT = f"{ACTION}previous", f"{ACTION}next"
# Followed by the place in the message, as an action_id is told once.
DETAILS = f"{ACTION}details."
REFRESH, AGAIN, SHARE = f"{ACTION}refresh", f"{ACTION}again", f"{ACTION}share"
OUTPUT, COPY = f"{ACTION}output", f"{ACTION}copy"
WHY, HISTORY = f"{ACTION}why", f"{ACTION}history"
SAME_CAUSE, HISTORY_SCRIPT = f"{ACTION}cause", f"{ACTION}script"
# Of a digest.
DETAILS_OF, CSV = f"{ACTION}again", f"{ACTION}csv"
MUTE, ACKNOWLEDGE = f"{ACTION}mute", f"{ACTION}ack"
SETTINGS = f"{ACTION}settings"
# Followed by the place in the message; the second kind changes what the message shows.
OFFER, CHANGE = f"{ACTION}offer.", f"{ACTION}change."
WATCH, UNWATCH = f"{ACTION}watch", f"{ACTION}unwatch"
FAILED_ROWS = f"{ACTION}failed"
# In Home: reads and shows it anew.
HOME = f"{ACTION}home"
# Opens the form in which anything can be looked up, from a message or from Home.
LOOK_UP_FORM = f"{ACTION}look-up"
# In the window that OUTPUT opens.
OUTPUT_PREVIOUS, OUTPUT_NEXT = f"{OUTPUT}.previous", f"{OUTPUT}.next"
OUTPUT_AGAIN = f"{OUTPUT}.again"


def in_a_row(elements: Sequence[Element]) -> list[Block]:
    """What can be pressed; no block where that is nothing, as Slack refuses one."""
    return [actions(elements)] if elements else []


def asking(line: str, page: int, audience: Audience) -> list[Element]:
    """What asks for the same once more, and what shows it to others."""
    if audience is Audience.CHANNEL:
        return carrying("Ask again", AGAIN, line, page)
    refresh = carrying("Refresh", REFRESH, line, page)
    if audience is Audience.SHARER:
        return refresh
    return [*refresh, *carrying("Share", SHARE, line, page)]


def output(line: str) -> list[Element]:
    """What opens all that the execution of this command line printed."""
    return carrying("Output", OUTPUT, line)


def copy(line: str, what: str = "reference") -> list[Element]:
    """What shows this command line, and the reference in it, to be copied."""
    return carrying(f"Copy {what}", COPY, line)


def turning(page: int, pages: int, line: str, ids: tuple[str, str]) -> list[Element]:
    """The way to the pages beside this one; `ids` name the presses, back first."""
    back, on = ids
    previous = carrying("◀ Previous", back, line, page - 1) if page > 1 else []
    next_ = carrying("Next ▶", on, line, page + 1) if page < pages else []
    return [*previous, *next_]


def carrying(
    text: str, action_id: str, line: str, page: int = 1, *, sure: str = ""
) -> list[Element]:
    """A button that carries `line`; none where it is longer than any that was typed.

    `sure` is asked before it is pressed.
    """
    value = button_value(line, page)
    fits = len(value) <= limits.BUTTON_VALUE
    return [button(text, action_id, value, sure)] if fits else []
