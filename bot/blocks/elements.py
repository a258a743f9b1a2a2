"""The blocks in use, each within Slack's limits whatever it is given."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.text import clean, cut, cut_escaped, escape, one_line
from bot.domain.messages import Block

Element = Mapping[str, Any]


def header(text: str) -> Block:
    return {"type": "header", "text": _plain(text, limits.HEADER_TEXT)}


def section(markup: str, accessory: Element | None = None) -> Block:
    """A paragraph; `markup` is mrkdwn whose outside text is escaped."""
    beside = {"accessory": accessory} if accessory else {}
    return {
        "type": "section",
        "text": _mrkdwn(markup, limits.SECTION_TEXT),
        # Without it Slack folds what is long behind "see more".
        "expand": True,
        **beside,
    }


def plain_section(text: str) -> Block:
    """A paragraph of plain text, line ends kept, in which nothing is parsed."""
    shown = {"type": "plain_text", "text": cut(clean(text), limits.SECTION_TEXT)}
    return {"type": "section", "text": {**shown, "emoji": False}, "expand": True}


def actions(elements: Sequence[Element]) -> Block:
    """What can be pressed, in one row."""
    return {"type": "actions", "elements": list(elements[: limits.ACTIONS])}


def button(text: str, action_id: str, value: str, sure: str = "") -> Element:
    """A button; `value` is at most 2,000 characters long.

    `sure` is what Slack asks of whoever presses it, before it is pressed.
    """
    asked = {"confirm": _confirm(sure, text)} if sure else {}
    return {
        "type": "button",
        "text": _plain(text, limits.BUTTON_TEXT),
        "action_id": action_id,
        "value": value,
        **asked,
    }


def select(
    placeholder: str, action_id: str, options: Iterable[tuple[str, str]]
) -> Element:
    """A choice of texts; their values are at most 150 characters long."""
    offered = [
        {"text": _plain(text, limits.OPTION_TEXT), "value": value}
        for text, value in options
    ]
    return {
        "type": "static_select",
        "placeholder": _plain(placeholder, limits.PLACEHOLDER),
        "action_id": action_id,
        "options": offered[: limits.SELECT_OPTIONS],
    }


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """Two columns of label over value; a value is mrkdwn, at most ten are shown."""
    texts = [f"*{escape(label)}*\n{value}" for label, value in pairs]
    return {
        "type": "section",
        "fields": [
            _mrkdwn(text, limits.FIELD_TEXT) for text in texts[: limits.SECTION_FIELDS]
        ],
    }


def context(markup: str) -> Block:
    """A line in small type."""
    return {"type": "context", "elements": [_mrkdwn(markup, limits.SECTION_TEXT)]}


def labelled(label: str, text: str) -> Block:
    """A bold label and text from outside, shown letter for letter."""
    return _rich_text(
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": f"{label}  ", "style": {"bold": True}},
                {"type": "text", "text": cut(clean(text), limits.SECTION_TEXT)},
            ],
        }
    )


def preformatted(text: str) -> Block:
    """Program output: no markup, no fence that the text could close."""
    shown = cut(clean(text), limits.ALL_BLOCKS_TEXT // 2)
    return _rich_text(
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": shown}],
        }
    )


def text_length(shown: object) -> int:
    """How many characters blocks show, as Slack adds them up."""
    if isinstance(shown, str):
        return 0
    if isinstance(shown, Mapping):
        text = shown.get("text")
        own = len(text) if isinstance(text, str) else 0
        return own + sum(map(text_length, shown.values()))
    return sum(map(text_length, shown)) if isinstance(shown, Iterable) else 0


def _confirm(question: str, yes: str) -> dict[str, Any]:
    return {
        "title": _plain("Are you sure?", limits.CONFIRM_TITLE),
        "text": _plain(question, limits.CONFIRM_TEXT),
        "confirm": _plain(yes, limits.CONFIRM_BUTTON),
        "deny": _plain("Cancel", limits.CONFIRM_BUTTON),
    }


def _plain(text: str, longest: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": one_line(text, longest), "emoji": False}


def _rich_text(*elements: dict[str, Any]) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _mrkdwn(markup: str, longest: int) -> dict[str, Any]:
    return {
        "type": "mrkdwn",
        "text": cut_escaped(markup, longest),
        # Without it Slack would link addresses and @names found in the text.
        "verbatim": True,
    }
