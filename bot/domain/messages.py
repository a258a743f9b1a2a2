"""What is said, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """Text and blocks, ready to send; the text alone says all that matters.

    Screen readers and notifications read only the text:
    https://docs.slack.dev/messaging/formatting-message-text
    """

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes: privately, to one person in one conversation.

    Attributes:
        response_url: of a command or a press; "" where there is none, as for a mention.
        replaces: put the answer in place of the message that the press was on; only
            the URL of a press can.
        user: who is told in another way where the URL takes nothing more.
        channel: where they are told then, "" for a direct message.
        thread: the ts of the thread there, or "".
    """

    response_url: str = ""
    replaces: bool = False
    user: str = ""
    channel: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that is there: the conversation, and Slack's name for it.

    A thread goes by the message that it is under.
    """

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is shown to everybody in a thread.

    Attributes:
        name: as it is saved, such as "night-shift.csv".
        title: what people read above it.
        content: its text.
    """

    name: str
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class Modal:
    """A window that one person sees; it has a title and blocks like a message.

    Attributes:
        submit: what stands on the button that sends what was filled in; "" for none.
        form: which form it is, so that whoever reads what was sent knows; "" for none.
        kept: what comes back with what was sent, at most 3,000 characters; anybody who
            sends it may have changed it.
        close: what stands on the button that sends nothing.
    """

    title: str
    blocks: tuple[Block, ...]
    submit: str = ""
    form: str = ""
    kept: str = ""
    close: str = "Close"
