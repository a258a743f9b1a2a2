"""The blocks in use, each within Slack's limits whatever it is given."""

from collections.abc import Iterable
from typing import Any

from bot.blocks import limits
from bot.blocks.text import clean, cut, cut_escaped, escape, one_line
from bot.domain.messages import Block


def header(text: str) -> Block:
    return {
        "type": "header",
        "text": {
            "type": "plain_text",
            "text": one_line(text, limits.HEADER_TEXT),
            "emoji": False,
        },
    }


def section(markup: str) -> Block:
    """A paragraph; `markup` is mrkdwn whose outside text is escaped."""
    return {"type": "section", "text": _mrkdwn(markup, limits.SECTION_TEXT)}


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


def _rich_text(*elements: dict[str, Any]) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _mrkdwn(markup: str, longest: int) -> dict[str, Any]:
    return {
        "type": "mrkdwn",
        "text": cut_escaped(markup, longest),
        # Without it Slack would link addresses and @names found in the text.
        "verbatim": True,
    }
