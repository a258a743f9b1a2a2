"""Text from outside, made safe to show.

Slack's markup lives between `<` and `>`; escaping three characters takes its power:
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from bot.blocks import limits

# What a terminal would have turned into colours and cursor moves.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
# Control characters but tab and newline, bidirectional overrides that make text read
# as something else, and halves of characters that cannot be sent at all.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MORE = "…"
_HALF = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)\Z")


def clean(text: str) -> str:
    """The text without characters that cannot be seen; line ends become newlines."""
    if text.isprintable():  # as most texts are: nothing to be done
        return text
    lines = _ANSI.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", lines)


def blank(text: str) -> bool:
    """Whether nobody would see anything."""
    return not clean(text).strip()


def one_line(text: str, longest: int) -> str:
    """The text on one line of at most `longest` characters, "…" where it was cut."""
    return cut(" ".join(clean(text).split()), longest)


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, the last of them "…" where some are missing."""
    return text if len(text) <= longest else text[: longest - 1] + _MORE


def how_many(lines: Sequence[str], room: int) -> int:
    """How many of the lines fit whole, each with a line end."""
    return sum(end <= room for end in accumulate(len(line) + 1 for line in lines))


def escape(text: str) -> str:
    """Clean text with Slack's three special characters escaped."""
    safe = clean(text).replace("&", "&amp;")
    return safe.replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What `escape` was given, for people who read it outside of Slack."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">")
    return plain.replace("&amp;", "&")


def code(text: str, longest: int = limits.NAME) -> str:
    """Mrkdwn that shows text from outside as it is: nothing is parsed inside code.

    What is between the ticks has at most `longest` characters, escapes included.
    """
    shown = one_line(text, longest).replace("`", "\N{MODIFIER LETTER GRAVE ACCENT}")
    return f"`{cut_escaped(escape(shown), longest)}`" if shown else "—"


def cut_escaped(text: str, longest: int) -> str:
    """Escaped text of at most `longest` characters; "…" where some are missing.

    It never ends in half an entity or half a date: whatever is between `<` and `>` in
    escaped text is our own.
    """
    if len(text) <= longest:
        return text
    return _HALF.sub("", text[: longest - 1]) + _MORE
