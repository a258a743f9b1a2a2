"""The things that Slack reads in angle brackets in mrkdwn.

docs.slack.dev/messaging/formatting-message-text
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mention", "link", "date", "unknown"]

# An escaped text has no other angle brackets, and no other ampersands.
MARKUP = re.compile(r"<(?P<inside>[^<>]*)>|[<>]|&(?!(?:amp|lt|gt);)")

_URL = re.compile(r"[a-z][a-z0-9+.-]*:.+", re.IGNORECASE)
_DATE = re.compile(r"!date\^(-?\d+)\^([^^|]+)(?:\^([^|]*))?")
_SPECIAL = re.compile(r"!(channel|here|everyone|group)")
_MENTION = re.compile(r"(?:@|#|!subteam\^)([A-Z0-9]+)")


@dataclass(frozen=True, slots=True)
class Markup:
    """What stands in one pair of angle brackets.

    Attributes:
        target: The id, special word or URL that it leads to; of a date, its link.
        label: What is shown in its place, empty when nothing is given.
        unix: The date's moment.
        tokens: The date's template, such as "{date_short} {time}".
    """

    kind: Kind
    target: str = ""
    label: str = ""
    unix: int = 0
    tokens: str = ""


def read_markup(inside: str) -> Markup:
    """What these characters mean between angle brackets."""
    head, _, label = inside.partition("|")
    date = _DATE.fullmatch(head)
    if date is not None:
        link = date[3] or ""
        return Markup("date", link, label, int(date[1]), date[2])
    special = _SPECIAL.fullmatch(head) or _MENTION.fullmatch(head)
    if special is not None:
        return Markup("mention", special[1], label)
    if _URL.fullmatch(head):
        return Markup("link", head, label)
    return Markup("unknown", head, label)


def unescape(text: str) -> str:
    """The text with its three entities decoded."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
