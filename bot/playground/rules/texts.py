"""What texts may not carry: mentions, links, broken escapes, control characters."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.playground.markup.dates import (
    MRKDWN_TOKENS,
    RICH_TEXT_TOKENS,
    template_problem,
)
from bot.playground.markup.mrkdwn import MARKUP, Markup, read_markup
from bot.playground.rules.rule import Breach

# Characters that turn the reading direction of what follows (Unicode TR9).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_READ_BY_PEOPLE = ("text", "alt_text", "fallback", "accessibility_label")
# Where each kind of rich text element that points somewhere keeps its target.
_RICH_TARGETS = {
    "user": ("mention", "user_id"),
    "usergroup": ("mention", "usergroup_id"),
    "channel": ("mention", "channel_id"),
    "broadcast": ("mention", "range"),
    "link": ("link", "url"),
}


def object_breaches(
    found: Mapping[str, Any], at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    """What is wrong with the texts of one object inside the blocks."""
    for key in _READ_BY_PEOPLE:
        text = found.get(key)
        if isinstance(text, str):
            yield from control_breaches(text, f"{at}/{key}")
    if found.get("type") == "mrkdwn":
        yield from _mrkdwn_object_breaches(found, at, allowed)
    elif found.get("type") == "markdown":
        yield from _markdown_breaches(found, at, allowed)
    else:
        yield from _rich_breaches(found, at, allowed)


def control_breaches(text: str, at: str) -> Iterator[Breach]:
    """The first character that nobody should be able to send, if there is one."""
    for character in text:
        control = unicodedata.category(character) == "Cc" and character not in "\n\t"
        if control or _BIDI.match(character):
            yield _breach("control-characters", f"U+{ord(character):04X}", at)
            return


def mrkdwn_breaches(text: str, at: str, allowed: Collection[str]) -> Iterator[Breach]:
    """What is wrong with a text in which Slack reads markup."""
    for match in MARKUP.finditer(text):
        inside = match["inside"]
        if inside is None:
            yield _breach("unescaped", match[0], at)
        else:
            yield from _markup_breaches(match[0], read_markup(inside), at, allowed)


def _markup_breaches(
    text: str, markup: Markup, at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    if markup.kind == "unknown":
        yield _breach("unescaped", text, at)
    elif markup.kind == "date":
        yield from _date_breaches(text, markup, at)
        if markup.target and markup.target not in allowed:
            yield _breach("link", text, at)
    elif markup.target not in allowed:
        yield _breach(markup.kind, text, at)


def _date_breaches(text: str, markup: Markup, at: str) -> Iterator[Breach]:
    problem = template_problem(markup.tokens, MRKDWN_TOKENS)
    if problem is None and not markup.label.strip():
        problem = "the date has no fallback"
    if problem is not None:
        yield _breach("date-token", f"{problem}: {text}", at)


def _mrkdwn_object_breaches(
    found: Mapping[str, Any], at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    if found.get("verbatim") is not True:
        yield _breach("not-verbatim", "Slack would look for links and names", at)
    text = found.get("text")
    if isinstance(text, str):
        yield from mrkdwn_breaches(text, f"{at}/text", allowed)


def _markdown_breaches(
    found: Mapping[str, Any], at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    """The mentions: whether they reach people from Markdown isn't documented."""
    for match in MARKUP.finditer(str(found.get("text"))):
        markup = read_markup(match["inside"] or "")
        if markup.kind == "mention" and markup.target not in allowed:
            yield _breach("mention", match[0], f"{at}/text")


def _rich_breaches(
    found: Mapping[str, Any], at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    kind = found.get("type")
    rule, key = _RICH_TARGETS.get(str(kind), ("", ""))
    if rule and found.get(key) not in allowed:
        yield _breach(rule, f"{kind} {found.get(key)}", at)
    if kind == "date" and isinstance(found.get("format"), str):
        problem = template_problem(found["format"], RICH_TEXT_TOKENS)
        if problem is not None:
            yield _breach("date-token", problem, at)


def _breach(rule: str, problem: str, at: str) -> Breach:
    return Breach(rule, f"{problem} [json-pointer:{at}]")
