"""A reference and its command line, where Slack offers to copy them."""

from bot.blocks import limits
from bot.blocks.elements import context, preformatted
from bot.blocks.text import blank, cut_escaped, escape, one_line
from bot.domain.answers import ReferenceAnswer
from bot.domain.messages import Message

_NOTHING = "There is nothing to be copied."


def reference_page(answer: ReferenceAnswer) -> Message:
    """The reference, if there is one, and the command line, each to be copied whole."""
    pairs = [("Reference", answer.reference), ("Command", answer.line)]
    known = [(label, text) for label, text in pairs if not blank(text)]
    if not known:
        return Message(_NOTHING)
    said = "\n".join(
        f"{label}: {escape(one_line(text, limits.TEXT))}" for label, text in known
    )
    blocks = [
        block for label, text in known for block in (context(label), preformatted(text))
    ]
    return Message(cut_escaped(said, limits.TEXT), tuple(blocks))
