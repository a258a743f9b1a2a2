"""What people can press in a message, for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from bot.playground.transcript.columns import flow, wrap
from bot.playground.transcript.prose import text_object

Json = Mapping[str, Any]

# A select may have a hundred options; these show what they are like.
_OPTIONS_LISTED = 12
_INDENT = "    "


def controls(elements: Sequence[Json], zone: tzinfo, width: int) -> list[str]:
    """The elements in a row, and below it what can be chosen from the selects."""
    lines = flow([face(element, zone) for element in elements], width)
    for element in elements:
        if element["type"] == "static_select":
            lines += _listed(list(_options(element, zone)), width)
    return lines


def face(element: Json, zone: tzinfo) -> str:
    """One element as it is seen before anybody presses it."""
    match element["type"]:
        case "button":
            return f"[ {text_object(element['text'], zone)} ]"
        case "static_select":
            return _closed(element, zone)
        case "overflow":
            return f"[ ⋮ {' | '.join(_options(element, zone))} ]"
        case "image":
            return f"[image: {element.get('alt_text', '')}]"
        case _:
            return text_object(element, zone)


def _closed(select: Json, zone: tzinfo) -> str:
    shown = select.get("initial_option", {}).get("text") or select.get("placeholder")
    count = sum(1 for _ in _options(select, zone))
    said = f"({count} option{'' if count == 1 else 's'})"
    return " ".join(["▾", *([text_object(shown, zone)] if shown else []), said])


def _listed(options: Sequence[str], width: int) -> Iterator[str]:
    more = len(options) - _OPTIONS_LISTED
    rest = [f"… and {more} more"] if more > 0 else []
    for option in [*options[:_OPTIONS_LISTED], *rest]:
        for line in wrap(option, width - len(_INDENT)):
            yield f"{_INDENT}{line}"


def _options(menu: Json, zone: tzinfo) -> Iterator[str]:
    """What can be chosen, each with its group and what is said about it."""
    groups = menu.get("option_groups") or [menu]
    for group in groups:
        for option in group.get("options", ()):
            parts = group.get("label"), option["text"], option.get("description")
            yield " · ".join(text_object(part, zone) for part in parts if part)
