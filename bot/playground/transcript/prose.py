"""Turns Slack's marked-up texts into what a person reads."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from bot.playground.markup.dates import render
from bot.playground.markup.mrkdwn import Markup, read_markup, unescape

FENCE = "```"
_ANGLE = re.compile(r"<([^<>]*)>")
# Bold, italic, struck and code: a pair of the same sign around something, not
# inside a word.
_STYLED = re.compile(r"(?<![\w`])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![\w`])")
# How rich text shows what is known by its id or name, and where that stands.
_SIGNED = {
    "user": ("@{}", "user_id"),
    "usergroup": ("@{}", "usergroup_id"),
    "broadcast": ("@{}", "range"),
    "channel": ("#{}", "channel_id"),
    "emoji": (":{}:", "name"),
}
_DIRECTION = range(0x202A, 0x202F), range(0x2066, 0x206A)


def parts(text: str, zone: tzinfo) -> Iterator[tuple[bool, str]]:
    """The text's pieces in order: whether it is code, and what it says."""
    for index, piece in enumerate(text.split(FENCE)):
        code = index % 2 == 1
        shown = unescape(piece).strip("\n") if code else mrkdwn(piece, zone).strip("\n")
        if shown:
            yield code, shown


def mrkdwn(text: str, zone: tzinfo) -> str:
    """A text with markup as plain text."""
    without_angles = _ANGLE.sub(lambda found: _markup(found[1], zone), text)
    return unescape(_STYLED.sub(r"\2", without_angles))


def text_object(found: Mapping[str, Any], zone: tzinfo) -> str:
    """A text object as plain text."""
    text = str(found.get("text", ""))
    return mrkdwn(text, zone) if found.get("type") == "mrkdwn" else unescape(text)


def runs(elements: Sequence[Mapping[str, Any]], zone: tzinfo) -> str:
    """The elements of a rich text section as plain text."""
    return "".join(_run(element, zone) for element in elements)


def printable(value: object) -> Any:  # noqa: ANN401 - JSON in, the same JSON out
    """The same, with characters spelled out that a terminal would act on."""
    if isinstance(value, str):
        return "".join(map(_spelled_out, value.replace("\t", "    ")))
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [printable(inner) for inner in value]
    return value


def _spelled_out(character: str) -> str:
    control = unicodedata.category(character) == "Cc" and character != "\n"
    turns = any(ord(character) in each for each in _DIRECTION)
    return f"\\u{ord(character):04x}" if control or turns else character


def _markup(inside: str, zone: tzinfo) -> str:
    markup = read_markup(inside)
    match markup.kind:
        case "date":
            return _date(markup.tokens, markup.unix, markup.label, zone)
        case "mention":
            return _mention(inside, markup)
        case "link":
            return _link(markup.target, markup.label)
        case _:
            return f"<{inside}>"


def _mention(inside: str, markup: Markup) -> str:
    sign = "#" if inside.startswith("#") else "@"
    return f"{sign}{(markup.label or markup.target).lstrip('@#')}"


def _link(url: str, label: str) -> str:
    return f"{label} ({url})" if label and label != url else url


def _date(template: str, unix: float, fallback: str, zone: tzinfo) -> str:
    try:
        return render(template, unix, zone)
    except (OverflowError, ValueError, OSError):
        return fallback


def _run(element: Mapping[str, Any], zone: tzinfo) -> str:
    kind = element.get("type")
    text = str(element.get("text", ""))
    if kind == "link":
        return _link(str(element["url"]), text)
    if kind == "date":
        fallback = str(element.get("fallback", ""))
        return _date(element["format"], element["timestamp"], fallback, zone)
    if kind in _SIGNED:
        form, key = _SIGNED[kind]
        return form.format(element[key])
    return text
