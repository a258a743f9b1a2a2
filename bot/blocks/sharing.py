"""What is added to an answer once it is in a channel."""

import re

from bot.blocks.notes import noted
from bot.domain.messages import Message

# Ids of people as Slack writes them; nothing else may become a mention.
_PERSON = re.compile(r"[UW][A-Z0-9]{2,40}", re.ASCII)
_SHARED_HERE = "Shared with this channel."
_ASK_ON = "mention me to ask on"


def shared(message: Message, user: str) -> Message:
    """The message with who shared it; unchanged where `user` is no id of a person."""
    if not _PERSON.fullmatch(user):
        return message
    return noted(message, f"Shared by <@{user}> · {_ASK_ON}")


def shared_here(message: Message) -> Message:
    """The sharer's own answer, which says where its copy stands."""
    return noted(message, _SHARED_HERE)
