"""What people read in an answer, and what they can press in it."""

import re
from collections.abc import Iterable
from typing import Any

from bot.playground.slack import Delivery, Post

NEXT, PREVIOUS = "Next ▶", "◀ Previous"
_ROW = re.compile(r"^\d+\. \S (\w+)(?: \(\w+\))? (.*?)(?:, \d{4}-|:|$)", re.MULTILINE)


def headline(delivery: Delivery) -> str:
    """The header of the last answer."""
    return str(delivery.posts[-1].message["blocks"][0]["text"]["text"])


def first_line(text: str) -> str:
    """What an answer is about."""
    return text.split("\n", 1)[0]


def untimed(text: str) -> str:
    """An answer but for the moment that it is as of."""
    return re.sub(r"(?i)as of .*", "", text)


def standing(post: Post) -> str:
    """The text of the message as it stands there now."""
    assert post.current is not None
    return str(post.current["text"])


def rows(*texts: str) -> list[tuple[str, str]]:
    """The outcome and the name of each numbered row, page after page."""
    return [(found[1], found[2]) for text in texts for found in _ROW.finditer(text)]


def turns(post: Post) -> list[str]:
    """Which way its pages can be turned."""
    return [one for one in buttons(post) if one in (PREVIOUS, NEXT)]


def buttons(post: Post) -> list[str]:
    """What stands on the buttons below the list."""
    return [str(one["text"]["text"]) for one in _elements(post, "button")]


def options(post: Post) -> list[str]:
    """What can be chosen in the selects below the list."""
    selects = _elements(post, "static_select")
    return [str(one["text"]["text"]) for each in selects for one in each["options"]]


def values(post: Post) -> list[str]:
    """What the options carry."""
    selects = _elements(post, "static_select")
    return [str(one["value"]) for each in selects for one in each["options"]]


def _elements(post: Post, kind: str) -> Iterable[dict[str, Any]]:
    blocks = (post.current or {}).get("blocks", ())
    inside = (one["elements"] for one in blocks if one["type"] == "actions")
    return [each for elements in inside for each in elements if each["type"] == kind]
