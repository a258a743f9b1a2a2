"""A window, or a Home tab, as Slack wants it.

https://docs.slack.dev/reference/views/modal-views
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.blocks import limits
from bot.blocks.text import cut, unescape
from bot.domain.messages import Message, Modal

CALLBACK = "runs.window"
"""The `callback_id` of every window of ours that nobody fills in."""

FORM = "runs.form."
"""What that of a window to be filled in begins with; the form's name follows."""

HOME = "runs.home"
"""The `callback_id` of every Home tab."""

_EMPTY = "There is nothing to show."


def view(key: str, modal: Modal) -> dict[str, Any]:
    """The window with all of its blocks; `key`, if any, is how it is found again."""
    sent = _view(key, modal, [dict(block) for block in modal.blocks])
    if not modal.submit:
        return sent
    return sent | {
        "callback_id": f"{FORM}{modal.form}",
        "private_metadata": modal.kept,
        "submit": _plain(cut(modal.submit, limits.MODAL_TITLE)),
    }


def plain_view(key: str, modal: Modal) -> dict[str, Any]:
    """The window as one text, as much as fits, for when Slack refuses the blocks."""
    said = "\n".join(text for block in modal.blocks for text in _texts(block))
    text = _plain(cut(said, limits.SECTION_TEXT) or _EMPTY)
    return _view(key, modal, [{"type": "section", "text": text}])


def home_view(home: Message) -> dict[str, Any]:
    """A Home tab with all of its blocks.

    https://docs.slack.dev/reference/views/home-tab-views
    """
    return _home([dict(block) for block in home.blocks])


def plain_home_view(home: Message) -> dict[str, Any]:
    """The tab as one text, as much as fits, for when Slack refuses the blocks."""
    text = _plain(cut(unescape(home.text), limits.SECTION_TEXT) or _EMPTY)
    return _home([{"type": "section", "text": text}])


def _home(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "home", "callback_id": HOME, "blocks": blocks}


def _view(key: str, modal: Modal, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        **({"external_id": key} if key else {}),
        "title": _plain(cut(modal.title, limits.MODAL_TITLE)),
        "close": _plain(modal.close),
        "blocks": blocks,
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _texts(node: object) -> Iterator[str]:
    """Every text in a block but those of buttons, in order."""
    match node:
        case {"type": "actions"}:
            return
        case {"type": "mrkdwn", "text": str(text)}:
            yield unescape(text)
        case {"text": str(text)}:
            yield text
        case Mapping():
            for inner in node.values():
                yield from _texts(inner)
        case list() | tuple():
            for inner in node:
                yield from _texts(inner)
