"""Who sees an answer, which decides what they can press."""

from enum import StrEnum


class Audience(StrEnum):
    """Those who read one rendering of an answer.

    Attributes:
        ASKER: whoever asked, privately.
        SHARER: whoever asked, privately, after a copy went to the channel.
        CHANNEL: everybody in the channel. A press on what they see is answered
            privately, so nothing there turns pages or changes what others read.
    """

    ASKER = "asker"
    SHARER = "sharer"
    CHANNEL = "channel"
