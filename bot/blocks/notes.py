"""A sentence of ours below a message."""

from bot.blocks import limits
from bot.blocks.elements import context
from bot.blocks.text import cut_escaped
from bot.domain.messages import Message


def noted(message: Message, markup: str) -> Message:
    """The message with a last line, which is mrkdwn and short; it is never cut off.

    Answers keep `limits.LAST_LINE` characters free for it.
    """
    said = cut_escaped(message.text, limits.TEXT - len(markup) - 1)
    blocks = message.blocks[: limits.BLOCKS - 1]
    # Blocks hide the text: where there are none, the text alone has to say it.
    return Message(f"{said}\n{markup}", (*blocks, context(markup)) if blocks else ())
