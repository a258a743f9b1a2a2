"""What can be filled in in a window; a block goes by its field's name.

https://docs.slack.dev/reference/block-kit/blocks/input-block
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import Element
from bot.blocks.text import one_line
from bot.domain.messages import Block

ACTION = "form."
"""What an element's `action_id` begins with; the field's name follows."""


def field(
    name: str, label: str, element: Element, *, hint: str = "", optional: bool = False
) -> Block:
    """A label, what is filled in below it, and a hint in small type."""
    hinted = {"hint": _plain(hint, limits.INPUT_HINT)} if hint else {}
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(label, limits.INPUT_LABEL),
        "element": {**element, "action_id": f"{ACTION}{name}"},
        "optional": optional,
        **hinted,
    }


def typed(text: str = "", *, longest: int, example: str = "") -> Element:
    """One line of text, `text` at first."""
    shown = {"placeholder": _plain(example, limits.PLACEHOLDER)} if example else {}
    first = {"initial_value": text[:longest]} if text else {}
    return {"type": "plain_text_input", "max_length": longest, **shown, **first}


def ticks(options: Mapping[str, str], chosen: Collection[str]) -> Element:
    """Any of at most ten; texts by what they stand for."""
    return _several("checkboxes", options, chosen)


def several(options: Mapping[str, str], chosen: Collection[str]) -> Element:
    """Any of at most a hundred."""
    return _several("multi_static_select", options, chosen)


def radio(options: Mapping[str, str], chosen: str) -> Element:
    """One of at most ten; `chosen` is among them."""
    return _one("radio_buttons", options, chosen)


def menu(options: Mapping[str, str], chosen: str = "") -> Element:
    """One of at most a hundred."""
    return _one("static_select", options, chosen)


def suggested() -> Element:
    """One of what the bot names while somebody types.

    https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
    """
    return {
        "type": "external_select",
        "placeholder": _plain("Type to find one", limits.PLACEHOLDER),
        "min_query_length": 0,
    }


def day() -> Element:
    """One day."""
    return {"type": "datepicker"}


def channels(chosen: str = "") -> Element:
    """One channel, public or private, that is no direct message."""
    first = {"initial_conversation": chosen} if chosen[:1] in {"C", "G"} else {}
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "filter": kinds, **first}


def people(chosen: Sequence[str] = ()) -> Element:
    """Any people, as many as may be mentioned."""
    first = {"initial_users": list(chosen)} if chosen else {}
    return {
        "type": "multi_users_select",
        "max_selected_items": limits.MENTIONED,
        **first,
    }


def _several(kind: str, options: Mapping[str, str], chosen: Collection[str]) -> Element:
    offered = _options(options)
    first = [option for option in offered if option["value"] in chosen]
    known = {"initial_options": first} if first else {}
    return {"type": kind, "options": offered, **known}


def _one(kind: str, options: Mapping[str, str], chosen: str) -> Element:
    offered = _options(options)
    first = [option for option in offered if option["value"] == chosen]
    known = {"initial_option": first[0]} if first else {}
    return {"type": kind, "options": offered, **known}


def _options(options: Mapping[str, str]) -> list[dict[str, Any]]:
    known = list(options.items())[: limits.SELECT_OPTIONS]
    return [
        {"text": _plain(text, limits.OPTION_TEXT), "value": value}
        for value, text in known
    ]


def _plain(text: str, longest: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": one_line(text, longest), "emoji": False}
