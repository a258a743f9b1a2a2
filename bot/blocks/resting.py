"""What whoever owns a digest is told when its channel takes nothing any more."""

from bot.blocks.buttons import ACTION, carrying, in_a_row
from bot.blocks.elements import section
from bot.blocks.mentions import channel
from bot.blocks.text import escape
from bot.domain.commandline import COMMAND
from bot.domain.messages import Message
from bot.domain.subscriptions import Pause, Subscription

_RESUME = f"{ACTION}resume"


def resting(one: Subscription, pause: Pause) -> Message:
    """Why it rests, that nothing is lost, and what makes it go on."""
    line = f"{COMMAND} digest resume {one.name}"
    said = (
        f"The digest {one.name} is paused: Slack does not let me post in "
        f"{channel(one.channel)}. {escape(pause.why)} Nothing is lost: once that is mended, "
        f"`{line}` tells what it missed."
    )
    return Message(said, (section(said), *in_a_row(carrying("Resume", _RESUME, line))))
