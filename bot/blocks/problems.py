"""What went wrong, what to do next, and the id that finds it in the log."""

from bot.blocks import limits
from bot.blocks.elements import context, section
from bot.blocks.text import code, cut_escaped, escape
from bot.domain.messages import Message

UNEXPECTED = (
    "Something went wrong on my side. Try again; if it happens again, give the id "
    "below to whoever runs this bot."
)
INTERRUPTED = "I am being restarted and could not finish. Ask again in a minute."
UNDELIVERED = (
    "Slack did not say whether it took my answer. If you don't see it, ask again."
)
BUSY_SLACK = "Slack is too busy to take this from me. Try again in a minute."
RESTARTING = "I am being restarted. Ask again in a minute."
UNSURE_SHARE = "I can't tell whether this was posted; look before you press again."
NOT_A_MEMBER = (
    "I am not in this channel, so nobody can ask on in that thread. Invite me before you "
    "share the next one."
)
ALREADY_SHARED = "This is already in the channel."
TOO_LATE = "Slack gave me too little time to open a window. Press Output again."
NO_WINDOW = "Slack gave me too little time to open a window. Try again."
BUSY = "I'm busy with other questions right now. Try again in a few seconds."


def refused(code: str) -> str:
    """Slack's no, with its own word for it where there is one."""
    why = f" (`{code}`)" if code else ""
    return f"Slack does not let me post this here{why}."


def problem(
    sentence: str, *, request_id: str, suggestion: str = "", cloud_request: str = ""
) -> Message:
    """A sentence, the nearest right form if there is one, and the ids.

    Args:
        sentence: may repeat what the person typed.
        request_id: ours; every line of the log about this request carries it.
        suggestion: a command that would work.
        cloud_request: the cloud's own id, which its support asks for.
    """
    ids = [f"id {code(request_id)}"]
    if cloud_request:
        ids.append(f"cloud request {code(cloud_request)}")
    said = cut_escaped(escape(sentence), limits.SECTION_TEXT // 2)
    if suggestion:
        said = f"{said}\nTry {code(suggestion, limits.COMMAND)}"
    last = " · ".join(ids)
    return Message(
        text=f"{cut_escaped(said, limits.TEXT - len(last) - 1)}\n{last}",
        blocks=(section(said), context(last)),
    )
