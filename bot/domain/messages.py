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
    """Where an answer goes: privately, through the response_url of one request.

    Attributes:
        response_url: of a command or a press.
        replaces: put the answer in place of the message that the press was on; only
            the URL of a press can.
    """

    response_url: str
    replaces: bool = False
