"""What can be asked in a thread."""

from bot.blocks.elements import context, section
from bot.domain.messages import Message

_TITLE = "In this thread you can ask on:"
_FORMS = (
    ("`3`, `details 3` or a target's name", "that row of the newest list"),
    ("`output 3`", "what its script printed, long ones as a file"),
    ("`why 3`", "what the code means, what to check first, how often it was seen"),
    ("`history 3`", "the same target and the same script before"),
    (
        "`failed`, `skipped`, `target:FIN`, `cause:`, `script:`, `source:`, `since:7d`",
        "only those",
    ),
    ("`by cause`, `by target`, `by script`", "the same, grouped"),
    ("`next`, `prev`, `page 4`", "more of the list"),
    ("`all`, `undo`, `refresh`, `same yesterday`", "back, anew, or a day before"),
    ("`csv`", "all rows in a file"),
    (
        "`mute 3 for 2d because …`, `ack 3`, `unmute 3`, `unack 3`",
        "what later digests do with that cause",
    ),
)
_CLOSING = "Mention me with it. Everybody here reads the answer."


def thread_help() -> Message:
    """Every form of a follow-up, a line each."""
    lines = [_TITLE, *(f"• {form}: {what}" for form, what in _FORMS)]
    return Message(
        text="\n".join([*lines, _CLOSING]),
        blocks=(section("\n".join(lines)), context(_CLOSING)),
    )
